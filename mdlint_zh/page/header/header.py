"""The header of an article, read tolerantly: a part that is damaged is still seen for what it was meant to be.

The parts stand on lines of their own, from the top of the page: return link, separator, title, byline. A few lines
that are none of them (a banner, a subtitle) may stand between; what comes after such lines has to look the part.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.header.byline import Byline, read_byline
from mdlint_zh.page.header.return_link import ReturnLink, read_return_link
from mdlint_zh.page.suppressions.comment import below_comments, written_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.markdown.lines import Lines, Span
    from mdlint_zh.page.form import HeaderForm

_SEPARATOR = pattern(r"[ \t]*(?:(?:-[ \t]*){2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:[—－–─━][ \t]*){2,})")
_TITLE = pattern(r" {0,3}(?P<hashes>#{1,6})(?:[ \t]+(?P<text>[^ \t]+(?:[ \t]+[^ \t]+)*?))??(?:[ \t]+#+)?[ \t]*")
_LOOKALIKE = pattern(r"[ \t]*(?:#*＃[#＃]*|#{7,}|#+(?![ \t#＃]))[ \t]*[^ \t#＃].*")
_CODE_BEGINS = pattern(r"[ \t]*(?:`{3,}[^`]*|~{3}.*)")
MOST_LINES = 24
MOST_STRANGERS = 3


class Separator(NamedTuple):
    """The line [start, end) that divides return link and title."""

    start: int
    end: int
    text: str


class Title(NamedTuple):
    """The heading on the line [start, end); its words are [text_start, text_end).

    `level` is 0 for a line that was meant as one and is no heading to Markdown: `##标题`, `＃＃ 标题`.
    """

    start: int
    end: int
    level: int
    text_start: int
    text_end: int


Part: TypeAlias = "ReturnLink | Separator | Title | Byline"
PART_NAMES = {ReturnLink: "return link", Separator: "separator", Title: "title", Byline: "byline"}
_KEYS = {part: name.replace(" ", "_") for part, name in PART_NAMES.items()}


class Header(NamedTuple):
    """The parts of a header in the order in which they stand, and the offset `end` where the last one ends.

    A byline in the title or at the foot of the page is none of these `parts`. `codes` are the code spans in a byline
    that has been read by a template.
    """

    parts: tuple[Part, ...]
    start: int
    end: int
    return_link: ReturnLink | None = None
    separator: Separator | None = None
    title: Title | None = None
    byline: Byline | None = None
    codes: tuple[Span, ...] = ()

    @property
    def code(self) -> list[Span]:
        """The code spans of the byline, if it has any."""
        if self.byline and self.byline.fit:
            return list(self.codes)
        return [self.byline.ticked] if self.byline and self.byline.ticked else []


class Gap(NamedTuple):
    """The white space [start, end) between the parts `above` and `below`, or at the `top`, or above the `article`:
    `blank` lines, where the profile has one of `expected`.
    """

    start: int
    end: int
    blank: int
    expected: tuple[int, ...]
    above: str
    below: str

    @property
    def line_ends(self) -> int:
        """1 where the white space also holds the end of the line above."""
        return int(self.above != "top")

    @property
    def is_last(self) -> bool:
        """Whether the article is below."""
        return self.below == "article"

    @property
    def place(self) -> str:
        """Where it is, for a message."""
        return f"between {self.above} and {self.below}" if self.line_ends else f"above the {self.below}"


def count_line_ends(text: str) -> int:
    """How many line ends there are, CRLF being one."""
    count = text.count("\n")
    return count + text.count("\r") - text.count("\r\n") if "\r" in text else count


def header_of(text: str, lines: Lines, profile: HeaderForm, first: int = 1) -> Header:
    """Return the header that begins on line `first` (after front matter), perhaps without parts."""
    first = below_comments(text, lines, first)
    found = _Reader(text, lines, profile).read(first)
    top = lines.starts[min(first, len(lines)) - 1]
    last = max((part.end for part in found.values()), default=top)
    parts = tuple(sorted(found.values(), key=lambda part: part.start))
    return Header(parts, top, last, **found)  # type: ignore[arg-type]


class _Reader:
    """The parts of one header, read line by line."""

    def __init__(self, text: str, lines: Lines, profile: HeaderForm) -> None:
        self.text, self.lines, self.profile = text, lines, profile
        self.found: dict[str, Part] = {}
        self.above: Part | None = None
        """The part on the last line that was not blank."""

    def read(self, first: int) -> dict[str, Part]:
        """Return the parts by name, in the order in which they stand."""
        strangers = 0
        for number in islice(self._written(first), MOST_LINES):
            if isinstance(self.above, ReturnLink) and self._is_second_link(number):
                continue
            part = self._part(number)
            if part and strangers and not self._sure(part, number):
                part = None
            if part:
                strangers = 0
                self.found[_KEYS[type(part)]] = part
            elif "byline" in self.found or strangers == MOST_STRANGERS:
                break
            else:
                strangers += 1
            self.above = part
        return self.found

    def _written(self, first: int) -> Iterator[int]:
        """The lines from `first` on that are not blank, up to a block of code. How many blank ones are between says
        nothing: that is what blank-lines mends. A comment that suppresses findings is as if it were not there.
        """
        for number in written_lines(self.text, self.lines, first):
            if _CODE_BEGINS.fullmatch(self.text[slice(*self.lines.span(number))]):
                return
            yield number

    def _part(self, number: int) -> Part | None:
        """The part on this line; None when it is none of those still to come."""
        start, end = self.lines.span(number)
        line = self.text[start:end]
        link = None if "return_link" in self.found else read_return_link(line, start, self.profile)
        # Below the title only a whole one: an article can begin with the words of one.
        if link and (link.target if self._begun() else True):
            return link
        divides = isinstance(self.above, ReturnLink) or not self._begun()
        if divides and "separator" not in self.found and _SEPARATOR.fullmatch(line):
            return Separator(start, end, line)
        heading_of_body = isinstance(self.above, Byline) and not self._next_to_above(start)
        title = None if "title" in self.found or heading_of_body else read_title(line, start)
        return title or self._byline(start, end)

    def _is_second_link(self, number: int) -> bool:
        """Whether the line is one more return link, and so no title."""
        start, end = self.lines.span(number)
        link = read_return_link(self.text[start:end], start, self.profile)
        return link is not None and bool(link.hashes and link.target)

    def _byline(self, start: int, end: int) -> Byline | None:
        """The byline on this line, or the one above together with the source link on this line."""
        byline = read_byline(self.text, start, end, self.profile)
        if byline is None:
            return None
        if isinstance(self.above, Byline):
            return self.above.joined(byline, self.text)
        known = byline.timestamp or byline.source or self._next_to_above(start)
        return byline if known and "byline" not in self.found else None

    def _next_to_above(self, start: int) -> bool:
        """Whether no blank line stands between the offset and the part above it."""
        return self.above is not None and count_line_ends(self.text[self.above.end : start]) == 1

    def _begun(self) -> bool:
        return "title" in self.found or "byline" in self.found

    def _sure(self, part: Part, number: int) -> bool:
        """Whether a part below lines that are no part looks like one beyond doubt."""
        if isinstance(part, Byline):
            both = part.timestamp and part.source
            return bool(part.ticked and (both or ("title" in self.found and (part.timestamp or part.source))))
        if isinstance(part, Title):
            below = next(self._written(number + 1), None)
            byline = read_byline(self.text, *self.lines.span(below), self.profile) if below else None
            return bool(byline and byline.ticked and (byline.timestamp or byline.source))
        return isinstance(part, ReturnLink) and bool(part.hashes and part.target) and not self._begun()


def read_title(line: str, start: int) -> Title | None:
    """Return the title that `line`, at offset `start`, is or was meant to be; None for any other line."""
    match = _TITLE.fullmatch(line)
    if match:
        at, to = match.span("text") if match["text"] else (match.end("hashes"),) * 2
        return Title(start, start + len(line), len(match["hashes"]), start + at, start + to)
    if _LOOKALIKE.fullmatch(line):
        return Title(start, start + len(line), 0, start, start + len(line))
    return None
