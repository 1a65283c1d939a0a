"""Pairs of `**` that were meant as bold text, and whether the renderer takes them as such.

Up to CommonMark 0.30, and to most programs today, symbols that are not ASCII are no punctuation; what is repaired here
is bold to both, and to the renderer that the settings name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.inlines import Inline
from mdlint_zh.markdown.reading import reading
from mdlint_zh.markdown.running_text import blocks_around, blocks_with, read_inlines, read_urls
from mdlint_zh.page.emphasis.runs import closes, opens

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mdlint_zh.markdown.lines import Span
    from mdlint_zh.page.subject import Subject

_LINE = pattern(r"[^\r\n]+")
_MARK = pattern(r"\*\**|__*|\\(?:\*+|_+)")  # each way begins with one character, so that `re` knows where to look
_RULE = pattern(r"\ufeff?[ \t>]*(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_LEAD = pattern(r"\ufeff?[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*")
# What punctuation at the end of bold text may be the end of: an entity, an escape, an emoji.
_TOGETHER = pattern(r"(?:&#?[A-Za-z0-9]+;|\\[!-/:-@\[-`{-~]|(?<![A-Za-z0-9:]):[a-z0-9_+-]+:|\{[^{}]*\}|%\})\Z")
# A pair that is bold whatever stands around it: at each end there is a letter or a number on the inner side or white
# space on the outer one, and within it nothing that may begin or end in the middle of a link, code or a tag.
_TEXT = r"[^*_`<>\[\]\\\r\n\ufeff${}]*"
_WHOLE = rf"\[(?:\[{_TEXT}\]\](?!\()|{_TEXT}\]\([^*_`<>\[\]\\\s(){{}}$]*\))"
_STARS = pattern(
    rf"\*\*(?:(?<![\\*]\*\*)(?:(?=\w)|(?<=\s\*\*)(?=[^\s*])){_TEXT}(?:{_WHOLE}{_TEXT})*"
    r"(?:(?<=\w)\*\*(?!\*)|(?<=\S)\*\*(?=\s|\Z)))?"
)
_REACH = 40
_SIMPLE = "：，。、；！？…:,.;!?"
_OPENING = "“「『（《【‘("
_CLOSING = "”」』）》】’)"
# What no bold text begins with: the stars before it close, and one pair has lost a mark.
_CLOSED = pattern(rf"[，。、；：！？…{_CLOSING}][^*]*\w")
_PLAIN, _WITH_SYMBOLS = "P", "PS"
_NONE, _SKIPPED = -1, -2


class BoldPair(NamedTuple):
    """A pair of `**` [start, end) with the text between; `repair`, at its two ends, makes it bold; () when none can."""

    start: int
    end: int
    renders: bool
    repair: tuple[Edit, ...]


def read_bold_pairs(page: Subject) -> list[BoldPair]:
    """Return the pairs of `**` in running text, whether they are bold to Markdown or not."""
    return _pairs(page, blocks_with(page, "**"))


def read_doubtful_stars(page: Subject) -> list[Span]:
    """Return the blocks of running text that hold other `**` than pairs of which it is seen that they are bold.

    In all others each `**` is a mark of such a pair to everybody who reads stars, whatever else is in the block.
    """
    text = page.text
    if "**" not in text:
        return []
    places = [stars.start() for stars in _STARS.finditer(text) if stars.end() - stars.start() == len("**")]
    if with_marks := [url.start for url in page.view(read_urls) if text.find("**", *url) >= 0]:
        places = sorted([*places, *with_marks])
    return list(blocks_around(page, places)) if places else []


def _failing_in_doubt(page: Subject) -> list[BoldPair] | None:
    return [pair for pair in _pairs(page, page.view(read_doubtful_stars)) if not pair.renders]


@reading(quick=_failing_in_doubt)
def read_failing_pairs(page: Subject) -> list[BoldPair]:
    """Return the pairs of `**` in running text that are not bold to Markdown."""
    return [pair for pair in page.view(read_bold_pairs) if not pair.renders]


def _pairs(page: Subject, blocks: Iterable[Span]) -> list[BoldPair]:
    urls = [Inline("autolink", *url) for url in page.view(read_urls)]
    inlines = sorted([*page.view(read_inlines), *urls], key=lambda one: one.start) if urls else page.view(read_inlines)
    return list(judged(page.text, blocks, inlines, page.renderer.punctuation))


def judged(text: str, spans: Iterable[Span], inlines: Sequence[Inline], kinds: str) -> Iterator[BoldPair]:
    """Yield the pairs in these spans of running text; `inlines` is sorted, `kinds` are those of punctuation.

    A line whose stars are no plain pairs says nothing of what was meant; nor do the other lines of its block.
    """
    marks = _Marks(text, inlines)
    for span in spans:
        found = list[BoldPair]()
        for line in _LINE.finditer(text, *span):
            if text.find("*", *line.span()) < 0 and text.find("_", *line.span()) < 0:
                continue
            pairs = marks.pairs(*line.span())
            if pairs is None:
                found.clear()
                break
            found += (one for start, end in pairs for one in _judge(text, line.span(), (start, end), kinds))
        yield from found


class _Marks:
    """Finds pairs of stars, line after line, passing over code, HTML, the URLs of links and alt texts."""

    def __init__(self, text: str, inlines: Sequence[Inline]) -> None:
        self.text, self.inlines = text, inlines
        self.next = 0
        self.open: list[Inline] = []

    def pairs(self, start: int, end: int) -> list[tuple[int, int]] | None:
        """Return the pairs of the line [start, end), None when not all of its stars are paired."""
        if _RULE.match(self.text, start, end):
            return []
        lead = _LEAD.match(self.text, start, end)
        first = lead.end() if lead else start
        runs = []
        for mark in _MARK.finditer(self.text, first, end):
            owner = self._owner(mark.start()) if self.inlines else _NONE
            if owner == _SKIPPED:
                continue
            if mark.group() == "**":
                runs.append((mark.start(), mark.end(), owner))
            elif not self._means_nothing(mark):
                return None
        pairs = list(zip(runs[::2], runs[1::2], strict=False))
        table = self.text.startswith("|", first)
        crossed = any(
            opener[2] != closer[2]
            or (table and "|" in self.text[opener[1] : closer[0]])
            or _CLOSED.match(self.text, opener[1], closer[0])
            or "/" in (self.text[opener[0] - 1 : opener[0]], self.text[closer[1] : closer[1] + 1])
            for opener, closer in pairs
        )
        return None if len(runs) % 2 or crossed else [(opener[0], closer[1]) for opener, closer in pairs]

    def _owner(self, offset: int) -> int:
        """Where the link begins in whose text `offset` lies; _NONE, or _SKIPPED when no star counts there."""
        while self.next < len(self.inlines) and self.inlines[self.next].start <= offset:
            self.open.append(self.inlines[self.next])
            self.next += 1
        while self.open and self.open[-1].end <= offset:
            self.open.pop()
        if not self.open:
            return _NONE
        inner = self.open[-1]
        in_text = inner.text and inner.text.start <= offset < inner.text.end
        return inner.start if in_text and inner.kind in ("link", "reference") else _SKIPPED

    def _means_nothing(self, mark: re.Match[str]) -> bool:
        """Whether it is `_`, and escaped or within a word, where it can neither open nor close."""
        if mark.group() == "\\_":
            return True
        start, end = mark.span()
        around = self.text[start - 1 : start] + self.text[end : end + 1]
        return mark.group()[0] == "_" and len(around) == 2 and around.isalnum()


def _judge(text: str, line: tuple[int, int], pair: tuple[int, int], kinds: str) -> Iterator[BoldPair]:
    """Whether the pair on this line is bold, and as what it would be; nothing where it may be no pair."""
    start, end = pair
    inner = text[start + 2 : end - 2]
    if inner[0].isspace() and inner[-1].isspace():
        return
    before, after = text[max(line[0], start - 1) : start], text[end : min(line[1], end + 1)]
    renders = _is_bold(before, inner, after, kinds)
    new = None if renders else rewritten(before, inner, after)
    repair: tuple[Edit, ...] = ()
    if new:
        lead = 2 + inner.index(new.core)
        head = Edit(start, start + lead, new.head)
        tail = Edit(start + lead + len(new.core), end, new.tail)
        repair = tuple(one for one in (head, tail) if text[one.start : one.end] != one.text)
    yield BoldPair(start, end, renders=renders, repair=repair)


class Way(NamedTuple):
    """Another way to write a pair: the text that stays, and what stands before and behind it, with the marks."""

    head: str
    core: str
    tail: str


def rewritten(before: str, inner: str, after: str, mark: str = "**") -> Way | None:
    """Return the first way to write a pair of marks so that it is emphasis to all programs; None where there is none.

    `before` and `after` are the characters beside the pair, "" at the edges of its line.
    """
    return next((way for way in _ways(before, inner, after, mark) if _works(before, way, after, mark)), None)


def _ways(before: str, inner: str, after: str, mark: str) -> Iterator[Way]:
    """Punctuation or spaces at the edges of the bold text moved out, or a space put in.

    None for punctuation alone: a space on both sides of it would be worse than the stars.
    """
    if not any(character.isalnum() for character in inner):
        return
    opening = _OPENING.find(inner[0])
    if opening >= 0 and inner[-1] == _CLOSING[opening] and before != "]" and inner[-2] != "\\":
        middle = inner[1:-1]
        if inner[0] not in middle and inner[-1] not in middle:
            yield Way(f"{inner[0]}{mark}", middle, f"{mark}{inner[-1]}")
    core = _without_punctuation(inner)
    if core != inner:
        yield Way(mark, core, f"{mark}{inner[len(core) :]}")
    core = inner.strip(" \t")
    left_is_good, right_is_good = _both(opens, before, core[0]), _both(closes, core[-1], after)
    left = " " if before.strip() and not (left_is_good and core[0] == inner[0]) else ""
    right = " " if after.strip() and not (right_is_good and core[-1] == inner[-1]) else ""
    yield Way(f"{left}{mark}", core, f"{mark}{right}")


def _without_punctuation(inner: str) -> str:
    """The text without the punctuation at its end, as far as that stands for itself."""
    end = len(inner)
    while end and inner[end - 1] in _SIMPLE and not _TOGETHER.search(inner[max(0, end - _REACH) : end]):
        end -= 1
    return inner[:end]


def _works(before: str, new: Way, after: str, mark: str) -> bool:
    """Whether the stars open and close, to all programs."""
    left, right = before + new.head, new.tail + after
    return _both(_is_bold, left[: left.rindex(mark)][-1:], new.core, right[right.index(mark) + len(mark) :][:1])


def _both(check: Callable[..., bool], *pieces: str) -> bool:
    return check(*pieces, _PLAIN) and check(*pieces, _WITH_SYMBOLS)


def _is_bold(before: str, inner: str, after: str, kinds: str) -> bool:
    return opens(before, inner[0], kinds) and closes(inner[-1], after, kinds)
