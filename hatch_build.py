"""Compile every catalogue beside itself, so that wheels and editable trees carry `.mo` files."""

from io import BytesIO
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Turns each `.po` under `language/locale` into the `.mo` that is read at run time."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # Babel is a build requirement: only this hook needs it, and only while building.
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for po in Path(self.root, "src", "trialkit", "language", "locale").rglob("*.po"):
            compiled = BytesIO()
            with po.open("rb") as source:
                write_mo(compiled, read_po(source, locale=po.parts[-3]))
            mo = po.with_suffix(".mo")
            # Somebody may be reading it: one that says the same is left alone.
            if not mo.exists() or mo.read_bytes() != compiled.getvalue():
                mo.write_bytes(compiled.getvalue())
