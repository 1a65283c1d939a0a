"""An image has no alt text.

Why: who cannot see the picture, person or program, learns nothing of it.
Bad:   ![](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![渔船停靠在港口。（图／通讯社）](https://example.org/1.jpg)
Fix:   writes the alt text that `[images]` in the settings gives for the URL: safe. Else takes the image's caption,
       without its mark and wikilinks. Safe when the caption is marked as one (▲, `图1：`, 图为…), has a form that
       `captions` in the settings names, or ends in a picture's credit, else unsafe, as is taking the title. None
       without a caption, when it tells the picture's source alone, or when it would be markup in an alt text. An image
       that needs no alt text, such as a line, gets "" in `[images]`: nothing is said of it then. `mdlint-zh images`
       lists the URLs that most pages have without one.
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
    new_alt,
    refilled,
    rule,
    wants_alt,
)


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        if page.text[slice(*image.alt)].strip() or not wants_alt(page, image):
            continue
        words, safe, source = new_alt(page, image)
        edits = (Edit(*span, new) for span, new in refilled(page.text, image, words))
        fix = Fix(tuple(edits), safe=safe) if words else None
        hint = f"; {source} `{words}`" if source else ""
        yield Finding(image.start, image.end, f"the image has no alt text{hint}", fix)
