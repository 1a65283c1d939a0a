"""What the pages of a group have alike, as the keys of a family."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from mdlint_zh.base.lazy import pattern
from mdlint_zh.learn.alike.bylines import bylines_of, is_classic
from mdlint_zh.learn.alike.stamps import form_of
from mdlint_zh.page.template import CLASSIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mdlint_zh.learn.alike.bylines import Bylines
    from mdlint_zh.learn.sample import Drawn

    T = TypeVar("T")

ENOUGH: Final = 0.98
"""What part of the pages the values of a key have to cover; then no more are listed."""
MOST: Final = 5
_DATE = pattern(r"(?<!\d)(?:19|20)\d\d(?P<sep>[-/]?)\d\d(?P=sep)\d\d(?!\d)")


def nearly(total: int) -> float:
    """Return how many of so many pages are nearly all of them: one may always be another."""
    return min(ENOUGH * total, max(1, total - 1))


def usual(values: Iterable[T], most: int = MOST) -> list[T]:
    """Return the commonest values, until nearly all are covered; none when `most` do not cover them.

    What one page alone has is no form, but a page that differs.
    """
    counts = Counter(values)
    total, covered, found = sum(counts.values()), 0, list[Any]()
    for value, count in counts.most_common(most):
        found.append(value)
        covered += count
        if covered >= nearly(total):
            return found
    return []


def header_values(pages: Sequence[Drawn]) -> dict[str, Any]:
    """Return the keys of a family that these pages, which have a header, are of."""
    heads = [page.head for page in pages]
    bylines = bylines_of(heads)
    titled = [head for head in heads if head.level]
    bylined = [(head, lines) for head, lines in zip(heads, bylines.lines, strict=True) if lines]
    values: dict[str, Sequence[Any]] = {
        "return-link": usual(head.return_link.rstrip() for head in heads),
        "separator": usual(head.separator.rstrip() for head in heads),
        "blank-lines-above-separator": usual(head.gaps[0] for head in heads if head.separator and head.return_link),
        "blank-lines-above-title": usual(head.gaps[1] for head in heads),
        "blank-lines-above-byline": usual(head.gaps[2] for head, _ in bylined if head.level),
        "blank-lines-below-byline": usual(
            head.below[lines - 1] for head, lines in bylined if len(head.bylines) > lines
        ),
        "title-level": usual(head.level for head in heads),
        "empty-title": [True] if sum(bool(head.title) for head in titled) < nearly(len(titled)) else [False],
        **_line_ends(pages),
    }
    given: dict[str, Any] = {key: _one(found) for key, found in values.items() if found}
    return given | _byline_values(pages, bylines)


def _one(values: Sequence[T]) -> T | list[T]:
    """One value as itself, several as a list."""
    return values[0] if len(values) == 1 else list(values)


def _line_ends(pages: Sequence[Drawn]) -> dict[str, list[Any]]:
    """How lines end, and whether the last one does."""
    kinds = Counter(_line_end(page.text) for page in pages)
    kind = next((kind for kind, count in kinds.items() if count >= nearly(len(pages))), "")
    open_ended = sum(not page.text.endswith("\n") for page in pages)
    return {
        "line-ends": [kind if kind in ("lf", "crlf") else "mixed" if kinds["mixed"] > 0.05 * len(pages) else ""],
        "final-newline": [open_ended <= 0.05 * len(pages)],
    }


def _line_end(text: str) -> str:
    crlf, lf = text.count("\r\n"), text.count("\n")
    return "mixed" if 0 < crlf < lf else "crlf" if crlf else "lf"


def _byline_values(pages: Sequence[Drawn], bylines: Bylines) -> dict[str, Any]:
    """The keys that tell of bylines."""
    if not (bylines.under or bylines.in_title or bylines.at_foot) or bylines.under == ("",):
        return {"byline": []}
    classic = is_classic(bylines.under)
    given: dict[str, Any] = {"byline": CLASSIC if classic else _one(list(bylines.under)) if bylines.under else []}
    if bylines.in_title:
        given["byline-in-title"] = _one(list(bylines.in_title))
    if bylines.at_foot:
        given["byline-at-foot"] = _one(list(bylines.at_foot))
    lines = [line for lines in bylines.said for line in lines]
    sources = [line for line in lines if line.url]
    given["source-label"] = _one(labels) if (labels := usual(line.label for line in sources)) else []
    named = [
        (_url_form(line.url, page), any(one.stamp for one in lines))
        for page, lines in zip(pages, bylines.said, strict=True)
        for line in lines
        if line.url
    ]
    given["source-urls"] = usual(url for url, _ in named) if len(named) == len(sources) else []
    given["timestamped-urls"] = _stamped(named) if given["source-urls"] and classic else []
    if form := form_of([line.stamp for line in lines if line.stamp]):
        given["timestamp"] = form
    return given


def _stamped(named: Sequence[tuple[str, bool]]) -> list[str]:
    """The forms of URL whose pages nearly all have a timestamp."""
    urls, stamped = Counter(url for url, _ in named), Counter(url for url, has in named if has)
    return [url for url, count in urls.most_common(MOST) if stamped[url] >= 0.95 * count]


def _url_form(url: str, page: Drawn) -> str:
    """A URL with the name of the page, or what of it stands there, and dates by their names."""
    host, slash, path = url.partition("//")[2].partition("/")
    name = page.name
    for part in sorted({name, *re.split(r"[-_ .]", name)}, key=len, reverse=True):
        if len(part) >= 4 and part in path:
            path = path.replace(part, "{name}", 1)
            break
    return f"{url.partition('//')[0]}//{host}{slash}{_DATE.sub('{date}', path)}"
