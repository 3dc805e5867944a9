"""Numbers only: arrays in, frozen results out. Imports nothing else of TrialKit.

`agreement`, `trend` and `oddities` are plain Python; `phase_model` and `proportion` need numpy
and scipy (`pip install "trialkit[evidence]"`) and are loaded only by who asks them.

What can't be answered is an `answers.Unanswerable` with a code, never a NaN and never a
library's warning.
"""
