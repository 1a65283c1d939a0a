"""What can be seen of a page without parsing it: whether there can be code, HTML or definitions on it at all."""

from __future__ import annotations

from mdlint_zh.page.lazy import pattern

# What makes a plain scan ambiguous: code, HTML, a definition that may make a link.
_MARKS = ("`", "<", "~~~", "]:")
# What a block of code or HTML begins with, behind the marks of quotes and lists.
_BLOCK_MARK = pattern(r"(?:\A|[\n\r])[ \t>*+.)\d\ufeff-]*(?:`{3}|~{3}|<)")
# An indent is code only below a blank line or what is no paragraph, or far behind the mark of a list item.
_CODE_INDENT = pattern(
    r"(?:\A\ufeff?|(?:\A\ufeff?|[\n\r])(?:[ \t]*|[ ]{0,3}[#*_=+>-][^\n\r]*|[^\n\r|]*\|[^\n\r]*)(?:\r\n|\n|\r))"
    r"(?: {4}| {0,3}\t)[ \t]*[^ \t\r\n]"
    r"|[>*+.)-](?: {5}| {0,4}\t)"
)


def has_marks(text: str, start: int) -> bool:
    """Whether a mark of code, HTML or a definition stands anywhere from offset `start` on."""
    return any(text.find(mark, start) >= 0 for mark in _MARKS)


def may_be_indented(text: str) -> bool:
    """Whether there is an indent that may be code."""
    return ("    " in text or "\t" in text) and _CODE_INDENT.search(text) is not None


def may_have_blocks(text: str) -> bool:
    """Whether a line begins like a fence or a block of HTML."""
    return _BLOCK_MARK.search(text) is not None
