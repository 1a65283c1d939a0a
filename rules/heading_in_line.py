"""The marks of a heading stand within a line.

Why: readers see `##`, and the section has no heading; a converter has joined two lines.
Bad:   渔船停靠在港口。（图／通讯社）  ## 出海当天
Good:  渔船停靠在港口。（图／通讯社）, a blank line, ## 出海当天
Fix:   puts the heading on a line of its own, below a blank line. Unsafe: the marks may be meant as they stand. None
       where more than a plain line of text is there, as in tables and bold text.
"""

from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, pattern, rule

HEADING = pattern(
    r"[ \t](?<=[^\s#][ \t])[ \t]*(?P<words>#{2,6}[ \t]+(?:\*\*)?[\d.、（(“《「\[:]*(?:zh:)?[\u3400-\u9fff][^\r\n]*)"
)
BEGINS_BLOCK = pattern(r"[ \t]*(?:>|#{1,6}[ \t]|[-+*][ \t]|\d{1,9}[.)][ \t]|<|\|)| {4}|\t")
# What is one thing on a line, and may hold any mark: where a link leads, a wikilink, bold text that is whole.
WHOLE = pattern(r"\]\([^()\r\n]*\)|\[\[[^\[\]\r\n]*\]\]|\*\*(?=\S)[^*\r\n]*(?<=\S)\*\*")
MARKS = frozenset("*_~`|$\\<")
ABOVE = pattern(r"(?:\A\ufeff?|\n[ \t\r]*\n|(?:\A|\n) {0,3}#[^\n]*\n)\Z")
BELOW = pattern(r"\r?\n(?:[ \t]*(?:\r?\n|\Z)|(?![\d_])[\w“‘「『《（][^|\r\n]*(?:[\r\n]|\Z))|\Z")
LOOK_BACK = 300


def comes_apart(before: str, edit: Edit) -> bool:
    """Whether the spaces before a heading become a blank line, and nothing but this one line comes apart."""
    heading = HEADING.match(before, edit.start)
    at_heading = heading is not None and heading.start("words") == edit.end and edit.text == "\n\n"
    line = before.rfind("\n", 0, edit.start) + 1
    return at_heading and stands_alone(before, line, edit.start)


def stands_alone(text: str, line: int, spaces: int) -> bool:
    """Whether the line and the heading are plain text, and what stands around them stays as it is."""
    heading = HEADING.match(text, spaces)
    if heading is None or BEGINS_BLOCK.match(text, line):
        return False
    parts = WHOLE.sub("", text[line:spaces]), WHOLE.sub("", heading["words"])
    plain = all(MARKS.isdisjoint(part) and part.count("[") <= 1 for part in parts)
    apart = ABOVE.search(text[max(0, line - LOOK_BACK) : line]) is not None
    return plain and apart and BELOW.match(text, heading.end()) is not None


HEADING_APART = Change(
    "heading-apart",
    "a heading within a line of text comes to stand on a line of its own",
    comes_apart,
    may_lose=frozenset({"line"}),
    may_make=frozenset({"line"}),
)


@rule(severity=WARNING, needs=(" ##", "\t##"), fix=UNSAFE, changes=HEADING_APART)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a line of text, below the header of an article."""
    top = page.header.end if page.kind == "article" else page.front_matter.end
    for heading in HEADING.finditer(page.text, top):
        line, marks = page.lines.around(heading.start()), heading.start("words")
        text = page.text[line.start : marks].removeprefix("\ufeff")
        if BEGINS_BLOCK.match(text) or not page.is_prose(marks, marks + 2):
            continue
        mended = stands_alone(page.text, line.start, heading.start()) and not page.is_underlined(*line)
        newline = page.lines.newline_at(heading.start())
        fix = Fix((Edit(heading.start(), marks, newline * 2),), safe=False) if mended else None
        yield Finding(marks, line.end, f"`{heading['words'][:40]}` is no heading within a line", fix)
