"""Whether pages fit what was learnt of them, by the rules themselves; what too many do not fit is given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.plan import Active, Plan
from mdlint_zh.page import Page, Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mdlint_zh.engine.rule import Rule
    from mdlint_zh.learn.sample import Drawn

STRANGERS: Final = 0.05
"""What part of the pages of a family may be told by the rules of headers, at most."""
MOST_HELD: Final = 120
"""How many pages are held against what was learnt, each time."""
OF_THE_PAGE: Final = frozenset(
    ("return-link-broken", "timestamp-invalid", "timestamp-spacing", "title-wikilink", "source-link-mismatch")
)
"""Rules of headers that say what is wrong with one page, whatever form the others have."""
_LOOSER: Final[dict[str, Callable[[Any], Any]]] = {
    "timestamped-urls": lambda _: [],
    "source-urls": lambda _: [],
    "source-label": lambda _: [],
    "blank-lines-below-byline": lambda given: _with(given, 0, 1, 2, 3),
    "blank-lines-above-byline": lambda given: _with(given, 0, 1, 2),
    "blank-lines-above-title": lambda given: _with(given, 0, 1, 2, 3),
    "blank-lines-above-separator": lambda given: _with(given, 0, 1),
    "empty-title": lambda _: True,
    "byline": lambda given: _with(given, "") if given else given,
    "separator": lambda given: _with(given, ""),
    "return-link": lambda given: _with(given, ""),
    "title-level": lambda given: _with(given, 0, 1, 2, 3),
    "first-heading": lambda _: "any",
    "front-matter-dates": lambda _: [],
}
"""What a key allows when it is given up, the least loss first."""


def form_rules(rules: Mapping[str, Rule]) -> Plan:
    """Return the rules that say where a page differs from its family, with their defaults."""
    chosen = (rule for name, rule in sorted(rules.items()) if name not in OF_THE_PAGE)
    return Plan(Active(rule, rule.options()) for rule in chosen if _is_of_form(rule))


def _is_of_form(rule: Rule) -> bool:
    return rule.on and (rule.kinds == frozenset(("article",)) or rule.name.startswith("front-matter"))


def strangers(pages: Sequence[Drawn], values: Mapping[str, Any], plan: Plan) -> list[Drawn]:
    """Return the pages that differ from a family with these values. Raises ValueError for values that cannot be."""
    profile = Profile(**{key.replace("-", "_"): _frozen(value) for key, value in values.items()})
    return [page for page in pages if not fits(page, profile, plan)]


def fits(page: Drawn, profile: Profile, plan: Plan) -> bool:
    """Tell whether a page is as its profile has it."""
    found = lint_page(Page(page.text, page.place, kind="article", profile=profile), plan)
    return not found.findings and not found.failures


def fitted(pages: Sequence[Drawn], values: Mapping[str, Any], plan: Plan) -> tuple[dict[str, Any], list[Drawn]]:
    """Return the values, loosened until nearly all of the pages fit, and the pages that do not."""
    held = pages[:: len(pages) // MOST_HELD + 1]
    best, left = dict(values), strangers(held, values, plan)
    while too_many(len(left), len(held)):
        tried = [(looser, strangers(left, looser, plan)) for looser in _looser(best)]
        found = min(tried, key=lambda one: len(one[1]), default=None)
        if found is None or len(found[1]) >= len(left):
            break
        best, left = found
    return best, strangers(pages, best, plan)


def too_many(strange: int, read: int) -> bool:
    """Tell whether a family does not fit, of whose pages so many were read, and so many differ."""
    return strange >= max(2, STRANGERS * read)


def _looser(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The values, each time with one of them loosened."""
    for key, allow in _LOOSER.items():
        if key in values and (more := allow(values[key])) != values[key]:
            yield {**values, key: more}
    front = values.get("front-matter", {})
    for key, kind in front.items():
        if kind != "any?":
            yield {**values, "front-matter": {**front, key: f"{kind}?" if not kind.endswith("?") else "any?"}}


def _with(given: Any, *more: Any) -> list[Any]:
    """The values, and more of them."""
    return list(dict.fromkeys((*(given if isinstance(given, list) else [given]), *more)))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
