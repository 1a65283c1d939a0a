"""An image's alt text is a placeholder: `img`, a file name, `This image has an empty alt attribute…`.

Why: it says nothing of the picture, and hides that nothing is said.
Bad:   ![IMG_2041.jpg](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![渔船停靠在港口。（图／通讯社）](https://example.org/1.jpg)
Fix:   as of image-alt-missing. A title that repeats the placeholder is replaced with it.
"""

from collections.abc import Iterator

from mdlint_zh import (
    SAFE,
    UNSAFE,
    WARNING,
    Change,
    Edit,
    Finding,
    Fix,
    Options,
    Page,
    alt_for,
    is_placeholder,
    refilled,
    rule,
)


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        alt = page.text[slice(*image.alt)].strip()
        if alt and is_placeholder(alt):
            words, safe = alt_for(page.text, image)
            edits = (Edit(*span, new) for span, new in refilled(page.text, image, words))
            fix = Fix(tuple(edits), safe=safe) if words else None
            yield Finding(*image.alt, f"the alt text `{alt[:60]}` says nothing of the image", fix)
