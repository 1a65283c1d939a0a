"""Chinese prose is code to Markdown, for its indent.

Why: readers see it in one long line of typewriter letters; links and bold text in it are shown as they are written.
Bad:   (a paragraph with four spaces before it, to indent its first line)
Good:  (the same paragraph without them, or with two U+3000)
Fix:   takes the spaces away; behind the mark of an item, one stays. Unsafe: only you know that it is no code. None in
       lists and where text stands right beside it. Pages that have other code by indent, or boxes that need one, are
       left alone.
"""

import re
from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, Span, pattern, rule

INDENT = r"(?: {4}| {0,3}\t)[ \t]*"
INDENTED = pattern(INDENT)
IN_ITEM = pattern(r"(?P<mark>[ ]{0,3}(?:[-+*]|\d{1,9}[.)]))(?P<spaces> {5,}|[ ]*\t[ \t]*)(?=[^ \t\r\n])")
BOXES = pattern(r"(?:^|(?<=\r))\ufeff?[ \t]*(?:!!!|\?\?\?|===|:::|\[\^[^\]\s]+\]:|:[ \t])", re.MULTILINE)
WIKILINK = pattern(r"\[\[[A-Za-z-]+:(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
IN_LIST = pattern(r"[ \t]|[-+*][ \t]|\d{1,9}[.)][ \t]|>")
LOOK_BACK = 2000
PAUSES = frozenset("，。；！？：、")
BEGINS_PROSE = pattern(r"[^\x00-\x7f]|\(|\d{1,4}[年月日]|[A-Za-z]+[^\x00-\x7f]")
CODE = pattern(r"[{}=;<>$`|\\#*_~\[\]&]|//|[A-Za-z_]\((?![^\x00-\x7f])")
FEWEST, SHARE = 8, 0.6


def loses_indent(before: str, edit: Edit) -> bool:
    """Whether the spaces at the beginning of a line go, or all but one of those behind the mark of an item."""
    line = before.rfind("\n", 0, edit.start) + 1
    if edit.text or not edit.end > edit.start:
        return False
    if edit.start == line:
        return INDENTED.fullmatch(before, edit.start, edit.end) is not None
    item = IN_ITEM.match(before, line)
    return item is not None and (item.start("spaces") + 1, item.end("spaces")) == (edit.start, edit.end)


DEDENT = Change(
    "dedent",
    "the indent of a line goes, or all of it but one space behind the mark of an item",
    loses_indent,
    may_lose=frozenset({"line"}),
    may_make=frozenset({"line"}),
)


@rule(severity=WARNING, needs=("    ", "\t"), fix=UNSAFE, changes=DEDENT)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a block, on a page on which all that is code by its indent is prose."""
    blocks = [
        block for block in page.literal if block.start >= page.front_matter.end and _is_indented(page.text, block)
    ]
    if not blocks or not all(_is_prose(page.text, block) for block in blocks) or BOXES.search(page.text):
        return
    for block in blocks:
        edits = tuple(_edits(page, block))
        fix = Fix(edits, safe=False) if edits and _stands_apart(page, block) else None
        yield Finding(*block, "the indent makes code of this prose", fix)


def _is_indented(text: str, block: Span) -> bool:
    return bool(INDENTED.match(text, *block) or IN_ITEM.match(text, *block))


def _lines(text: str, block: Span) -> list[str]:
    """The lines of a block that are not blank, without what stands before their words."""
    item = IN_ITEM.match(text, *block)
    return [line.strip() for line in text[item.end() if item else block.start : block.end].splitlines() if line.strip()]


def _is_prose(text: str, block: Span) -> bool:
    """Whether nearly all of it is Chinese, and none of it is like code."""
    shown = [WIKILINK.sub(r"\1", line) for line in _lines(text, block)]
    joined = "".join("".join(shown).split())
    if sum("\u3400" <= one <= "\u9fff" for one in joined) < FEWEST or CODE.search(joined):
        return False
    wide = sum(not one.isascii() or one.isdigit() for one in joined)
    return wide >= SHARE * len(joined) and not PAUSES.isdisjoint(joined) and all(map(BEGINS_PROSE.match, shown))


def _edits(page: Page, block: Span) -> Iterator[Edit]:
    """The indents of the lines of a block; of an item, the spaces behind its mark but one, when it has one line."""
    item = IN_ITEM.match(page.text, *block)
    first, last = page.lines.number(block.start), page.lines.number(block.end)
    if item:
        if first == last:
            yield Edit(item.start("spaces") + 1, item.end("spaces"), "")
        return
    for number in range(first, last + 1):
        line = page.lines.span(number)
        indent = INDENTED.match(page.text, *line)
        if indent and indent.end() < line.end:
            yield Edit(*indent.span(), "")


def _stands_apart(page: Page, block: Span) -> bool:
    """Whether what stands above and below goes on as it is: blank lines do, and above them nothing of a list."""
    below = page.lines.below(page.lines.around(block.end))
    if below and page.text[slice(*below)].strip():
        return False
    above = page.text[max(0, block.start - LOOK_BACK) : block.start]
    words = above.rstrip()
    if not words.strip("\ufeff") or IN_ITEM.match(page.text, *block):
        return True
    line = words.splitlines()[-1].removeprefix("\ufeff")
    return not IN_LIST.match(line) and (len(above[len(words) :].splitlines()) > 1 or line.startswith("#"))
