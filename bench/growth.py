"""Does the time of each act grow with the size of the page, and no faster?

    python bench/growth.py [--only WORD] [--acts ACTS] [--rounds N] [--rows N] [--no-cases]

Each pattern of growth_patterns.py is made longer until it takes MEASURABLE_S of processor time, then four and sixteen
times as long; the exponent is told between these two. One that looks as if it grew too fast is measured again, least
of several rounds, and then between pages as long as take some FAR_S. Exit status 1 when one is above MOST_EXPONENT, or
when a page takes longer than MOST_S. Calls, which the tests count, do not see what happens within one, as of a regular
expression; processor time does.

All of it takes some 20 minutes of one core. The cases of rules, four fifths of the patterns, are tried on two acts.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
import time
from contextlib import suppress
from itertools import chain, product
from math import log
from typing import TYPE_CHECKING, NamedTuple

from growth_acts import ACTS, Act
from growth_patterns import Pattern, case_patterns, patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_EXPONENT = 1.15
DOUBTFUL = 1.1
"""From here on one round does not suffice."""
MEASURABLE_S = 0.007
TICK_S = 1e-3
"""What takes less is not told from it."""
FAR_S = 2.0  # what outgrows a cache grows but once, and a page beyond that shows it
# From 20,000 characters on front matter is none; a line of a million is not read.
LEAST_CHARACTERS, MOST_CHARACTERS = 5_000, 900_000
MOST_S = 30.0
"""Of processor time. No page here takes as long by far, when all is well."""
ACTS_ON_CASES = ("check", "unsafe")


class Growth(NamedTuple):
    """How long the largest page was, how long it took, and how its time grew; `late`: it was not done in MOST_S."""

    pattern: str
    act: str
    characters: int
    seconds: float
    exponent: float
    late: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether it grows faster than the page."""
        return self.late or self.exponent > MOST_EXPONENT


class _LateError(BaseException):
    """It takes too long; no exception that a rule's failure is told by."""


def main() -> int:
    """Measure all, print the worst."""
    asked = _asked()
    signal.signal(signal.SIGPROF, _stop)
    gc.disable()
    found: list[Growth] = []
    with suppress(KeyboardInterrupt):  # what was measured until then is told
        for pattern, act in _chosen(asked):
            found.append(one := grow(pattern, act, asked.rounds))
            if one.is_bad:
                print(_row(one), flush=True)
            gc.collect()
    bad = [one for one in found if one.is_bad]
    print(f"\n{len(found)} measured, {len(bad)} grow faster than the page; the worst:")
    for one in sorted(found, key=lambda one: (one.late, one.exponent), reverse=True)[: asked.rows]:
        print(_row(one))
    return 1 if bad else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", metavar="WORD", help="patterns with this in their names")
    names = ",".join(act.name for act in ACTS)
    parser.add_argument("--acts", default=names, metavar="ACTS", help=f"some of {names}")
    parser.add_argument("--rounds", type=int, default=5, help="how often what is doubtful is measured (5)")
    parser.add_argument("--rows", type=int, default=30, help="how many of the worst are printed (30)")
    parser.add_argument("--no-cases", action="store_true", help="leave out the cases of rules")
    return parser.parse_args()


def _chosen(asked: argparse.Namespace) -> Iterator[tuple[Pattern, Act]]:
    acts = [act for act in ACTS if act.name in asked.acts.split(",")]
    on_cases = [act for act in acts if act.name in ACTS_ON_CASES]
    cases: Iterable[Pattern] = () if asked.no_cases else case_patterns()
    every = chain(product(patterns(), acts), product(cases, on_cases))
    return ((pattern, act) for pattern, act in every if asked.only in pattern.name)


def _stop(*_: object) -> None:
    raise _LateError


def grow(pattern: Pattern, act: Act, rounds: int) -> Growth:
    """How the time of an act grows with a pattern: by one round, or by the best of three times `rounds`."""
    try:
        most = 16 * _measurable(pattern, act)
        times = _times((most // 4, most), pattern, act, 1)
        for far in (False, False, True):
            if _exponent(times) > DOUBTFUL:
                sizes = _far(most, *times[-1]) if far else (most // 4, most)
                times = min(times, _times(sizes, pattern, act, rounds), key=_exponent)
    except _LateError:
        return Growth(pattern.name, act.name, 0, MOST_S, 0.0, late=True)
    return Growth(pattern.name, act.name, *times[-1], _exponent(times))


def _measurable(pattern: Pattern, act: Act) -> int:
    """How often the pattern is repeated on a page that takes long enough to be measured."""
    n, most = 1, MOST_CHARACTERS // 32
    while len(pattern.text(n)) < LEAST_CHARACTERS and n < LEAST_CHARACTERS:
        n *= 2
    while n < most and len(text := pattern.text(2 * n)) < most and _seconds(text, pattern, act) < MEASURABLE_S:
        n *= 2
    return n


def _far(n: int, characters: int, seconds: float) -> tuple[int, int]:
    """The largest sizes that take not too long, by how long size n takes: what outgrows a cache grows but once."""
    longer = max(2, min(MOST_CHARACTERS // characters, int(FAR_S / max(seconds, TICK_S))))
    return n * longer // 2, n * longer


def _times(sizes: Iterable[int], pattern: Pattern, act: Act, rounds: int) -> list[tuple[int, float]]:
    """Length and least time of the pages of these sizes."""
    texts = [pattern.text(size) for size in sizes]
    return [(len(text), min(_seconds(text, pattern, act) for _ in range(rounds))) for text in texts]


def _exponent(times: list[tuple[int, float]]) -> float:
    """By which power of its length the time of a page grows, between these two."""
    (short, before), (long, after) = times
    return log(after / max(before, TICK_S)) / log(long / short) if long > short and after else 0.0


def _seconds(text: str, pattern: Pattern, act: Act) -> float:
    """The processor time of an act on a page. Raises _LateError."""
    signal.setitimer(signal.ITIMER_PROF, MOST_S)
    try:
        began = time.process_time()
        act.run(text, pattern.kind)
        return time.process_time() - began
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _row(one: Growth) -> str:
    grown = f"{one.exponent:5.2f} {one.characters:>9,} {one.seconds:7.3f} s"
    return f"{f'not done in {MOST_S:.0f} s' if one.late else grown:<26} {one.act:<7} {one.pattern!r}"


if __name__ == "__main__":
    sys.exit(main())
