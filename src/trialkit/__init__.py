"""A small firm promises before it starts, its peers judge afterwards, and anyone can compare.

The names below are TrialKit's stable public API. Each opens its room on first use, so that
importing TrialKit costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trialkit.casebook.case import Case
    from trialkit.casebook.comparison import Comparison, compare
    from trialkit.casebook.release import Edition, Internal, Released
    from trialkit.errors import (
        InvalidInput,
        Message,
        NotFound,
        NotInstalled,
        Place,
        Problem,
        Refused,
        StoreError,
        TrialkitError,
    )
    from trialkit.evaluation.evaluation import Evaluation
    from trialkit.model.template import Template
    from trialkit.model.trial import Trial
    from trialkit.templates.reading import packaged, read_template
    from trialkit.workspace.workspace import Workspace, create, open  # noqa: A004

__version__ = "0.1.0"

_ROOMS = {
    "Case": "casebook.case",
    "Comparison": "casebook.comparison",
    "Edition": "casebook.release",
    "Evaluation": "evaluation.evaluation",
    "Internal": "casebook.release",
    "InvalidInput": "errors",
    "Message": "errors",
    "NotFound": "errors",
    "NotInstalled": "errors",
    "Place": "errors",
    "Problem": "errors",
    "Refused": "errors",
    "Released": "casebook.release",
    "StoreError": "errors",
    "Template": "model.template",
    "Trial": "model.trial",
    "TrialkitError": "errors",
    "Workspace": "workspace.workspace",
    "compare": "casebook.comparison",
    "create": "workspace.workspace",
    "open": "workspace.workspace",
    "packaged": "templates.reading",
    "read_template": "templates.reading",
}

__all__ = [
    "Case",
    "Comparison",
    "Edition",
    "Evaluation",
    "Internal",
    "InvalidInput",
    "Message",
    "NotFound",
    "NotInstalled",
    "Place",
    "Problem",
    "Refused",
    "Released",
    "StoreError",
    "Template",
    "Trial",
    "TrialkitError",
    "Workspace",
    "__version__",
    "compare",
    "create",
    "open",
    "packaged",
    "read_template",
]


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'trialkit' has no attribute {name!r}")
    value = getattr(import_module(f"trialkit.{_ROOMS[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
