"""Bank statements and bookkeeping: dated rows, added up as a person says."""
