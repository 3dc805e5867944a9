"""Numbers only: arrays in, frozen results out. Imports nothing else of TrialKit.

What decides: `phase_model` (a change), `proportion` (a share), `several` (several at once);
`foresight` says before a trial how large a change it could tell.
What describes: `overlap`, `response_ratio`, `permutation`, `rates`, `comparing`, `trend`,
`autocorrelation`, `oddities`. What lies across trials: `synthesis`, `success_rates`. Panels:
`agreement`, `alpha`, `raters`. `phase_batch` is the phase model for simulations.

What can be plain Python is; the rest needs numpy and scipy (`pip install "trialkit[evidence]"`)
and is loaded only by who asks for it. What can't be answered is an `answers.Unanswerable` with a
code, never a NaN and never a library's warning.
"""
