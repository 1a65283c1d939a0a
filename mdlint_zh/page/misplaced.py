"""Wikilinks that stand where Markdown lets none work: the linker replaced words in the raw text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.page.blocks import Block
    from mdlint_zh.page.inline import Inline
    from mdlint_zh.page.lines import Lines, Span
    from mdlint_zh.page.wikilinks import Wikilink

_URL = re.compile(r"\b[a-z]{2,8}://(?:[!-'*-;=?-Z\\^-~]|\[\[[^\[\]\s]*\]\](?=[\w/.?=&%#-]))+", re.ASCII)


class Place(NamedTuple):
    """Where a wikilink should not stand; whether taking it out there mends it, and whether that is safe."""

    name: str
    mendable: bool = True
    safe: bool = True


FRONT_MATTER = Place("the front matter")
URL = Place("a URL")
ALT = Place("alt text")
TITLE = Place("a title")
ATTRIBUTE = Place("an HTML attribute")
LINK_TEXT = Place("the text of a link", safe=False)
CODE = Place("code", safe=False)
HTML = Place("HTML that is not shown", mendable=False, safe=False)


def find_misplaced(
    text: str, links: Sequence[Wikilink], inlines: Sequence[Inline], blocks: Sequence[tuple[str, Span]]
) -> Iterator[tuple[Wikilink, Place]]:
    """The wikilinks that are out of place, each with the place, in order. `blocks`: literal blocks with their kinds."""
    places: dict[Wikilink, Place] = {}
    for url in _URL.finditer(text) if "://" in text else ():
        places |= dict.fromkeys(_within(links, *url.span()), URL)
    # Outer constructs come first, so the innermost place is the one that stays.
    for one in inlines:
        if text.find("[[", one.start, one.end) >= 0:
            places |= dict(_in_inline(text, links, one))
    for kind, span in blocks:
        for link in _within(links, *span):
            places[link] = _block_place(text, kind, link, span)
    yield from sorted(places.items())


def _within(links: Sequence[Wikilink], start: int, end: int) -> Iterator[Wikilink]:
    return (link for link in links if start <= link.start and link.end <= end)


def _in_inline(text: str, links: Sequence[Wikilink], one: Inline) -> Iterator[tuple[Wikilink, Place]]:
    """The links inside of one inline construct."""
    if one.kind in ("code", "html", "autolink"):
        place = {"code": CODE, "autolink": URL}.get(one.kind) or _tag_place(text, one.start)
        yield from ((link, place) for link in _within(links, one.start, one.end))
        return
    parts = ((one.text, ALT if one.kind == "image" else LINK_TEXT), (one.target, URL), (one.title, TITLE))
    for part, place in parts:
        if part:
            yield from ((link, place) for link in _within(links, *part))


def _tag_place(text: str, start: int) -> Place:
    return HTML if text.startswith(("<!", "<?"), start) else ATTRIBUTE


def _block_place(text: str, kind: str, link: Wikilink, span: Span) -> Place:
    if kind != "html":
        return FRONT_MATTER if kind == "front matter" else CODE
    opener = text.rfind("<", span.start, link.start)
    in_tag = opener >= 0 and text.find(">", opener, link.start) < 0 and text[opener + 1 : opener + 2].isalpha()
    return ATTRIBUTE if in_tag else HTML


def literal_kinds(lines: Lines, blocks: Sequence[Block], front_matter: Span) -> list[tuple[str, Span]]:
    """The blocks that are no running text, with their kinds."""
    front = [("front matter", front_matter)] if front_matter.end else []
    kept = (block for block in blocks if block.kind in ("code", "html"))
    return front + [(block.kind, lines.reach(block.first, block.last)) for block in kept]
