"""Which stars Python-Markdown shows as they stand: its own way of pairing them, in the core since release 3.11.

It asks of a run of stars whether white space stands beside it, and nothing else: what closes may stand behind
punctuation. What may both open and close is told by its length. `tests/page/test_renderers.py` holds this to the
package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARS = pattern(r"\*+")
_BREAK = "  \n"
"""A line break, which is a tag by the time when stars are looked at, and no white space."""
_STRONG, _BOTH = 2, 3
"""How many stars are one mark at most, and how many are two."""


class _Run(NamedTuple):
    """The stars [start, end) that are left of a run of `length`, and whether they may open and close."""

    start: int
    end: int
    length: int
    opens: bool
    closes: bool

    @property
    def left(self) -> int:
        return self.end - self.start

    @property
    def is_both(self) -> bool:
        return self.opens and self.closes


def stars_shown(text: str) -> set[int]:
    """Return the offsets of the stars that are shown; each `*` of the text is a mark, or may be one."""
    runs = list(_runs(text.replace(_BREAK, "x" * len(_BREAK))))
    shown = {at for stars in _STARS.finditer(text) for at in range(*stars.span())}
    at = 0
    while at < len(runs):
        pairing = _Pairing(runs[at])
        at += 1
        if not pairing.open[0].opens:
            continue
        for run in runs[at:]:
            if not pairing.takes(run):
                break
        shown -= pairing.used
        at = _next(runs, at - 1, pairing)
    return shown


def _next(runs: list[_Run], at: int, pairing: _Pairing) -> int:
    """The run to go on with. What is left of a run is one of its own, and opens only where nothing was paired."""
    start = runs[at].start
    done = 1 + max(pairing.used, default=pairing.open[-1].end - 1 if pairing.open else start)
    while at < len(runs) and runs[at].end <= done:
        at += 1
    if at < len(runs) and runs[at].start < done:
        runs[at] = _Run(done, runs[at].end, runs[at].end - done, runs[at].opens, closes=bool(pairing.used))
    return at


def _runs(text: str) -> Iterator[_Run]:
    for match in _STARS.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        opens, closes = bool(after.strip()), bool(before.strip())
        if opens or closes:
            yield _Run(start, end, end - start, opens, closes)


class _Pairing:
    """The runs that are open, and the stars that belong together."""

    def __init__(self, opener: _Run) -> None:
        self.open = [opener]
        self.used: set[int] = set()

    def takes(self, run: _Run) -> bool:
        """Pair a run with those that are open, and open what of it is left; whether there is more to do."""
        first = run
        if run.closes and self._fits(run):
            run = self._closed(run)
            if first.length >= _BOTH and run.left and first.is_both:
                self.open.append(run._replace(closes=False))
                return True
        inner = self.open[-1].left if self.open else 0
        if run.closes and 0 < run.left < inner and (inner >= _BOTH or not first.is_both):
            return self._closed_in_part(run)
        if run.opens and run == first:
            self.open.append(run)
        return bool(self.open)

    def _fits(self, run: _Run) -> bool:
        """Whether the run takes all of the innermost one that is open."""
        last = self._wanted(run)
        longer = run.left > last and not (run.is_both and _is_odd(self.open[-1], run))
        return longer or run.left == last or run.left >= _BOTH

    def _wanted(self, run: _Run) -> int:
        """How long the innermost open run is; or an outer one that fits better."""
        inner = self.open[-1]
        if run.is_both and run.left != inner.left and _is_odd(inner, run):
            fits = any(one.left == run.left and not _is_odd(one, run) for one in self.open[:-1])
            return run.left if fits else inner.left
        return inner.left

    def _closed(self, run: _Run) -> _Run:
        """Take open runs until the run is used up; what of it is left."""
        last = self._wanted(run)
        while self.open and run.left and last <= run.left:
            inner = self.open.pop()
            size = min(inner.left, 1 if inner.left == _BOTH else _STRONG)
            run = self._pair(inner, run, size)
            if size < inner.left:
                self.open.append(inner._replace(end=inner.end - size))
            last = self.open[-1].left if self.open else 0
        return run

    def _closed_in_part(self, run: _Run) -> bool:
        """Take as much of one open run as there is of the run; whether there is one to take it of."""
        inner = self.open.pop()
        while self.open and inner.left != _BOTH and inner.is_both:
            inner = self.open.pop()
        if inner.is_both and inner.left != _BOTH:
            return False
        while run.left:
            size = 1 if run.left == _BOTH else min(run.left, _STRONG)
            run = self._pair(inner, run, size)
            inner = inner._replace(end=inner.end - size)
        if inner.left:
            self.open.append(inner._replace(closes=False))
        return bool(self.open)

    def _pair(self, inner: _Run, run: _Run, size: int) -> _Run:
        """Use `size` stars of both; what is left of the run that closes."""
        self.used.update(range(inner.end - size, inner.end), range(run.start, run.start + size))
        return run._replace(start=run.start + size)


def _is_odd(opener: _Run, closer: _Run) -> bool:
    """Whether the rule of three keeps them apart."""
    lengths = opener.length, closer.length
    return sum(lengths) % _BOTH == 0 and any(length % _BOTH for length in lengths)
