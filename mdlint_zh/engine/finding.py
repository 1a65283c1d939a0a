"""What a rule yields: findings, each perhaps with a fix made of edits. All of it is plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate, count, repeat
from operator import add
from typing import TYPE_CHECKING, NamedTuple, overload

from mdlint_zh.base.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Severity(IntEnum):
    """How much a defect hurts: a reader or a renderer stumbles, a page is inconsistent, a matter of taste."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return _SEVERITIES[self]


_SEVERITIES = ("", "info", "warning", "error")  # an enumeration is slow to tell its names
INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR


@dataclass(frozen=True)
class Alike(Sequence[Edit]):
    """Many edits that put one text in the place of each span, kept as two rows of offsets, sorted, none over another.

    Line ends and spaces are mended by the thousand: so they are made, kept and sent as numbers.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    text: str = ""

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, at: int) -> Edit: ...
    @overload
    def __getitem__(self, at: slice) -> Alike: ...
    def __getitem__(self, at: int | slice) -> Edit | Alike:
        if isinstance(at, slice):
            return Alike(self.starts[at], self.ends[at], self.text)
        return Edit(self.starts[at], self.ends[at], self.text)

    def __iter__(self) -> Iterator[Edit]:
        return map(Edit, self.starts, self.ends, repeat(self.text))


class Fix(NamedTuple):
    """Edits that are applied all or none, or with `each` every one for itself; `safe` ones without asking.

    `refused` is why it was not applied, told by who tried; "" for one that was not tried.
    """

    edits: tuple[Edit, ...] | Alike
    safe: bool = True
    each: bool = False
    refused: str = ""

    @property
    def applicability(self) -> str:
        """`safe` or `unsafe`, as it stands in reports."""
        return "safe" if self.safe else "unsafe"


class Finding(NamedTuple):
    """One place where a rule is broken: the code points [start, end), what is wrong, and perhaps how to mend it.

    `confidence`, 0 to 1, is given where a finding is not certain; `alternatives` are other fixes, only offered.
    A rule leaves `rule` and `severity` empty: the linter knows whose finding it is.
    """

    start: int
    end: int
    message: str
    fix: Fix | None = None
    confidence: float | None = None
    alternatives: tuple[Fix, ...] = ()
    rule: str = ""
    severity: Severity = WARNING

    def not_repaired(self, reason: str) -> Finding:
        """Return the same finding, which says why its fix was not applied."""
        fix = self.fix and self.fix._replace(refused=reason)
        return self._replace(message=f"{self.message} (not repaired: {reason})", fix=fix)


class Failure(NamedTuple):
    """What went wrong with a file, in one line; `rule` is whose fault it was, "" for the file's own."""

    message: str
    rule: str = ""


def delete(start: int, end: int) -> Fix:
    """Return a safe fix that takes the code points [start, end) out."""
    return Fix((Edit(start, end, ""),))


def replace(start: int, end: int, text: str) -> Fix:
    """Return a safe fix that puts `text` in the place of the code points [start, end)."""
    return Fix((Edit(start, end, text),))


def replace_all(spans: Iterable[tuple[int, int]], text: str = "", *, each: bool = False) -> Fix:
    """Return a safe fix that puts `text` in the place of each span [start, end), with `each` every one for itself."""
    starts, ends = tuple(zip(*spans, strict=True)) or ((), ())
    return Fix(Alike(starts, ends, text), each=each)


def replace_each(text: str, old: str, new: str) -> Fix:
    """Return a safe fix that puts `new` in the place of every `old` in a page's text."""
    lengths = map(len, text.split(old)[:-1])
    starts = tuple(map(add, accumulate(lengths), count(0, len(old))))
    return Fix(Alike(starts, tuple(map(add, starts, repeat(len(old)))), new))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after the edits, which lie in it, sorted by start, none over another.

    >>> apply("第三国", [Edit(0, 1, ""), Edit(2, 3, "國")])
    '三國'
    """
    return "".join(_pieces(text, edits))


def _pieces(text: str, edits: Iterable[Edit]) -> Iterator[str]:
    at = 0
    for edit in edits:
        yield text[at : edit.start]
        yield edit.text
        at = edit.end
    yield text[at:]
