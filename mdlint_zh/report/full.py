"""A finding as a person reads it: the line of `concise`, then the place on the page with a caret under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.model import Severity
from mdlint_zh.report.concise import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdlint_zh.model import Finding
    from mdlint_zh.page import Page

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(shown: str, page: Page, findings: Iterable[Finding], *, columns: int, paint: Callable[..., str]) -> str:
    """The frames for one page, `columns` wide; `paint(text, fg=…, bold=…)` colours a text or leaves it."""
    return "".join(_finding(shown, page, finding, columns, paint) for finding in findings)


def _finding(shown: str, page: Page, finding: Finding, columns: int, paint: Callable[..., str]) -> str:
    row, column = page.lines.position(finding.start)
    colour = COLOURS[finding.severity]
    head = f"{paint(f'{shown}:{row}:{column}:', bold=True)} {paint(str(finding.severity), fg=colour)}"
    text = f"{head} {paint(finding.rule, bold=True)} {one_line(finding.message)}\n"
    margin = " " * len(str(row))
    line, carets = frame(page, finding, columns - len(margin) - 4)
    bar = paint("|", fg="blue")
    text += f" {margin} {bar}\n {paint(str(row), fg='blue')} {bar} {line}\n {margin} {bar} {paint(carets, fg=colour)}\n"
    if finding.fix:
        note = "mended by --fix" if finding.fix.safe else "mended by --fix --unsafe-fixes"
        text += f" {margin} {paint('=', fg='blue')} {note}\n"
    return text + "\n"


def frame(page: Page, finding: Finding, columns: int) -> tuple[str, str]:
    """The page's line, cut to `columns` around the finding, and carets below its first line; in terminal columns."""
    start, end = page.lines.span(page.lines.number(finding.start))
    line = page.text[start:end]
    at = min(finding.start, end) - start
    to = max(at, min(finding.end, end) - start)
    before, marked, after = (_pictures(part) for part in (line[:at], line[at:to], line[to:]))
    room = max(20, columns)
    marked = _head(marked, room * 2 // 3)
    space = room - width(marked)
    left = _tail(before, max(space // 2, space - width(after)))
    right = _head(after, space - width(left))
    return left + marked + right, " " * width(left) + "^" * max(1, width(marked))


def width(text: str) -> int:
    """How many terminal columns a text takes: two for Han, none for combining marks, two for an emoji sequence."""
    from wcwidth import wcswidth  # noqa: PLC0415 - only where a person reads

    return len(text) if text.isascii() else max(0, wcswidth(text))


def _pictures(text: str) -> str:
    """Controls as pictures and a tab as an arrow, so that everything has a width."""
    return one_line(text.replace("\t", "→"))


def _head(text: str, room: int) -> str:
    """As much of the beginning as the room holds."""
    if width(text) <= room:
        return text
    end = _fit(text, room - 1)
    return text[:end] + "…"


def _tail(text: str, room: int) -> str:
    """As much of the end as the room holds."""
    if width(text) <= room:
        return text
    end = _fit(text[::-1], room - 1)
    return "…" + text[len(text) - end :]


def _fit(text: str, room: int) -> int:
    """How many characters from the start the room holds."""
    from wcwidth import wcwidth  # noqa: PLC0415

    used = 0
    for index, character in enumerate(text):
        used += max(0, wcwidth(character))
        if used > room:
            return index
    return len(text)
