"""There is nothing on a page, or nothing below its header.

Why: readers come for what the title promises; often a converter has lost it.
Bad:   (a title, a byline, and nothing below them)
Good:  (a title, a byline, and the article)
Fix:   none: what is missing stands somewhere else.
"""

import re
from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, pattern, rule

NOTHING = pattern(r"(?:[\s*_\u200b-\u200f\u2060\ufeff-]|<br[ \t]*/?>|&nbsp;|<!--[^>]*-->)*", re.IGNORECASE)


@rule(severity=WARNING)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the last part of the header, or at the top. A title alone may be a note to be written."""
    header = page.header
    if page.front_matter.end and not header.parts:
        return
    if not NOTHING.fullmatch(page.text, header.end):
        return
    if not page.text.strip():
        yield Finding(0, len(page.text), "there is nothing on the page")
    elif len(header.parts) > 1:
        last = header.parts[-1]
        yield Finding(last.start, last.end, "there is nothing below the header")
