"""The line under the title: a code span with timestamp and author, then the source link; in whatever state it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span, stripped
from mdlint_zh.page.header.source_link import SourceLink, read_other_source, read_source, says_source
from mdlint_zh.page.timestamps.shapes import label_above
from mdlint_zh.page.timestamps.timestamp import NO_TIME, Timestamp, find_timestamp

if TYPE_CHECKING:
    from mdlint_zh.page.form import HeaderForm

MOST_CHARACTERS = 400
MOST_BESIDE = 60
_CODE = pattern(r"(?P<ticks>`+)(?P<inner>[^`]*)(?P=ticks)(?!`)")
_TICK = pattern("[`｀]")
_SENTENCE = pattern(r"[。！？；，]|, |\. ?$")
_ITEM = pattern(r"\s*(?:[-*+>]|\d{1,9}[.)])\s")


class Fit(NamedTuple):
    """How a byline stands to the templates of its family: to `template`, which is for the place that is named.

    `missing` are the parts that it lacks; `fault` is what else is wrong, as the end of a sentence, "" where nothing is;
    `wanted` is how it would be written, "" where not all of it is understood, and `in_order` tells whether its parts
    then stand as they do now.
    """

    template: str
    place: str
    missing: frozenset[str] = frozenset()
    fault: str = ""
    wanted: str = ""
    in_order: bool = True


class Byline(NamedTuple):
    """The byline on the line [start, end), or in the title or on several lines where the profile has templates.

    `ticked` is its code span and `code` the inside of it; `timestamp`, `author` and `source` are its parts, None where
    there is none; `rest` is what is neither; `fit` tells which template it fits, None where there are none.
    """

    start: int
    end: int
    ticked: Span | None
    code: Span | None
    timestamp: Timestamp | None
    author: Span | None
    source: SourceLink | None
    rest: str
    fit: Fit | None = None

    def faults(self, text: str) -> list[str]:
        """Return what is wrong with how its parts stand, as the ends of a sentence."""
        faults = [] if self.ticked or not (self.timestamp or self.author) else ["has no code span"]
        if self.timestamp and self.author:
            if self.swapped:
                faults.append("has its author before its timestamp")
            elif self.author.start == self.timestamp.end and not self._in_doubt:
                faults.append("has no space between timestamp and author")
        if self.ticked and self.source:
            faults += self._between(text)
        if text[self.start] in " \t\xa0\u3000":
            faults.append("is indented")
        if self.rest:
            faults.append(f"holds {quoted(self.rest)} beside its parts")
        return faults

    @property
    def swapped(self) -> bool:
        """Whether the author stands before the timestamp."""
        return bool(self.timestamp and self.author and self.author.start < self.timestamp.start)

    @property
    def _in_doubt(self) -> bool:
        """Whether it is not clear where the timestamp ends and the author begins."""
        timestamp, author = self.timestamp, self.author
        if timestamp is None or author is None or author.start != timestamp.end:
            return False
        return timestamp.moment is None and not timestamp.impossible

    def _between(self, text: str) -> list[str]:
        """What is wrong between code span and source link."""
        assert self.ticked  # noqa: S101 - asked for only with both
        assert self.source  # noqa: S101
        between = text[self.ticked.end : self.source.start]
        if self.source.start < self.ticked.start:
            return ["has its source link first"]
        if self.rest or between == " ":
            return []
        if "\n" in between or "\r" in between:
            return ["has its source link on a line of its own"]
        if len(between) == 1:
            return ["has another space than U+0020 before its source link"]
        return [f"has {len(between) or 'no'} space{'s' * bool(between)} before its source link"]

    def in_order(self, text: str) -> str:
        """It with its parts in their order; "" when there is nothing to put into a code span."""
        inside = text[slice(*self.code)] if self.code else ""
        if not self.code or (self.timestamp and self.author and self.author.start <= self.timestamp.end):
            parts = (self.timestamp and (self.timestamp.start, self.timestamp.end), self.author)
            inside = ("" if self._in_doubt else " ").join(text[slice(*part[:2])] for part in parts if part)
        if not inside or "`" in inside:
            return ""
        return f"`{inside}`" + (f" {text[self.source.start : self.source.end]}" if self.source else "")

    def keeps_moment(self, line: str, profile: HeaderForm) -> bool:
        """Tell whether `line`, in its place, has a timestamp that says the same: the same moment, or the same doubt.

        What is not understood must not become understood, or something else, because its words are moved.
        """
        common = profile.byline_pattern.fullmatch(line) if profile.byline_pattern else None
        if common:  # what `read_byline` finds there, found at once
            timestamp = find_timestamp(line, *common.span("code"), assume_utc=profile.assume_utc)
        elif other := read_byline(line, 0, len(line), profile):
            timestamp = other.timestamp
        else:
            return False
        return timestamp is None if self.timestamp is None else self.timestamp.means(timestamp)

    def joined(self, other: Byline, text: str) -> Byline | None:
        """It and a byline on the next line as one, when one of them is no more than a source link."""
        alone = [
            one for one in (self, other) if one.source and not (one.ticked or one.timestamp or one.author or one.rest)
        ]
        if len(alone) != 1 or (self.source and other.source) or text[self.end : other.start].strip():
            return None
        rest = other if alone[0] is self else self
        return rest._replace(start=self.start, end=other.end, source=alone[0].source)


def quoted(text: str) -> str:
    """Return the text in backticks, or as it is when it has some of its own."""
    return text if "`" in text else f"`{text}`"


def read_byline(text: str, start: int, end: int, profile: HeaderForm) -> Byline | None:
    """Return the byline that the line [start, end) of `text` is or was meant to be; None for any other line."""
    if end - start > MOST_CHARACTERS:
        return None
    line = text[start:end]
    code = _CODE.search(line)
    source = read_source(line, start, profile)
    if code and source and source.start < start + code.start() < source.end:
        code = None
    if code is None:
        return _without_code(text, start, end, source, profile)
    inner = Span(start + code.start("inner"), start + code.end("inner"))
    timestamp = find_timestamp(text, inner.start, inner.end, assume_utc=profile.assume_utc)
    ticked = Span(start + code.start(), start + code.end())
    source = source or read_other_source(line, code.end(), start, profile, sure=timestamp is not None)
    author, after = beside(text, inner, timestamp)
    outside = _left_over(line, start, (ticked, source))
    known = timestamp or (source and (source.says_source(text, profile) or not line[: code.start()].strip()))
    if outside and (not known or _is_prose(line, outside, sure=bool(timestamp and source))):
        return None
    return Byline(start, end, ticked, inner, timestamp, author, source, f"{after} {outside}".strip())


def _is_prose(line: str, beside: str, *, sure: bool = False) -> bool:
    """Whether the words beside the parts make the line a sentence or an item of a list."""
    return not sure and bool(len(beside) > MOST_BESIDE or _SENTENCE.search(beside) or _ITEM.match(line))


def _without_code(text: str, start: int, end: int, source: SourceLink | None, profile: HeaderForm) -> Byline | None:
    """A byline that has lost its code span: timestamp or source link, with little beside them."""
    line = text[start:end]
    first = source and not text[start : source.start].strip()
    inner = Span(source.end, end) if source and first else Span(start, source.start if source else end)
    inner = _without_ticks(text, inner)
    timestamp = find_timestamp(text, *inner, assume_utc=profile.assume_utc)
    if not (source and source.says_source(text, profile)) and (timestamp is None or timestamp.doubt == NO_TIME):
        return None
    if timestamp and not source and text[inner.start : timestamp.start].strip() and not _TICK.search(line):
        return None  # a line of minutes or of a log: 时间：2024-03-15 14:00
    author, after = beside(text, inner, timestamp)
    outside = text[source.end : end].strip() if source and not first else ""
    words = text[slice(*author)] if author else ""
    if says_source(words, profile):
        author, after = None, f"{words} {after}"
    if len(words) + len(outside) > MOST_BESIDE or _is_prose(line, words) or _is_prose(line, outside):
        return None
    return Byline(start, end, None, None, timestamp, author, source, f"{after} {outside}".strip())


def _without_ticks(text: str, span: Span) -> Span:
    """The span without backticks and spaces at its edges, and without the stars of emphasis."""
    start, end = stripped(text, span, "`｀´' \t\xa0\u3000")
    while end - start > 1 and text[start] == text[end - 1] and text[start] in "*_":
        start, end = start + 1, end - 1
    return Span(start, end)


def beside(text: str, inner: Span, timestamp: Timestamp | None) -> tuple[Span | None, str]:
    """Return the author beside the timestamp, and other words: those on its other side, or such as `发布时间：`."""
    start, end = inner
    after = ""
    if timestamp and not text[start : timestamp.start].strip():
        start = timestamp.end
    elif timestamp and (label := label_above(text[start : timestamp.start])):
        after = label.strip()
        author_first = bool(text[start : timestamp.start - len(label)].strip())
        if author_first and text[timestamp.end : end].strip():
            after = f"{after} {text[timestamp.end : end].strip()}"
        start, end = (start, timestamp.start - len(label)) if author_first else (timestamp.end, end)
    elif timestamp:
        end, after = timestamp.start, text[timestamp.end : end].strip()
        if text[start:end].strip() in ("(", "（", "[", "【", "*", "**"):
            return None, after
    author = text[start:end]
    if not author.strip():
        return None, after
    return Span(start + len(author) - len(author.lstrip()), start + len(author.rstrip())), after


def _left_over(line: str, start: int, taken: tuple[Span, SourceLink | None]) -> str:
    """What of the line lies outside the parts that were read."""
    code, source = taken
    parts = [(code.start - start, code.end - start)]
    if source:
        parts = sorted([*parts, (source.start - start, source.end - start)])
    at, rest = 0, []
    for part_start, part_end in parts:
        rest.append(line[at:part_start])
        at = part_end
    return " ".join([*rest, line[at:]]).strip()
