"""Values of the model in SQLite: one file a workspace, one journal entry a command.

`store` opens and creates; `records` reads; `transaction` writes, and journals what it wrote.
`verifying` tells what was changed behind the journal's back, `backup` makes checked copies, and
`selection` turns a typed filter into SQL.
"""
