"""A no-break space (U+00A0) follows a Han character.

Why: it looks like a space, but searches and word counts do not take it for one.
Bad:   U+00A0 between 晴 and 25 in 今天晴 25 度
Good:  a space between 晴 and 25 in 今天晴 25 度
Fix:   writes a space in its place. Safe.
"""

import re
from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, replace, rule

# Not at the edges of a line: spaces mean something to Markdown there.
NO_BREAK_SPACE = re.compile("(?<=[\u4e00-\u9fff])\u00a0(?=[^\\s\u00a0])")


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a character, in running text only."""
    for start, end in page.prose:
        for match in NO_BREAK_SPACE.finditer(page.text, start, end):
            yield Finding(*match.span(), "a no-break space (U+00A0); expected a space", replace(*match.span(), " "))
