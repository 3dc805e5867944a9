"""The first form of a workspace file.

Things are kept as JSON (`body`) beside a salt of their own. The columns that queries need are
generated from that JSON, so they can never say anything else than it says. Figures are many and
small and have plain columns.

Tables are private. The three views are for others (Excel, Datasette, notebooks); their columns
are explained beside them, and `.schema` shows that.
"""

from typing import Final

from sqlite_utils import Database

TABLES: Final = (
    """
CREATE TABLE workspace (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE setting (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE template (
    id TEXT PRIMARY KEY NOT NULL, -- SHA-256 of the whole template, hex
    key TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.id')) STORED,
    version TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.version')) STORED,
    title TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.title')) STORED,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE company (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.name')) STORED,
    area TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.area')) STORED,
    municipality TEXT GENERATED ALWAYS AS (json_extract(body, '$.municipality.code')) STORED,
    municipality_scheme TEXT
        GENERATED ALWAYS AS (json_extract(body, '$.municipality.scheme')) STORED,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE member (
    id TEXT PRIMARY KEY NOT NULL,
    company TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.company')) STORED
        REFERENCES company (id),
    area TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.area')) STORED,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE stake (
    id TEXT PRIMARY KEY NOT NULL,
    company TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.company')) STORED
        REFERENCES company (id),
    towards TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.towards')) STORED
        REFERENCES company (id),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE idea (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE trial (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (json_extract(body, '$.slug')) STORED,
    number INTEGER GENERATED ALWAYS AS (json_extract(body, '$.number')) STORED,
    title TEXT GENERATED ALWAYS AS
        (json_extract(body, '$.title.words."' || json_extract(body, '$.title.source') || '"'))
        STORED,
    title_language TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.title.source')) STORED,
    company TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.company')) STORED
        REFERENCES company (id),
    area TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.area')) STORED,
    market TEXT GENERATED ALWAYS AS (json_extract(body, '$.market')) STORED,
    template TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.template')) STORED
        REFERENCES template (id),
    state TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.state')) STORED,
    started_on TEXT GENERATED ALWAYS AS (json_extract(body, '$.started_on')) STORED,
    ends_on TEXT GENERATED ALWAYS AS
        (coalesce(json_extract(body, '$.promise.phases.trial.last'),
                  json_extract(body, '$.draft.ends_on'))) STORED,
    closed_on TEXT GENERATED ALWAYS AS (json_extract(body, '$.closed_on')) STORED,
    decision TEXT GENERATED ALWAYS AS (json_extract(body, '$.decision.choice')) STORED,
    tags TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.tags')) STORED,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX trial_by_company ON trial (company)
""",
    """
CREATE TABLE kept_case (
    id TEXT PRIMARY KEY NOT NULL REFERENCES trial (id),
    inputs TEXT NOT NULL, -- digest of everything the case was built from
    outcome TEXT GENERATED ALWAYS AS (json_extract(body, '$.outcome')) STORED,
    strength INTEGER GENERATED ALWAYS AS (json_extract(body, '$.strength.level')) STORED,
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE action_done (
    id TEXT PRIMARY KEY NOT NULL,
    trial TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.trial')) STORED
        REFERENCES trial (id),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX action_done_by_trial ON action_done (trial)
""",
    """
CREATE TABLE round (
    id TEXT PRIMARY KEY NOT NULL,
    trial TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.trial')) STORED
        REFERENCES trial (id),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX round_by_trial ON round (trial)
""",
    """
CREATE TABLE ballot (
    id TEXT PRIMARY KEY NOT NULL,
    round TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.round')) STORED
        REFERENCES round (id),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX ballot_by_round ON ballot (round)
""",
    """
CREATE TABLE consent (
    id TEXT PRIMARY KEY NOT NULL,
    company TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.company')) STORED
        REFERENCES company (id),
    trial TEXT GENERATED ALWAYS AS (json_extract(body, '$.trial')) STORED REFERENCES trial (id),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX consent_by_company ON consent (company)
""",
    """
CREATE INDEX consent_by_trial ON consent (trial)
""",
    """
CREATE TABLE publication (
    id TEXT PRIMARY KEY NOT NULL,
    trial TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.trial')) STORED
        REFERENCES trial (id),
    body TEXT NOT NULL CHECK (json_valid(body)),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX publication_by_trial ON publication (trial)
""",
    """
-- What one command took in of figures of one trial; the journal has one digest over all of them.
CREATE TABLE intake (
    id TEXT PRIMARY KEY NOT NULL,
    trial TEXT NOT NULL REFERENCES trial (id),
    salt TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE observation (
    position INTEGER PRIMARY KEY, -- the order they came in
    id TEXT NOT NULL UNIQUE,
    intake TEXT NOT NULL REFERENCES intake (id),
    trial TEXT NOT NULL, -- its intake's; it stands here for the index below
    metric TEXT NOT NULL,
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    period_kind TEXT NOT NULL, -- day, week, month, quarter, year, phase
    period_start TEXT NOT NULL,
    period_last TEXT NOT NULL,
    value TEXT NOT NULL, -- an exact decimal, never a binary fraction
    source_kind TEXT NOT NULL, -- typed, imported
    file TEXT,
    row INTEGER,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    replaces TEXT,
    conversion TEXT CHECK (conversion IS NULL OR json_valid(conversion)),
    replaced_by TEXT -- what a later row says of itself in `replaces`; empty while current
) STRICT
""",
    """
-- At most one is current; period_last stands in it so that a trial's last figure is found here.
CREATE UNIQUE INDEX observation_current
    ON observation (trial, series, metric, period_kind, period_start, period_last)
    WHERE replaced_by IS NULL
""",
    """
CREATE INDEX observation_replaced ON observation (trial) WHERE replaced_by IS NOT NULL
""",
    """
CREATE UNIQUE INDEX observation_replaces ON observation (replaces) WHERE replaces IS NOT NULL
""",
    """
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (json_extract(body, '$.id')) STORED,
    subjects TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body, '$.subjects')) STORED,
    body TEXT NOT NULL CHECK (json_valid(body)), -- canonical JSON of the entry without its hash
    hash TEXT NOT NULL UNIQUE
) STRICT
""",
    """
CREATE TABLE payload (
    seq INTEGER PRIMARY KEY NOT NULL REFERENCES journal (seq),
    body TEXT CHECK (body IS NULL OR json_valid(body)), -- empty once it was erased
    salt TEXT
) STRICT
""",
)

TRIAL_OVERVIEW: Final = """
CREATE VIEW trial_overview AS -- one row a trial
SELECT
    trial.id AS id,
    trial.slug AS slug, -- what people type; private
    trial.number AS number, -- running number within the year of the start; empty before it
    trial.title AS title, -- in the language it was first written in
    trial.title_language AS title_language, -- ISO 639-1
    trial.company AS company_id,
    company.name AS company,
    trial.area AS area, -- key of the area that runs it
    company.municipality AS municipality, -- official code, leading zeros kept
    company.municipality_scheme AS municipality_scheme, -- the code's classification and year
    trial.market AS market, -- ISO 3166-1 alpha-2
    template.key AS template,
    template.version AS template_version,
    template.title AS template_title, -- JSON: language to name
    trial.state AS state, -- draft, running, evaluating, concluded, stopped
    trial.started_on AS started_on, -- first day of the trial phase
    trial.ends_on AS ends_on, -- last promised day of the trial phase
    trial.closed_on AS closed_on, -- the day it was concluded or stopped
    kept_case.outcome AS outcome, -- held, did not hold, can't tell; as of the last command
    trial.decision AS decision, -- adopt, adapt, abandon, inconclusive
    kept_case.strength AS strength, -- of evidence, 0 to 6
    (SELECT max(period_last) FROM observation
     WHERE observation.trial = trial.id AND series = '' AND replaced_by IS NULL
    ) AS last_figure_on, -- last day of the latest period that has a figure of the trial's own
    trial.tags AS tags -- JSON: a list of keys
FROM trial
JOIN company ON company.id = trial.company
JOIN template ON template.id = trial.template
LEFT JOIN kept_case ON kept_case.id = trial.id
"""

OBSERVATION_LONG: Final = """
CREATE VIEW observation_long AS -- one row a figure, replaced ones too
SELECT
    trial.slug AS trial,
    template.key AS template,
    observation.metric AS metric, -- its key in the template
    observation.series AS series, -- empty for the trial's own, else a comparison's name
    observation.period AS period, -- 2026-03-31, 2026-W10, 2026-03, 2026-Q1, 2026, trial
    observation.period_kind AS period_kind, -- day, week, month, quarter, year, phase
    observation.period_start AS period_start, -- first day
    observation.period_last AS period_last, -- last day
    CAST(observation.value AS REAL) AS value, -- in the metric's unit; good for sums and charts
    observation.value AS value_exact, -- the same, to the last decimal
    observation.source_kind AS source, -- typed, imported
    observation.file AS file,
    observation.row AS row, -- of the file, counted from 1
    observation.at AS recorded_at, -- UTC
    observation.by AS recorded_by,
    observation.replaced_by IS NULL AS current, -- 1, or 0 where a correction took its place
    observation.trial AS trial_id,
    observation.id AS id
FROM observation
JOIN trial ON trial.id = observation.trial
JOIN template ON template.id = trial.template
"""

CASE_COMPARISON: Final = """
CREATE VIEW case_comparison AS -- one row a case and metric, as of the last command; internal
SELECT
    trial.slug AS trial,
    json_extract(kept_case.body, '$.address') AS address, -- public
    json_extract(kept_case.body, '$.template.id') AS template,
    json_extract(kept_case.body, '$.template.version') AS template_version,
    trial.area AS area,
    trial.market AS market,
    trial.state AS state,
    kept_case.outcome AS outcome,
    trial.decision AS decision,
    kept_case.strength AS strength,
    json_extract(kept_case.body, '$.descriptors.currency') AS currency,
    json_extract(kept_case.body, '$.descriptors.vat') AS vat, -- net, gross
    json_extract(result.value, '$.metric.id') AS metric,
    json_extract(result.value, '$.metric.unit') AS unit, -- a % is a fraction in the values
    json_extract(result.value, '$.metric.aggregation') AS aggregation,
    CAST(json_extract(result.value, '$.baseline') AS REAL) AS baseline,
    json_extract(result.value, '$.baseline_periods') AS baseline_periods, -- that have a figure
    CAST(json_extract(result.value, '$.trial') AS REAL) AS trial_phase,
    json_extract(result.value, '$.trial_periods') AS trial_periods, -- that have a figure
    CAST(json_extract(result.value, '$.change') AS REAL) AS change, -- a period's, for sums
    CAST(json_extract(result.value, '$.relative_change') AS REAL) AS relative_change, -- fraction
    json_extract(result.value, '$.criterion') AS criterion, -- the criterion on it, if any
    (SELECT json_extract(answer.value, '$.answer')
     FROM json_each(kept_case.body, '$.answers') AS answer
     WHERE json_extract(answer.value, '$.criterion') = json_extract(result.value, '$.criterion')
    ) AS answer, -- met, not met, can't tell
    trial.id AS trial_id
FROM kept_case
JOIN trial ON trial.id = kept_case.id
JOIN json_each(kept_case.body, '$.results') AS result
"""


def apply(db: Database) -> None:
    """Make every table and view of the first form; there is nothing older."""
    for statement in (*TABLES, TRIAL_OVERVIEW, OBSERVATION_LONG, CASE_COMPARISON):
        db.execute(statement)
