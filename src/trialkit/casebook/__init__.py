"""The Case: how it is built, released by consent, and compared with others."""
