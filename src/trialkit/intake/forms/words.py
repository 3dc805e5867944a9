"""The words of a form of figures that are met again when it is read."""

from typing import Final

from trialkit.language.marking import N_

PERIOD: Final = N_("Period")
DAYS: Final = N_("Days")
PHASE: Final = N_("Part of the trial")
SERIES: Final = N_("Series")
COMPUTED: Final = N_("Computed from the figures above: nothing to fill in")
"""Below this line of a form nothing is asked any more."""
