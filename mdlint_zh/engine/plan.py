"""Which rules are run, on which kinds of page, with which options."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.engine.finding import INFO, Severity
from mdlint_zh.markdown.glance import rare_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from mdlint_zh.config import Settings
    from mdlint_zh.engine.rule import Need, Reader, Rule

    _Group: TypeAlias = "tuple[Needs | None, list[Active]]"


class Needs(NamedTuple):
    """What has to be on a page, one or another: texts, each with the character in it that most pages have none of, or
    "", and what readers return.
    """

    texts: tuple[tuple[str, str], ...]
    readers: tuple[Reader, ...]


class Active(NamedTuple):
    """A rule that is to be run, with the options to run it with."""

    rule: Rule
    options: object


class Plan:
    """The rules to run, for each kind of page in groups that need the same of it, which then is looked for once.

    `active` are all of them, in order. `severities`: those that the settings give to rules, `least`: that of findings
    which are shown; both are for what is found, and change nothing in how it is looked for. `known`: all rules that
    there are, by name, also those that are not run.
    """

    def __init__(
        self,
        active: Iterable[Active],
        severities: Mapping[str, Severity] | None = None,
        least: Severity = INFO,
        known: Mapping[str, Rule] | None = None,
    ) -> None:
        self.active, self.severities, self.least = tuple(active), severities or {}, least
        self.names = frozenset(rule.name for rule, _ in self.active)
        self.known = known or {rule.name: rule for rule, _ in self.active}
        self._by_kind: dict[str, list[_Group]] = {}

    @property
    def grades(self) -> bool:
        """Whether findings have other severities than their rules, or some are not shown for theirs."""
        return bool(self.severities) or self.least > INFO

    def without(self, names: Container[str]) -> Plan:
        """Return the plan without these rules."""
        return Plan((one for one in self.active if one.rule.name not in names), known=self.known)

    def groups(self, kind: str) -> list[_Group]:
        """Return the rules for this kind of page, in groups with what has to be on a page for them, one or another."""
        if kind not in self._by_kind:
            groups: dict[tuple[Need, ...], list[Active]] = {}
            for one in self.active:
                if not one.rule.kinds or kind in one.rule.kinds:
                    groups.setdefault(one.rule.needs, []).append(one)
            self._by_kind[kind] = [(_sorted(needs), active) for needs, active in groups.items()]
        return self._by_kind[kind]


def _sorted(needs: tuple[Need, ...]) -> Needs | None:
    """These needs; None where there are none."""
    texts = tuple((need, rare_in(need)) for need in needs if isinstance(need, str))
    return Needs(texts, tuple(need for need in needs if not isinstance(need, str))) if needs else None


def plan_for(
    settings: Settings, rules: Mapping[str, Rule], path: str | Path | None = None, least: Severity = INFO
) -> Plan:
    """Plan what the settings choose, on this path when it is given. Raises ConfigError for unknown names."""
    chosen = sorted(settings.chosen(rules, path))
    active = (Active(rules[name], settings.options.get(name) or rules[name].options()) for name in chosen)
    severities = {name: Severity[level.upper()] for name, level in settings.severity.items()}
    return Plan(active, severities, least, rules)
