"""A line ends in spaces or tabs.

Why: nobody sees them, editors take them away, and the change hides in the next difference.
Bad:   a line of a page, then a space
Good:  a line of a page
Fix:   takes them away. Safe. Two spaces or more before a line of the same paragraph are a line break and stay.
"""

import re
from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, delete, rule

TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\r\n|\n|\r|\Z)")
NEXT_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*[^ \t\r\n]")


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a line."""
    text = page.text
    for spaces in TRAILING.finditer(text):
        start, end = spaces.span()
        blank_line = start == page.lines.span(page.lines.number(start)).start
        breaks = not blank_line and spaces.group().startswith("  ") and NEXT_LINE.match(text, end)
        # A backslash before the line end would be a line break, too, once the spaces are gone.
        if breaks or text[start - 1 : start] == "\\" or page.is_literal(start):
            continue
        count = end - start
        yield Finding(start, end, f"{count} trailing space{'s' * (count > 1)}", delete(start, end))
