"""What a rule is: a function from a page to findings, with what has to be known to run it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from mdlint_zh.engine.changes.change import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdlint_zh.engine.finding import Finding, Severity
    from mdlint_zh.page import Page

SAFE = frozenset({"safe"})
UNSAFE = frozenset({"unsafe"})
BUILTIN = "mdlint_zh.rules"
DOCS = "https://github.com/mdlint-zh/mdlint-zh/blob/main/docs/rules.md"


@dataclass(frozen=True)
class Options:
    """The options of a rule that has none. A rule with options has a frozen dataclass of its own, with defaults."""


Check: TypeAlias = "Callable[[Page, Any], Iterable[Finding]]"
Reader: TypeAlias = "Callable[[Any], object]"
Need: TypeAlias = "str | Reader"
"""What has to be on a page for a rule to find anything: a text, or what a reader returns where that is not empty."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One kind of defect. `name` is the name of the rule's module, in kebab case."""

    name: str
    severity: Severity
    check: Check
    kinds: frozenset[str]
    needs: tuple[Need, ...]
    fix: frozenset[str]
    changes: Change
    options: type
    on: bool
    page: str
    url: str = ""
    """Where the rule's page stands on the web; "" for nowhere."""
    whole_page: bool = False
    """Whether a finding counts for its page, and not for the words that it stands at."""

    @property
    def summary(self) -> str:
        """The first line of the rule's page: the defect in a sentence."""
        return self.page.partition("\n")[0]


def rule(  # noqa: PLR0913 - each is a fact of its own, and has its name where it is given
    *,
    severity: Severity,
    kinds: Iterable[str] = (),
    needs: Iterable[Need] = (),
    fix: frozenset[str] = frozenset(),
    changes: Change = Change.NOTHING,
    options: type = Options,
    on: bool = True,
    url: str = "",
    whole_page: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function `check(page, options)`; its module's docstring is the rule's page.

    `kinds`: the kinds of page it reads, all when empty. `needs`: texts one of which a page has to hold for the rule to
    find anything, and readers one of which has to return something; of most pages none does, and they are not even
    looked at. `fix`: SAFE, UNSAFE or both, if it has fixes;
    `changes`: what its edits may do to a page, which the guard holds it to. `on`: run without being selected by name.
    `url`: where its page stands on the web. `whole_page`: whether a finding counts for the page and not for the words
    that it stands at, so that a baseline knows it wherever it stands. Nothing is checked here: that is told with the
    name of the plugin.
    """

    def make(check: Check) -> Rule:
        package, _, module = check.__module__.rpartition(".")
        name = module.replace("_", "-")
        return Rule(
            name=name,
            severity=severity,
            check=check,
            kinds=_gathered(frozenset, kinds),
            needs=_gathered(tuple, needs),
            fix=fix,
            changes=changes,
            options=options,
            on=on,
            page=(check.__globals__.get("__doc__") or "").strip(),
            url=url or (f"{DOCS}#{name}" if package == BUILTIN else ""),
            whole_page=whole_page,
        )

    return make


def _gathered(kind: type, values: Any) -> Any:
    """The values as a set or a tuple; what holds none, or is a text, as it is, so that it can be told."""
    return values if isinstance(values, str) or not hasattr(values, "__iter__") else kind(values)
