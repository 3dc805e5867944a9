"""The steps by which a workspace file came to its present form, oldest first.

A step is named for what it changes, holds one idea and is never edited once it has landed.
`VERSION` is kept in the file (`PRAGMA user_version`), so that a command that only reads knows
without sqlite-utils whether the file is of its own time.
"""

from typing import Final

VERSION: Final = 3
"""How many steps there are."""

APPLICATION: Final = 0x5472_4B31
"""What tells our files from other people's SQLite files: `TrK1`."""
