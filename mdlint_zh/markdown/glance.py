"""What can be seen of a page without parsing it: whether there can be code, HTML or definitions on it at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.blocks.html_blocks import BLOCK_TAGS
from mdlint_zh.markdown.blocks.verbatim import may_hold_verbatim
from mdlint_zh.markdown.lines import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.markdown.document import Document
    from mdlint_zh.markdown.lines import Lines

# Behind the marks of quotes and lists: what a block of HTML begins with. No block begins with an autolink; and with
# another tag than these only when nothing follows on its line.
_LEAD = r"(?:\A|[\n\r])[ \t>*+.)\d\ufeff-]*"
_NO_BLOCK = r"[a-z][a-z0-9+.-]{1,31}:|/?[a-z][a-z0-9-]*>[ \t]*[^ \t\n\r]"
_HTML = pattern(
    rf"{_LEAD}<(?:[!?]|/?(?:{BLOCK_TAGS}|pre|script|style|textarea)(?![a-z0-9-])"
    rf"|(?!{_NO_BLOCK})[^\n\r]*>[ \t]*(?:[\n\r]|\Z))",
    re.IGNORECASE,
)
_LINE_LIKE_FENCE = pattern(rf"{_LEAD}(?:`{{3}}|~{{3}})")
# What in a code span may look like a link, emphasis or an entity, or be unseen: all but what names and dates hold.
_MAY_MEAN = pattern(
    r"[^\w :/,.+()（），、·@《》【】’\U0001f1e6-\U0001f1ff\U0001f300-\U0001f6ff\U0001f900-\U0001f9ff-]|_|【【|】】"
)
# An indent is code only below a blank line or what is no paragraph, or far behind the mark of a quote or list item.
_TOP = r"(?:\A\ufeff?|[\n\r])"
_INDENTED = r"(?: {4}| {0,3}\t)[ \t]*[^ \t\r\n]"
_CODE_INDENT = pattern(rf"(?:\A\ufeff?|{_TOP}(?:[^\S\n\r]*|[ ]{{0,3}}[#*_=+>-][^\n\r]*)(?:\r\n|\n|\r)){_INDENTED}")
_ITEM_INDENT = pattern(
    rf"{_TOP}(?:[ \t>]|(?:[*+-]|\d{{1,9}}[.)])[ \t])*(?:[>*+-]|\d{{1,9}}[.)])(?: {{5}}| {{0,4}}\t)[ \t]*[^ \t\r\n]"
)
_ANY_INDENT = pattern(rf"(?<![ \t]){_INDENTED}")

# How a line begins that is text wherever no container, code or HTML is open; it may be bold.
_TEXT = pattern(r" {0,3}(?:[^ \t\r\n#>`~<\-+*=_|:0-9]|\*{1,2}(?![* \t\r\n]|\Z)|\d{1,10}(?![\d.)]))")
# A tag and nothing else on a line that begins no item.
_LAZY_TAG = pattern(r"[\n\r][ \t>]*</?[A-Za-z][A-Za-z0-9-]*(?=[ \t/>])[^<\n\r]*>[ \t]*(?:[\n\r]|\Z)")

# What nobody sees, spaces but for the common one and U+3000, compatibility forms of Han, private use, U+FFFC, U+FFFD.
_ODD_BELOW = (
    r"\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u2e80-\u2fdf"
    r"\ue000-\ufaff\ufeff\ufffc\ufffd"
)
_ODD = pattern(rf"[{_ODD_BELOW}\U0002f800-\U0002fa1f\U000f0000-\U0010fffd]")
# What most pages have none of: those, all that is beyond them, and marks that are seldom text. It is one set of
# characters, with one range above U+FFFF, so that it is looked for fast.
_SELDOM_TEXT = "\t<~$\\{|&［］【】「」"
_RARE = pattern(rf"[{re.escape(_SELDOM_TEXT)}{_ODD_BELOW}\U00010000-\U0010ffff]")
_HEADING_LINE = pattern(r" {0,3}#{1,6}(?=[ \t\r\n]|\Z)")
UNDERLINE = pattern(r"(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")
_TABLE_RULE = pattern(r"(?:^|(?<=\r))(?=[^|\n\r]*\|)[ \t>|:]*-[-:|> \t]*(?=\r|$)", re.MULTILINE)


def read_marks(document: Document) -> frozenset[str]:
    r"""Return which characters are on the page, of those that most pages have none of: a tab, `<~$\{|&［］【】「」`,
    odd ones, and those above U+FFFF. This is the one look that every page is given.
    """
    return frozenset(_RARE.findall(document.text))


def rare_in(text: str) -> str:
    """Return the first character of a text that `read_marks` tells of; "" where it has none."""
    found = _RARE.search(text)
    return found.group() if found else ""


def read_odd_characters(document: Document) -> str:
    """Return the characters on the page, each once, that are seldom meant: unseen, unusual spaces, of private use."""
    others = document.view(read_marks).difference(_SELDOM_TEXT)
    return "".join(sorted(_ODD.findall("".join(others)))) if others else ""


def is_plain(document: Document) -> bool:
    """Tell whether a document holds no character that makes a plain scan ambiguous but what was read above it: no mark
    of code, HTML or a definition, no indent that may be code.
    """
    text, above, marks = document.text, document.above, document.view(read_marks)
    if "<" in marks or "]:" in text or ("~" in marks and "~~~" in text) or text.find("`", above.end) >= 0:
        return False
    if document.view(may_be_indented) or document.view(may_be_verbatim):
        return False
    return not has_ticks_above(text, above.end, above.code)


def is_blockless(document: Document) -> bool:
    """Tell whether it is seen without parsing that a document has no block of code or HTML below its front matter."""
    if document.view(is_plain):
        return True
    text = document.text
    if document.view(may_be_indented) or (("```" in text or "~~~" in text) and _LINE_LIKE_FENCE.search(text)):
        return False
    return "<" not in text or _HTML.search(text) is None


def may_be_indented(document: Document) -> bool:
    """Tell whether there is an indent that may be code. Below a definition or in a table, whose lines are hard to tell,
    it always may.
    """
    text, marks = document.text, document.view(read_marks)
    if "\t" not in marks and "    " not in text:
        return False
    if "|" in marks or "]:" in text:
        return _ANY_INDENT.search(text) is not None
    return _CODE_INDENT.search(text) is not None or _ITEM_INDENT.search(text) is not None


def may_be_verbatim(document: Document) -> bool:
    """Tell whether there may be blocks that other programs read as they stand."""
    return may_hold_verbatim(document.text, document.view(read_marks))


def has_ticks_above(text: str, end: int, code: Sequence[Span]) -> bool:
    """Tell whether there are ticks above offset `end` but those of one code span, which are single.

    What stands in that span means nothing anywhere else, either: it is not told from running text then.
    """
    ticks = text.count("`", 0, end)
    if ticks and (ticks != 2 or not code or text.startswith("\\", max(0, code[0].start - 1))):
        return True
    return bool(ticks) and _MAY_MEAN.search(text, code[0].start + 1, code[0].end - 1) is not None


def may_have_lazy_tag(text: str) -> bool:
    """Whether a line that may go on with a paragraph is but a tag."""
    return "<" in text and _LAZY_TAG.search(text) is not None


def plain_block(text: str, lines: Lines, offset: int) -> Span | None:
    """Return the paragraph that holds the line of `offset`, told by the lines around it; None where that is not sure.

    For a text without code, HTML and definitions. Then lines between blank ones, each of which begins as text does,
    are a paragraph; which container holds it makes no difference.
    """
    here = lines.around(offset)
    if _HEADING_LINE.match(text, *here):
        return here
    if not _TEXT.match(text, *here):
        return None
    edges = []
    for step in (lines.above, lines.below):
        edge, line = here, step(here)
        while line and text[slice(*line)].strip(" \t") and not _HEADING_LINE.match(text, *line):
            if not _TEXT.match(text, *line):
                return None
            edge, line = line, step(line)
        edges.append(edge)
    return Span(edges[0].start, edges[1].end)


def may_have_table(text: str, start: int) -> bool:
    """Tell whether a line from offset `start` on looks like the one under the head of a table."""
    return _TABLE_RULE.search(text, start) is not None
