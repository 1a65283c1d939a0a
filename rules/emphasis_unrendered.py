"""Stars that were meant as bold text are shown as stars.

Why: Markdown asks what stands on both sides of `**`; between Chinese punctuation and a Han character it is no mark.
Bad:   **译者的话：**虽然
Good:  **译者的话**：虽然
Fix:   moves the punctuation or the space out of the bold text, or else puts a space beside it. Unsafe: it changes how
       the page looks.
"""

from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=WARNING, fix=UNSAFE, changes=Change.EMPHASIS, needs=("**",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a pair of marks."""
    for stars in page.stars:
        if not stars.renders:
            edits = tuple(Edit(*replacement) for replacement in stars.repair)
            fix = Fix(edits, safe=False) if edits else None
            message = f"`{page.text[stars.start : stars.end][:60]}` is not bold to Markdown"
            yield Finding(stars.start, stars.end, message, fix)
