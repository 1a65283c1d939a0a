"""What is known of one file after it was looked at, as plain data: workers, cache, formats and libraries pass it on.

It holds all findings before every filter, and what is needed to tell them without the page: where the lines begin, and
the text around the findings. Lines, columns, excerpts and fingerprints are told from that when they are asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.engine.finding import ERROR, INFO, WARNING
from mdlint_zh.markdown.lines import Lines, Position, Span
from mdlint_zh.page.suppressions.readings import read_suppressions

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Final

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.finding import Failure, Finding
    from mdlint_zh.page import Page
    from mdlint_zh.page.suppressions.comment import Suppression

NEAR: Final = 401
"""How much of a line is kept before and behind the ends of a finding: a frame shows 400 columns at most."""
_DIGEST = 8


class State(NamedTuple):
    """What a file was when it was read: times in nanoseconds, size in bytes, and the digest of its bytes.

    `mtime_ns` can be set to anything by anybody who writes the page; `ctime_ns`, when the system saw the last change,
    cannot. `read_ns` is when it was read: a file that changed just then may look the same and be another.
    """

    mtime_ns: int
    ctime_ns: int
    size: int
    digest: bytes
    read_ns: int

    @classmethod
    def of(cls, stat: os.stat_result, digest: bytes, read_ns: int) -> State:
        """Return the state of a file that `stat` tells of."""
        return cls(stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, digest, read_ns)


class Excerpt(NamedTuple):
    """Pieces of the line [start, end), each with the offset where it begins: a short line is one."""

    start: int
    end: int
    pieces: tuple[tuple[int, str], ...]

    def text(self, start: int, end: int) -> str:
        """Return what of the line [start, end) is kept, from `start` on."""
        for at, piece in reversed(self.pieces):
            if at <= start:
                return piece[start - at : end - at]
        return ""


class Tally(NamedTuple):
    """Findings by severity, and those with a safe and an unsafe fix that was not refused."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0
    safe: int = 0
    unsafe: int = 0

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Tally:
        """Count these findings."""
        severities = [finding.severity for finding in findings]
        safe = [finding.fix.safe for finding in findings if finding.fix and not finding.fix.refused]
        kinds = (severities.count(ERROR), severities.count(WARNING), severities.count(INFO))
        return cls(*kinds, safe.count(True), safe.count(False))


@dataclass
class FileReport:
    """What is known of the file at `path`.

    - `kind`: of the page; "" for a file that could not be read. `state`: None where the text came from elsewhere.
    - `findings`: all that was found, in the order of the page; `failures`: what went wrong.
    - `looked_for`: files beside the page, by the names it gives them, and whether they were there.
    - `starts`: the offset of each line; `excerpts`: the lines that findings begin on, by where those lines begin,
      once they were kept.
    - `counted`, `lines`: how many findings there are, and what each says in one line, where that was told before. Of a
      former run's report there is no more than that when no more is asked for.
    - `marks`: the comments of the page that suppress findings; `facts`: a place for what rules across pages ask.
    - `spans`: the parts of the page that are asked about, sorted and apart; None: all of it.
    - `fixed`: the text after a fix, None when it is what it was; `rounds`: the edits of each pass that led there;
      `repaired`: the findings that were mended, by rule.
    - `is_compared`: whether what a baseline knows was left out.
    """

    path: str
    kind: str = ""
    state: State | None = None
    findings: Sequence[Finding] = ()
    failures: Sequence[Failure] = ()
    looked_for: Mapping[str, bool] = field(default_factory=dict)
    starts: Sequence[int] = ()
    excerpts: dict[int, Excerpt] = field(default_factory=dict)
    marks: Sequence[Suppression] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    counted: Tally | None = None
    lines: str | None = None
    spans: tuple[Span, ...] | None = None
    fixed: str | None = None
    rounds: Sequence[Sequence[Edit]] = ()
    repaired: Mapping[str, int] = field(default_factory=dict)
    is_compared: bool = False

    @classmethod
    def on(cls, page: Page, path: str, findings: Sequence[Finding], failures: Sequence[Failure] = ()) -> FileReport:
        """Return the report of what was found on a page."""
        starts = page.lines.starts if findings else ()
        marks = page.view(read_suppressions)
        return cls(path, page.kind, None, findings, failures, page.looked_for, starts, marks=marks)

    def keep_excerpts(self, text: str) -> None:
        """Keep the lines that findings begin on, of the text that they are about."""
        lines = Lines(text, self.starts)
        by_line: dict[Span, list[Finding]] = {}
        for finding in self.findings:
            by_line.setdefault(lines.around(finding.start), []).append(finding)
        for line, own in by_line.items():
            self.excerpts[line.start] = Excerpt(*line, tuple(_pieces(text, line, own)))

    @property
    def tally(self) -> Tally:
        """The findings, counted."""
        return self.counted or Tally.of(self.findings)

    def position(self, offset: int) -> Position:
        """Line and column, from 1, of the code point at `offset`."""
        line = bisect_right(self.starts, offset) or 1
        return Position(line, max(1, offset - self.starts[line - 1] + 1))

    def excerpt(self, finding: Finding) -> Excerpt:
        """Return the line that a finding begins on."""
        return self.excerpts[self.starts[(bisect_right(self.starts, finding.start) or 1) - 1]]

    def fingerprints(self) -> list[str]:
        """Return what tells each finding from all others of the page, in their order, 16 hexadecimal digits.

        Made of its rule, the words that it is about, those beside them on their line, and its number among equals: it
        stays the same when lines move and when messages or spaces are written anew.
        """
        seen = Counter[str]()
        return [_digest(said, seen) for said in map(self._said, self.findings)]

    def _said(self, finding: Finding) -> str:
        line = self.excerpt(finding)
        at, to = min(finding.start, line.end), min(finding.end, line.end)
        around = line.text(max(line.start, at - NEAR), at), line.text(at, to), line.text(to, to + NEAR)
        return "\0".join((finding.rule, *(" ".join(part.split()) for part in around)))


def _digest(said: str, seen: Counter[str]) -> str:
    """The fingerprint of what is said for the first, second, … time."""
    from hashlib import blake2b  # noqa: PLC0415 - most runs need none

    seen[said] += 1
    return blake2b(f"{said}\0{seen[said]}".encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


def _pieces(text: str, line: Span, findings: Sequence[Finding]) -> Iterable[tuple[int, str]]:
    """What is kept of a line: all of a short one, else what is near the ends of the findings."""
    start, end = min(line.start, *(finding.start for finding in findings)), line.end  # a mark of byte order is no part
    if end - start <= 2 * NEAR:
        yield start, text[start:end]
        return
    ends = sorted({min(at, end) for finding in findings for at in (finding.start, finding.end)})
    windows: list[list[int]] = []
    for at in ends:
        first, last = max(start, at - NEAR), min(end, at + NEAR)
        if windows and first <= windows[-1][1]:
            windows[-1][1] = last
        else:
            windows.append([first, last])
    for first, last in windows:
        yield first, text[first:last]
