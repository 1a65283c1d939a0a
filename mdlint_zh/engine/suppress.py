"""Comments in the page against findings: which are suppressed, and which comments suppress nothing."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.config.error import shown, suggestion
from mdlint_zh.page.suppressions.comment import DISABLE, ENABLE, FILE, LINE, NEXT_LINE, VERBS, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.page.suppressions.comment import Suppression

UNUSED = "suppression-unused"
"""The rule that tells what suppresses nothing. It finds something for each comment, and for each of several names: what
is so is known when all rules have run, and then the others are taken away.
"""
_ALL = "ALL"
MOST_SUGGESTIONS = 20
"""So many names of no rule are compared with those that there are."""


def unsuppressed(findings: Sequence[Finding], marks: Sequence[Suppression], plan: Plan) -> list[Finding]:
    """Return the findings of the plan's rules, which are sorted, without those that a comment suppresses.

    Of those of `UNUSED`, the ones stay that are so.
    """
    names = {name.text for mark in marks for name in names_of(mark)}
    meant = {name: _meant(name, plan) for name in names}
    sweep = _Sweep(marks, meant)
    about = [finding for finding in findings if finding.rule == UNUSED or not _is_within(finding, marks)]
    left = [finding for finding in about if not sweep.suppresses(finding)]
    sweep.go_on_to(None)
    unused = dict(_Unused(marks, sweep.used, meant, plan).places())
    told = ((finding, unused.get((finding.start, finding.end)) if finding.rule == UNUSED else "") for finding in left)
    return [_telling(finding, words) for finding, words in told if words is not None]


def _is_within(finding: Finding, marks: Sequence[Suppression]) -> bool:
    """Whether the finding is about a comment and nothing else: what its reason says is no text of the page."""
    at = bisect_right(marks, finding.start, key=attrgetter("start")) - 1
    if at < 0 or finding.end > marks[at].end or finding.start == marks[at].end:
        return False
    edits = finding.fix.edits if finding.fix else ()
    return all(marks[at].start <= edit.start and edit.end <= marks[at].end for edit in edits)


def names_of(mark: Suppression) -> tuple[Name, ...]:
    """Return the names in a comment; one for all rules, where there is none."""
    return mark.names or (Name(_ALL, mark.start, mark.end),)


def _telling(finding: Finding, words: str) -> Finding:
    """The finding, or with these words instead of its own, and then without a fix."""
    return finding._replace(message=words, fix=None) if words else finding


def _meant(name: str, plan: Plan) -> frozenset[str]:
    """The rules that a name means, as `--select` takes it: with its beginning alone, none that is off."""
    if name == _ALL:
        return frozenset(rule for rule, one in plan.known.items() if one.on and rule != UNUSED)
    if name in plan.known:
        return frozenset((name,))
    begun = [rule for rule in plan.known if rule.startswith(f"{name}-")]
    return frozenset([rule for rule in begun if plan.known[rule].on] or begun)


def _covers(name: str, other: str) -> bool:
    """Whether the first name means whatever the other does."""
    return name in (_ALL, other) or other.startswith(f"{name}-")


def _called(rule: str) -> Iterator[str]:
    """What comments call a rule, the narrowest first. What tells of comments is not silenced by all of them."""
    called = rule
    while called:
        yield called
        called = called.rpartition("-")[0]
    if rule != UNUSED:
        yield _ALL


class _Used(NamedTuple):
    """A name in a comment, by their numbers: it suppresses something, or ends something."""

    mark: int
    place: int


class _Sweep:
    """What is suppressed at one place of the page after the other; `used`: by whom."""

    def __init__(self, marks: Sequence[Suppression], meant: Mapping[str, frozenset[str]]) -> None:
        self.used: set[_Used] = set()
        self._events = sorted(
            (mark.first, _Used(number, place), mark, name.text)
            for number, mark in enumerate(marks)
            if mark.verb in VERBS
            for place, name in enumerate(names_of(mark))
            if meant[name.text]
        )
        self._at = 0
        self._files = {name: by for _, by, mark, name in reversed(self._events) if mark.verb == FILE}
        self._ranges: dict[str, tuple[int, _Used]] = {}
        """What is disabled from some event on, by name: the number of the first such event, and whose it is."""
        self._enabled: dict[str, int] = {}
        """The last event by which a name was enabled."""
        self._lines: dict[str, tuple[int, _Used]] = {}
        """By name, the last offset that a comment for one line holds for, and whose that is."""
        self._names: dict[str, tuple[str, ...]] = {}

    def suppresses(self, finding: Finding) -> bool:
        """Tell whether the next finding is suppressed, and remember by whom."""
        self.go_on_to(finding.start)
        called = self._names.get(finding.rule) or self._names.setdefault(finding.rule, tuple(_called(finding.rule)))
        by = self._by_line(called, finding.start) or self._by_range(called)
        by = by or next((self._files[name] for name in called if name in self._files), None)
        if by:
            self.used.add(by)
        return by is not None

    def go_on_to(self, offset: int | None) -> None:
        """Take the comments that hold from this offset on, or before; all of them without one."""
        while self._at < len(self._events) and (offset is None or self._events[self._at][0] <= offset):
            _, by, mark, name = self._events[self._at]
            self._at += 1
            if mark.verb == DISABLE and self._ranges.get(name, (0,))[0] <= max(self._enabled.values(), default=0):
                self._ranges[name] = self._at, by
            elif mark.verb == ENABLE:
                self._enable(name, by)
            elif mark.verb in (LINE, NEXT_LINE) and mark.last > self._lines.get(name, (-1,))[0]:
                self._lines[name] = mark.last, by

    def _enable(self, name: str, by: _Used) -> None:
        """Enable a name from here on, which is of use where something is disabled that it is about."""
        before = self._enabled.get(name, 0)
        for other, (since, _) in list(self._ranges.items()):
            if _covers(name, other) or (since > before and _covers(other, name)):
                self.used.add(by)
            if _covers(name, other):
                del self._ranges[other]
        self._enabled[name] = self._at

    def _by_line(self, called: Sequence[str], offset: int) -> _Used | None:
        found = (self._lines[name] for name in called if name in self._lines)
        return next((by for last, by in found if offset <= last), None)

    def _by_range(self, called: Sequence[str]) -> _Used | None:
        """Who has disabled it first, and nobody has enabled it since."""
        enabled = max(self._enabled.get(name, 0) for name in called)
        found = (self._ranges[name] for name in called if name in self._ranges)
        return min((one for one in found if one[0] > enabled), default=(0, None))[1]


class _Unused(NamedTuple):
    """What is of no use, of these comments."""

    marks: Sequence[Suppression]
    used: set[_Used]
    meant: Mapping[str, frozenset[str]]
    plan: Plan

    def places(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield the places of comments and names that suppress nothing, with what there is to say; "" for no more."""
        unknown = self._unknown()
        for number, mark in enumerate(self.marks):
            names = names_of(mark)
            idle = [name for place, name in enumerate(names) if self._is_idle(_Used(number, place), mark, name.text)]
            strange = [name for name in idle if name.text in unknown]
            if mark.verb not in VERBS:
                yield (mark.start, mark.end), ""
            elif len(names) == 1 or (len(idle) == len(names) and not strange):
                yield from (((mark.start, mark.end), unknown.get(name.text, "")) for name in idle[:1])
            else:
                yield from (((name.start, name.end), unknown.get(name.text, "")) for name in idle)

    def _is_idle(self, one: _Used, mark: Suppression, name: str) -> bool:
        """Whether a name is of no use here, and would be of none in a run of other rules."""
        meant = self.meant[name]
        return one not in self.used and UNUSED not in meant and (mark.verb == ENABLE or meant <= self.plan.names)

    def _unknown(self) -> dict[str, str]:
        """What is to be said of names that are none of a rule."""
        names = sorted(name for name, meant in self.meant.items() if not meant and name != _ALL)
        near = {name: suggestion(name, self.plan.known) for name in names[:MOST_SUGGESTIONS]}
        return {name: f"there is no rule {shown(name)}{near.get(name, '')}" for name in names}
