"""The return link leads to no file.

Why: the reader who clicks it gets an error.
Bad:   ###  [:house:返回](README.md), and no README.md beside the page
Good:  ###  [:house:返回](README.md), and a README.md beside the page
Fix:   none: only you know where the index is.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, Finding, Options, Page, rule


@rule(severity=ERROR, kinds={"article"})
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the line of the return link. Web addresses and paths from the site's root are not followed."""
    link = page.header.return_link
    if page.path is None or link is None or not link.target or "://" in link.target or link.target.startswith(("/", "#")):
        return
    if not page.exists(link.target):
        yield Finding(link.start, link.end, f"the return link leads to {link.target}, which is not there")
