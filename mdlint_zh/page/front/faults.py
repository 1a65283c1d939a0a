"""What in the front matter of a page is otherwise than its family has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.structure import read_headings
from mdlint_zh.markdown.wikilinks import unlinked
from mdlint_zh.page.front.entries import BOOLEAN, DATE, EMPTY, NUMBER, TEXT, Entry, FrontMatterError, read_entries
from mdlint_zh.page.front.form import is_needed, types_of
from mdlint_zh.page.timestamps.form import is_real
from mdlint_zh.page.timestamps.timestamp import find_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.page.subject import Subject

_SCALARS = {TEXT, NUMBER, BOOLEAN, DATE}
_ANY_DATE = ("YYYY-M-D", "YYYY-MM-DD", "YYYY-M-DTHH:mm:ssZZ", "YYYY-M-D HH:mm:ss ZZ", "YYYY-M-D HH:mm:ss")
_MARKS = pattern(r"[*_`~\s]+")
MOST_SHOWN = 60


class FrontFault(NamedTuple):
    """What is wrong at the code points [start, end), as a sentence, and what was expected."""

    start: int
    end: int
    message: str


def read_front_faults(page: Subject) -> list[FrontFault]:
    """Return what in the front matter differs from the profile; nothing where that has none."""
    wanted = page.profile.front_matter
    if not wanted:
        return []
    if not page.front_matter.end:
        keys = ", ".join(f"`{key}`" for key, kind in wanted.items() if is_needed(kind))
        return [FrontFault(0, 0, f"no front matter; expected some{' with ' if keys else ''}{keys}")]
    try:
        entries = read_entries(page)
    except FrontMatterError as error:
        return [FrontFault(error.offset, error.offset, f"the front matter cannot be read: {error}")]
    return [*_keys(entries, page), *_heading(entries, page)]


def _keys(entries: Sequence[Entry], page: Subject) -> Iterator[FrontFault]:
    """What is wrong with keys and values."""
    by_key: dict[str, Entry] = {}
    for entry in entries:
        if entry.key in by_key:
            yield FrontFault(entry.start, entry.end, f"the key `{entry.key}` stands twice")
        by_key.setdefault(entry.key, entry)
    for key, kind in page.profile.front_matter.items():
        found, expected = by_key.get(key), _expected(kind, page.profile.front_matter_dates)
        if found is None and is_needed(kind):
            yield FrontFault(0, 0, f"the front matter has no `{key}`; expected {expected}")
        elif found and found.kind == EMPTY and is_needed(kind):
            yield FrontFault(found.start, found.end, f"`{key}` is empty; expected {expected}")
        elif found and found.kind != EMPTY and not any(_is(found, one, page) for one in types_of(kind)):
            seen = f"`{found.text[:MOST_SHOWN]}`" if found.kind in _SCALARS else f"a {found.kind}"
            yield FrontFault(found.start, found.end, f"`{key}` is {' '.join(seen.split())}; expected {expected}")


def _expected(kind: str, dates: Sequence[str]) -> str:
    """What a value should be, in words."""
    if types_of(kind) == (DATE,) and dates:
        return f"a date like {' or '.join(f'`{form}`' for form in dates)}"
    return " or ".join(f"a {one}" if one != "any" else "something" for one in types_of(kind))


def _is(entry: Entry, kind: str, page: Subject) -> bool:
    """Whether a value is of a type. Whatever is no list and no table can be read as a text."""
    if kind == DATE:
        return entry.kind in _SCALARS and is_date(entry.text.strip(), page.profile.front_matter_dates)
    if kind == TEXT:
        return entry.kind in _SCALARS
    return kind in ("any", entry.kind)


def is_date(text: str, forms: Sequence[str] = ()) -> bool:
    """Tell whether a value is a date in one of these forms; where there are none, any real one."""
    if forms:
        return any(is_real(text, form) for form in forms)
    if any(is_real(text, form) for form in _ANY_DATE):
        return True
    timestamp = find_timestamp(text, 0, len(text), assume_utc=True)
    return timestamp is not None and not timestamp.impossible


def _heading(entries: Sequence[Entry], page: Subject) -> Iterator[FrontFault]:
    """What is wrong with the headings beside the title in front matter."""
    wanted = page.profile.first_heading
    if wanted == "any":
        return
    headings = page.view(read_headings)
    if wanted == "none":
        top = next((heading for heading in headings if heading.level == 1), None)
        if top:
            yield FrontFault(top.start, top.end, "a heading of level 1 beside the title in front matter; expected none")
        return
    title = next((entry.text for entry in entries if entry.key == "title"), "")
    if not headings:
        yield FrontFault(page.front_matter.end, page.front_matter.end, f"no heading; expected `{title}`, the title")
    elif title and _plain(page.text[headings[0].start : headings[0].end]) != _plain(title):
        said = page.text[headings[0].start : headings[0].end]
        yield FrontFault(
            headings[0].start, headings[0].end, f"the first heading is `{said}`; expected `{title}`, the title"
        )


def _plain(words: str) -> str:
    return _MARKS.sub(" ", unlinked(words)).strip()
