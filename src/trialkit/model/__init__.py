"""What things are. Frozen values, named as in the glossary; a change is a new value.

`text`, `ids` and `period` are what the others are made of; `metric`, `criterion` and `template`
say what a trial of a kind measures; `company`, `trial`, `round`, `consent` are people's; and
`settings`, `journal` are the workspace's own.
"""
