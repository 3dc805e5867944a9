"""A plain table of orders, one row an order."""
