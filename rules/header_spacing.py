"""The blank lines between the parts of the header are not as many as the profile has.

Why: pages of one archive should begin alike, and a byline without a blank line under it runs into the article.
Bad:   the separator, then the title right under it
Good:  the separator, two blank lines, the title
Fix:   adds or takes away blank lines. Safe. Under the byline any number from one to the option's will do. None where
       what stands right under the byline would become something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mdlint_zh import SAFE, WARNING, Change, Finding, Page, pattern, replace, rule

# Below a byline: an underline, which makes a heading of it, or an indent, which is code once a blank line is above.
GOES_ON = pattern(r"(?: {4}| {0,3}\t)| {0,3}(?:=+|-+)[ \t]*(?:[\r\n]|\Z)")


@dataclass(frozen=True)
class Options:
    """How much is left."""

    most: int = 2
    """How many blank lines may stand under the byline, 1 to 100; blank-lines has the number for the rest."""

    def __post_init__(self) -> None:
        """Without a blank line under it the byline runs into the article."""
        if not 1 <= self.most <= 100:
            raise ValueError(f"`most` has to be 1 to 100, like 2; it is {self.most}")


@rule(severity=WARNING, kinds={"article"}, fix=SAFE, changes=Change.HEADER, options=Options, whole_page=True)
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding for each gap between two parts that is too small or too large."""
    for gap in page.header_gaps:
        wanted = gap.expected[0]
        right = gap.blank in gap.expected or (gap.is_last and 1 <= gap.blank <= max(options.most, *gap.expected))
        if not right:
            text = page.lines.newline * (wanted + gap.line_ends)
            seen = f"{gap.blank} blank line{'s' * (gap.blank != 1)} {gap.place}"
            stays = not (gap.is_last and not gap.blank and GOES_ON.match(page.text, gap.end))
            stays = stays and not page.is_underlined(gap.start, gap.end)
            fix = replace(gap.start, gap.end, text) if stays else None
            yield Finding(gap.start, gap.end, f"{seen}; expected {' or '.join(map(str, gap.expected))}", fix)
