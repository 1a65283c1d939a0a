"""There is no byline under the title.

Why: without it nobody knows when the article came out, who wrote it and where it comes from.
Bad:   the title, then the article
Good:  the title, then `3/15/2024 3:11 PM UTC 作者` [轉載自GNews](https://gnews.org/articles/2398780)
Fix:   none: only the source knows.
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, is_header_uncommon, rule


@rule(severity=WARNING, kinds={"article"}, whole_page=True, needs=(is_header_uncommon,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the title or at the end of the header."""
    header, profile = page.header, page.profile
    if header.byline is None and "byline" in profile.needed and "byline" not in page.front_parts:
        start, end = (header.title.start, header.title.end) if header.title else (header.end, header.end)
        expected = "no byline under the title; expected a code span with timestamp and author, then the source link"
        if not profile.is_classic:
            form = profile.byline_forms[0]
            expected = f"no byline; expected {form.place}: " + "\\n".join(form.template.splitlines())
        yield Finding(start, end, expected)
