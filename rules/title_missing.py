"""An article page has no title, or an empty one.

Why: lists, searches and readers know a page by its title.
Bad:   the separator, then the byline
Good:  ## 多国选择与两头交好
Fix:   none: only you know what the article is called.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, Finding, Options, Page, is_header_uncommon, rule


@rule(severity=ERROR, kinds={"article"}, whole_page=True, needs=(is_header_uncommon,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, where the title is or should be."""
    header, title = page.header, page.header.title
    levels = page.profile.title_levels
    if "title" in page.front_parts or not levels or (title is None and "title" not in page.profile.needed):
        return
    if title is None:
        at = header.byline.start if header.byline else header.end
        yield Finding(at, at, f"no title; expected a heading of level {levels[0]}")
    elif title.level == 0:
        marks = "#" * levels[0]
        yield Finding(title.start, title.end, f"this is no heading to Markdown; expected `{marks} ` and the title")
    elif not page.profile.empty_title and not page.text[title.text_start : title.text_end].strip():
        yield Finding(title.start, title.end, "the title is empty; expected words after the `#`")
