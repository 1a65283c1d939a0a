"""Wikilinks that are well-formed, and lead nowhere: half a pair of marks in the target, a namespace forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.links.faults import LinkFault
from mdlint_zh.page.links.misplaced import read_working_links
from mdlint_zh.page.links.word_cuts import read_bare_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.markdown.wikilinks import Wikilink
    from mdlint_zh.page.subject import Subject

# ’ is an apostrophe, too.
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "(": ")", "〔": "〕", "【": "】"}
_OPENING_OF = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = pattern('[“”「」『』《》〈〉（）()〔〕【】"]')
# Marks of footnotes and remarks, and what stands for a table of contents.
_NO_TITLE = pattern(r"(?:译|譯|编|編)?[注註]\d*|(?:译|譯|编|編)者[注註按]|.*\d|[图圖表]\S?|目录|目錄|待?续|續|完")
FEW = 4
"""A link without a namespace is a slip where at least so many have one for each that has none."""
NEAR = 200
LEAST = 2
"""With so many that have one, a single link without is a slip."""


def read_odd_links(page: Subject) -> list[LinkFault]:
    """Return the working wikilinks with half a pair of marks in the target, and those that alone lack a namespace."""
    if "[[" not in page.text:
        return []
    links = page.view(read_working_links)
    halves = list(_halves(page)) if _MARK.search("".join([link.target for link in links])) else []
    bare = page.view(read_bare_links) if page.text.count("[[") > len(links) else []
    return sorted([*halves, *_without_namespace(page, bare)]) if bare else halves


def _halves(page: Subject) -> Iterator[LinkFault]:
    r"""`“[[zh:甲乙”倡议]]`: the pair reaches over the edge of the link."""
    for link in page.view(read_working_links):
        known = link.space.lower() in page.profile.known_spaces
        if known and (mark := _half(link.target) or _half_of_quotes(page, link)):
            message = f"`{page.text[link.start : link.end]}` has half a pair, `{mark}`, in its target"
            yield LinkFault("malformed", link.start, link.end, message)


def _half(target: str) -> str:
    """The first mark whose other half is not in the target; "" when there is none."""
    waiting = list[str]()
    for mark in target:
        if mark in _PAIRS:
            waiting.append(mark)
        elif mark in _OPENING_OF and (not waiting or waiting.pop() != _OPENING_OF[mark]):
            return mark
    return waiting[0] if waiting else ""


def _half_of_quotes(page: Subject, link: Wikilink) -> str:
    """A straight quote in the target, when there is another one for it nearby on the line."""
    if link.target.count('"') % 2 == 0:
        return ""
    line = page.lines.around(link.start)
    near = page.text.count('"', max(line.start, link.start - NEAR), min(line.end, link.end + NEAR))
    return '"' if near % 2 == 0 else ""


def _without_namespace(page: Subject, bare: Sequence[Wikilink]) -> Iterator[LinkFault]:
    """The links without a namespace, where nearly all have one, and no file is called so."""
    spaces = page.profile.known_spaces
    others = [link.space for link in page.view(read_working_links) if link.space.lower() in spaces]
    if "" in spaces or not (len(others) >= FEW * len(bare) or (len(bare) == 1 and len(others) >= LEAST)):
        return
    space = others[0] if len(set(others)) == 1 else None
    for link in bare:
        if _NO_TITLE.fullmatch(link.target) or page.exists(link.target) or page.exists(f"{link.target}.md"):
            continue
        written = page.text[link.start : link.end]
        fixed = f"[[{space}:{written[2:]}" if space else None
        message = f"`{written}` lacks the namespace that the other links of this page have"
        yield LinkFault("malformed", link.start, link.end, message, fixed)
