"""Jinja, set up once a language: escaping on, a missing name is an error."""

import hashlib
from base64 import b64encode
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trialkit.errors import Message, Value
from trialkit.language.wording import wording
from trialkit.publish.paths import ICON


@lru_cache(maxsize=8)
def environment(language: str) -> Environment:
    """The page templates, with `say` in one language."""
    words = wording(language)

    def say(text: str, /, **values: Value) -> str:
        return words.say(Message(text, **values))

    pages = Environment(
        loader=PackageLoader("trialkit.publish", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    pages.globals["say"] = say
    return pages


def render(template: str, language: str, **values: object) -> bytes:
    """One page as bytes."""
    return environment(language).get_template(template).render(**values).encode()


@lru_cache(maxsize=4)
def asset(name: str) -> str:
    """A file that is shipped as it is: the style sheet, the icon."""
    return (files("trialkit.publish") / "pages" / name).read_text(encoding="utf-8")


SITE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What a page of a site may load: its own sheet and pictures, and nothing else."""


def sheet_inside(*names: str) -> Markup:
    """Our own sheets for a page that stands alone; nothing of anybody else's goes in unescaped."""
    return Markup("".join(map(asset, names)))  # noqa: S704


@lru_cache(maxsize=4)
def document_policy(sheet: str) -> str:
    """What a page that stands alone may load: the sheet inside it, known by its digest."""
    digest = b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def icon_inside() -> str:
    """The icon as an address that carries it."""
    return "data:image/svg+xml;base64," + b64encode(asset(ICON).encode()).decode()
