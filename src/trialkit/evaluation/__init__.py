"""What numbers and ballots say about one trial: `evaluate.evaluate` gives an `Evaluation`.

The way of the data: `figures` → `series` and `derived` (by `formulas`), held together by
`measuring` → `reached`, `changed` and `shares`, weighed together by `criteria` → `warnings`,
`outcomes`, `verdict`, `design`. Before the start, `foresight` says what a trial will be able to
tell, with the promise tried on time before it (`earlier`).
"""
