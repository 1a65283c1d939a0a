"""The comments of a page that suppress findings, each with the place where it holds."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.blocks.limits import TooComplexError
from mdlint_zh.markdown.lines import Span, covers
from mdlint_zh.markdown.prose import without
from mdlint_zh.markdown.running_text import read_markdown_inlines, read_markup
from mdlint_zh.markdown.structure import read_literal_blocks, read_verbatim
from mdlint_zh.page.suppressions.comment import (
    CLOSER,
    DISABLE,
    FILE,
    HINT,
    LINE,
    NEXT_LINE,
    OPENER,
    OPENS,
    UNCLOSED,
    Suppression,
    suppression_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.markdown.document import Document

_IN_FRONT_MATTER = pattern(r"(?:(?<=[\r\n])|^)#(?P<inner>[ \t]*mdlint-zh-[^\r\n]*)")
_TEXT_OF_TOML = pattern(r'"""|' + "'''")
_RAW = pattern(r"[ \t>]*<(?:script|style|textarea)[ \t>\r\n]", 2)
_BLANK = pattern(r"(?:\r\n|\n|\r)[ \t>]*[\r\n]|\Z")


class Comment(NamedTuple):
    """A comment [start, end) whose words are [inner_start, inner_end); `block`: the block of HTML that it stands in."""

    start: int
    end: int
    inner: Span
    block: Span | None = None


def read_suppressions(document: Document) -> tuple[Suppression, ...]:
    """Return the comments that suppress findings, in order, and those that look so and say nothing.

    None for a page that is too complex to be read: nothing is found there, either.
    """
    text = document.text
    if HINT not in text:
        return ()
    try:
        said = [suppression_of(text, one.start, one.end, one.inner) for one in document.view(read_comments)]
        unclosed = list(_unclosed(document))
    except TooComplexError:
        return ()
    found = [one for one in said if one]
    return tuple(sorted([*_placed(document, found), *unclosed], key=lambda one: one.start))


def read_comments(document: Document) -> list[Comment]:
    """Return the comments, in order, that may suppress findings: those of HTML, and those of front matter.

    What stands in code is none, and what another program reads as it stands. Raises TooComplexError.
    """
    text = document.text
    inline = [
        Comment(one.start, one.end, Span(one.start + len(OPENS), one.end - len(CLOSER)))
        for one in document.view(read_markdown_inlines)
        if one.kind == "html" and OPENER.match(text, one.start, one.end)
    ]
    return sorted([*_in_front_matter(document), *_in_blocks(document), *inline])


def _in_front_matter(document: Document) -> Iterator[Comment]:
    """A line that begins with `#`, to YAML and TOML; not in a text of TOML that goes over lines."""
    text, (start, end) = document.text, document.front_matter
    is_toml = text.startswith(("+++", "\ufeff+++"))
    if text.startswith(("{", "\ufeff{")):
        return
    for one in _IN_FRONT_MATTER.finditer(text, start, end):
        if not is_toml or len(_TEXT_OF_TOML.findall(text, start, one.start())) % 2 == 0:
            yield Comment(*one.span(), Span(*one.span("inner")))


def _in_blocks(document: Document) -> Iterator[Comment]:
    """In blocks of HTML a comment goes to the next `-->`, and holds no other; in a script there is none."""
    text, lines, verbatim = document.text, document.lines, document.view(read_verbatim)
    for block in document.view(read_literal_blocks):
        reach = lines.reach(block.first, block.last)
        if block.kind != "html" or text.find(HINT, *reach) < 0 or _RAW.match(text, *reach):
            continue
        at = text.find(OPENS, *reach)
        while at >= 0:
            closer = text.find(CLOSER, at + 2, reach.end)
            if closer < 0:
                break
            end = closer + len(CLOSER)
            if OPENER.match(text, at, end) and not covers(verbatim, at):
                yield Comment(at, end, Span(at + len(OPENS), closer), reach)
            at = text.find(OPENS, end, reach.end)


def read_open(document: Document) -> int:
    """Return where a comment begins that its block of HTML does not close; the length of the text for none.

    Raises TooComplexError.
    """
    text, lines = document.text, document.lines
    for block in document.view(read_literal_blocks):
        start, end = lines.reach(block.first, block.last)
        opener = text.rfind(OPENS, start, end) if block.kind == "html" else -1
        if opener >= 0 and text.find(CLOSER, opener + 2, end) < 0:
            return opener
    return len(text)


def _unclosed(document: Document) -> Iterator[Suppression]:
    """What begins like such a comment, in running text or as a block of HTML, and is never closed."""
    text, markup, length = document.text, document.view(read_markup), len(document.text)
    blocks = {block.first for block in document.view(read_literal_blocks) if block.kind == "html"}
    closer = blank = -1
    for opener in OPENER.finditer(text):
        start, end = opener.span()
        if closer < end:
            closer = text.find(CLOSER, end)
            closer = length if closer < 0 else closer
        if blank < end:
            found = _BLANK.search(text, end)
            blank = found.start() if found else length
        begins_block = document.lines.number(start) in blocks and _begins_line(document, start)
        is_text = not covers(markup, start) and not (start and text[start - 1] == "\\")
        if (is_text and closer >= blank) or (begins_block and closer == length):
            yield Suppression(UNCLOSED, (), start, end, start, end)


def _begins_line(document: Document, start: int) -> bool:
    return not document.text[document.lines.around(start).start : start].strip(" \t>")


def _placed(document: Document, found: list[Suppression]) -> Iterator[Suppression]:
    """The same, which know where they hold."""
    text, lines = document.text, document.lines
    written = list[int]()
    if any(one.verb == NEXT_LINE for one in found):
        rest = without(text, [(one.start, one.end) for one in found], " ")
        written = [number for number in range(1, len(lines) + 1) if rest[slice(*lines.span(number))].strip(" \t>")]
    for one in found:
        first, last = lines.number(one.start), lines.number(max(one.start, one.end - 1))
        line = lines.starts[first - 1] if first > 1 else 0
        if one.verb == FILE:
            yield one._replace(first=0, last=len(text))
        elif one.verb == LINE:
            yield one._replace(first=line, last=lines.end(last))
        elif one.verb == NEXT_LINE:
            index = bisect_right(written, last)
            target = written[index] if index < len(written) else len(lines)
            yield one._replace(first=lines.end(last), last=lines.end(target))
        else:
            alone = one.verb == DISABLE and not text[line : one.start].strip("\ufeff \t")
            yield one._replace(first=line if alone else one.start, last=len(text))
