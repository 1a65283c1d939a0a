"""The timestamp names a date or a time that does not exist.

Why: whatever sorts pages by date stumbles over it, and the true date is lost unnoticed.
Bad:   `2/30/2024 3:11 PM UTC 作者`
Good:  `2/29/2024 3:11 PM UTC 作者`
Fix:   none: only the source knows.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, Finding, Options, Page, rule


@rule(severity=ERROR, kinds={"article"})
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the timestamp."""
    byline = page.header.byline
    timestamp = byline.timestamp if byline else None
    if timestamp and timestamp.impossible:
        text = page.text[timestamp.start : timestamp.end]
        yield Finding(timestamp.start, timestamp.end, f"`{text}` names no moment: {timestamp.doubt}")
