"""Wikilinks whose edges cut a word, a name, a number or a date, and what could stand there instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from mdlint_zh.markdown.visible import Visible
    from mdlint_zh.markdown.wikilinks import Wikilink

CHINESE = frozenset({"zh", "lzh", "yue", "wuu", "hak", "nan", "gan"})


class Replacement(NamedTuple):
    """`text` for the code points [start, end) of the page; it shows what they show."""

    start: int
    end: int
    text: str


class Cut(NamedTuple):
    """A link that cuts a word.

    `words` is what is cut, several joined by ` | `; `confidence` 0..1; `whole` the link widened to the word, if that
    is a known title; `beside` the neighbouring word linked in its stead, when that one is.
    """

    link: Wikilink
    words: str
    confidence: float
    whole: Replacement | None
    beside: Replacement | None


def find_cuts(
    visible: Visible, links: Sequence[Wikilink], top: int, titles: Container[str], threshold: float
) -> Iterator[Cut]:
    """The links of Chinese wikis, from offset `top` on, that cut a word with a confidence of `threshold` or more."""
    from mdlint_zh.wordcut import judge_all  # noqa: PLC0415 - its data is opened only where there are links

    chinese = {space for space in {link.space for link in links} if space.lower().partition("-")[0] in CHINESE}
    judged = [
        (link, start)
        for link, start in zip(links, visible.starts(links), strict=True)
        if link.start >= top and link.space in chinese
    ]
    for index, verdict in judge_all(visible.text, [(start, link.shown) for link, start in judged]):
        if verdict.confidence >= threshold:
            link, start = judged[index]
            whole, beside = _replacements(visible, link, (start, start + len(link.shown)), verdict.cut, titles)
            yield Cut(link, verdict.cut, verdict.confidence, whole, beside)


def widen(visible: Visible, link: Wikilink, titles: Container[str], reach: int) -> Replacement | None:
    """The link widened to the longest known title around it, which no other link is in; None when there is none."""
    start, end = visible.shown_span(link)
    first, last = max(0, start - reach), min(len(visible.text), end + reach)
    around = ((a, b) for a in range(first, start + 1) for b in range(end, last + 1) if b - a > end - start)
    for region in sorted(around, key=lambda one: one[0] - one[1]):
        if visible.text[slice(*region)] in titles:
            whole = _linked(visible, link, region, region)
            if whole:
                return whole
    return None


def _replacements(
    visible: Visible, link: Wikilink, span: tuple[int, int], cut: str, titles: Container[str]
) -> tuple[Replacement | None, Replacement | None]:
    """The link widened to a known title, and the known title beside it."""
    words = cut.split(" | ")
    start = _place("".join(words), visible.text, span)
    if start is None:
        return None, None
    region = (start, start + len("".join(words)))
    if len(words) == 1:
        return (_linked(visible, link, region, region) if cut in titles else None), None
    at = start
    for word in words:
        inside = (at, at + len(word))
        if word != link.shown and word in titles:
            return None, _linked(visible, link, (min(inside[0], span[0]), max(inside[1], span[1])), inside)
        at += len(word)
    return None, None


def _place(whole: str, text: str, span: tuple[int, int]) -> int | None:
    """Where the words begin in the visible text, so that they cover the link or touch it."""
    first = max(0, span[0] - len(whole))
    at = text.find(whole, first, span[1] + len(whole))
    return at if 0 <= at < span[1] and at + len(whole) > span[0] else None


def _linked(visible: Visible, link: Wikilink, region: tuple[int, int], word: tuple[int, int]) -> Replacement | None:
    """The region of the visible text with just this word in it linked; None when another link lies in it."""
    start, end = visible.origin(region[0]), visible.origin(region[1] - 1) + 1
    start, end = min(start, link.start), max(end, link.end)
    if len(visible.links_within(start, end)) != 1:
        return None
    before, shown, after = (visible.text[a:b] for a, b in ((region[0], word[0]), word, (word[1], region[1])))
    return Replacement(start, end, f"{before}[[{link.space}:{shown}]]{after}")
