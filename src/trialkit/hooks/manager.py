"""Loads plugins and asks them, one at a time; a broken one is named and skipped.

This is one of the two places in TrialKit where any exception is caught: a plugin is somebody
else's code, and whatever it does wrong must not take the rest down with it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final, TypeVar

import attrs
import pluggy

from trialkit.casebook.case import Case
from trialkit.errors import Message, Problem, TrialkitError
from trialkit.hooks import specs
from trialkit.hooks.contracts import Format, Importer
from trialkit.model.journal import Entry
from trialkit.model.metric import Observation
from trialkit.model.template import Template
from trialkit.model.text import Text
from trialkit.model.trial import Trial

GROUP: Final = specs.PROJECT
"""The entry-point group that plugins announce themselves in."""

Offered = TypeVar("Offered")


@attrs.frozen(kw_only=True)
class PluginFault:
    """Something a plugin did wrong; it was skipped, and the rest works.

    Attributes:
        plugin: its name.
        message: what happened, in a sentence.
        cause: the exception behind it, for who maintains the plugin; None where a value that
            came back was at fault.
        problems: what the cause itself told, where it was one of TrialKit's own errors.
        hook: the hook that was being called; None while it was loaded.
    """

    plugin: str
    message: Message
    cause: Exception | None = None
    problems: tuple[Problem, ...] = ()
    hook: str | None = None


@attrs.frozen(kw_only=True)
class Plugin:
    """One plugin that was loaded.

    Attributes:
        name: its entry point's name, or its module's.
        version: of its distribution; None for what comes with TrialKit.
        builtin: whether it comes with TrialKit.
        hooks: names of the hooks it implements.
    """

    name: str
    version: str | None
    builtin: bool
    hooks: tuple[str, ...]


class Plugins:
    """Every plugin that could be loaded, built-ins first, then plugins by name.

    Attributes:
        faults: what plugins did wrong so far, each told once.
    """

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(specs.PROJECT)
        self._manager.add_hookspecs(specs)
        self._plugins: dict[str, Plugin] = {}
        self._templates: dict[str, Template] | None = None
        self._importers: dict[str, Importer] | None = None
        self._formats: dict[str, Format] | None = None
        self.faults: list[PluginFault] = []

    @classmethod
    def load(cls, *, builtin: Sequence[object] = (), extra: Sequence[object] = ()) -> "Plugins":
        """Load what is built in, then what is installed, then what an embedding program adds.

        Args:
            builtin: TrialKit's own modules with hooks, in the order they are asked.
            extra: modules or objects with hooks that aren't installed as plugins.
        """
        plugins = cls()
        for module in builtin:
            plugins._add(_name_of(module), lambda module=module: module, builtin=True)  # type: ignore[misc]
        for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
            plugins._add(entry.name, entry.load, version=_version_of(entry))
        for thing in extra:
            plugins._add(_name_of(thing), lambda thing=thing: thing)  # type: ignore[misc]
        return plugins

    def _add(
        self,
        name: str,
        load: Callable[[], object],
        *,
        version: str | None = None,
        builtin: bool = False,
    ) -> None:
        if name in self._plugins:
            message = Message(
                "Two plugins are called {plugin}; only the first is used.", plugin=name
            )
            self._fault(PluginFault(plugin=name, message=message))
            return
        try:
            plugin = load()
            self._manager.register(plugin, name=name)
        except Exception as error:
            message = Message("The plugin {plugin} could not be loaded.", plugin=name)
            self._fault(_raised(name, message, error))
            self._forget(name)
            return
        hooks = tuple(self._hooks_of(plugin))
        self._plugins[name] = Plugin(name=name, version=version, builtin=builtin, hooks=hooks)

    def _hooks_of(self, plugin: object) -> Iterator[str]:
        """The hooks a plugin implements; one that doesn't exist (a misspelt one) is named."""
        for caller in self._manager.get_hookcallers(plugin) or ():
            if caller.has_spec():
                yield caller.name
            else:
                name = self._manager.get_name(plugin) or ""
                message = Message(
                    "The plugin {plugin} implements {hook}, which does not exist.",
                    plugin=name,
                    hook=caller.name,
                )
                self._fault(PluginFault(plugin=name, message=message, hook=caller.name))

    def _forget(self, name: str) -> None:
        """A plugin that was only half registered goes out again."""
        if self._manager.get_plugin(name) is not None:
            self._manager.unregister(name=name)

    # what was loaded

    def names(self) -> tuple[str, ...]:
        """The names of all plugins that were loaded, in the order they are asked."""
        return tuple(self._plugins)

    def listed(self) -> tuple[Plugin, ...]:
        """All plugins that were loaded, in the order they are asked."""
        return tuple(self._plugins.values())

    def problems(self) -> tuple[Problem, ...]:
        """What plugins did wrong so far, as problems to show: each fault, then what it told."""
        told: list[Problem] = []
        for fault in self.faults:
            cause = Message("The cause: {cause}", cause=str(fault.cause)) if fault.cause else None
            told.append(
                Problem(
                    fault.message,
                    code="PLUGIN_FAULT",
                    remedy=None if fault.problems else cause,
                )
            )
            told += fault.problems
        return tuple(told)

    # what they offer

    def templates(self) -> Mapping[str, Template]:
        """Kinds of trial by id."""
        if self._templates is None:
            self._templates = self._by_id("trialkit_templates", Template)
        return self._templates

    def importers(self) -> Mapping[str, Importer]:
        """Readers of files by id, plugins' before the built-in ones: a special one goes first."""
        if self._importers is None:
            needed = ("id", "label", "recognises", "read")
            self._importers = self._plugins_first(self._like("trialkit_importers", needed))
        return self._importers

    def formats(self) -> Mapping[str, Format]:
        """Ways to write a case as a document, by id."""
        if self._formats is None:
            needed = ("id", "label", "suffix", "render")
            self._formats = self._unique("trialkit_formats", self._like("trialkit_formats", needed))
        return self._formats

    def metrics(self, trial: Trial, observations: Sequence[Observation]) -> tuple[Observation, ...]:
        """What plugins derive from a trial's observations."""
        known = {metric.id for metric in trial.template.metrics}
        offered = self._each(
            "trialkit_metrics", Observation, trial=trial, observations=tuple(observations)
        )
        derived: list[Observation] = []
        for name, observation in offered:
            if observation.metric in known and observation.trial == trial.id:
                derived.append(observation)
                continue
            message = Message(
                "The plugin {plugin} gave a figure of {metric}, which this trial doesn't have.",
                plugin=name,
                metric=observation.metric,
            )
            self._fault(PluginFault(plugin=name, message=message, hook="trialkit_metrics"))
        return tuple(derived)

    def case_sections(self, case: Case) -> Mapping[str, Text]:
        """What plugins add to a case's words."""
        return self._texts("trialkit_case_sections", case=case)

    def reference(self) -> Mapping[str, Text]:
        """Reference figures, in words."""
        return self._texts("trialkit_reference")

    def check(self, trial: Trial, move: str) -> tuple[Problem, ...]:
        """Reasons of house rules against a move; none lets it pass."""
        offered = self._each("trialkit_check", Problem, trial=trial, move=move)
        return tuple(problem for _, problem in offered)

    def event(self, entry: Entry) -> None:
        """Tell every plugin of a command that changed something."""
        for name in self._plugins:
            self._asked(name, "trialkit_event", entry=entry)

    # asking

    def _asked(self, name: str, hook: str, **arguments: object) -> list[object]:
        """What one plugin answers to one hook; nothing where it raises or has no such hook."""
        if hook not in self._plugins[name].hooks:
            return []
        others = [self._manager.get_plugin(other) for other in self._plugins if other != name]
        caller = self._manager.subset_hook_caller(hook, others)
        try:
            answers: list[Any] = caller(**arguments)
            return [thing for answer in answers for thing in answer]
        except Exception as error:
            message = Message(
                "The plugin {plugin} failed in {hook} and was left out.", plugin=name, hook=hook
            )
            self._fault(_raised(name, message, error, hook))
            return []

    def _each(
        self, hook: str, kind: type[Offered], **arguments: object
    ) -> Iterator[tuple[str, Offered]]:
        """What all plugins answer, each with the plugin's name; what isn't of `kind` is named."""
        for name in self._plugins:
            for thing in self._asked(name, hook, **arguments):
                if isinstance(thing, kind):
                    yield name, thing
                else:
                    self._unsuitable(name, hook)

    def _like(self, hook: str, needed: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """What all plugins answer, if it has what an importer or a format must have."""
        for name in self._plugins:
            for thing in self._asked(name, hook):
                if all(hasattr(thing, attribute) for attribute in needed):
                    yield name, thing
                else:
                    self._unsuitable(name, hook)

    def _by_id(self, hook: str, kind: type[Offered]) -> dict[str, Offered]:
        return self._unique(hook, self._each(hook, kind))

    def _unique(self, hook: str, offered: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        """By id; the first one keeps it, and whoever gives it again is named with who has it."""
        found: dict[str, Any] = {}
        owners: dict[str, str] = {}
        for name, thing in offered:
            if thing.id not in found:
                found[thing.id], owners[thing.id] = thing, name
                continue
            message = Message(
                "The plugin {plugin} offers “{id}”, which {other} already gave; it was left out.",
                plugin=name,
                id=thing.id,
                other=owners[thing.id],
            )
            self._fault(PluginFault(plugin=name, message=message, hook=hook))
        return found

    def _plugins_first(self, offered: Iterable[tuple[str, Importer]]) -> dict[str, Importer]:
        pairs = list(offered)
        origin = {id(thing): name for name, thing in pairs}
        found: dict[str, Importer] = self._unique("trialkit_importers", pairs)
        builtin = {key: self._plugins[origin[id(thing)]].builtin for key, thing in found.items()}
        return dict(sorted(found.items(), key=lambda item: builtin[item[0]]))

    def _texts(self, hook: str, **arguments: object) -> Mapping[str, Text]:
        texts: dict[str, Text] = {}
        for name, pair in self._each(hook, tuple, **arguments):
            if len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], Text):
                texts.setdefault(pair[0], pair[1])
            else:
                self._unsuitable(name, hook)
        return texts

    def _unsuitable(self, name: str, hook: str) -> None:
        message = Message(
            "The plugin {plugin} gave something else than {hook} is for; it was left out.",
            plugin=name,
            hook=hook,
        )
        self._fault(PluginFault(plugin=name, message=message, hook=hook))

    def _fault(self, fault: PluginFault) -> None:
        """Keep a fault, unless the same plugin has done the same wrong before."""
        told = [(known.plugin, known.message, str(known.cause)) for known in self.faults]
        if (fault.plugin, fault.message, str(fault.cause)) not in told:
            self.faults.append(fault)


def _raised(name: str, message: Message, error: Exception, hook: str | None = None) -> PluginFault:
    problems = error.problems if isinstance(error, TrialkitError) else ()
    return PluginFault(plugin=name, message=message, cause=error, problems=problems, hook=hook)


def _name_of(thing: object) -> str:
    return str(getattr(thing, "__name__", type(thing).__name__))


def _version_of(entry: EntryPoint) -> str | None:
    return entry.dist.version if entry.dist else None
