"""Words, dates and numbers in Finnish, Swedish and English.

Outwards: `choosing` finds the reader's language, `wording` puts values into it (with `labels` and
`units` as tables, `numbers` and `days` for figures and time), `installing` tells click.
Inwards: `reading` takes the numbers and days that people type. `marking` is for whoever writes a
sentence; the translations are `locale/<language>/LC_MESSAGES/trialkit.po`.
"""
