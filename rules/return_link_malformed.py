"""The return link is not written as the profile has it, or does not stand at the top.

Why: a link with a wrong bracket is no link, and pages of one archive should begin alike.
Bad:   ### 【:house:返回】（README.md）
Good:  ###  [:house:返回](README.md)
Fix:   writes it as the profile has it. Safe, unless that leads elsewhere than the link does now.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=WARNING, kinds={"article"}, fix=SAFE | UNSAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the line of the return link."""
    header, expected = page.header, page.profile.return_link
    link = header.return_link
    if link is None:
        return
    different = link.differences(page.profile)
    if header.parts[0] is not link:
        above = header.parts[0]
        text = expected + page.lines.newline + page.text[above.start : link.start].rstrip()
        fix = Fix((Edit(above.start, link.end, text),))
        yield Finding(link.start, link.end, "the return link does not stand at the top of the page", fix)
    elif different:
        safe = not link.target or "target" not in different or not page.exists(link.target)
        fix = Fix((Edit(link.start, link.end, expected),), safe=safe and (page.path is None or page.exists(page.profile.return_target)))
        message = f"the return link differs in {', '.join(different)}; expected `{expected}`"
        yield Finding(link.start, link.end, message, fix)
