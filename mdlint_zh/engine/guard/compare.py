"""The inventories before and after held against each other: what was lost, what came up, and who may be to blame."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from mdlint_zh.base.log import log_traceback
from mdlint_zh.engine.changes.change import Change
from mdlint_zh.engine.guard.blocks import block_items
from mdlint_zh.engine.guard.caption import opens_caption
from mdlint_zh.engine.guard.condense import condensed
from mdlint_zh.engine.guard.header import doubled_headers
from mdlint_zh.engine.guard.inlines import inline_items
from mdlint_zh.engine.guard.step import Applied, Breach, Step, make_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mdlint_zh.engine.guard.items import Item, Key

    _Known: TypeAlias = "dict[tuple[int, Key], Item]"

_LINKS_UNDER_TERMS = frozenset(("line", "code span", "table", "escape"))
"""What an edit of a wikilink may lose or make under conditions of its own."""


def breaches(before: str, after: str, applied: Sequence[Applied]) -> list[Breach]:
    """Why the step from `before` to `after` is not to be trusted; [] when it is.

    `applied` is sorted by where the edits begin.
    """
    step = make_step(before, after, applied)
    if isinstance(step, Breach):
        return [step]
    found = [breach for one in step.edits if (breach := _forbidden(step.before, one))]
    found += doubled_headers(step)
    return found + list(_Comparison(condensed(step)).breaches()) if step.edits else found


def _forbidden(before: str, one: Applied) -> Breach | None:
    """Why its kind of change does not permit an edit; None when it does. One that cannot tell permits nothing."""
    try:
        if one.change.permits(before, one.edit):
            return None
        reason = f"which changes of kind {one.change.name} may not"
    except Exception as error:  # noqa: BLE001 - whatever the change of a plugin raises
        log_traceback(__name__, one.rule, error)
        reason = f"and to ask whether changes of kind {one.change.name} may raised {type(error).__name__}"
    old, new = quoted(before[one.edit.start : one.edit.end]), quoted(one.edit.text)
    return Breach(f"{one.rule} would turn {old} into {new}, {reason}", frozenset((one.fix,)), sure=True)


class _Comparison:
    """The items of both texts that have no partner in the other."""

    def __init__(self, step: Step) -> None:
        self.step = step
        was, now = _known(step.before, step.moved), _known(step.after, step.settled)
        # In the order of the page, unlike the difference of sets: sorting, and memory, are the faster for it.
        self.lost = {key: item for key, item in was.items() if key not in now}
        self.new = {key: item for key, item in now.items() if key not in was}
        cells = (item for item in self.lost.values() if item.kind == "cell in a wikilink")
        self.lost_cells = sorted(cells, key=lambda item: item.start)
        self.changed = Counter((at, item.kind) for (at, _), item in self.lost.items())
        self.made = Counter((at, item.kind) for (at, _), item in self.new.items())

    def breaches(self) -> Iterator[Breach]:
        """Yield a breach for each that an edit touches without leave, and for the first of each kind that none does."""
        first: dict[str, tuple[int, Item]] = {}
        for known, is_new in ((self.lost, False), (self.new, True)):
            for (at, _), item in sorted(known.items(), key=lambda one: one[0][0]):
                touching = self.touching(item, is_new=is_new)
                if not touching:
                    if item.kind not in first or first[item.kind][0] > at:
                        first[item.kind] = at, item
                    continue
                place = at, item.kind
                stays = self.changed[place] > 0 if is_new else self.made[place] >= self.changed[place]
                guilty = [one for one in touching if not self.has_leave(one, item, is_new=is_new, stays=stays)]
                if guilty and len(guilty) == len(touching):
                    fixes = frozenset(one.fix for one in guilty)
                    yield Breach(_harm(guilty, item, is_new and not stays), fixes, sure=len(fixes) == 1)
        for at, item in first.values():
            near = self.near(at)
            reason = f"{_rules(near)} would change the {_name(item)}, which none of its edits touches"
            yield Breach(reason, frozenset(one.fix for one in near))

    def has_leave(self, one: Applied, item: Item, *, is_new: bool, stays: bool) -> bool:
        """Tell whether the edit may do this to the item; `stays`: there is one of its kind in its place.

        What it may lose it may also leave changed where it stands. A heading by underline is never made.
        """
        if is_new and "heading by underline" in item.key:
            return False
        if one.change is Change.LINK and item.kind in _LINKS_UNDER_TERMS:
            return self.link_has_leave(one, item, makes=is_new and not stays, stays=stays)
        if one.change is Change.CAPTION and item.kind == "mark of emphasis":
            return opens_caption(self.step.after if is_new else self.step.before, item.start, item.end)
        makes = is_new and not stays
        return item.kind in (one.change.may_make if makes else one.change.may_lose)

    def link_has_leave(self, one: Applied, item: Item, *, makes: bool, stays: bool) -> bool:
        """Tell whether the edit of a wikilink may: no link is worth a line break, a code span, or a table that comes
        up.
        """
        start, end, text = one.edit
        if item.kind == "line":
            return "\n" in self.step.before[start:end] and "line break" not in item.key
        if item.kind == "code span":
            return stays
        if item.kind == "table":
            return makes and "\\" in text  # it keeps a `|` from ending a cell
        return not makes or self.is_in_cell(one)

    def is_in_cell(self, one: Applied) -> bool:
        """Tell whether the edit lies within a wikilink of the text before that has lost a mark between cells."""
        index = bisect_right(self.lost_cells, one.edit.start, key=lambda lost: lost.start) - 1
        return index >= 0 and one.edit.end <= self.lost_cells[index].end

    def touching(self, item: Item, *, is_new: bool) -> list[Applied]:
        """Return the edits that lie over the item, or in it."""
        step, edits = self.step, self.step.edits
        starts = step.new_starts if is_new else step.starts
        index = max(0, bisect_left(starts, item.start) - 1)
        found = []
        for number in range(index, len(edits)):
            start, end = step.news[number] if is_new else edits[number].edit[:2]
            at_end = start == item.end and item.kind == "line"  # it puts something else in the place of its line end
            if start >= item.end and not at_end:
                break
            right_above = is_new and end == item.start and item.kind == "mark of emphasis"
            right_above = right_above and edits[number].change is Change.CAPTION
            if at_end or end > item.start or start == end == item.start or right_above:
                found.append(edits[number])
        return found

    def near(self, at: int) -> list[Applied]:
        """Return the edits on either side of an offset of the text after."""
        index = bisect_right(self.step.new_starts, at)
        return list(self.step.edits[max(0, index - 1) : index + 1])


def _known(text: str, place: Callable[[int], int]) -> _Known:
    """The items of a text by place and key; a second one in the place of an edit has a number, so that it counts."""
    items = [((place(item.at), item.key), item) for item in chain(block_items(text), inline_items(text))]
    known = dict(items)
    if len(known) < len(items):
        known.clear()
        seen: Counter[tuple[int, Key]] = Counter()
        for (at, key), item in items:
            seen[at, key] += 1
            known[at, key if seen[at, key] == 1 else (*key, seen[at, key])] = item
    return known


def _harm(edits: Sequence[Applied], item: Item, makes: bool) -> str:  # noqa: FBT001 - what it is
    """What the edits would do to the item, and the leave that they lack."""
    kinds = ", ".join(sorted({one.change.name for one in edits}))
    known = "" if _name(item) == item.kind else f" (a {item.kind})"
    lacking = f"changes of kind {kinds} may not {'make' if makes else 'lose'}"
    return f"{_rules(edits)} would change the {_name(item)}{known}, which {lacking}"


def _rules(edits: Sequence[Applied]) -> str:
    return ", ".join(sorted({one.rule for one in edits}))


def _name(item: Item) -> str:
    if item.kind != "line":
        return item.kind
    return str(item.key[3]) if len(item.key) > 3 else "block"


def quoted(text: str) -> str:
    """Return a piece of text for a message."""
    return repr(text if len(text) <= 30 else text[:30] + "…")
