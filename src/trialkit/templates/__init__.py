"""Kinds of trial, as TOML files say them.

`reading` makes a `Template` of a file and names every fault with its place; `sections` and `parts`
take the file apart, `check` holds the parts against each other. `answers` reads what people type
into the gaps, `filling` and `phases` turn a draft into a `Promise`, `sentences` writes a promise
for its reader, and `scaffold` makes a plugin of one's own.
"""
