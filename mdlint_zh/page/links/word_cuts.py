"""Wikilinks whose edges cut a word, a name, a number or a date, and what could stand there instead."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import covers
from mdlint_zh.markdown.running_text import read_prose
from mdlint_zh.markdown.visible import Visible, read_visible
from mdlint_zh.markdown.wikilinks import Wikilink, read_wikilinks
from mdlint_zh.page.header.readings import read_header
from mdlint_zh.page.links.misplaced import read_working_links

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.page.subject import Subject

# A link to a heading, an embedded page, and a footnote of which the brackets are shown, [[1]](url), are others.
_BARE = pattern(
    r"(?<![!\\\[])\[\[(?P<target>[^\[\]|:：#^\r\n]*[\u4e00-\u9fff][^\[\]|:：#^\r\n]*)(?:\\?\|(?P<shown>[^\[\]|\r\n]+))?\]\](?!\()"
)

CHINESE = frozenset({"zh", "lzh", "yue", "wuu", "hak", "nan", "gan"})


class Cut(NamedTuple):
    """A link that cuts a word.

    `words` is what is cut, several joined by ` | `; `confidence` 0..1; `whole` the link widened to the word, if that
    is a known title; `beside` the neighbouring word linked in its stead, when that one is.
    """

    link: Wikilink
    words: str
    confidence: float
    whole: Edit | None
    beside: Edit | None


def read_word_cuts(page: Subject) -> list[Cut]:
    """Return the wikilinks of Chinese wikis below the header that may cut a word, however sure that is, in order."""
    links = page.view(read_working_links)
    if not links:
        return []
    visible, top = page.view(read_visible), page.view(read_header).end
    first, starts = bisect_left(links, (top,)), visible.starts(links)
    links, starts = links[first:], starts[first:]
    spaces = {link.space for link in links}
    chinese = {space for space in spaces if space.lower().partition("-")[0] in CHINESE}
    if chinese != spaces:
        starts = [start for link, start in zip(links, starts, strict=True) if link.space in chinese]
        links = [link for link in links if link.space in chinese]
    return _cuts(page, visible, links, starts)


def read_bare_links(page: Subject) -> list[Wikilink]:
    """Return the links without a namespace, `[[三国]]`, in the running text below the header, those with Han."""
    prose, top = page.view(read_prose), page.view(read_header).end
    return [
        Wikilink(match.start(), match.end(), "", match["target"], match["shown"] or match["target"])
        for match in _BARE.finditer(page.text)
        if match.start() >= top and covers(prose, match.start())
    ]


def read_bare_cuts(page: Subject) -> list[Cut]:
    """Return the same of the links without a namespace, `[[三国]]`, in the running text below the header."""
    links = page.view(read_bare_links)
    if not links:
        return []
    visible = Visible(page.text, sorted([*page.view(read_wikilinks), *links]))
    return _cuts(page, visible, links, [visible.shown_span(link)[0] for link in links])


def _cuts(page: Subject, visible: Visible, links: Sequence[Wikilink], starts: Sequence[int]) -> list[Cut]:
    """Those of the links that may cut a word; `starts` tells where what each shows begins in the visible text."""
    from mdlint_zh.wordcut import judge_all  # noqa: PLC0415 - its data is opened only where there are links

    cuts = []
    shown = [link.shown for link in links]
    for index, verdict in judge_all(visible.text, zip(starts, shown, strict=True), page.names):
        link, start = links[index], starts[index]
        whole, beside = _edits(visible, link, (start, start + len(link.shown)), verdict.cut, page.titles)
        cuts.append(Cut(link, verdict.cut, verdict.confidence, whole, beside))
    return cuts


def _edits(
    visible: Visible, link: Wikilink, span: tuple[int, int], cut: str, titles: Container[str]
) -> tuple[Edit | None, Edit | None]:
    """The link widened to a known title that cuts no word itself, and the known title beside it."""
    from mdlint_zh.wordcut import cuts_a_word  # noqa: PLC0415 - as above

    words = cut.split(" | ")
    whole = "".join(words)
    start = _place(whole, visible.text, span)
    if start is None:
        return None, None
    region = (start, start + len(whole))
    covers_link = region[0] <= span[0] and region[1] >= span[1]
    if covers_link and whole in titles and not cuts_a_word(visible.text, *region):
        return visible.linked(link, region, region), None
    at = start
    for word in words:
        inside = (at, at + len(word))
        if word != link.shown and word in titles:
            return None, visible.linked(link, (min(inside[0], span[0]), max(inside[1], span[1])), inside)
        at += len(word)
    return None, None


def _place(whole: str, text: str, span: tuple[int, int]) -> int | None:
    """Where the words begin in the visible text, so that they cover the link or touch it."""
    first = max(0, span[0] - len(whole))
    at = text.find(whole, first, span[1] + len(whole))
    return at if 0 <= at < span[1] and at + len(whole) > span[0] else None
