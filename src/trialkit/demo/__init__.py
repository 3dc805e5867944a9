"""A whole programme to look at: real sales figures, played through the commands one by one.

`story.toml` says who tries what, `sales` gives the figures, `story` turns both into dated command
lines, `command` runs each of them as a process of its own, with the clock set to its day.
"""
