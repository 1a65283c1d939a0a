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
    elsewhere = "://" in link.target or link.target.startswith(("/", "#"))
    home = link.home(page.profile)
    mended = page.exists(home) and not link.leads_to(home)
    if not elsewhere and not mended and not page.exists(link.target):
        yield Finding(link.start, link.link_end, f"the return link leads to `{link.target}`; there is no such file")
