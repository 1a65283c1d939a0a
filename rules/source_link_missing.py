"""The byline has no source link.

Why: without it nobody can compare the page with what was published.
Bad:   `3/15/2024 3:11 PM UTC 作者`
Good:  `3/15/2024 3:11 PM UTC 作者` [轉載自GNews](https://gnews.org/articles/2398780)
Fix:   none: URLs are never invented.
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, is_header_uncommon, rule


@rule(severity=WARNING, kinds={"article"}, whole_page=True, needs=(is_header_uncommon,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the byline."""
    byline = page.header.byline
    if byline is None or byline.source:
        return
    lacking = "source" in byline.fit.missing if byline.fit else page.profile.has_source
    if lacking:
        expected = f"[{' or '.join(page.profile.source_labels) or 'words'}](URL)"
        yield Finding(byline.start, byline.end, f"the byline has no source link; expected `{expected}`")
