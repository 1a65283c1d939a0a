"""Stars that were meant as bold text are shown as stars.

Why: Markdown asks what stands on both sides of `**`; between Chinese punctuation and a Han character it is no mark.
Bad:   **译者的话：**虽然
Good:  **译者的话**：虽然
Fix:   moves the punctuation or the space out of the bold text, or else puts a space beside it. Unsafe: it changes how
       the page looks. None where a mark is lost or one too many, and what is bold cannot be told.
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
    read_stars_left,
    rule,
)

BLANK = pattern(r"\n[ \t\r]*\n|\r[ \t]*\r")


@rule(severity=WARNING, fix=UNSAFE, changes=Change.EMPHASIS, needs=(read_doubtful_stars,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a paragraph, at the first pair of marks in it."""
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
    done = -1
    for stars in page.view(read_stars_left):
        if stars.start < done:
            continue
        blank = BLANK.search(page.text, stars.end)
        above = max(page.text.rfind("\n\n", 0, stars.start), 0)
        done = blank.start() if blank else len(page.text)
        if bisect_left(told, above) == bisect_left(told, done):
            yield Finding(stars.start, stars.end, f"`{'*' * (stars.end - stars.start)}` is shown as it stands")
