"""The return link leads to no file.

Why: the reader who clicks it gets an error.
Bad:   ###  [:house:返回](README.md), and no README.md beside the page
Good:  ###  [:house:返回](README.md), and a README.md beside the page
Fix:   none: only you know where the index is. A link with another target than the profile's, which is there, is mended
       by return-link-malformed.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, Finding, Options, Page, rule


@rule(severity=ERROR, kinds={"article"})
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the return link. Web addresses and paths from the site's root are not followed."""
    link = page.header.return_link
    if page.path is None or link is None or not link.target or not page.profile.return_links:
        return
    if "://" in link.target or link.target.startswith(("/", "#")) or page.exists(link.target):
        return
    home = link.home(page.profile)
    if link.leads_to(home) or not page.exists(home):
        yield Finding(link.start, link.link_end, f"the return link leads to `{link.target}`; there is no such file")
