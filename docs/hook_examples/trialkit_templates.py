"""A kind of trial, from a TOML file that the package carries."""

from collections.abc import Iterable

from trialkit import Template, packaged
from trialkit.hooks import hookimpl


@hookimpl
def trialkit_templates() -> Iterable[Template]:
    return [packaged("trialkit_ecommerce", "template.toml")]
