"""What of a text several rounds of edits have kept: so they are told as one round, without comparing texts."""

from __future__ import annotations

from itertools import takewhile
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Kept(NamedTuple):
    """`length` code points that stood at `old` in the first text, and stand at `new` in the last."""

    old: int
    new: int
    length: int


def kept_of(text: str, rounds: Iterable[Sequence[Edit]]) -> list[Kept]:
    """Return what of a text is kept by rounds of edits, each on the text after the one before; all are sorted, and in a
    round none lies over another.
    """
    kept = [Kept(0, 0, len(text))]
    for edits in rounds:
        kept = list(_after(kept, edits))
    return kept


def edits_between(before: str, after: str, kept: Iterable[Kept]) -> Iterator[Edit]:
    """Yield the edits that make one text of the other, given what is kept of it; each changes its first and last
    character.
    """
    at = to = 0
    for one in (*kept, Kept(len(before), len(after), 0)):
        if one.old > at or one.new > to:
            edit = _narrowed(before, Edit(at, one.old, after[to : one.new]))
            if edit.start < edit.end or edit.text:
                yield edit
        at, to = one.old + one.length, one.new + one.length


def _after(kept: Iterable[Kept], edits: Sequence[Edit]) -> Iterator[Kept]:
    """What is still kept after these edits, and where it stands then."""
    number = shift = 0
    for old, new, length in kept:
        start, end = new, new + length
        while number < len(edits) and edits[number].end <= start:
            shift += _growth(edits[number])
            number += 1
        while number < len(edits) and edits[number].start < end:
            edit = edits[number]
            if edit.start > start:
                yield Kept(old + start - new, start + shift, edit.start - start)
            start = max(start, edit.end)
            if edit.end > end:
                break  # it goes on behind what is kept here
            shift += _growth(edit)
            number += 1
        if start < end:
            yield Kept(old + start - new, start + shift, end - start)


def _growth(edit: Edit) -> int:
    return len(edit.text) - (edit.end - edit.start)


def _narrowed(before: str, edit: Edit) -> Edit:
    """The same edit without what it has in common with the text at its beginning and end."""
    start, end, text = edit
    old = before[start:end]
    head = _alike(old, text)
    tail = _alike(reversed(old[head:]), reversed(text[head:]))
    return Edit(start + head, end - tail, text[head : len(text) - tail])


def _alike(old: Iterable[str], new: Iterable[str]) -> int:
    """How many characters both begin with."""
    return sum(takewhile(bool, map(eq, old, new)))
