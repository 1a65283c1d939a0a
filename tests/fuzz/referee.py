"""What an independent reader, markdown-it-py, says of a page: where code and HTML are."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 500}).enable("table")
# White space to Python, and so to markdown-it-py in places, but neither to CommonMark nor to markdown-it.
ODD_SPACE = re.compile(r"[^\S \t\r\n]")
LETTER, CONTROL = "\u017c", "\x01"
_END = r"(?:\r\n|\r|\n)"
_TOP = r"(?:^|[\r\n])[ \t>]*"
_INDENT = r"[ >]*(?: {4}|\t)"
# Where markdown-it-py leaves CommonMark: below a quote in a quote, and below an item whose text is indented by five or
# more, it reads an indented line as code, where the paragraph goes on, and an indented mark of a quote below an empty
# one or code in one; it is at odds about a definition whose URL is on a line of its own, or below which an indented
# title does not end; and a line that begins a block of another kind, or has an underline of dashes, is the head of a
# table to it, but none that is indented by four. It reads `--->` as no end of a comment (up to 0.30, it was none), ends
# a URL at no `\\` before a line end, and knows of no footnotes: what stands in one may be a URL.
_LAZY = (
    rf"{_TOP}(?:>[ \t>]*>|(?:\d{{2,}}|[ \t>]*[ \t]+\d)[.)][ \t]|(?:[-+*>]|\d+[.)])[ \t]+(?:[-+*>]|\d+[.)])|[-+*][ \t]{{3,}}|[-+*]\t)[^\r\n]*"
    rf"(?:{_END}[ \t]*[^ \t\r\n][^\r\n]*)*?{_END}{_INDENT}"
)
LAZY = re.compile(_LAZY)
"""Of those, the lines that go on with a paragraph and are code to markdown-it-py."""
DISPUTED = re.compile(
    rf"{_LAZY}"
    rf"|\|[^\r\n]*{_END}[ \t>]*-+[ \t]*(?=[\r\n]|$)"
    rf"|{_TOP}>(?:[ \t]*|(?: {{5}}| {{0,3}}\t)[^\r\n]*){_END}(?: {{4}}|\t)[ \t]*>"
    r"|--->|\]\([^)]*\\[\r\n]|\]:[ \t]*(?:[\r\n]|$)"
    rf"|{_TOP}\[\^[^\]\s]+\]:[^\r\n]*`"
    rf"|[\r\n]{_INDENT}[^\r\n]*\|[^\r\n]*{_END}[ \t>]*[|:-]"
    rf"|{_TOP}(?:`{{3}}|~{{3}}|#|<|[-+*>]|\d+[.)])[^\r\n]*\|[^\r\n]*{_END}[ >]*[|:-]"
    rf"|\]:[^\r\n]*{_END}[ \t>]*(?: {{4}}|\t)[ \t]*[\"'(]"
)


def without_odd_space(text: str) -> str:
    """The text with a letter for each of those, or with a control where it is one: no URL holds that."""
    return ODD_SPACE.sub(lambda space: CONTROL if space[0] < " " else LETTER, text)


def literal_lines(text: str) -> set[int]:
    """The lines, from 1, of blocks of code and HTML that are not blank."""
    rows = re.split(r"\r\n|\r|\n", text)
    tokens = MARKDOWN.parse(without_odd_space(text))
    spans = (one.map for one in tokens if one.type in ("fence", "code_block", "html_block") and one.map)
    return {line for first, behind in spans for line in range(first + 1, behind + 1) if rows[line - 1].strip(" \t>")}


def code_spans(text: str) -> list[str]:
    """What the code spans of the page say, in order; white space does not count."""
    tokens = MARKDOWN.parse(without_odd_space(text))
    spans = (child for token in tokens for child in token.children or () if child.type == "code_inline")
    return ["".join(span.content.split()) for span in spans]
