"""Everything that is kept, read back as values of the model.

`trialkit list` must start about as quickly as a bare program. So only names for the type checker
are imported from the model up here, and each question loads what its answer is made of.
"""

# Table and column names below are our own; values only ever go in as parameters.
# ruff: noqa: S608

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from trialkit.errors import Message, NotFound
from trialkit.store import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from trialkit.model.company import Company, Member, Stake
    from trialkit.model.consent import Consent, Publication
    from trialkit.model.follow_up import FollowUp
    from trialkit.model.import_settings import ImportSettings
    from trialkit.model.journal import Entry
    from trialkit.model.learning import Learning
    from trialkit.model.metric import Observation
    from trialkit.model.round import Ballot, Round
    from trialkit.model.settings import Settings
    from trialkit.model.template import FactReview, Template
    from trialkit.model.trial import ActionDone, Idea, Trial
    from trialkit.store.connection import Connection, Scalar
    from trialkit.store.rows import TrialRow
    from trialkit.store.selection import Selection

    T = TypeVar("T")


class Records:
    """What a workspace holds, for reading.

    Lists are in the order in which things were made, where nothing else is said.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._templates: dict[str, Template] = {}

    # The workspace itself

    def workspace_id(self) -> str:
        """What tells this workspace's journal from others'."""
        return str(self._only("SELECT id FROM workspace"))

    def settings(self) -> Settings:
        """All settings."""
        from trialkit.store.tables import settings_read

        found = self._connection.all("SELECT id, body FROM setting")
        return settings_read({str(name): str(body) for name, body in found})

    def setting(self, name: str) -> object:
        """One setting as a plain value, without loading the model; None where there is none."""
        found = self._connection.one("SELECT body FROM setting WHERE id = ?", (name,))
        return None if found is None else json.loads(str(found[0]))

    # Trials

    def trial(self, key: str) -> Trial:
        """The trial with this id or slug.

        Raises:
            NotFound: there is none.
        """
        found = self._connection.one("SELECT body FROM trial WHERE id = ?1 OR slug = ?1", (key,))
        if found is None:
            raise NotFound(
                Message("There is no trial {key}.", key=key),
                code="NO_TRIAL",
                remedy=Message("See all trials: trialkit list."),
            )
        return self._trial(str(found[0]))

    def holds(self, trial_id: str) -> bool:
        """Whether there is a trial with this id."""
        return self._connection.one("SELECT 1 FROM trial WHERE id = ?", (trial_id,)) is not None

    def replications(self, trial_id: str) -> list[Trial]:
        """Started trials that repeat this one's promise."""
        found = self._connection.all(
            "SELECT body FROM trial WHERE json_extract(body, '$.replicates') = ?"
            " AND json_extract(body, '$.promise') IS NOT NULL ORDER BY id",
            (trial_id,),
        )
        return [self._trial(str(body)) for (body,) in found]

    def in_series(self, series: str) -> list[Trial]:
        """The trials of one series, drafts too."""
        found = self._connection.all(
            "SELECT body FROM trial WHERE json_extract(body, '$.series') = ? ORDER BY id",
            (series,),
        )
        return [self._trial(str(body)) for (body,) in found]

    def series(self) -> dict[str, str]:
        """Trial's id → id of its series, of those that belong to one; no template is read."""
        found = self._connection.all(
            "SELECT id, json_extract(body, '$.series') AS series FROM trial"
            " WHERE series IS NOT NULL ORDER BY id"
        )
        return {str(trial): str(series) for trial, series in found}

    def companies_alike(self, trial: Trial) -> int:
        """How many companies of its area have a trial of its kind in its market."""
        found = self._only(
            "SELECT count(DISTINCT company_id) FROM trial_overview"
            " WHERE area = ? AND template = ? AND market IS ?",
            (trial.area, trial.template.id, trial.market),
        )
        return int(found or 0)

    def trials(self, selection: Selection | None = None) -> list[Trial]:
        """The trials that `selection` lets through; all without one."""
        if selection is None:
            found = self._connection.all("SELECT body FROM trial ORDER BY id")
        else:
            found = self._connection.all(
                "SELECT body FROM trial WHERE id IN"
                f" (SELECT id FROM trial_overview WHERE {selection.sql}) ORDER BY id",
                selection.parameters,
            )
        return [self._trial(str(body)) for (body,) in found]

    def overview(self, selection: Selection | None = None) -> list[TrialRow]:
        """The trials that `selection` lets through (all without one), as a list shows them."""
        return rows.overview(self._connection, selection)

    def matching(self, part: str) -> list[TrialRow]:
        """The trials that people mean by `part` of a slug or of a company's name.

        A whole id, slug or public number (`2026-14`) means that trial and no other.
        """
        return rows.matching(self._connection, part)

    def template(self, digest: str) -> Template:
        """The template with this SHA-256, as it was when a trial took it.

        Raises:
            NotFound: no trial ever took it.
        """
        from trialkit.model.template import Template

        if digest not in self._templates:
            self._templates[digest] = self._thing(Template, digest)
        return self._templates[digest]

    def slugs(self) -> set[str]:
        """Every slug that is taken."""
        return {str(slug) for (slug,) in self._connection.all("SELECT slug FROM trial")}

    def next_number(self, year: int) -> int:
        """The running number of the next trial that starts in `year`.

        A trial that was taken back keeps its number, so drafts with one count in every year.
        """
        highest = self._only(
            "SELECT coalesce(max(number), 0) FROM trial"
            " WHERE started_on IS NULL OR substr(started_on, 1, 4) = ?",
            (f"{year:04}",),
        )
        return int(highest or 0) + 1

    def actions(self, trial_id: str) -> list[ActionDone]:
        """What was done in a trial."""
        from trialkit.model.trial import ActionDone

        return self._things(ActionDone, "WHERE trial = ?", (trial_id,))

    def cached_case(self, trial_id: str) -> str | None:
        """The JSON of the latest case that a command kept of a trial, or None."""
        found = self._connection.one("SELECT body FROM kept_case WHERE id = ?", (trial_id,))
        return None if found is None else str(found[0])

    def case_inputs(self, trial_id: str) -> str | None:
        """The digest of what the kept case of a trial was built from, or None."""
        found = self._connection.one("SELECT inputs FROM kept_case WHERE id = ?", (trial_id,))
        return None if found is None else str(found[0])

    # Figures

    def observations(self, trial_id: str, *, all: bool = False) -> list[Observation]:  # noqa: A002
        """A trial's figures, by the time they stand for: current ones, or all there ever were."""
        from trialkit.store import figures

        current = f"{figures.SELECT} WHERE trial = ?1 AND replaced_by IS NULL"
        replaced = f"{figures.SELECT} WHERE trial = ?1 AND replaced_by IS NOT NULL"
        wanted = f"{current} UNION ALL {replaced}" if all else current
        found = self._connection.all(
            f"{wanted} ORDER BY period_start, metric, series, at, id", (trial_id,)
        )
        return [figures.observation_of(row) for row in found]

    def last_figure(self, trial_id: str) -> date | None:
        """The last day of the latest period that has a figure of the trial's own, or None."""
        from datetime import date

        found = self._only(
            "SELECT max(period_last) FROM observation"
            " WHERE trial = ? AND series = '' AND replaced_by IS NULL",
            (trial_id,),
        )
        return None if found is None else date.fromisoformat(str(found))

    # The core group's judgement

    def rounds(self, trial_id: str | None = None) -> list[Round]:
        """The evaluation rounds of one trial or of all, oldest first."""
        from trialkit.model.round import Round

        if trial_id is None:
            return self._things(Round)
        return self._things(Round, "WHERE trial = ?", (trial_id,))

    def round(self, id: str) -> Round:  # noqa: A002
        """The round with this id.

        Raises:
            NotFound: there is none.
        """
        from trialkit.model.round import Round

        return self._thing(Round, id)

    def ballots(self, round_id: str) -> list[Ballot]:
        """Every ballot of a round, corrected ones too. Whoever asks keeps them blind."""
        from trialkit.model.round import Ballot

        return self._things(Ballot, "WHERE round = ?", (round_id,))

    # People

    def company(self, id: str) -> Company:  # noqa: A002
        """The company with this id.

        Raises:
            NotFound: there is none.
        """
        from trialkit.model.company import Company

        return self._thing(Company, id)

    def companies(self) -> list[Company]:
        """All companies, by name."""
        from trialkit.model.company import Company

        return self._things(Company, "ORDER BY folded(name), id")

    def companies_matching(self, part: str) -> list[Company]:
        """The companies people mean by `part` of a name: one whole name or id wins."""
        from trialkit.model.company import Company
        from trialkit.store.connection import folded

        wanted = (part.strip(), folded(part.strip()))
        exact = self._things(Company, "WHERE id = ? OR folded(name) = ? ORDER BY id", wanted)
        if exact:
            return exact
        return self._things(Company, "WHERE instr(folded(name), ?) ORDER BY id", wanted[1:])

    def members(self, area: str | None = None) -> list[Member]:
        """The core group's members, of one area or of all; former ones too."""
        from trialkit.model.company import Member

        return self._things(Member, "WHERE ?1 IS NULL OR area = ?1 ORDER BY id", (area,))

    def stakes(self) -> list[Stake]:
        """Every interest that was declared."""
        from trialkit.model.company import Stake

        return self._things(Stake)

    def ideas(self) -> list[Idea]:
        """Every idea, also those that became a trial or were dropped."""
        from trialkit.model.trial import Idea

        return self._things(Idea)

    # Consent and publication

    def fact_reviews(self) -> list[FactReview]:
        """Every fact that was looked up again, as it stands now."""
        from trialkit.model.template import FactReview

        return self._things(FactReview)

    def import_settings(self, id: str) -> ImportSettings | None:  # noqa: A002
        """How files of one company and shape are read; None where nobody said."""
        from trialkit.model.import_settings import ImportSettings

        return next(iter(self._things(ImportSettings, "WHERE id = ?", (id,))), None)

    def import_settings_of(self, company: str) -> list[ImportSettings]:
        """How files of one company are read, as far as somebody said it."""
        from trialkit.model.import_settings import ImportSettings

        owned = "WHERE json_extract(body, '$.company') = ? ORDER BY id"
        return self._things(ImportSettings, owned, (company,))

    def learnings(self) -> list[Learning]:
        """Every claim across trials, in the order in which they were written down."""
        from trialkit.model.learning import Learning

        return self._things(Learning)

    def follow_ups(self, trial_id: str) -> list[FollowUp]:
        """What became of a trial later, in the order in which it was asked."""
        from trialkit.model.follow_up import FollowUp

        return self._things(FollowUp, "WHERE trial = ?", (trial_id,))

    def counted_orders(self, trial_id: str) -> dict[str, str]:
        """Digest of each order counted for a trial → the file it was counted from."""
        found = self._connection.all(
            "SELECT digest, file FROM counted_order WHERE trial = ?", (trial_id,)
        )
        return {str(digest): str(file) for digest, file in found}

    def consents(self) -> list[Consent]:
        """Every consent, also those that ran out or were withdrawn."""
        from trialkit.model.consent import Consent

        return self._things(Consent)

    def consents_of(self, trial_id: str, company_id: str) -> list[Consent]:
        """The company's consents that are about this trial or about all of its trials."""
        from trialkit.model.consent import Consent

        return self._things(
            Consent,
            "WHERE company = ? AND (trial = ? OR trial IS NULL) ORDER BY id",
            (company_id, trial_id),
        )

    def publications(self) -> list[Publication]:
        """Every publication, also those that were withdrawn."""
        from trialkit.model.consent import Publication

        return self._things(Publication)

    # The journal

    def head(self) -> Entry:
        """The journal's last entry; its hash stands for all that went before."""
        from trialkit.store.journal import entry_read

        body, hash_ = self._connection.all(
            "SELECT body, hash FROM journal ORDER BY seq DESC LIMIT 1"
        )[0]
        return entry_read(str(body), str(hash_))

    def entries(self, subject: str | None = None) -> list[Entry]:
        """The journal, or what in it was about the thing with the id `subject`; oldest first."""
        from trialkit.store.journal import entry_read

        found = self._connection.all(
            "SELECT body, hash FROM journal WHERE ?1 IS NULL"
            " OR EXISTS (SELECT 1 FROM json_each(subjects) WHERE value = ?1) ORDER BY seq",
            (subject,),
        )
        return [entry_read(str(body), str(hash_)) for body, hash_ in found]

    def payload(self, seq: int) -> Mapping[str, object] | None:
        """What a command noted besides; None where there is no such entry or it was erased."""
        found = self._connection.one("SELECT body FROM payload WHERE seq = ?", (seq,))
        return None if found is None or found[0] is None else json.loads(str(found[0]))

    def _trial(self, body: str) -> Trial:
        from trialkit.store.tables import template_named, trial_read

        return trial_read(body, self.template(template_named(body)))

    def _thing(self, cls: type[T], id_: str) -> T:
        from trialkit.store.tables import TABLES, thing_read

        found = self._connection.one(f"SELECT body FROM {TABLES[cls]} WHERE id = ?", (id_,))
        if found is None:
            raise NotFound(Message("Nothing here has the id {id}.", id=id_), code="NOT_FOUND")
        return thing_read(cls, str(found[0]))

    def _things(self, cls: type[T], rest: str = "", parameters: Sequence[Scalar] = ()) -> list[T]:
        from trialkit.store.tables import TABLES, thing_read

        ordered = rest if "ORDER BY" in rest else f"{rest} ORDER BY id"
        found = self._connection.all(f"SELECT body FROM {TABLES[cls]} {ordered}", parameters)
        return [thing_read(cls, str(body)) for (body,) in found]

    def _only(self, sql: str, parameters: Sequence[Scalar] = ()) -> Scalar:
        """The one value that `sql` gives."""
        found = self._connection.one(sql, parameters)
        return None if found is None else found[0]
