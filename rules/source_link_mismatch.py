"""The number in the source link is not the name of the page.

Why: one of the two is wrong, and then the page says that it comes from another article.
Bad:   [轉載自GNews](https://gnews.org/articles/2398781) on the page 2398780.md
Good:  [轉載自GNews](https://gnews.org/articles/2398780) on the page 2398780.md
Fix:   none: only the source knows which one is right. A name with more in it than the number, such as
       20240315-2398780.md, is no mismatch.
"""

import re
from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, rule


@rule(severity=WARNING, kinds={"article"})
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the URL of the source link."""
    byline = page.header.byline
    source = byline.source if byline else None
    if source is None or source.url is None or page.path is None or not page.profile.has_source:
        return
    name, date = source.name(page.text, page.profile), source.date(page.text, page.profile)
    if name and not _is_part(name, page.path.stem):
        expected = f"`{page.path.stem}`, the name of the page"
        yield Finding(*source.url, f"the source link leads to `{name}`; expected {expected}")
    elif date and re.search(r"\d{8}", stem := _digits(page.path.stem)) and _digits(date) not in stem:
        yield Finding(*source.url, f"the source link is of `{date}`; expected the date in the name of the page")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _is_part(name: str, stem: str) -> bool:
    """Whether the page is named so, perhaps with more words before or after it."""
    return name == stem or re.search(rf"(?<![0-9A-Za-z]){re.escape(name)}(?![0-9A-Za-z])", stem) is not None
