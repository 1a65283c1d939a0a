"""From entry points to rules. A plugin that is broken is left out by name and version; the others work."""

from __future__ import annotations

from dataclasses import is_dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.engine.rule import Rule
from mdlint_zh.plugins import hooks
from mdlint_zh.plugins.entry_points import EntryPoint, entry_points
from mdlint_zh.plugins.load import given_by, left_out, title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

BUILTIN = "mdlint_zh.rules"


class Loaded(NamedTuple):
    """The rules of all plugins by name, in order, and a line for each plugin or rule that was left out."""

    rules: dict[str, Rule]
    problems: list[str]


def load_rules(points: Iterable[EntryPoint] | None = None) -> Loaded:
    """Return the rules of the plugins that these entry points name; of all that are installed when none are given."""
    chosen = entry_points(hooks.GROUP) if points is None else points
    rules: dict[str, Rule] = {}
    problems: list[str] = []
    # Built-in rules first, then by name: so a clash leaves out the plugin, and the same one on every machine.
    for point in sorted(set(chosen), key=lambda point: (point.value != BUILTIN, point.name, point.value)):
        try:
            for rule in list(map(_checked, given_by(point))):
                if rule.name in rules:
                    problems.append(f"plugin {title(point)}: the rule {rule.name} is left out: the name is taken")
                else:
                    rules[rule.name] = rule
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin does, the others work
            problems.append(left_out(point, error))
    return Loaded(dict(sorted(rules.items())), problems)


def rules_in(package: ModuleType) -> list[Rule]:
    """Return the rules of a package: every module in it whose name does not begin with `_` is one rule, its `check`."""
    names = sorted(module.name for module in iter_modules(package.__path__) if not module.name.startswith("_"))
    return [import_module(f"{package.__name__}.{name}").check for name in names]


def _checked(rule: object) -> Rule:
    """What a plugin gave as a rule. Raises TypeError when it is none, or cannot be run with its defaults."""
    if not isinstance(rule, Rule):
        raise TypeError(f"mdlint_rules() returned {rule!r}, which is no Rule")
    if not is_dataclass(rule.options):
        raise TypeError(f"the options of {rule.name} are no dataclass")
    rule.options()
    return rule
