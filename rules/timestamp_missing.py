"""The byline has no timestamp.

Why: without it the article cannot be placed in time.
Bad:   ` 作者` [轉載自GNews](https://gnews.org/articles/2398780)
Good:  `3/15/2024 3:11 PM UTC 作者` [轉載自GNews](https://gnews.org/articles/2398780)
Fix:   none: only the source knows. Found only beside source links of a form whose articles have timestamps: the
       profile lists those forms as `timestamped-urls`.
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, rule


@rule(severity=WARNING, kinds={"article"}, whole_page=True)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the code span of the byline."""
    byline = page.header.byline
    if byline is None or byline.timestamp:
        return
    lacking = byline.fit is not None and "timestamp" in byline.fit.missing
    if lacking or (byline.source and byline.source.has_timestamps(page.text, page.profile)):
        start, end = byline.code or (byline.start, byline.end)
        yield Finding(start, end, f"the byline has no timestamp; expected `{page.profile.timestamp}`")
