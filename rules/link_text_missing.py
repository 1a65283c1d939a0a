"""A link has no text, and so nobody sees it.

Why: there is nothing to click on; programs that read pages aloud say the URL instead.
Bad:   详情见[](https://example.org/1)
Good:  详情见[官网](https://example.org/1)
Fix:   none: only you know what it was to say, or whether it may go. Links within the page and to files of text are left
       alone: some programs write the title there.
"""

import re
from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, pattern, rule

NO_TEXT = r"(?:[\s\u200b-\u200f\u2060\ufeff]|&(?:nbsp|#160|#8203);)*"
EMPTY = pattern(NO_TEXT)
NEEDS = ("[](", "[ ](", "[\xa0](", "[\u200b](", "[&nbsp;](", "[][")
TITLED = pattern(r"#|(?![a-z][a-z0-9+.-]*:|//|www\.)[^?#]*\.(?:md|mdx|markdown|ipynb|rst|txt)(?:#|\Z)", re.IGNORECASE)


@rule(severity=WARNING, needs=NEEDS)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link that leads somewhere."""
    for link in page.inlines:
        if link.kind not in ("link", "reference") or not link.text or not EMPTY.fullmatch(page.text, *link.text):
            continue
        target = page.text[slice(*link.target)] if link.target else page.text[link.text.end + 1 : link.end]
        if target and not TITLED.match(target):
            yield Finding(link.start, link.end, f"nobody sees the link to {target[:60]}: it has no text")
