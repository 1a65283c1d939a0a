"""What is wrong with a wikilink's own syntax, and how it was meant."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import lazy, pattern
from mdlint_zh.markdown.glance import read_marks
from mdlint_zh.markdown.lines import covers, holding
from mdlint_zh.markdown.prose import not_read, without
from mdlint_zh.markdown.reading import reading
from mdlint_zh.markdown.running_text import read_inlines, read_urls
from mdlint_zh.markdown.structure import read_running
from mdlint_zh.markdown.wikilinks import WIKILINK
from mdlint_zh.page.links.brackets import MIRROR, Pair, read_pairs
from mdlint_zh.page.links.forms import COLONS, HEAD, NAMESPACE, SPACES, head_faults, joined, target_faults

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mdlint_zh.markdown.inlines import Inline
    from mdlint_zh.markdown.lines import Span
    from mdlint_zh.page.subject import Subject

_HIDDEN = "\ue001"  # stands for what is not read
LONGEST = 100  # code points of a target; longer ones are sentences, and the brackets that end them are not theirs

# A link with nothing to look into, and what else makes a page worth a closer look.
_SOUND = pattern(rf"\[\[[a-z][a-z-]{{1,11}}:[^\[\]|｜\r\n\\*&%`<{COLONS}{SPACES}]+(?:\|[^\[\]|\r\n`<]+)?\]\]")
# These are looked for on pages that have the character.
_SUSPECT = {
    **{one: (f"[{one}", *(one + other for other in "[［【")) for one in "［【"},
    **{one: (f"]{one}", *(one + other for other in "]］】")) for one in "］】"},
    **{one: (one * 2,) for one in "「」"},
    "\\": ("\\[[", "\\[\\", "\\\ue000"),
    "&": ("&#91;",),
}
# And these on all: brackets, a definition of Markdown's own; and where a sound wikilink is the text of a link.
_ON_ALL = ("[[", "]]", "]:", "\ue000(", "\ue000[")
_LOOKS_LIKE_ONE = pattern(rf"[\[\]{re.escape(''.join(_SUSPECT))}]")

# A link of Markdown's own, as it is nearly always written: 【 is often the first character of its text.
# It begins with its bracket, which is found fast, and then looks back.
_OWN_LINK = pattern(r"\[(?<!\\\[)([^\[\]\\\r\n]*)\]\([^\s()<>\\]*(?: \"[^\"\\\r\n]*\")?\)")

# Brackets that a tool took for text; and `zh:美国` up to where its missing brackets should stand.
_ESCAPED = pattern(
    rf"(?<!\\)(?:\\\[|&#91;|\[){{2}}(?P<space>{NAMESPACE}):(?P<rest>[^\[\]\\&\r\n]{{1,80}})(?:\\\]|&#93;|\]){{2}}"
)
_UNOPENED = pattern(
    rf"(?<![A-Za-z0-9_\[［【-])(?P<space>{NAMESPACE})[{COLONS}][^\s\[\]［］【】，。、；：！？（）「」《》“”]{{1,30}}\Z"
)
# Brackets that close nothing: four, or two behind a word.
_STRAY = pattern(r"[^\]]\]{4}|[\u4e00-\u9fff]\]\](?!\])|\]{4}")
_DEFINITION = pattern(
    rf"(?:^|(?<=\r)) {{0,3}}(?P<label>\[(?P<space>{NAMESPACE}):[^\[\]\r\n]+\]):"
    r"[ \t]*[^ \t\r\n]+(?:[ \t]+[\"'(][^\r\n]*)?[ \t]*(?=[\r\n]|\Z)",
    re.MULTILINE,
)
_NO_TARGET = pattern(rf"[{SPACES}]*(?:\|(?P<shown>[^\[\]|\r\n]*))?")


class LinkFault(NamedTuple):
    """A wikilink [start, end) that is none, or not the one that was meant.

    `kind`: malformed, empty or nested; `fixed` is what was meant, None when that cannot be told; `safe` whether it can
    be nothing else.
    """

    kind: str
    start: int
    end: int
    message: str
    fixed: str | None = None
    safe: bool = False


def _is_suspect(text: str, marks: Iterable[str]) -> bool:
    """Whether anything stands in the text, which has a mark for each sound wikilink, that is worth a closer look."""
    return any(one in text for looked_for in (_ON_ALL, *map(_SUSPECT.__getitem__, marks)) for one in looked_for)


def _seems_sound(text: str, marks: Iterable[str]) -> bool:
    """Whether a text, which has these marks, holds nothing but sound wikilinks that looks like one."""
    rest = _SOUND.sub("\ue000", text) if "[[" in text else text
    return not (_is_suspect(rest, marks) and _is_suspect(_OWN_LINK.sub("\ue001\\1\ue001", rest), marks))


def _faults_in_doubt(page: Subject) -> list[LinkFault]:
    """Read but the blocks that hold what looks like a wikilink and is no sound one; on most pages there are none."""
    text, marks = page.text, page.view(read_marks) & _SUSPECT.keys()
    if _seems_sound(text, marks):
        return []
    blocks = holding(_LOOKS_LIKE_ONE, text, page.view(read_running))
    return _faults(page, [block for block in blocks if not _seems_sound(text[slice(*block)], marks)])


@reading(quick=_faults_in_doubt)
def read_link_faults(page: Subject) -> list[LinkFault]:
    """Return what is wrong with the syntax of wikilinks in running text, in order; in a URL nothing is mended."""
    return _faults(page, page.view(read_running))


def _faults(page: Subject, blocks: Sequence[Span]) -> list[LinkFault]:
    """The faults in these blocks of running text, in order, and those of links that are Markdown's own."""
    text, inlines, spaces = page.text, page.view(read_inlines), page.profile.known_spaces
    hidden = not_read(inlines, "program")  # no prose
    # The brackets of Markdown's own links; those of code are in `hidden`.
    own = [(at, at + 1) for one in inlines if one.text for at in (one.text.start - 1, one.text.end)]
    shown = without(text, [*own, *hidden], _HIDDEN)
    escaped = [fault for span in blocks for fault in _escaped(shown, span, spaces)]
    if escaped:
        shown = without(shown, [(fault.start, fault.end) for fault in escaped], _HIDDEN)
    judge = _Judge(text, shown, spaces)
    judged = (fault for span in blocks for fault in judge.judge(span))
    of_markdown = [*_captured(text, inlines, spaces), *_defined(text, page.view(read_running), spaces)]
    faults = sorted([*escaped, *judged, *of_markdown])
    urls = page.view(read_urls) if faults else []
    return [one._replace(fixed=None) if covers(urls, one.start) else one for one in faults] if urls else faults


class _Judge:
    """Tells what is wrong with pairs of brackets in `shown`, the text without what is no prose."""

    def __init__(self, text: str, shown: str, spaces: Collection[str]) -> None:
        self.text, self.shown, self.spaces = text, shown, spaces

    @lazy
    def has_links(self) -> bool:
        """Whether the page has a wikilink: without one, brackets are none of a link."""
        return WIKILINK.search(self.text) is not None

    def judge(self, span: Span) -> Iterator[LinkFault]:
        """Yield the faults in one block of running text."""
        inner: Pair | None = None  # the last link that was read: pairs that hold one come after it
        is_link = cache(lambda offset: self.head(offset, span.end) is not None)  # an opener may be asked about often
        for pair in read_pairs(self.shown, *span, is_link):
            opening, closing = pair.opening(self.shown), pair.closing(self.shown)
            if not opening:
                yield from self.unopened(pair, inner)
            elif not closing:
                yield from self.unclosed(pair)
            elif inner and (pair.inner_start, pair.inner_end) == (inner.start, inner.end):
                yield from self.doubled(pair, opening, closing)
            else:
                yield from self.pair(pair, opening, closing, nests=inner is not None and inner.start > pair.start)
            if (opening, closing) == ("[[", "]]"):
                inner = pair

    def head(self, start: int, end: int) -> re.Match[str] | None:
        """Return the known namespace and its colon at `start`."""
        head = HEAD.match(self.text, start, end)
        return head if head and head["space"].lower() in self.spaces else None

    def pair(self, pair: Pair, opening: str, closing: str, *, nests: bool) -> Iterator[LinkFault]:
        """Yield a pair that holds more, or other things, than a link."""
        head = self.head(pair.inner_start, pair.inner_end)
        if head is None:
            yield from self.empty(pair, opening, closing)
        elif len(opening) == len(closing) == 1:
            return
        elif nests:
            yield self.fault("nested", pair, f"a wikilink in a wikilink: {self.cut(pair)}")
        elif WIKILINK.match(self.shown, pair.start):
            yield from self.link(pair, head, [])
        elif pair.inner_end - head.end() > LONGEST:
            yield self.fault("malformed", pair, f"{self.cut(pair)} is not closed where its name ends")
        else:
            yield from self.link(pair, head, list(self.bracket_faults(pair, opening, closing)))

    def link(self, pair: Pair, head: re.Match[str], faults: list[tuple[str, str]]) -> Iterator[LinkFault]:
        """Yield a pair that is meant as a wikilink: all that is wrong with it, as one fault."""
        target, *shown = self.text[head.end() : pair.inner_end].replace("\\|", "|").split("|")
        shows = [part.strip(SPACES) for part in shown]
        if not target.strip(SPACES + "\r\n"):
            fixed = "".join(shows[-1:]).strip("\r\n") or None
            fixed = None if faults else fixed  # with wrong brackets, too, it may be no link at all
            yield self.fault("empty", pair, f"a wikilink to nothing: {self.cut(pair)}", fixed)
            return
        faults += [*head_faults(head), *target_faults(target, shows, self.spaces)]
        if faults:
            what, verdicts = zip(*faults, strict=True)
            name = joined(target).strip(SPACES)
            if "｜" in name and not shows:
                name, shows = name.split("｜", 1)[0], name.split("｜", 1)[1:]
            sure = all(verdicts) and _HIDDEN not in self.shown[head.end() : pair.inner_end]  # code, a tag, another link
            fixed = f"[[{head['space'].lower()}:{name}{'|' + shows[0] if shows else ''}]]" if sure else None
            message = f"{self.cut(pair)} {' and '.join(what)}"
            yield self.fault("malformed", pair, message, fixed, safe=set(verdicts) == {"safe"})

    def bracket_faults(self, pair: Pair, opening: str, closing: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the brackets, each with the verdict safe, unsafe or "" for no fix."""
        if (opening, closing) == ("[[", "]]"):
            return
        if len(opening) == len(closing) == 2:
            alike = opening.translate(MIRROR) == closing and len(set(opening)) == 1
            yield ("has full-width brackets", "safe") if alike else ("has brackets of two kinds", "unsafe")
        elif {len(opening), len(closing)} == {1, 2}:
            yield "lacks a bracket", "unsafe" if self.alone_on_line(pair) else ""
        else:
            yield "has too many brackets", ""

    def doubled(self, pair: Pair, opening: str, closing: str) -> Iterator[LinkFault]:
        """`[[[[zh:美国]]]]`. In single brackets, as in a remark by an editor, a link is as it should be."""
        known = self.head(pair.inner_start + 2, pair.inner_end)
        if known and (opening, closing) == ("[[", "]]"):
            fixed = self.text[pair.inner_start : pair.inner_end]
            yield self.fault("malformed", pair, f"{self.cut(pair)} has its brackets doubled", fixed, safe=True)
        elif known and len(opening) > 1:
            yield self.fault("malformed", pair, f"{self.cut(pair)} has too many brackets")

    def empty(self, pair: Pair, opening: str, closing: str) -> Iterator[LinkFault]:
        """`[[]]`, `[[ ]]`, `[[|x]]`: nothing is linked."""
        if (opening, closing) != ("[[", "]]"):
            return
        if nothing := _NO_TARGET.fullmatch(self.text, pair.inner_start, pair.inner_end):
            fixed = (nothing["shown"] or "").strip(SPACES) or None
            yield self.fault("empty", pair, f"an empty wikilink: {self.cut(pair)}", fixed)

    def unclosed(self, pair: Pair) -> Iterator[LinkFault]:
        """`[[zh:美国` with nothing that closes it, and `[[[[zh:美国]]`."""
        if pair.inner_start - pair.start < 2 or self.shown[pair.start] == "「":
            return
        if self.head(pair.inner_start, pair.end):
            line = re.compile(r"[^\r\n]{0,20}").match(self.text, pair.inner_start, pair.end)
            end = line.end() if line else pair.inner_start
            yield LinkFault("malformed", pair.start, end, f"{_cut(self.text[pair.start : end])} is never closed")
            return
        link = WIKILINK.match(self.shown, pair.inner_start, pair.end)
        if link and link["space"].lower() in self.spaces:
            whole = pair._replace(end=link.end())
            yield self.fault("malformed", whole, f"{self.cut(whole)} has too many brackets")

    def unopened(self, pair: Pair, inner: Pair | None) -> Iterator[LinkFault]:
        """`zh:美国]]` with nothing that opens it, and `[[zh:美国]]]]`."""
        if pair.end - pair.start < 2 or self.shown[pair.start] == "」":
            return
        if inner and inner.end == pair.start and self.head(inner.inner_start, inner.inner_end):
            whole = pair._replace(start=inner.start)
            yield self.fault("malformed", whole, f"{self.cut(whole)} has too many brackets")
            return
        head = _UNOPENED.search(self.shown, max(0, pair.start - 45), pair.start)
        if head and head["space"].lower() in self.spaces:
            whole = pair._replace(start=head.start())
            yield self.fault("malformed", whole, f"{self.cut(whole)} is never opened")
        elif self.has_links and _STRAY.match(self.shown, max(0, pair.start - 1)):
            yield self.fault("malformed", pair, f"{self.cut(pair)} closes no link")

    def fault(self, kind: str, pair: Pair, message: str, fixed: str | None = None, *, safe: bool = False) -> LinkFault:
        """Return a fault of the whole pair."""
        return LinkFault(kind, pair.start, pair.end, message, fixed, safe=safe)

    def cut(self, pair: Pair) -> str:
        """Return the pair for a message."""
        return _cut(self.text[pair.start : min(pair.end, pair.start + 200)])

    def alone_on_line(self, pair: Pair) -> bool:
        """Tell whether the line, up to a thousand code points either way, holds no other bracket."""
        before = re.split(r"[\r\n]", self.text[max(0, pair.start - 1000) : pair.start])[-1]
        after = re.split(r"[\r\n]", self.text[pair.end : pair.end + 1000], maxsplit=1)[0]
        return not set(before + after) & set("[]［］【】")


def _escaped(shown: str, span: Span, spaces: Collection[str]) -> Iterator[LinkFault]:
    r"""`\[\[zh:美国\]\]` and `&#91;[zh:美国]]`: a tool took the brackets for text."""
    if shown.find("\\", *span) < 0 and shown.find("&#", *span) < 0:
        return
    for match in _ESCAPED.finditer(shown, *span):
        written = match.group()
        if match["space"].lower() in spaces and ("\\" in written or "&#" in written):
            fixed = f"[[{match['space'].lower()}:{match['rest']}]]"
            yield LinkFault("malformed", *match.span(), f"{_cut(written)} has escaped brackets", fixed)


def _captured(text: str, inlines: Iterable[Inline], spaces: Collection[str]) -> Iterator[LinkFault]:
    """`[[zh:美国]](url)` is a link of Markdown's own, with the text `[zh:美国]`."""
    for one in inlines:
        link = WIKILINK.match(text, one.start) if one.kind in ("link", "reference") else None
        if link and one.text and link.end() - 1 == one.text.end and link["space"].lower() in spaces:
            message = f"{_cut(link.group())} is a link of Markdown, with brackets in its text"
            yield LinkFault("malformed", *link.span(), message)


def _defined(text: str, blocks: Iterable[Span], spaces: Collection[str]) -> Iterator[LinkFault]:
    """`[zh:美国]: url` makes a link of Markdown's own of every `[[zh:美国]]` on the page."""
    definitions = [match for span in blocks for match in _DEFINITION.finditer(text, *span)] if "]:" in text else []
    links = {link.group() for link in WIKILINK.finditer(text)} if definitions else set()
    for match in definitions:
        if match["space"].lower() in spaces and f"[{match['label']}]" in links:
            message = f"{_cut(match['label'])} is defined as a link of Markdown, and so [{match['label']}] is one"
            yield LinkFault("malformed", *match.span("label"), message)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return f"`{flat if len(flat) <= 40 else flat[:40] + '…'}`"
