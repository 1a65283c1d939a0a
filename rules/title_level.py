"""The title is a heading of another level than the profile has.

Why: pages of one archive should look alike, and an outline made of them should have one depth.
Bad:   # 多国选择与两头交好
Good:  ## 多国选择与两头交好
Fix:   writes as many # as the profile has. Unsafe: headings below it may have to follow.
"""

from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, is_header_uncommon, rule


@rule(severity=WARNING, kinds={"article"}, fix=UNSAFE, changes=Change.HEADER, needs=(is_header_uncommon,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the marks of the title."""
    title, levels = page.header.title, page.profile.title_levels
    if title is None or not levels or title.level in (0, *levels) or title.text_start == title.text_end:
        return
    start = page.text.index("#", title.start)
    end = start + title.level
    expected = " or ".join(map(str, levels))
    message = f"the title is a heading of level {title.level}; expected level {expected}"
    yield Finding(start, end, message, Fix((Edit(start, end, "#" * levels[0]),), safe=False))
