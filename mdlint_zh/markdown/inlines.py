"""Links, images, code spans, HTML and autolinks in running text, with exact offsets.

CommonMark 0.31 sections 6.1 and 6.3-6.6, in one pass whose time is linear in the text: what has no closing mark is
looked for once. mistletoe is the referee in the tests; it has no offsets and is quadratic in `]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.blocks.definitions import normal_label
from mdlint_zh.markdown.lines import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

# Each of these begins with one character of its own, so that `re` knows where to look.
_MARK = r"\\[!-/:-@\[-`{-~]|``*|<|!\[|\[|\]"
_TOKEN = pattern(_MARK)
OPENERS = pattern(r"[`<\[]")
"""What each construct begins with, but for the `!` of an image."""
# A wikilink with nothing in it that means something, and nothing behind it that makes a link of it, is passed over.
_PASSED = r"\[\[[^\[\]\\`<]*\]\](?![(\[])"
_TOKEN_BESIDE_WIKILINKS = pattern(rf"{_PASSED}|{_MARK}")
_RUN = pattern(r"`+")
_AUTOLINK = pattern(
    r"<(?:[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\x00-\x20\x7f<>]*"
    r"|[A-Za-z0-9_.!#$%&'*+/=?^`{|}~-]{1,256}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61})?(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,61}){0,20})>"
)
# In a tag, white space is that of CommonMark: U+00A0, U+000B and the like are not.
_WHITE = r"[ \t\r\n]"
_VALUE = r"""(?:[^ \t\r\n"'=<>`]{1,2000}|'[^']{0,2000}'|"[^"]{0,2000}")"""
_TAG = pattern(
    rf"<[A-Za-z][A-Za-z0-9-]{{0,40}}(?:{_WHITE}{{1,20}}[A-Za-z_:][A-Za-z0-9_.:-]{{0,80}}(?:{_WHITE}{{0,20}}={_WHITE}{{0,20}}{_VALUE})?){{0,40}}"
    rf"{_WHITE}{{0,20}}/?>|</[A-Za-z][A-Za-z0-9-]{{0,40}}{_WHITE}{{0,20}}>"
)
# How each begins, from where its end is looked for (`<!-->` is a whole comment), and how it ends.
_DECLARATIONS = (
    (pattern(r"<!--"), 2, "-->"),
    (pattern(r"<\?"), 2, "?>"),
    (pattern(r"<!\[CDATA\["), 9, "]]>"),
    (pattern(r"<![A-Za-z]"), 3, ">"),
)
_ANGLED = pattern(r"<((?:[^<>\\\n\r]|\\.)*)>")
_TITLE = pattern(r""""(?:[^"\\]|\\.){0,4000}"|'(?:[^'\\]|\\.){0,4000}'|\((?:[^()\\]|\\.){0,4000}\)""", re.DOTALL)
_SPACE = pattern(r"(?:[ \t]+|\r\n?|\n(?![ \t]*\n))*")
# The tail of nearly every link: no escapes, no parentheses, one space before the title.
_TAIL = r'\(([^ ()<>\\\x00-\x1f\x7f]*)(?:(?<!\() ("[^"\\\r\n]{0,4000}"))?\)'
_PLAIN_TAIL = pattern(_TAIL)
_SIMPLE = pattern(rf"\[([^\[\]\\\r\n]*)\]{_TAIL}")
_BARE_PART = pattern(r"(?:[^ ()\\\x00-\x1f\x7f]|\\[^ \x00-\x1f\x7f]|\\(?=[ \x00-\x1f\x7f]))+|[()]")
_LABEL = pattern(r"\[((?:[^\[\]\\]|\\.){0,999})\]")
MOST_PARENTHESES = 32
_MARKS_ABOVE = ("[[", "![", "**", "\\")
"""With one of these a header has more in it than its own links, or what may stand in one."""


class Inline(NamedTuple):
    """One inline construct [start, end). `kind` is code, html, autolink, link, image, reference or program.

    Spans within it: `text` between the brackets, `target` the URL without <>, `title` with its quotes.
    """

    kind: str
    start: int
    end: int
    text: Span | None = None
    target: Span | None = None
    title: Span | None = None

    @property
    def is_image(self) -> bool:
        """Whether it shows a picture."""
        return self.kind == "image"


class _Tail(NamedTuple):
    """What follows `]` in an inline link: `(target "title")`."""

    end: int
    target: Span
    title: Span | None


def scan_inline(text: str, start: int, end: int, labels: Container[str] = ()) -> list[Inline]:
    """Return the inline constructs of the block of running text [start, end), in the order in which they end.

    `labels`: the labels that the page defines, case-folded, for reference links.
    """
    return list(_Scanner(text, start, end, labels).run())


def scan_plain(text: str, around: Callable[[int], tuple[Span, list[Inline]]], header: int) -> list[Inline]:
    """Return the inline constructs below offset `header`, where the header ends, for a text without code, HTML,
    definitions, sorted by where they begin.

    Then there are but links and images, and what holds no other bracket is one wherever it stands, so its block need
    not be read. The header may hold a code span, and is looked at only when there is more in it than its own links.
    `around(offset)`: the block of running text that holds the offset, and all that is in it.
    """
    above = text[:header]
    start = 0 if any(mark in above for mark in _MARKS_ABOVE) else header
    found: list[Inline] = []
    done, at = start, text.find("](", start)
    while at >= 0:
        simple = _read_simple(text, done, at) if at >= header else None
        if simple:
            found.append(simple)
            done = simple.end
        else:
            block, inlines = around(at)
            while found and found[-1].start >= block.start:
                found.pop()
            found += inlines
            done = max(block.end, at + 2)
        at = text.find("](", done)
    return in_order(found)


def in_order(found: list[Inline]) -> list[Inline]:
    """Return inline constructs sorted by where they begin, those that hold others before them."""
    return sorted(found, key=lambda inline: (inline.start, -inline.end)) if len(found) > 1 else found


def _read_simple(text: str, start: int, at: int) -> Inline | None:
    """The link or image with its `](` at offset `at` and no other bracket in it; None when there may be more to it."""
    opener = text.rfind("[", start, at)
    before = text[opener - 1 : opener]
    if opener < 0 or (before == "\\" and _is_escaped(text, opener)):
        return None
    found = _SIMPLE.match(text, opener)
    if found is None or found.end(1) != at or text.find("|", opener, found.end()) >= 0:
        return None
    is_image = before == "!" and not _is_escaped(text, opener - 1)
    (_, end), words, target, quoted = found.regs
    make = tuple.__new__  # what Inline(...) comes to, in half the time: pages hold scores of links
    title = make(Span, quoted) if quoted[0] >= 0 else None
    kind, start = ("image", opener - 1) if is_image else ("link", opener)
    return make(Inline, (kind, start, end, make(Span, words), make(Span, target), title))


def _is_escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before the offset."""
    first = at
    while text.startswith("\\", first - 1) and first:
        first -= 1
    return (at - first) % 2 == 1


class _Scanner:
    """The state of one pass over one block."""

    def __init__(self, text: str, start: int, end: int, labels: Container[str]) -> None:
        self.text, self.at, self.end, self.labels = text, start, end, labels
        self.openers: list[tuple[int, bool]] = []  # where each open `[` begins, and whether it is `![`
        self.dead = 0  # below this many openers, links are dead: a link holds no link
        self.runs: dict[int, list[int]] | None = None
        self.unclosed: set[str] = set()

    def run(self) -> Iterator[Inline]:
        search = _TOKEN.search if self.labels else _TOKEN_BESIDE_WIKILINKS.search
        while match := search(self.text, self.at, self.end):
            mark = match.group()
            self.at = match.end()
            if len(mark) > 2 and mark[0] == "[":
                continue
            if mark[0] == "`":
                found = self.code(match)
            elif mark == "<":
                found = self.angle(match.start())
            elif mark == "]":
                found = self.close(match.start())
            elif mark[0] == "\\":
                continue
            else:
                self.openers.append((match.start(), mark == "!["))
                continue
            if found:
                self.at = found.end
                yield found

    def code(self, match: re.Match[str]) -> Inline | None:
        """Return the code span that opens here: up to the next run of as many backticks."""
        length = len(match.group())
        if self.runs is None:
            self.runs = {}
            for run in _RUN.finditer(self.text, match.start(), self.end):
                self.runs.setdefault(len(run.group()), []).append(run.start())
        places = self.runs.get(length, [])
        index = bisect_right(places, match.start())
        if index == len(places):
            return None
        close = places[index]
        return Inline("code", match.start(), close + length, Span(match.end(), close))

    def angle(self, start: int) -> Inline | None:
        """Return the autolink, tag, comment or declaration that opens here."""
        autolink = _AUTOLINK.match(self.text, start, self.end)
        if autolink:
            return Inline("autolink", start, autolink.end(), target=Span(start + 1, autolink.end() - 1))
        tag = _TAG.match(self.text, start, self.end)
        if tag:
            return Inline("html", start, tag.end())
        for opener, read_from, closer in _DECLARATIONS:
            found = opener.match(self.text, start, self.end)
            if found is not None and closer not in self.unclosed:
                close = self.text.find(closer, start + read_from, self.end)
                if close >= 0:
                    return Inline("html", start, close + len(closer))
                self.unclosed.add(closer)
        return None

    def close(self, at: int) -> Inline | None:
        """Return the link or image that this `]` ends."""
        if not self.openers:
            return None
        opener, is_image = self.openers.pop()
        alive = is_image or len(self.openers) >= self.dead
        self.dead = min(self.dead, len(self.openers))
        if not alive:
            return None
        text = Span(opener + (2 if is_image else 1), at)
        tail = _read_tail(self.text, at + 1, self.end)
        if tail:
            found = Inline("image" if is_image else "link", opener, tail.end, text, tail.target, tail.title)
        else:
            label_end = self.reference(text)
            if label_end is None:
                return None
            found = Inline("image" if is_image else "reference", opener, label_end, text)
        if not is_image:
            self.dead = len(self.openers)
        return found

    def reference(self, text: Span) -> int | None:
        """Return where the reference link with this text ends, when its label is defined."""
        if not self.labels:
            return None
        label = _LABEL.match(self.text, text.end + 1, self.end)
        wanted = label[1] if label and label[1].strip() else self.text[text.start : min(text.end, text.start + 1000)]
        if normal_label(wanted) in self.labels:
            return label.end() if label else text.end + 1
        return None


def _read_tail(text: str, at: int, end: int) -> _Tail | None:
    """The `(target "title")` at offset `at`, or None."""
    if not text.startswith("(", at):
        return None
    if plain := _PLAIN_TAIL.match(text, at, end):
        quoted = Span(*plain.span(2)) if plain[2] else None
        return _Tail(plain.end(), Span(*plain.span(1)), quoted)
    at = _skip(text, at + 1, end)
    target = _read_target(text, at, end)
    if target is None:
        return None
    span, after = target
    at = _skip(text, after, end)
    title = _TITLE.match(text, at, end) if at > after else None
    title_span = Span(title.start(), title.end()) if title else None
    at = _skip(text, title.end(), end) if title else at
    return _Tail(at + 1, span, title_span) if at < end and text[at] == ")" else None


def _skip(text: str, at: int, end: int) -> int:
    match = _SPACE.match(text, at, end)
    return match.end() if match else at


def _read_target(text: str, at: int, end: int) -> tuple[Span, int] | None:
    """The span of the link target at offset `at`, perhaps empty, and where to read on; None when there is none."""
    if text.startswith("<", at):
        angled = _ANGLED.match(text, at, end)
        return (Span(*angled.span(1)), angled.end()) if angled else None
    depth, start = 0, at
    while match := _BARE_PART.match(text, at, end):
        if match[0] == ")" and depth == 0:
            break
        depth += (match[0] == "(") - (match[0] == ")")
        if depth > MOST_PARENTHESES:
            return None
        at = match.end()
    return (Span(start, at), at) if depth == 0 else None
