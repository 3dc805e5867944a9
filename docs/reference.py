"""The reference of names, hooks, schemas and views, drawn from docstrings and the real database."""

import inspect
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import tables

import trialkit
from trialkit.cli.schemas import schema_named, schema_names
from trialkit.errors import TrialkitError
from trialkit.hooks import specs

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs" / "hook_examples"
MODULE = re.compile(r"\b(?:trialkit|collections|pathlib|datetime|decimal)(?:\.\w+)*\.(\w+)")
FUNCTION = re.compile(r"<function (\w+) at 0x[0-9a-f]+>")
SECTION = re.compile(r"^(Args|Returns|Raises|Attributes):$")


def hook_names() -> list[str]:
    """Every hook, in the order they are specified."""
    return [name for name in vars(specs) if name.startswith("trialkit_")]


def hooks() -> str:
    """One section a hook: how it is declared, what its docstring says, a plugin that uses it."""
    return "\n\n".join(part for name in hook_names() for part in _hook(name))


def _hook(name: str) -> Iterator[str]:
    spec = getattr(specs, name)
    yield f"## {name}"
    yield f"```text\n{_signature(name, spec)}\n```"
    yield described(inspect.getdoc(spec) or "")
    example = (EXAMPLES / f"{name}.py").read_text(encoding="utf-8").strip()
    yield f"A plugin that uses it:\n\n<!-- not run -->\n```python\n{example}\n```"


def embedding() -> str:
    """The embedding program, as it stands in `examples/`."""
    program = (ROOT / "examples" / "embedding.py").read_text(encoding="utf-8").strip()
    return f"<!-- not run -->\n```python\n{program}\n```"


def decisions() -> str:
    """Every decision record, by its first line."""
    lines = []
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        heading = path.read_text(encoding="utf-8").splitlines()[0]
        title, _, state = heading.removeprefix("# ").partition("    ")
        lines.append(f"- [{title.strip()}](../decisions/{path.name}) ({state.strip()})")
    return "\n".join(lines)


def names() -> str:
    """Every public name of `trialkit`, with the first paragraph of what it says of itself."""
    rows = []
    for name in trialkit.__all__:
        if name == "__version__":
            rows.append(("`__version__`", "text", "The installed version."))
            continue
        thing = getattr(trialkit, name)
        kind = "class" if inspect.isclass(thing) else "function"
        rows.append((f"`{name}`", kind, _first_paragraph(thing)))
    return tables.table(("name", "", "what it is"), rows)


def workspace() -> str:
    """Every method of an open workspace."""
    parts = []
    for name, method in inspect.getmembers(trialkit.Workspace):
        if name.startswith("_"):
            continue
        heading = f"### ws.{name}"
        if isinstance(method, property):
            parts.append(f"{heading}\n\n{described(inspect.getdoc(method) or '')}")
        else:
            signature = f"```text\n{_signature(name, method)}\n```"
            parts.append(f"{heading}\n\n{signature}\n\n{described(inspect.getdoc(method) or '')}")
    return "\n\n".join(parts)


def errors() -> str:
    """The error classes with their exit codes."""
    classes = [TrialkitError, *TrialkitError.__subclasses__()]
    return tables.table(
        ("class", "exit code", "when"),
        (
            (f"`{one.__name__}`", str(one.exit_code), _first_paragraph(one))
            for one in classes
            if one.__module__ == TrialkitError.__module__
        ),
    )


def schemas() -> str:
    """Every class that has a schema, with a link to it."""
    rows = []
    for name in schema_names():
        parts = schema_named(name)["$defs"]
        assert isinstance(parts, dict)
        rows.append((f"[{name}](schemas/{name}.json)", parts[name]["description"]))
    return tables.table(("schema", "what it describes"), rows)


def views() -> str:
    """The SQL views as they are in a new workspace, each column with the comment beside it."""
    with tempfile.TemporaryDirectory(prefix="trialkit-docs-") as folder:
        made = Path(folder) / "workspace"
        trialkit.create(made, actor="docs", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)).close()
        with closing(sqlite3.connect(made / "trialkit.db")) as database:
            found = database.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid"
            ).fetchall()
            columns = {
                name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
                for name, _ in found
            }
    return "\n\n".join(_view(name, sql, columns[name]) for name, sql in found)


def _view(name: str, sql: str, columns: list[str]) -> str:
    about = re.search(r"AS -- (.*)", sql)
    comments = dict(re.findall(r"\bAS (\w+),? -- (.*)", sql))
    rows = ((f"`{column}`", comments.get(column, "")) for column in columns)
    said = f"{about[1].capitalize()}.\n\n" if about else ""
    return f"### {name}\n\n{said}{tables.table(('column', 'meaning'), rows)}"


def described(docstring: str) -> str:
    """A Google docstring as Markdown: its sections become lists."""
    lines: list[str] = []
    section = ""
    for line in docstring.splitlines():
        if found := SECTION.match(line):
            section = found[1]
            lines += [f"*{section}*", ""]
        elif section and line.startswith("        "):
            lines[-1] += " " + line.strip()
        elif section and line.startswith("    "):
            entry = line.strip()
            name, colon, words = entry.partition(": ")
            named = section != "Returns" and colon
            lines.append(f"- `{name}`: {words}" if named else f"- {entry}")
        else:
            section = section if not line else ""
            lines.append(line)
    return "\n".join(lines).strip()


def _signature(name: str, function: Callable[..., object]) -> str:
    """The declaration, one parameter a line where it would be long."""
    signature = inspect.signature(function)
    kept = [one for one in signature.parameters.values() if one.name != "self"]
    written = inspect.formatannotation(signature.return_annotation)
    answer = "" if signature.return_annotation is inspect.Signature.empty else f" -> {written}"
    parts = [_short(part) for part in _parameters(kept)]
    line = f"{name}({', '.join(parts)}){_short(answer)}"
    if len(line) <= 90:
        return line
    inner = "".join(f"    {part},\n" for part in parts)
    return f"{name}(\n{inner}){_short(answer)}"


def _short(annotation: str) -> str:
    """Names of types without their modules, and of functions without where they lie in memory."""
    return FUNCTION.sub(r"\1", MODULE.sub(r"\1", annotation))


def _parameters(parameters: list[inspect.Parameter]) -> Iterator[str]:
    starred = False
    for one in parameters:
        if one.kind is inspect.Parameter.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        yield str(one)


def _first_paragraph(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
