"""A finding's place on the page: its line, cut to what a terminal has room for, and carets under the finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.engine.file_report import NEAR
from mdlint_zh.report.escape import holds_bracket, needs_no_picture, one_line, picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.engine.file_report import Excerpt
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.report.width import Ruler


def frame(line: Excerpt, finding: Finding, columns: int, ruler: Ruler) -> tuple[str, str]:
    """Return the line, cut to `columns` around the finding, and carets below its first line."""
    room = min(max(20, columns), NEAR - 1)
    before, marked, after = _pictures(*_parts(line, finding, room))
    if 2 * (len(before) + len(marked) + len(after)) <= room:  # no character is wider than two columns
        return before + marked + after, " " * ruler.width(before) + "^" * max(1, ruler.width(marked))
    marked, marked_columns = _head(marked, room * 2 // 3, ruler)
    space = room - marked_columns
    left, left_columns = _tail(before, max(space // 2, space - ruler.width(after)), ruler)
    right, _ = _head(after, space - left_columns, ruler)
    return left + marked + right, " " * left_columns + "^" * max(1, marked_columns)


def _parts(line: Excerpt, finding: Finding, room: int) -> tuple[str, str, str]:
    """What stands before a finding on its first line, the finding, and what stands after it.

    Each is cut to a character more than there is room for, which says "more".
    """
    at, to = min(finding.start, line.end), min(finding.end, line.end)
    to = max(at, to)
    before, marked = line.text(max(line.start, at - room - 1), at), line.text(at, min(to, at + room + 1))
    return before, marked, line.text(to, min(to + room + 1, line.end))


def _pictures(*parts: str) -> Iterable[str]:
    """The parts with controls as pictures and tabs as arrows, so that everything has a width."""
    whole = "".join(parts)
    if needs_no_picture(whole):
        return parts
    if holds_bracket(whole):  # its characters may stand in two parts
        parts = tuple(part.replace("[", picture("[")) for part in parts)
    return (one_line(part.replace("\t", "→")) for part in parts)


def _head(text: str, room: int, ruler: Ruler) -> tuple[str, int]:
    """As much of the beginning of a text as the room holds, and how wide that is."""
    near = text if ruler.may_join(text) else text[: room + 1]  # no more can fit
    if len(near) == len(text) and (columns := ruler.width(text)) <= room:
        return text, columns
    text = near[: ruler.fit(near, room - 1)] + "…"
    return text, ruler.width(text)


def _tail(text: str, room: int, ruler: Ruler) -> tuple[str, int]:
    """The same of the end."""
    near = text if ruler.may_join(text) else text[-room - 1 :]
    if len(near) == len(text) and (columns := ruler.width(text)) <= room:
        return text, columns
    text = "…" + near[len(near) - ruler.fit(near[::-1], room - 1) :]
    return text, ruler.width(text)
