"""From entry points to rules. A plugin that is broken is left out by name and version; the others work."""

from __future__ import annotations

from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

import pluggy

from mdlint_zh import __version__
from mdlint_zh.base.log import log_traceback
from mdlint_zh.engine.rule import Rule
from mdlint_zh.plugins import hooks as hookspecs
from mdlint_zh.plugins.entry_points import EntryPoint, entry_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

BUILTIN = "mdlint_zh.rules"


class Loaded(NamedTuple):
    """The rules of all plugins by name, in order, and a line for each plugin or rule that was left out."""

    rules: dict[str, Rule]
    problems: list[str]


def load_rules(points: Iterable[EntryPoint] | None = None) -> Loaded:
    """The rules of the plugins that these entry points name; of all that are installed when none are given."""
    chosen = entry_points(hookspecs.GROUP) if points is None else points
    rules: dict[str, Rule] = {}
    problems: list[str] = []
    # Built-in rules first, then by name: so a clash leaves out the plugin, and the same one on every machine.
    for point in sorted(set(chosen), key=lambda point: (point.value != BUILTIN, point.name, point.value)):
        try:
            for rule in _rules_of(point):
                if rule.name in rules:
                    problems.append(f"plugin {_title(point)}: the rule {rule.name} is left out: the name is taken")
                else:
                    rules[rule.name] = rule
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin does, the others work
            log_traceback(__name__, point.name, error)
            problems.append(f"plugin {_title(point)} is left out: {_reason(error)}")
    return Loaded(dict(sorted(rules.items())), problems)


def rules_in(package: ModuleType) -> list[Rule]:
    """The rules of a package: every module in it whose name does not begin with `_` is one rule, its `check`."""
    names = sorted(module.name for module in iter_modules(package.__path__) if not module.name.startswith("_"))
    return [import_module(f"{package.__name__}.{name}").check for name in names]


def code_key(rules: Mapping[str, Rule]) -> str:
    """What tells this version of tool and plugins from others: the files of their code, and when those changed."""
    package = Path(__file__).parents[1]
    files = {Path(rule.check.__code__.co_filename) for rule in rules.values()} | {
        *package.rglob("*.py"),
        *package.rglob("data/*"),
    }
    stats = ((str(file), file.stat()) for file in sorted(files) if file.is_file())
    return repr([__version__, *((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)])


def _rules_of(point: EntryPoint) -> list[Rule]:
    """The rules of one plugin. Raises whatever the plugin raises, and an error for an unknown or missing hook."""
    plugin = point.load()
    manager = pluggy.PluginManager(hookspecs.GROUP)
    manager.add_hookspecs(hookspecs)
    manager.register(plugin, point.name)
    manager.check_pending()
    if not manager.get_hookcallers(plugin):
        raise TypeError("it implements no hook: mdlint_rules, marked with @hookimpl, is missing")
    answers = manager.hook.mdlint_rules()
    if not answers:
        raise TypeError("mdlint_rules() returned None; expected rules")
    return [_checked(rule) for answer in answers for rule in answer]


def _checked(rule: object) -> Rule:
    """What a plugin gave as a rule. Raises TypeError when it is none, or cannot be run with its defaults."""
    if not isinstance(rule, Rule):
        raise TypeError(f"mdlint_rules() returned {rule!r}, which is no Rule")
    if not is_dataclass(rule.options):
        raise TypeError(f"the options of {rule.name} are no dataclass")
    rule.options()
    return rule


def _title(point: EntryPoint) -> str:
    return f"{point.name} ({point.package or point.value})"


def _reason(error: BaseException) -> str:
    if isinstance(error, pluggy.PluginValidationError):
        fault = str(error).splitlines()[-1].partition(" in plugin")[0]
        return fault.replace("unknown hook", "it has an unknown hook")
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
