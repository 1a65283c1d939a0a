"""An image's caption says something else than its alt text.

Why: one of the two belongs to another picture; or the alt text is the headline, which does not say what is seen.
Bad:   ![列车进站](https://example.org/1.jpg), and under it: ▲渔船停靠在港口。（图／通讯社）
Good:  ![渔船停靠在港口](https://example.org/1.jpg), and under it: ▲渔船停靠在港口。（图／通讯社）
Fix:   writes the caption as alt text, and as title where that repeats the alt text. Unsafe: only a look at the picture
       tells which one is right.
"""

from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, alt_for, refilled, rule


@rule(severity=WARNING, fix=UNSAFE, changes=Change.IMAGE, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image, on its alt text."""
    for image in page.images:
        alt = page.text[slice(*image.alt)]
        if alt.strip() and image.caption and image.caption.contradicts(alt):
            words, _ = alt_for(page.text, image)
            edits = (Edit(*span, new) for span, new in refilled(page.text, image, words))
            fix = Fix(tuple(edits), safe=False) if words == image.caption.words else None
            message = f"the alt text `{alt[:60]}` is not the caption `{image.caption.words[:60]}`"
            yield Finding(*image.alt, message, fix)
