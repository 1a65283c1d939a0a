"""The header of an article, read tolerantly: a part that is damaged is still seen for what it was meant to be.

The parts stand on lines of their own, from the top of the page: return link, separator, title, byline. The first
line that is none of them, or repeats one, begins the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mdlint_zh.page.byline import Byline, read_byline
from mdlint_zh.page.returnlink import ReturnLink, read_return_link

if TYPE_CHECKING:
    from mdlint_zh.page.lines import Lines
    from mdlint_zh.page.profile import Profile

_SEPARATOR = re.compile(r"[ \t]*(?:(?:-[ \t]*){2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:[—－–─━][ \t]*){2,})")
_TITLE = re.compile(r" {0,3}(?P<hashes>#{1,6})(?:[ \t]+(?P<text>.*?))??(?:[ \t]+#+)?[ \t]*")
_LOOKALIKE = re.compile(r"[ \t]*[#＃]+[^ \t#＃].*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BODY = re.compile(r"[ \t]*(?:(?:\r\n|\n|\r)[ \t]*)*(?:\r\n|\n|\r)(?=[ \t]*[^ \t\r\n])")
MOST_LINES = 24


@dataclass(frozen=True)
class Separator:
    """The line [start, end) that divides return link and title."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Title:
    """The heading on the line [start, end); its words are [text_start, text_end).

    `level` is 0 for a line that was meant as one and is no heading to Markdown: `##标题`, `＃＃ 标题`.
    """

    start: int
    end: int
    level: int
    text_start: int
    text_end: int


Part: TypeAlias = "ReturnLink | Separator | Title | Byline"
_NAMES = {ReturnLink: "return link", Separator: "separator", Title: "title", Byline: "byline"}


@dataclass(frozen=True)
class Header:
    """The parts of a header in the order in which they stand, and the offset `end` where the last one ends."""

    parts: tuple[Part, ...]
    start: int
    end: int
    return_link: ReturnLink | None = None
    separator: Separator | None = None
    title: Title | None = None
    byline: Byline | None = None


@dataclass(frozen=True)
class Gap:
    """The white space [start, end) between two parts: `blank` lines, where the profile has `expected`.

    `line_ends` is 1 where the white space also holds the end of the line above.
    """

    start: int
    end: int
    blank: int
    expected: int
    line_ends: int
    place: str


def read_gaps(text: str, header: Header, profile: Profile) -> list[Gap]:
    """The gaps between the parts of the header, above them and below, for which the profile has a number."""
    expected = {
        ("top", "return link"): 0,
        ("return link", "separator"): 0,
        ("separator", "title"): profile.blank_lines_above_title,
        ("title", "byline"): 0,
        ("byline", "article"): profile.blank_lines_below_byline,
    }
    stops = [("top", header.start, header.start), *((_NAMES[type(part)], part.start, part.end) for part in header.parts)]
    body = _BODY.match(text, header.end)
    if body:
        stops.append(("article", body.end(), body.end()))
    gaps = []
    for (above, _, start), (below, end, _) in zip(stops, stops[1:], strict=False):
        if (above, below) in expected:
            line_ends = len(_LINE_END.findall(text, start, end))
            first = 0 if above == "top" else 1
            place = f"above the {below}" if above == "top" else f"between {above} and {below}"
            gaps.append(Gap(start, end, line_ends - first, expected[above, below], first, place))
    return gaps


def read_header(text: str, lines: Lines, profile: Profile, first: int = 1) -> Header:
    """The header that begins on line `first` (after front matter), perhaps without parts."""
    found: dict[str, Part] = {}
    for number in range(first, min(first + MOST_LINES, len(lines) + 1)):
        start, end = lines.span(number)
        if text[start:end].isspace() or start == end:
            continue
        part = _read_part(text, start, end, profile, found)
        if part is None:
            break
        found[part[0]] = part[1]
    top = lines.starts[min(first, len(lines)) - 1]
    last = max((part.end for part in found.values()), default=top)
    return Header(tuple(found.values()), top, last, **found)  # type: ignore[arg-type]


def _read_part(text: str, start: int, end: int, profile: Profile, found: dict[str, Part]) -> tuple[str, Part] | None:
    """Name and reading of the part on this line, or None when it is none of those still to come."""
    line = text[start:end]
    if "return_link" not in found and "title" not in found and "byline" not in found:
        link = read_return_link(line, start, profile)
        if link:
            return "return_link", link
    if "title" not in found and "byline" not in found and "separator" not in found and _SEPARATOR.fullmatch(line):
        return "separator", Separator(start, end, line)
    if "title" not in found:
        title = _read_title(line, start)
        if title:
            return "title", title
    if "byline" not in found:
        byline = read_byline(text, start, end, profile)
        if byline:
            return "byline", byline
    return None


def _read_title(line: str, start: int) -> Title | None:
    match = _TITLE.fullmatch(line)
    if match:
        at, to = match.span("text") if match["text"] else (match.end("hashes"),) * 2
        return Title(start, start + len(line), len(match["hashes"]), start + at, start + to)
    if _LOOKALIKE.fullmatch(line):
        return Title(start, start + len(line), 0, start, start + len(line))
    return None
