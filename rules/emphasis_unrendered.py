"""Stars that were meant as bold text are shown as stars.

Why: Markdown asks what stands on both sides of `**`; between Chinese punctuation and a Han character it is no mark.
Bad:   **译者的话：**虽然
Good:  **译者的话**：虽然
Fix:   moves the punctuation or the space out of the bold text, or else puts a space beside it. Unsafe: it changes how
       the page looks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule

BLANK = re.compile(r"\n[ \t\r]*\n|\r[ \t]*\r")


@rule(severity=WARNING, fix=UNSAFE, changes=Change.EMPHASIS, needs=("**",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a paragraph, at the first pair of marks in it."""
    failing = [stars for stars in page.stars if not stars.renders]
    at = 0
    while at < len(failing):
        first = failing[at]
        blank = BLANK.search(page.text, first.end)
        end = bisect_left(failing, blank.start(), at, key=lambda stars: stars.start) if blank else len(failing)
        here, at = failing[at:end], end
        edits = tuple(Edit(*replacement) for stars in here for replacement in stars.repair)
        more = f", nor are {len(here) - 1} more in this paragraph" if len(here) > 1 else ""
        message = f"`{page.text[first.start : first.end][:60]}` is not bold to Markdown{more}"
        yield Finding(first.start, first.end, message, Fix(edits, safe=False) if edits else None)
