"""Pages for paper, drawn from plain values: no sums and no rules in them."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


def drawn(page: str, **values: object) -> str:
    """The page with the values in it; text is escaped."""
    return _environment().get_template(page).render(values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("trialkit.intake", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
