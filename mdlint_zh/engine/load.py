"""From entry points to rules. A plugin that is broken is left out by name and version; the others work."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.engine.rule import BUILTIN, Rule
from mdlint_zh.engine.rule_check import fault_of
from mdlint_zh.plugins import hooks
from mdlint_zh.plugins.entry_points import EntryPoint, entry_points
from mdlint_zh.plugins.load import given_by, left_out, title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType


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
            given = list(map(_checked, given_by(point)))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin does, the others work
            problems.append(left_out(point, error))
            continue
        for rule in given:
            fault = fault_of(rule) or ("the name is taken" if rule.name in rules else "")
            if fault:
                problems.append(f"plugin {title(point)}: the rule {rule.name} is left out: {fault}")
            else:
                rules[rule.name] = _with_url(rule, point)
    return Loaded(dict(sorted(rules.items())), problems)


def rules_in(package: ModuleType) -> list[Rule]:
    """Return the rules of a package: every module in it whose name does not begin with `_` is one rule, its `check`.

    Raises TypeError for a module that is no package, and for one in it that is no rule.
    """
    if not hasattr(package, "__path__"):
        raise TypeError(f"rules_in() was given the module {package.__name__}; expected a package, a rule a module")
    names = sorted(module.name for module in iter_modules(package.__path__) if not module.name.startswith("_"))
    return [_rule_of(import_module(f"{package.__name__}.{name}")) for name in names]


def _rule_of(module: ModuleType) -> Rule:
    """The rule of a module. Raises TypeError when there is none."""
    check = getattr(module, "check", None)
    if not isinstance(check, Rule):
        fault = "is a plain function; @rule(...) is missing" if check else "is missing"
        raise TypeError(
            f"`check` {fault} in {module.__name__}; a module that is no rule has a name that begins with `_`"
        )
    return check


def _checked(rule: object) -> Rule:
    """What a plugin gave as a rule. Raises TypeError when it is none."""
    if not isinstance(rule, Rule):
        raise TypeError(f"mdlint_rules() returned {rule!r}, which is no Rule")
    return rule


def _with_url(rule: Rule, point: EntryPoint) -> Rule:
    """The rule with a URL: its own, or a place in the documentation that the metadata of its package names."""
    if rule.url or not point.docs:
        return rule
    return replace(rule, url=point.docs if "#" in point.docs else f"{point.docs}#{rule.name}")
