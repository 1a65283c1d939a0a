"""The blocks of a page, read by mistletoe: where headings, paragraphs and tables begin and end.

mistletoe tells no ends and no columns, is quadratic in brackets, stars, spaces and definitions, recurses on nested
quotes and lists, and keeps global state. So it is shown a stand-in for the page: as many lines, each with its markers,
but every line of plain text replaced by its own number. What comes back in a block is then the numbers of its lines,
whatever it was nested in, in linear time. It is asked for blocks alone: what stands in them is left as it is, and a
definition is read by a class of our own. All global state is put back after each page. Where code and HTML are,
`leaves` tells: mistletoe errs there.
"""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.blocks.leaves import FENCE, Block
from mdlint_zh.markdown.blocks.limits import TooComplexError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.markdown.lines import Lines

MOST_NESTED = 60
MOST_SPACES = 400  # no indent of anything is wider, and mistletoe is quadratic in them
_MARKERS = pattern(r"(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
_NESTING = pattern(r">|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])")
_HEADING = pattern(r"#{1,6}(?=[ \t]|$)")
_RULE = pattern(r"[-=*_][-=*_ \t]*|[-:| \t]+")
_MARKUP = pattern(r"<|.*(?:-->|\?>|\]\]>|</(?:script|pre|style|textarea)>|\|)", re.IGNORECASE)
_DEFINITION = pattern(r"\[(?:[^\[\]\\]|\\.){1,999}\]:")
_COSTLY = pattern(r"\]\]>|[\[\]*_&\\`]|(?<=[^-])!| {2,}")
_WIDE = pattern(rf" {{{MOST_SPACES},}}")
_KINDS = {
    "Heading": "heading",
    "SetextHeading": "heading",
    "Paragraph": "paragraph",
    "Table": "table",
    "ThematicBreak": "break",
}
_NUMBER = pattern(r"\ue000(\d+)\ue001")
_TITLE = pattern(r"""\s*(?:"[^"]*"|'[^']*'|\([^()]*\))\s*$""")
_lock = Lock()


def blocks_of(text: str, lines: Lines, first: int, literal: Sequence[Block]) -> list[Block]:
    """Return the leaf blocks from line `first` on, in order; `literal` are those of code and HTML. Raises
    TooComplexError.
    """
    stand_in = [_stand_in(text[slice(*lines.span(number))], number) for number in range(first, len(lines) + 1)]
    taken = {number for block in literal for number in range(block.first, block.last + 1)}
    try:
        others = [
            one
            for one in _leaves(_parse(stand_in), stand_in, first)
            if taken.isdisjoint(range(one.first, one.last + 1))
        ]
    except RecursionError:
        raise TooComplexError("quotes or lists are nested too deeply") from None
    return list(_apart(sorted([*literal, *others], key=lambda block: block.first), len(lines)))


def _apart(blocks: list[Block], last: int) -> Iterator[Block]:
    """The blocks, none over another: mistletoe may be a line wrong below an item that begins with an empty line."""
    firsts = [*(block.first for block in blocks[1:]), last + 1]
    above = 0
    for block, below in zip(blocks, firsts, strict=False):
        first = max(block.first, above + 1)
        above = max(first, min(block.last, below - 1))
        yield Block(block.kind, first, above)


def _stand_in(line: str, number: int) -> str:
    """The line as mistletoe sees it: its markers, then its number in place of plain text. Raises TooComplexError."""
    line = line.expandtabs(4) if "\t" in line[:200] else line
    line = _WIDE.sub(" " * MOST_SPACES, line) if len(line) > MOST_SPACES else line
    markers = _MARKERS.match(line)
    at = markers.end() if markers else 0
    head, rest = line[:at], line[at:]
    if len(head) > MOST_NESTED and len(_NESTING.findall(head)) > MOST_NESTED:
        raise TooComplexError(f"line {number} is nested more than {MOST_NESTED} deep in quotes and lists")
    if not line.strip():
        return "\n"  # else four spaces alone would be code to mistletoe
    if not rest or _RULE.fullmatch(rest):
        return f"{line}\n"
    tag = f"\ue000{number}\ue001"
    if fence := FENCE.match(rest):
        return f"{head}{fence.group()}\n"
    if heading := _HEADING.match(rest):
        return f"{head}{heading.group()} {tag}\n"
    if _DEFINITION.match(rest):
        return f"{head}[{tag}]: x\n"
    return f"{head}{_tamed(rest)}\n" if _MARKUP.match(rest) else f"{head}{tag}\n"


def _tamed(rest: str) -> str:
    """A line of HTML or of a table without the characters in which mistletoe is quadratic."""
    return rest[:9] + _COSTLY.sub(lambda m: m.group() if m.group() == "]]>" else " ", rest[9:])


def _parse(stand_in: list[str]) -> Any:
    """The document that mistletoe makes of these lines. One at a time, and its globals are reset before and after."""
    from mdlint_zh.markdown.blocks.mistletoe_import import quick_import  # noqa: PLC0415 - for few pages

    with quick_import():
        from mistletoe import Document, block_token, core_tokens, span_token, token  # noqa: PLC0415 - slow to import

    def reset() -> None:
        block_token.reset_tokens()
        span_token.reset_tokens()
        core_tokens._code_matches = []  # noqa: SLF001 - no public way to reset it
        token._root_node = None  # noqa: SLF001
        block_token.Paragraph.parse_setext = True

    with _lock:
        reset()
        try:
            block_token.add_token(block_token.HtmlBlock)
            block_token._token_types[block_token._token_types.index(block_token.Footnote)] = _Definition  # noqa: SLF001
            span_token._token_types = [span_token.RawText]  # noqa: SLF001
            return Document(stand_in)
        finally:
            reset()


class _Definition:
    """A definition of a link in the stand-in, one a line, which makes no block; mistletoe's own is quadratic."""

    def __new__(cls, _read: object) -> None:  # type: ignore[misc] # so mistletoe is told that there is none
        return None

    @staticmethod
    def start(line: str) -> bool:
        """Tell whether the line is one."""
        return line.lstrip().startswith("[\ue000")

    @staticmethod
    def read(lines: Any) -> bool:
        """Take it, and a line below that is all title."""
        next(lines)
        if _TITLE.match(lines.peek() or ""):
            next(lines)
        return True


def _leaves(document: Any, stand_in: list[str], first: int) -> Iterator[Block]:
    """The leaf blocks below `document`; `first` is the page's line that mistletoe counts as 1."""
    for token in _walk(document):
        name = type(token).__name__
        start, end = _reach(token, name, first)
        yield Block(_KINDS[name], start, min(end, first + len(stand_in) - 1))


def _walk(token: Any) -> Iterator[Any]:
    """The leaf blocks below a token."""
    stack = [token]
    while stack:
        node = stack.pop()
        if type(node).__name__ in _KINDS:
            yield node
        else:
            stack.extend(reversed(list(node.children or ())))


def _reach(token: Any, name: str, first: int) -> tuple[int, int]:
    """The first and the last line of a leaf block.

    The numbers in it are believed before mistletoe's: below a list item that begins with an empty line, its are one
    too low.
    """
    start = token.line_number + first - 1
    if name == "Table":
        return start, start + len(token.children) + 1
    text = "".join(child.content for child in token.children or ())
    number = _NUMBER.search(text)
    start = int(number[1]) if number else start
    return start, start + text.count("\n") + (1 if name == "SetextHeading" else 0)
