"""One step of a page: the text before, the edits, the text after, with what does not matter to Markdown read away."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.edit import Edit
from mdlint_zh.engine.finding import apply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.engine.changes.change import Change

LINE_ENDS = ("\n", "\r\n", "\r")
_BOM = "\ufeff"


class Applied(NamedTuple):
    """An edit that is applied, the rule that made it, what that rule declares its edits to do, and which fix it is of.

    `fix` is the number of the finding's fix among those of the step: a fix is applied or refused as a whole.
    """

    edit: Edit
    rule: str
    change: Change
    fix: int = 0


class Breach(NamedTuple):
    """Why a step is not to be trusted, and the fixes that may be to blame; `sure` when it is that one."""

    reason: str
    fixes: frozenset[int]
    sure: bool = False


class Step:
    """A step whose texts have LF for all line ends and no byte-order mark; `edits` are in the order of the page.

    Edits that put one line end in the place of another, or take the mark away, are none here. `news` are the spans of
    the edits in the text after them.
    """

    def __init__(self, before: str, after: str, edits: Sequence[Applied]) -> None:
        self.before, self.after, self.edits = before, after, edits
        self.starts = [one.edit.start for one in edits]
        self.news = list(_news(edits))
        self.new_starts = [start for start, _ in self.news]

    def moved(self, offset: int) -> int:
        """Return where the code point at this offset of the text before stands in the text after.

        For one that an edit replaces, where the edit's text begins.
        """
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return offset
        edit, (new_start, new_end) = self.edits[index].edit, self.news[index]
        return new_start if offset < edit.end else new_end + offset - edit.end

    def settled(self, offset: int) -> int:
        """Return the offset of the text after, or where the text of the edit that wrote it begins: what `moved` can
        reach.
        """
        index = bisect_right(self.new_starts, offset) - 1
        if index >= 0 and offset < self.news[index][1]:
            return self.news[index][0]
        return offset


def make_step(before: str, after: str, applied: Sequence[Applied]) -> Step | Breach:
    """Return the step, or why these edits, sorted by where they begin, cannot be what was done."""
    everyone = frozenset(one.fix for one in applied)
    if not all(0 <= one.edit.start <= one.edit.end <= len(before) for one in applied):
        return Breach("an edit is not on the page", everyone)
    for left, right in pairwise(applied):
        if left.edit.end > right.edit.start:
            return Breach("two edits lie over each other", frozenset((left.fix, right.fix)))
    if apply(before, (one.edit for one in applied)) != after:
        return Breach("the text outside the edits is not what it was", everyone)
    plain = list(_without_line_ends(before, applied))
    old, new, top = _lf(before), _lf(after), int(before.startswith(_BOM))
    if top:
        kept = not (applied and applied[0].edit.start == 0 < applied[0].edit.end)
        old, new = old[1:], new[1:] if kept and new.startswith(_BOM) else new
        plain = [one for one in map(_below_mark, plain) if one.edit.end or one.edit.text]
    if apply(old, (one.edit for one in plain)) != new:
        return Breach("a line end comes apart", everyone)
    return Step(old, new, plain)


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _without_line_ends(before: str, applied: Iterable[Applied]) -> Iterator[Applied]:
    """The edits of the text with LF for all line ends, but those that only turn one line end into another."""
    crlf = at = 0
    has_cr = "\r" in before
    for one in applied:
        start, end, text = one.edit
        old = before[start:end]
        if old in LINE_ENDS and (text in LINE_ENDS or (old + text == "\r" and before.startswith("\n", end))):
            continue
        if has_cr:
            crlf += before.count("\r\n", at, start)
            within = old.count("\r\n")
            edit = Edit(start - crlf, end - crlf - within, _lf(text))
            at, crlf = end, crlf + within
            yield one._replace(edit=edit)
        else:
            yield one._replace(edit=Edit(start, end, _lf(text)))


def _below_mark(one: Applied) -> Applied:
    """The edit of the text without its byte-order mark."""
    start, end, text = one.edit
    return one._replace(edit=Edit(max(0, start - 1), max(0, end - 1), text))


def _news(edits: Iterable[Applied]) -> Iterator[tuple[int, int]]:
    """The spans of the edits in the text after them."""
    shift = 0
    for one in edits:
        start, end, text = one.edit
        yield start + shift, start + shift + len(text)
        shift += len(text) - (end - start)
