"""Stars that were meant as bold text or italics are shown as stars.

Why: Markdown asks what stands on both sides of `**`; between Chinese punctuation and a Han character it is no mark.
     Converters leave `****` between two bold texts, and within a word `__` is no mark to any renderer.
Bad:   **译者的话：**虽然
Good:  **译者的话**：虽然
Fix:   moves the punctuation or the space out of the bold text, or else puts a space beside it; takes `****` between
       bold texts away; brings marks that stand alone on a line to the paragraph between them; makes stars of `__`. One
       is there only where no star is shown afterwards, and all else is as it was. Unsafe: it changes how the page
       looks. None where a mark is lost or one too many, and what is bold cannot be told.

What is bold depends on the `renderer` of the settings: to kramdown and Python-Markdown the first example is.
"""

from bisect import bisect_left
from collections.abc import Iterator

from mdlint_zh import (
    UNSAFE,
    WARNING,
    Change,
    Finding,
    Fix,
    Options,
    Page,
    pattern,
    read_doubtful_stars,
    read_failing_pairs,
    read_meant_pairs,
    read_stars_left,
    rule,
)

BLANK = pattern(r"\n[ \t\r]*\n|\r[ \t]*\r")


@rule(severity=WARNING, fix=UNSAFE, changes=Change.STARS, needs=(read_doubtful_stars, read_meant_pairs))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a paragraph, at the first pair of marks in it; one a line that has a pair of another kind."""
    yield from _bold(page)
    for pair in page.view(read_meant_pairs):
        message = f"`{page.text[pair.start : pair.end][:60]}` is not {pair.what} to Markdown"
        yield Finding(pair.start, pair.end, message, Fix(pair.repair, safe=False) if pair.repair else None)


def _bold(page: Page) -> Iterator[Finding]:
    """One finding a paragraph with pairs that are not bold, or with stars left over."""
    failing = page.view(read_failing_pairs)
    at = 0
    while at < len(failing):
        first = failing[at]
        blank = BLANK.search(page.text, first.end)
        end = bisect_left(failing, blank.start(), at, key=lambda pair: pair.start) if blank else len(failing)
        here, at = failing[at:end], end
        edits = tuple(edit for pair in here for edit in pair.repair)
        more = f", nor are {len(here) - 1} more in this paragraph" if len(here) > 1 else ""
        message = f"`{page.text[first.start : first.end][:60]}` is not bold to Markdown{more}"
        yield Finding(first.start, first.end, message, Fix(edits, safe=False) if edits else None)
    yield from _left_over(page, [pair.start for pair in failing])


def _left_over(page: Page, told: list[int]) -> Iterator[Finding]:
    """One finding a paragraph that has stars left over, and of which nothing was told."""
    left, at = page.view(read_stars_left), 0
    while at < len(left):
        stars = left[at]
        blank = BLANK.search(page.text, stars.end)
        above = max(page.text.rfind("\n\n", 0, stars.start), 0)
        end = blank.start() if blank else len(page.text)
        here = [one for one in left[at:] if one.start < end]
        at += len(here)
        if bisect_left(told, above) == bisect_left(told, end):
            from mdlint_zh import mended_stars  # noqa: PLC0415 - few pages need it

            edits = mended_stars(page, here)
            message = f"`{'*' * (stars.end - stars.start)}` is shown as it stands"
            yield Finding(stars.start, stars.end, message, Fix(edits, safe=False) if edits else None)
