"""The line under the title: a code span with timestamp and author, then the source link; in whatever state it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdlint_zh.page.lines import Span
from mdlint_zh.page.stamp import Stamp, find_stamp
from mdlint_zh.page.visible import WIKILINK, shown

if TYPE_CHECKING:
    from mdlint_zh.page.profile import Profile

MOST_CHARACTERS = 400
_CODE = re.compile(r"(?P<ticks>`+)(?P<inner>[^`]*)(?P=ticks)(?!`)")
_LINK = re.compile(r"\[(?P<label>(?:[^\[\]]|\[\[[^\[\]]*\]\])*)\]\((?P<url>(?:[^()\s\[\]]|\[\[[^\[\]]*\]\])*)\)")
_WRECK = re.compile(
    r"[\[［【(（「]*\s*(?P<label>[^\[\]［］【】()（）「」`\s][^\[\]［］【】()（）「」`]{0,39}?)\s*[\]］】)）」]*"
    r"\s*[\[［【(（<]*\s*(?P<url>https?[:：]//[^\s()（）\[\]［］【】<>`]*)\s*[)）\]］】>]*"
)
_OPENERS = "[［【(（「"
_TO_PLAIN = str.maketrans("轉載來", "转载来")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class SourceLink:
    """The source link [start, end); `label` and `url` are spans, `url` None when there is none.

    `sound`: it is a link to Markdown.
    """

    start: int
    end: int
    label: Span
    url: Span | None
    sound: bool

    def name(self, text: str, profile: Profile) -> str:
        """The name of the article that the URL leads to; "" when the URL is of no form of the profile."""
        return self._form(text, profile)[1]

    def faults(self, text: str, profile: Profile) -> list[str]:
        """What is wrong with it, as the ends of a sentence."""
        label, url = text[slice(*self.label)], text[slice(*self.url)] if self.url else ""
        form, name = self._form(text, profile)
        faults = [] if self.sound else ["is no link to Markdown"]
        if label != profile.source_label:
            faults.append(f"has the label `{label}`")
        if not form:
            faults.append(f"leads to `{url}`" if url else "leads nowhere")
        elif url != form.replace("{name}", name):
            faults.append(f"has the URL `{url}`")
        return faults

    def in_form(self, text: str, profile: Profile) -> str:
        """It as the profile has it; "" when its URL is of no form of the profile."""
        form, name = self._form(text, profile)
        return f"[{profile.source_label}]({form.replace('{name}', name)})" if form else ""

    def _form(self, text: str, profile: Profile) -> tuple[str, str]:
        """The profile's form of the URL, and the name in it."""
        url = WIKILINK.sub(shown, text[slice(*self.url)]) if self.url else ""
        for form, pattern in profile.source_patterns:
            match = pattern.fullmatch(url)
            if match:
                return form, match["name"]
        return "", ""


@dataclass(frozen=True)
class Byline:
    """The byline on the line [start, end).

    `ticked` is its code span and `code` the inside of it; `stamp`, `author` and `source` are its parts, None where
    there is none; `rest` is what is neither.
    """

    start: int
    end: int
    ticked: Span | None
    code: Span | None
    stamp: Stamp | None
    author: Span | None
    source: SourceLink | None
    rest: str

    def faults(self, text: str) -> list[str]:
        """What is wrong with how its parts stand, as the ends of a sentence."""
        faults = [] if self.ticked else ["has no code span"]
        if self.stamp and self.author and self.author.start < self.stamp.start:
            faults.append("has its author before its timestamp")
        if self.ticked and self.source:
            between = text[self.ticked.end : self.source.start]
            if self.source.start < self.ticked.start:
                faults.append("has its source link first")
            elif not self.rest and between != " ":
                faults.append(f"has {len(between) or 'no'} space{'s' * (len(between) > 1)} before its source link")
        if text[self.start : self.end].startswith((" ", "\t")):
            faults.append("is indented")
        if self.rest:
            faults.append(f"holds `{self.rest}` beside its parts")
        return faults

    def in_order(self, text: str) -> str:
        """It with its parts in their order; "" when there is nothing to put into a code span."""
        inside = text[slice(*self.code)] if self.code else ""
        if not self.code or (self.stamp and self.author and self.author.start < self.stamp.start):
            parts = (self.stamp and (self.stamp.start, self.stamp.end), self.author)
            inside = " ".join(text[slice(*part[:2])] for part in parts if part)
        if not inside or "`" in inside:
            return ""
        return f"`{inside}`" + (f" {text[self.source.start : self.source.end]}" if self.source else "")


def read_byline(text: str, start: int, end: int, profile: Profile) -> Byline | None:
    """The byline that the line [start, end) of `text` is or was meant to be; None for any other line."""
    if end - start > MOST_CHARACTERS:
        return None
    line = text[start:end]
    code = _CODE.search(line)
    source = _read_source(line, start, profile)
    if code and source and source.start < start + code.start() < source.end:
        code = None
    if code is None:
        return _without_code(text, start, end, source, profile)
    inner = Span(start + code.start("inner"), start + code.end("inner"))
    stamp = find_stamp(text, inner.start, inner.end, assume_utc=profile.assume_utc)
    ticked = Span(start + code.start(), start + code.end())
    rest = _left_over(line, start, (ticked, source))
    if not (source or stamp or not rest) or (rest and not stamp and code.start() > 0 and not source):
        return None
    return Byline(start, end, ticked, inner, stamp, _beside(text, inner, stamp), source, rest)


def _without_code(text: str, start: int, end: int, source: SourceLink | None, profile: Profile) -> Byline | None:
    """A byline that has lost its code span: timestamp or source link, with little beside them."""
    rest_end = source.start if source and source.start > start else end
    rest_start = source.end if source and source.start == start else start
    inner = Span(rest_start, rest_end)
    stamp = find_stamp(text, *_without_ticks(text, inner), assume_utc=profile.assume_utc)
    timed = stamp is not None and (stamp.moment is not None or stamp.impossible)
    if not source and not (timed and end - start <= 80):
        return None
    author = _beside(text, _without_ticks(text, inner), stamp)
    after = text[source.end : end].strip() if source and rest_end == source.start else ""
    return Byline(start, end, None, None, stamp, author, source, after)


def _read_source(line: str, start: int, profile: Profile) -> SourceLink | None:
    """The source link of the line: the link with the profile's label or host, or what is left of one."""
    for match in _LINK.finditer(line):
        if _is_source(match["label"], match["url"], profile):
            return _source(match, start, sound=True)
    for match in _WRECK.finditer(line):
        if _is_source(match["label"], match["url"], profile):
            return _source(match, start, sound=False)
    return _label_alone(line, start, profile)


def _label_alone(line: str, start: int, profile: Profile) -> SourceLink | None:
    """The label of a source link that has lost its URL."""
    at = line.find(profile.source_label)
    if at < 0:
        return None
    to = at + len(profile.source_label)
    left, right = at, to
    while left and line[left - 1] in _OPENERS:
        left -= 1
    tail = re.compile(r"[\]］】)）」]*(?:[(（]\s*[)）])?").match(line, right)
    return SourceLink(start + left, start + (tail.end() if tail else right), Span(start + at, start + to), None, sound=False)


def _source(match: re.Match[str], start: int, *, sound: bool) -> SourceLink:
    label = Span(start + match.start("label"), start + match.end("label"))
    url = Span(start + match.start("url"), start + match.end("url"))
    return SourceLink(start + match.start(), start + match.end(), label, url, sound=sound)


def _is_source(label: str, url: str, profile: Profile) -> bool:
    """Whether label or host is the profile's, spaces, case and the two scripts apart."""
    host = re.sub(r"^https?[:：]//(?:www\.)?", "", url).partition("/")[0]
    return host in profile.source_hosts or _plain(label) == _plain(profile.source_label)


def _plain(label: str) -> str:
    return _NOT_WORD.sub("", label).lower().translate(_TO_PLAIN)


def _without_ticks(text: str, span: Span) -> Span:
    """The span without backticks and spaces at its edges."""
    start, end = span
    while start < end and text[start] in "`｀´' \t":
        start += 1
    while end > start and text[end - 1] in "`｀´' \t":
        end -= 1
    return Span(start, end)


def _beside(text: str, inner: Span, stamp: Stamp | None) -> Span | None:
    """The author: what stands in the span beside the timestamp, without spaces at the edges."""
    start, end = inner
    if stamp and not text[start : stamp.start].strip():
        start = stamp.end
    elif stamp:
        end = stamp.start
    author = text[start:end]
    if not author.strip():
        return None
    return Span(start + len(author) - len(author.lstrip()), start + len(author.rstrip()))


def _left_over(line: str, start: int, taken: tuple[Span, SourceLink | None]) -> str:
    """What of the line lies outside the parts that were read."""
    code, source = taken
    parts = sorted([(code.start - start, code.end - start), *([(source.start - start, source.end - start)] if source else [])])
    at, rest = 0, []
    for part_start, part_end in parts:
        rest.append(line[at:part_start])
        at = part_end
    return " ".join([*rest, line[at:]]).strip()
