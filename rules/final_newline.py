"""A page does not end with one line end.

Why: joined files run together, and every editor that adds the missing line end changes the page by the way.
Bad:   the last line has no line end, or blank lines follow it
Good:  the last line ends in one line end
Fix:   adds it, or takes the blank lines away. Safe. Where the profile's `final-newline` is false, none is missed.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, delete, pattern, replace, rule

LINE_END = pattern(r"\r\n|\n|\r")


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE, whole_page=True)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, at the end of the page."""
    text = page.text
    end = len(text)
    body = len(text.rstrip(" \t\r\n"))
    ends = [match.end() for match in LINE_END.finditer(text, body)]
    if ends[:1] == [end] or not text[:body].strip("\ufeff") or page.is_literal(ends[0] if ends else end):
        return
    if not ends and page.profile.final_newline:
        yield Finding(end, end, "no line end at the end of the page", replace(end, end, page.lines.newline))
    elif ends and ends[0] < end:
        blank = len(ends) - (ends[-1] == end)
        message = f"{blank} blank line{'s' * (blank > 1)} at the end of the page"
        yield Finding(ends[0], end, message, delete(ends[0], end))
