"""What the front matter of many pages has alike: keys, types of values, forms of dates, headings beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mdlint_zh.markdown.structure import read_headings
from mdlint_zh.page import Page
from mdlint_zh.page.front.entries import BOOLEAN, DATE, EMPTY, LIST, NUMBER, TABLE, TEXT
from mdlint_zh.page.front.faults import is_date
from mdlint_zh.page.timestamps.form import is_real

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.learn.sample import Drawn
    from mdlint_zh.page.front.entries import Entry

ALWAYS: Final = 0.98
"""On what part of the pages a key stands that no page may do without."""
OFTEN: Final = 0.1
"""On what part of the pages a key stands that is told at all."""
MOST_FORMS: Final = 4
_DATES = (
    "YYYY-MM-DD", "YYYY-MM-DD HH:mm:ss", "YYYY-MM-DD HH:mm", "YYYY-MM-DDTHH:mm:ssZZ", "YYYY-MM-DD HH:mm:ss ZZ",
    "YYYY-M-D", "YYYY/MM/DD", "YYYY/M/D", "YYYY-MM-DDTHH:mm:ss", "YYYY.MM.DD", "YYYY-MM-DDTHH:mm",
)  # fmt: skip


def front_values(pages: Sequence[Drawn]) -> dict[str, Any]:
    """Return the keys of a family that these pages, most of which have front matter, are of."""
    by_key: dict[str, list[Entry]] = {}
    for page in pages:
        for key, entry in {entry.key: entry for entry in page.front or ()}.items():
            by_key.setdefault(key, []).append(entry)
    front = {key: _type(entries, len(pages)) for key, entries in by_key.items() if len(entries) >= OFTEN * len(pages)}
    dates = [entry.text.strip() for key, kind in front.items() if kind.startswith(DATE) for entry in by_key[key]]
    return {
        "front-matter": front,
        "front-matter-dates": _forms([text for text in dates if text]),
        "first-heading": _first_heading(pages),
    }


def _type(entries: Sequence[Entry], pages: int) -> str:
    """The type of a key, with a question mark where some pages do without it."""
    there = [entry for entry in entries if entry.kind != EMPTY]
    return "|".join(_kinds(there)) + ("" if len(there) >= ALWAYS * pages else "?")


def _kinds(entries: Sequence[Entry]) -> Iterator[str]:
    """The types that the values of a key have."""
    kinds = {entry.kind for entry in entries}
    scalars = kinds - {LIST, TABLE}
    yield from (kind for kind in (LIST, TABLE) if kind in kinds)
    if not kinds:
        yield "any"
    elif scalars in ({NUMBER}, {BOOLEAN}):
        yield from scalars
    elif scalars:
        written = [entry for entry in entries if entry.kind in scalars]
        yield DATE if all(is_date(entry.text.strip()) for entry in written) else TEXT


def _forms(dates: Sequence[str]) -> list[str]:
    """The forms that nearly all dates are written in, the commonest first; none where they are too many."""
    found, left = list[str](), list(dates)
    while left and len(found) < MOST_FORMS:
        form, fit = max(((form, sum(is_real(text, form) for text in left)) for form in _DATES), key=lambda one: one[1])
        if not fit:
            break
        found.append(form)
        left = [text for text in left if not is_real(text, form)]
    return found if len(left) <= (1 - ALWAYS) * len(dates) else []


def _first_heading(pages: Sequence[Drawn]) -> str:
    """What the headings say beside the title in front matter, when it is the same on nearly all pages."""
    told = [_heading_of(page) for page in pages]
    return next((kind for kind in ("none", "title") if told.count(kind) >= ALWAYS * len(told)), "any")


def _heading_of(page: Drawn) -> str:
    title = next((entry.text for entry in page.front or () if entry.key == "title"), "")
    headings = Page(page.text, page.place).view(read_headings)
    if title and headings and page.text[headings[0].start : headings[0].end].strip() == title.strip():
        return "title"
    return "any" if any(heading.level == 1 for heading in headings) else "none"
