"""Lines end in spaces or tabs.

Why: nobody sees them, editors take them away, and the change hides in the next difference.
Bad:   (lines of a page that end in a space)
Good:  (the same lines without it)
Fix:   takes them away. Safe. Two spaces or more before a line of the same paragraph are a line break and stay.
"""

import re
from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, replace_all, rule

# The last one of a line. Most pages have no tab, and a pattern that begins with one character is found fast.
SPACE, SPACE_OR_TAB = re.compile(r" (?=[\r\n]|\Z)"), re.compile(r"[ \t](?=[\r\n]|\Z)")
# The line below, up to the first character that is seen.
BELOW = re.compile(r"(?:\r\n|\r|\n)[ \t]*[^ \t\r\n]")
# What stands before the spaces where nothing else is on their line.
NOTHING = frozenset(("", "\r", "\n", "\ufeff"))


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a page, at the first such line: converters leave them on every other one."""
    spaces = list(_trailing(page))
    if spaces:
        lines = "1 line ends" if len(spaces) == 1 else f"{len(spaces)} lines end"
        message = f"{lines} in spaces" + ", the first here" * (len(spaces) > 1)
        yield Finding(*spaces[0], message, replace_all(spaces, each=True))


def _trailing(page: Page) -> Iterator[tuple[int, int]]:
    """The spaces and tabs at the ends of lines that mean nothing."""
    text = page.text
    for last in (SPACE_OR_TAB if "\t" in text else SPACE).finditer(text):
        start, end = last.span()
        while start and text[start - 1] in " \t":
            start -= 1
        before = text[start - 1 : start]
        breaks = text.endswith("  ", start, end) and before not in NOTHING and BELOW.match(text, end)
        # A backslash before the line end would be a line break, too, once the spaces are gone.
        if not breaks and before != "\\" and not page.is_markup(start):
            yield start, end
