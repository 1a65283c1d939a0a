"""Wikilinks that stand where Markdown lets none work: the linker replaced words in the raw text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import covers
from mdlint_zh.markdown.running_text import read_inlines, read_programs, read_urls
from mdlint_zh.markdown.structure import read_literal_blocks
from mdlint_zh.markdown.wikilinks import read_wikilinks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.markdown.blocks.leaves import Block
    from mdlint_zh.markdown.inlines import Inline
    from mdlint_zh.markdown.lines import Lines, Span
    from mdlint_zh.markdown.wikilinks import Wikilink
    from mdlint_zh.page.subject import Subject

_LINK_IN_URL = r"\[\[[^\[\]\s]*\]\](?=[\w/.?=&%#-])"
_URL = pattern(rf"\b[a-z]{{2,8}}://(?:[!-'*-;=?-Z\\^-~]+|{_LINK_IN_URL})+", re.ASCII)
# What a URL with a link in it holds, found fast: most pages have URLs, and hardly one has such a URL. Of several `://`
# the last one is enough.
_LINK_BEHIND_SCHEME = pattern(r"://[!-'*-9;=?-Z\\^-~]*(?::(?!//)[!-'*-9;=?-Z\\^-~]*)*\[\[")
_HTML_PART = pattern(
    r"(?P<hidden><!--(?:(?!-->).)*|<(?P<name>script|style)\b(?:(?!</(?P=name)).)*)|<[A-Za-z][^<>]*",
    re.DOTALL | re.IGNORECASE,
)
_LINE_END = pattern(r"\r\n|\n|\r")
_FENCED = pattern(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:`{3}|~{3})")
# What MkDocs shows the indented text below of, as text: a tab, an admonition, one that is folded.
_TAB = pattern(r"(?:===[!+]?|!!!|\?\?\?\+?)[ \t]+\S")
_MOST_ABOVE = 2000
# What would mean something to YAML, first in a value or anywhere in it.
_MARK_OF_YAML = pattern(r"""[\s@`%&*!|>{},#?:-]|.*(?::(?:\s|\Z)|\s#|["'\\])""", re.DOTALL)


class WrongPlace(NamedTuple):
    """Where a wikilink should not stand; whether taking it out there mends it, and whether that is safe."""

    name: str
    mendable: bool = True
    safe: bool = True


FRONT_MATTER = WrongPlace("the front matter")
FRONT_MATTER_ODD = WrongPlace("the front matter", safe=False)
URL = WrongPlace("a URL")
ALT = WrongPlace("alt text")
TITLE = WrongPlace("a title")
ATTRIBUTE = WrongPlace("an HTML attribute")
LINK_TEXT = WrongPlace("the text of a link", safe=False)
CODE = WrongPlace("code", safe=False)
INDENTED = WrongPlace("a paragraph that its indent turns into code", mendable=False, safe=False)
TAB = WrongPlace("a tab", mendable=False, safe=False)
"""Code to Markdown and text to MkDocs: nothing is told of it, and nothing done there."""
HTML = WrongPlace("HTML that is not shown", mendable=False, safe=False)


class Misplaced(NamedTuple):
    """Wikilinks side by side in one place, such as one URL or one block of code, in the order of the page."""

    links: tuple[Wikilink, ...]
    place: WrongPlace


class _Found(NamedTuple):
    """A link, its place, and where the construct that holds it begins."""

    link: Wikilink
    place: WrongPlace
    holder: int


def read_misplaced_links(page: Subject) -> list[Misplaced]:
    """Return the wikilinks of known namespaces that stand where none can work, those of one place together."""
    return [one for one in page.view(_read_misplaced) if one.place is not TAB]


def _read_misplaced(page: Subject) -> list[Misplaced]:
    """Return the same, and those in tabs."""
    return _misplaced(page, page.view(_read_by_space)[0])


def _misplaced(page: Subject, links: list[Wikilink]) -> list[Misplaced]:
    """Those of these links that stand where none can work."""
    if not links:
        return []
    kinds = _literal_kinds(page.lines, page.view(read_literal_blocks), page.front_matter)
    return list(_find_misplaced(page.text, links, page.view(read_inlines), kinds))


def _read_by_space(page: Subject) -> tuple[list[Wikilink], list[Wikilink]]:
    """Return the wikilinks outside of programs: those of namespaces that are known, and those of others."""
    spaces, own = page.profile.known_spaces, page.view(read_own_links)
    strange = {space for space in {link.space for link in own} if not spaces & {space, space.lower()}}
    if not strange:
        return own, []
    return [link for link in own if link.space not in strange], [link for link in own if link.space in strange]


def read_own_links(page: Subject) -> list[Wikilink]:
    """Return the wikilinks that do not stand in what another program reads."""
    programs = page.view(read_programs) if page.view(read_wikilinks) else ()
    return (
        [link for link in page.view(read_wikilinks) if not covers(programs, link.start)]
        if programs
        else page.view(read_wikilinks)
    )


def read_working_links(page: Subject) -> list[Wikilink]:
    """Return the wikilinks that stand where one can work."""
    own = page.view(read_own_links)
    others = _misplaced(page, page.view(_read_by_space)[1])
    misplaced = {link for group in (*page.view(_read_misplaced), *others) for link in group.links}
    links = [link for link in own if link not in misplaced] if misplaced else own
    urls = page.view(read_urls) if links else []
    return [link for link in links if not covers(urls, link.start)] if urls else links


def _find_misplaced(
    text: str, links: Sequence[Wikilink], inlines: Sequence[Inline], blocks: Sequence[tuple[str, Span]]
) -> Iterator[Misplaced]:
    """The wikilinks that are out of place, in order. `blocks`: literal blocks with their kinds; all is sorted."""
    has_urls = _LINK_BEHIND_SCHEME.search(text) is not None
    if not (inlines or blocks or has_urls):
        return
    starts = [link.start for link in links]
    found: dict[int, _Found] = {}
    for url in _URL.finditer(text) if has_urls else ():
        found |= {link.start: _Found(link, URL, url.start()) for link in _within(links, starts, *url.span())}
    if any(bisect_left(starts, one.start) < bisect_left(starts, one.end) for one in inlines):
        found |= {one.link.start: one for one in _in_inlines(text, links, inlines)}
    for kind, span in blocks:
        inside = _within(links, starts, *span)
        found |= {one.link.start: one for one in _in_block(text, kind, span, inside)}
    ordered = (found[start] for start in sorted(found))
    for (place, _), group in groupby(ordered, key=lambda one: (one.place, one.holder)):
        yield Misplaced(tuple(one.link for one in group), place)


def _within(links: Sequence[Wikilink], starts: Sequence[int], start: int, end: int) -> Sequence[Wikilink]:
    inside = links[bisect_left(starts, start) : bisect_left(starts, end)]
    return inside[:-1] if inside and inside[-1].end > end else inside


def _in_inlines(text: str, links: Sequence[Wikilink], inlines: Sequence[Inline]) -> Iterator[_Found]:
    """The links in inline constructs, each with the place in the innermost one that has it in one of its parts."""
    waiting: list[Inline] = []
    index = 0
    for link in links:
        while index < len(inlines) and inlines[index].start <= link.start:
            while waiting and waiting[-1].end <= inlines[index].start:
                waiting.pop()
            waiting.append(inlines[index])
            index += 1
        while waiting and waiting[-1].end <= link.start:
            waiting.pop()
        places = ((_place_in(text, one, link), one) for one in reversed(waiting))
        place, one = next(((place, one) for place, one in places if place), (None, None))
        if place and one:
            yield _Found(link, place, one.start)


def _place_in(text: str, one: Inline, link: Wikilink) -> WrongPlace | None:
    """Where in an inline construct the link stands; None when it is not in one of its parts."""
    if one.kind in ("code", "html", "autolink"):
        if link.end > one.end:
            return None
        return {"code": CODE, "autolink": URL}.get(one.kind) or _tag_place(text, one.start)
    parts = ((one.text, ALT if one.kind == "image" else LINK_TEXT), (one.target, URL), (one.title, TITLE))
    return next((place for part, place in parts if part and part.start <= link.start and link.end <= part.end), None)


def _tag_place(text: str, start: int) -> WrongPlace:
    return HTML if text.startswith(("<!", "<?"), start) else ATTRIBUTE


def _in_block(text: str, kind: str, span: Span, inside: Sequence[Wikilink]) -> Iterator[_Found]:
    """The places of the links in one literal block; the text that an HTML block shows is no such place."""
    if not inside:
        return
    if kind == "html":
        yield from _in_html(text, span, inside)
    elif kind == "front matter":
        yield from _in_front_matter(text, span, inside)
    else:
        place = TAB if _is_tab(text, span) else CODE if _FENCED.match(text, span.start) else INDENTED
        yield from (_Found(link, place, span.start) for link in inside)


def _is_tab(text: str, span: Span) -> bool:
    """Whether a block of code is what MkDocs shows in a tab or an admonition, which the line above it opens."""
    above = text[max(0, span.start - _MOST_ABOVE) : span.start].rstrip()
    line = above[max(above.rfind("\n"), above.rfind("\r")) + 1 :]
    return _TAB.match(line.lstrip("\ufeff \t")) is not None and text[span.start : span.start + 1] in (" ", "\t")


def _in_front_matter(text: str, span: Span, inside: Sequence[Wikilink]) -> Iterator[_Found]:
    lines = [end.end() for end in _LINE_END.finditer(text, *span)]
    for link in inside:
        # Programs for notes read a link that is a whole value of YAML, in quotes, as a link.
        if (text[link.start - 1], text[link.end : link.end + 1]) in (('"', '"'), ("'", "'")):
            continue
        place = FRONT_MATTER_ODD if _MARK_OF_YAML.match(link.shown) else FRONT_MATTER
        yield _Found(link, place, bisect_right(lines, link.start))


def _in_html(text: str, span: Span, inside: Sequence[Wikilink]) -> Iterator[_Found]:
    parts = [(part.start(), part.end(), part.lastgroup) for part in _HTML_PART.finditer(text, *span)]
    starts = [start for start, _, _ in parts]
    for link in inside:
        start, end, kind = parts[max(0, bisect_right(starts, link.start) - 1)] if parts else (0, 0, None)
        if start <= link.start and link.end <= end:
            yield _Found(link, HTML if kind == "hidden" else ATTRIBUTE, start)


def _literal_kinds(lines: Lines, blocks: Sequence[Block], front_matter: Span) -> list[tuple[str, Span]]:
    """Front matter and these blocks of code and HTML, with their kinds."""
    front = [("front matter", front_matter)] if front_matter.end else []
    return front + [(block.kind, lines.reach(block.first, block.last)) for block in blocks]
