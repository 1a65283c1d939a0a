"""Which fixes of a pass to refuse: as few as can be, so that what is left harms nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.engine.finding import apply
from mdlint_zh.engine.guard.compare import breaches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mdlint_zh.engine.guard.step import Applied, Breach

MOST_CHARACTERS = 4_000_000
"""How much text is looked at to find the guilty fixes of one pass; at least FEWEST times the page."""
MOST, FEWEST = 64, 8


class Sieved(NamedTuple):
    """The text after the fixes that harm nothing, their numbers, and the reason against each other one."""

    text: str
    accepted: frozenset[int]
    refused: dict[int, str]


def sieve(before: str, applied: Sequence[Applied]) -> Sieved:
    """Apply the edits, sorted by where they begin, of all fixes but those that would harm the page."""
    return _Sieve(before, applied).sieved()


class _Sieve:
    """Knows who was refused, and how often the guard may still be asked."""

    def __init__(self, before: str, applied: Sequence[Applied]) -> None:
        self.before, self.applied = before, applied
        self.refused: dict[int, str] = {}
        self.left = max(FEWEST, min(MOST, MOST_CHARACTERS // (len(before) + 1)))
        self.text = before

    def sieved(self) -> Sieved:
        """Ask for all at once, which is nearly always enough; then leave out whoever is named."""
        everyone = frozenset(one.fix for one in self.applied)
        kept, found = everyone, self.ask(everyone)
        while found and self.left > FEWEST // 2 and (sure := [one for one in found if one.sure]):
            self.refuse(sure)
            kept = everyone - self.refused.keys()
            found = self.ask(kept)
        if found:
            kept = self.search(kept, found)
        return Sieved(self.text, kept, self.refused)

    def search(self, kept: frozenset[int], found: Sequence[Breach]) -> frozenset[int]:
        """Return the fixes that harm nothing together, when it is not clear which of several is guilty."""
        suspects = frozenset().union(*(one.fixes for one in found))
        good = kept - suspects
        if good and self.ask(good):
            suspects, good = kept, frozenset()
        for group in _halved(sorted(suspects)):
            good = self.joined(good, group, found[0].reason)
        return good

    def joined(self, good: frozenset[int], group: list[int], reason: str) -> frozenset[int]:
        """Return the good ones and as many of a group as harm nothing with them. When asked too often, none of them."""
        found = self.ask(good.union(group)) if self.left else None
        if found == []:
            return good.union(group)
        if len(group) == 1 or not self.left:
            told = found[0].reason if found else reason
            self.refused.update(dict.fromkeys(group, told))
            return good
        for half in _halved(group):
            good = self.joined(good, half, reason)
        return good

    def ask(self, fixes: frozenset[int]) -> list[Breach]:
        """Return what the guard says to these fixes; keeps the text when it says nothing."""
        self.left -= 1
        chosen = [one for one in self.applied if one.fix in fixes]
        text = apply(self.before, (one.edit for one in chosen))
        found = breaches(self.before, text, chosen)
        if not found:
            self.text = text
        return found

    def refuse(self, found: Iterable[Breach]) -> None:
        """Refuse the fix that each breach is sure of."""
        for one in found:
            self.refused |= {fix: one.reason for fix in one.fixes if fix not in self.refused}


def _halved(fixes: list[int]) -> list[list[int]]:
    """Two groups of fixes, or one when there is but one."""
    middle = (len(fixes) + 1) // 2
    return [group for group in (fixes[:middle], fixes[middle:]) if group]
