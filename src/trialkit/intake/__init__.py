"""What comes in from Excel, CSV and TOML, and the blank forms that come back."""
