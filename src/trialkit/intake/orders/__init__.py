"""Files of orders and of invoice lines: each kind is read into orders, and orders are counted."""
