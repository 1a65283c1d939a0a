"""The blank lines between the parts of the header are not as many as the profile has.

Why: pages of one archive should begin alike, and a byline without a blank line under it runs into the article.
Bad:   the separator, then the title right under it
Good:  the separator, two blank lines, the title
Fix:   adds or takes away blank lines. Safe.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, replace, rule


@rule(severity=WARNING, kinds={"article"}, fix=SAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding for each gap between two parts that is too small or too large."""
    for gap in page.header_gaps:
        if gap.blank != gap.expected:
            text = page.lines.newline * (gap.expected + gap.line_ends)
            seen = f"{gap.blank} blank line{'s' * (gap.blank != 1)} {gap.place}"
            fix = replace(gap.start, gap.end, text)
            yield Finding(gap.start, gap.end, f"{seen}; expected {gap.expected}", fix)
