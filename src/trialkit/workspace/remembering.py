"""How a company's files are read: what a person said of one holds for the next of its kind."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

import attrs

from trialkit.errors import InvalidInput, Message, NotFound
from trialkit.intake.currencies import currencies
from trialkit.intake.shape import Shape, shape_of
from trialkit.model.import_settings import ImportSettings
from trialkit.model.trial import Trial
from trialkit.templates.countries import country_code
from trialkit.workspace.session import Session

_ORDERS: Final = ("dmy", "mdy", "ymd")


@attrs.frozen(kw_only=True)
class Said:
    """How a file is to be read, as far as it was said; attributes as in `ImportSettings`."""

    importer: str | None = None
    columns: Mapping[str, str] = attrs.field(factory=dict)
    sums: Mapping[str, str] = attrs.field(factory=dict)
    countries: Mapping[str, str] = attrs.field(factory=dict)
    date_order: str | None = None
    currency: str | None = None
    vat: Decimal | None = None

    @classmethod
    def of(
        cls,
        *,
        importer: str | None,
        columns: Mapping[str, str] | None,
        sums: Mapping[str, str] | None,
        countries: Mapping[str, str] | None,
        dates: str | None,
        currency: str | None,
        vat: Decimal | None,
    ) -> "Said":
        """What a person said, each thing in its one form.

        Raises:
            InvalidInput: a country, currency, rate or order of dates is none.
        """
        return cls(
            importer=importer,
            columns=dict(columns or {}),
            sums=dict(sums or {}),
            countries={label: _country(name) for label, name in (countries or {}).items()},
            date_order=None if dates is None else _date_order(dates),
            currency=None if currency is None else _currency(currency),
            vat=None if vat is None else _share(vat),
        )

    @property
    def anything(self) -> bool:
        """Whether anything was said at all."""
        return self != Said()

    def over(self, kept: ImportSettings) -> "Said":
        """This, and what was kept wherever this says nothing.

        Countries add up, since each label speaks for itself. Whoever now says sums no longer
        wants the importer that was named before.
        """
        kept_importer = None if self.sums else kept.importer
        return Said(
            importer=self.importer or kept_importer,
            columns=self.columns or kept.columns,
            sums=self.sums or kept.sums,
            countries={**kept.countries, **self.countries},
            date_order=self.date_order or kept.date_order,
            currency=self.currency or kept.currency,
            vat=kept.vat if self.vat is None else self.vat,
        )

    def besides(self, said: "Said") -> tuple[str, ...]:
        """What this has and `said` hasn't, as the options one would type."""
        options: list[str] = []
        if self.importer and not said.importer:
            options.append(f"--importer {self.importer}")
        if not said.columns:
            options += (f'--columns "{key}={value}"' for key, value in self.columns.items())
        if not said.sums:
            options += (f'--map "{key}={value}"' for key, value in self.sums.items())
        options += (
            f'--country "{label}={code}"'
            for label, code in self.countries.items()
            if label not in said.countries
        )
        if self.date_order and not said.date_order:
            options.append(f"--dates {self.date_order}")
        if self.currency and not said.currency:
            options.append(f"--currency {self.currency}")
        if self.vat is not None and said.vat is None:
            options.append(f"--vat {(self.vat * 100).normalize():f}")
        return tuple(options)


@attrs.frozen(kw_only=True)
class Recalled:
    """How a file is to be read, all in all.

    Attributes:
        said: what was said now, and earlier where nothing was said now.
        shape: the file's headings; None where they don't matter.
        kept: what was kept of earlier files like it.
        note: what of it is used again; None where nothing is.
    """

    said: Said
    shape: Shape | None = None
    kept: ImportSettings | None = None
    note: Message | None = None


class Remembering(Session):
    """What an open workspace knows of how a company's files are read."""

    def import_settings(self, which: str) -> list[ImportSettings]:
        """How files of a trial's company are read, as far as somebody said it.

        Args:
            which: a trial.

        Raises:
            NotFound: no such trial.
        """
        return self._store.import_settings_of(self.find(which).company)

    def forget_import_settings(self, which: str) -> int:
        """Forget all that was said of the files of a trial's company; how many kinds of file.

        Raises:
            NotFound: no such trial.
        """
        trial = self.find(which)
        kept = self._store.import_settings_of(trial.company)
        with self._command("forget import settings") as tx:
            tx.about(trial.id)
            for each in kept:
                tx.forget(each)
        return len(kept)

    def _recalled(self, trial: Trial, path: Path, said: Said, *, forget: bool) -> Recalled:
        """What was said now, over what was kept of files with these headings."""
        if not said.anything and not self._store.import_settings_of(trial.company):
            return Recalled(said=said)
        shape = _shape(path)
        kept = None if shape is None else self._store.import_settings(_key(trial, shape))
        if kept is None or forget:
            return Recalled(said=said, shape=shape, kept=kept)
        whole = said.over(kept)
        again = whole.besides(said)
        day = kept.at.astimezone(self.zone).date()
        note = Message("Read as said on {day}: {options}.", day=day, options=again)
        return Recalled(said=whole, shape=shape, kept=kept, note=note if again else None)

    def _to_keep(self, trial: Trial, recalled: Recalled) -> ImportSettings | None:
        """What to keep of how a file was read; None where nothing is, or nothing new."""
        said, shape, kept = recalled.said, recalled.shape, recalled.kept
        if shape is None or not said.anything:
            return None
        if kept is not None and said == Said().over(kept):
            return None
        return ImportSettings(
            id=_key(trial, shape),
            company=trial.company,
            shape=shape.digest,
            headings=shape.headings,
            **attrs.asdict(said),
            at=self.now,
            by=self.actor,
        )


def _key(trial: Trial, shape: Shape) -> str:
    return f"{trial.company}:{shape.digest}"


def _shape(path: Path) -> Shape | None:
    """The file's shape; None where it is no table, which its importer will tell or not mind."""
    try:
        return shape_of(path)
    except (InvalidInput, NotFound):
        return None


def _country(name: str) -> str:
    code = country_code(name)
    if code is None:
        raise InvalidInput(
            Message("“{found}” is not a country.", found=name),
            code="UNKNOWN_COUNTRY",
            remedy=Message("Write its name or its code of two letters, such as SE."),
        )
    return code


def _currency(written: str) -> str:
    found = currencies(written)
    if len(found) == 1:
        return next(iter(found))
    raise InvalidInput(
        Message("“{found}” is not the code of a currency.", found=written),
        code="UNKNOWN_CURRENCY",
        remedy=Message("Write it with three letters, such as SEK."),
    )


def _share(vat: Decimal) -> Decimal:
    if 0 <= vat < 1:
        return vat
    raise InvalidInput(
        Message("A rate of VAT of {rate:percent} can't be right.", rate=vat),
        code="ODD_VAT",
        remedy=Message("It lies between 0 and 100 per cent."),
    )


def _date_order(written: str) -> str:
    if written in _ORDERS:
        return written
    raise InvalidInput(
        Message("“{found}” is no order of day, month and year.", found=written),
        code="UNKNOWN_DATE_ORDER",
        remedy=Message("Choose one of: {words}.", words=_ORDERS),
    )
