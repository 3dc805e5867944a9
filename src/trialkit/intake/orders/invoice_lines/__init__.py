"""Lines of invoices, one row an article: the shape of bookkeeping programs."""
