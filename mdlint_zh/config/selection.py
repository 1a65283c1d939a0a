"""Which rules are meant by the names in settings and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Protocol, TypeAlias

from mdlint_zh.config.error import ConfigError, shown, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


AnyRule: TypeAlias = Annotated[str, "any-rule"]
"""The name of a rule, what several begin with, or ALL."""
RuleThatIsOn: TypeAlias = Annotated[str, "rule"]
"""The same; what several begin with means those that are on by default."""


class Known(Protocol):
    """What settings know of a rule: the type of its options, and whether it is run without being named."""

    @property
    def options(self) -> type:
        """A dataclass with defaults."""

    @property
    def on(self) -> bool:
        """Whether it is run without being named."""


def named(rules: Mapping[str, Known], names: Iterable[str], *, opt: bool = False) -> set[str]:
    """Return the rules with these names, or whose names begin with them; those that are off only by their full name.

    Raises ConfigError for a name that is none, by its number.
    """
    chosen: set[str] = set()
    for number, name in enumerate(names):
        found = {
            rule for rule in rules if name in (rule, "ALL") or (rule.startswith(f"{name}-") and (opt or rules[rule].on))
        }
        if not found:
            raise ConfigError(f"there is no rule {shown(name)}{suggestion(name, rules)}", number)
        chosen |= found
    return chosen
