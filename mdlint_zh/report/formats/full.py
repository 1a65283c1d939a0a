"""A finding as a person reads it: the line of `concise`, then the place on the page with a caret under it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.engine.file_report import NEAR
from mdlint_zh.engine.finding import Severity
from mdlint_zh.report.escape import holds_bracket, name, needs_no_picture, one_line, picture
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.line import told
from mdlint_zh.report.look import leave, paint, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdlint_zh.engine.file_report import Excerpt, FileReport
    from mdlint_zh.engine.finding import Finding

# What nearly all text is made of, and how wide it is; anything else may be part of a sequence that is shown as one.
_HAN = "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60"
_LATIN = " -~“”‘’…—·"
_WIDE, _NARROW, _COMMON = pattern(f"[{_HAN}]"), pattern(f"[{_LATIN}]"), pattern(f"[{_HAN}{_LATIN}]*")
COLOURS = ("", "cyan", "yellow", "red")
"""By severity."""


class Look:
    """How frames look: `columns` wide; `paint(text, fg=…, bold=…)` colours a text or leaves it."""

    def __init__(self, columns: int, paint: Callable[..., str]) -> None:
        self.columns, self.paint = columns, paint
        self.bar = paint("|", fg="blue")
        self.severities = ["", *(paint(str(one), fg=COLOURS[one]) for one in Severity)]
        mended = paint("=", fg="blue") + " mended by --fix"
        self.notes = {True: f"{mended}\n", False: f"{mended} --unsafe-fixes\n"}


class Full(Plain):
    """A frame for each finding."""

    shows_lines = True
    for_people = True

    def begin(self, run: Run) -> str:
        """Nothing stands before the files."""
        self._look = Look(run.columns, paint if run.colour else leave)
        return ""

    def file(self, report: FileReport, _text: str | None) -> str:
        """The frames for one page."""
        place = name(shown_path(report.path)) if report.findings else ""
        return "".join([_finding(place, report, finding, self._look) for finding in report.findings])


def _finding(shown: str, report: FileReport, finding: Finding, look: Look) -> str:
    row, column = report.position(finding.start)
    number, paint, bar = str(row), look.paint, look.bar
    margin = " " * len(number)
    line, carets = frame(report.excerpt(finding), finding, look.columns - len(number) - 4)
    note = f" {margin} {look.notes[finding.fix.safe]}" if finding.fix and not finding.fix.refused else ""
    return (
        f"{paint(f'{shown}:{number}:{column}:', bold=True)} {look.severities[finding.severity]} "
        f"{paint(finding.rule, bold=True)} {told(finding)}\n"
        f" {margin} {bar}\n {paint(number, fg='blue')} {bar} {line}\n"
        f" {margin} {bar} {paint(carets, fg=COLOURS[finding.severity])}\n{note}\n"
    )


def frame(line: Excerpt, finding: Finding, columns: int) -> tuple[str, str]:
    """The line, cut to `columns` around the finding, and carets below its first line; in terminal columns."""
    room = min(max(20, columns), NEAR - 1)
    before, marked, after = _pictures(*_parts(line, finding, room))
    if 2 * (len(before) + len(marked) + len(after)) <= room:  # no character is wider than two columns
        return before + marked + after, " " * width(before) + "^" * max(1, width(marked))
    marked, marked_columns = _head(marked, room * 2 // 3)
    space = room - marked_columns
    left, left_columns = _tail(before, max(space // 2, space - width(after)))
    right, _ = _head(after, space - left_columns)
    return left + marked + right, " " * left_columns + "^" * max(1, marked_columns)


def _parts(line: Excerpt, finding: Finding, room: int) -> tuple[str, str, str]:
    """What stands before a finding on its first line, the finding, and what stands after it.

    Each is cut to a character more than there is room for, which says "more".
    """
    at, to = min(finding.start, line.end), min(finding.end, line.end)
    to = max(at, to)
    before, marked = line.text(max(line.start, at - room - 1), at), line.text(at, min(to, at + room + 1))
    return before, marked, line.text(to, min(to + room + 1, line.end))


class _Widths(dict[str, int]):
    """How many terminal columns a character takes, found when it is first seen."""

    def __missing__(self, character: str) -> int:
        self[character] = columns = 2 if _WIDE.match(character) else 1 if _NARROW.match(character) else _told(character)
        return columns


_widths = _Widths()


def width(text: str) -> int:
    """How many terminal columns a text takes: two for Han, none for combining marks, two for an emoji sequence."""
    return _measure(text)(text)


def _measure(text: str) -> Callable[[str], int]:
    """What tells the width of this text: the sum of its characters' own, unless some may be joined."""
    if text.isascii():
        return len
    return _summed if _COMMON.fullmatch(text) else _told


def _summed(text: str) -> int:
    return sum(map(_widths.__getitem__, text))


def _told(text: str) -> int:
    """The width of a text in which characters may be joined, as wcwidth tells it."""
    from wcwidth import wcswidth  # noqa: PLC0415 - only where a person reads what is not common

    return max(0, wcswidth(text))


def _pictures(*parts: str) -> Iterable[str]:
    """The parts with controls as pictures and tabs as arrows, so that everything has a width."""
    whole = "".join(parts)
    if needs_no_picture(whole):
        return parts
    if holds_bracket(whole):  # its characters may stand in two parts
        parts = tuple(part.replace("[", picture("[")) for part in parts)
    return (one_line(part.replace("\t", "→")) for part in parts)


def _head(text: str, room: int) -> tuple[str, int]:
    """As much of the beginning of a text as the room holds, and how wide that is."""
    measure = _measure(text)
    near = text if measure is _told else text[: room + 1]  # no more can fit
    if len(near) == len(text) and (columns := measure(text)) <= room:
        return text, columns
    text = near[: _fit(near, room - 1)] + "…"
    return text, width(text)


def _tail(text: str, room: int) -> tuple[str, int]:
    """The same of the end."""
    measure = _measure(text)
    near = text if measure is _told else text[-room - 1 :]
    if len(near) == len(text) and (columns := measure(text)) <= room:
        return text, columns
    text = "…" + near[len(near) - _fit(near[::-1], room - 1) :]
    return text, width(text)


def _fit(text: str, room: int) -> int:
    """How many characters from the start the room holds."""
    if text.isascii():
        return room
    return bisect_right(list(accumulate(map(_widths.__getitem__, text))), room)
