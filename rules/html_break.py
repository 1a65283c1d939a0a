"""A line break of HTML cuts a sentence.

Why: a converter kept the breaks of a narrow column; readers stumble, and a search does not find what is cut.
Bad:   他问到点子上了<br>。
Good:  他问到点子上了。
Fix:   takes it out; between Latin words a space stays. Unsafe: it may be meant. Short lines, as of verses, headings and
       tables are left alone.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, Span, pattern, rule

BREAK = pattern(r"[ \t]*(?P<tag><br[ \t]*/?>)[ \t]*", re.IGNORECASE)
# What begins no line; what ends no sentence, and what goes on with one.
CLOSING = pattern(r"[，。、；：！？）」』》】]|,(?=[^\W\d_])")
PAUSES = frozenset("，、,")
LATIN = pattern(r"[A-Za-z0-9,.][A-Za-z0-9]")
LONG = 80
"""A line has so many characters for each of its breaks, or it may be made of short lines."""


def takes_break(before: str, edit: Edit) -> bool:
    """Whether a line break and the spaces around it go, but for one space between Latin words."""
    gone = BREAK.fullmatch(before, edit.start, edit.end)
    return gone is not None and edit.text == space_for(before, edit.start, edit.end)


def space_for(text: str, start: int, end: int) -> str:
    """What has to stand between the two sides."""
    return " " if LATIN.fullmatch(text[max(0, start - 1) : start] + text[end : end + 1]) else ""


NO_BREAK = Change("no-break", "a line break of HTML within a sentence goes", takes_break, may_lose=frozenset({"HTML"}))


@rule(severity=WARNING, needs=("<br", "<BR", "<Br"), fix=UNSAFE, changes=NO_BREAK)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a break that stands within one line of the page."""
    tags = {tag.start for tag in page.inlines if tag.kind == "html"}
    breaks = [one for one in BREAK.finditer(page.text) if one.start("tag") in tags]
    lines = Counter(page.lines.number(tag.start()) for tag in breaks)
    for tag in breaks:
        line, number = page.lines.around(tag.start()), page.lines.number(tag.start())
        is_long = line.end - line.start >= LONG * lines[number]
        if _cuts(page.text, line, tag, is_long=is_long) and not _is_apart(page, line):
            fix = Fix((Edit(*tag.span(), space_for(page.text, *tag.span())),), safe=False)
            yield Finding(*tag.span("tag"), f"`{tag['tag']}` cuts a sentence", fix)


def _cuts(text: str, line: Span, tag: re.Match[str], *, is_long: bool) -> bool:
    """Whether what stands on both sides is one sentence."""
    left, right = text[line.start : tag.start()][-1:], text[tag.end() : line.end][:2]
    if not left or left in "<>" or not right:
        return False
    if CLOSING.match(right):
        return True
    return is_long and (left in PAUSES or left.isalpha()) and right[0].isalpha()


def _is_apart(page: Page, line: Span) -> bool:
    """Whether the line is a heading, or a row of a table, where breaks are meant."""
    at = bisect_left(page.headings, line.start, key=lambda heading: heading.start)
    in_heading = at < len(page.headings) and page.headings[at].start <= line.end
    return in_heading or page.text.find("|", *line) >= 0
