"""An image has no alt text.

Why: who cannot see the picture, person or program, learns nothing of it.
Bad:   ![](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![渔船停靠在港口。（图／通讯社）](https://example.org/1.jpg)
Fix:   takes the image's caption, without its mark and wikilinks. Safe when the caption is marked as one (▲, `图1：`,
       图为…) or ends in a picture's credit, else unsafe, as is taking the title. None without a caption, when it tells
       the picture's source alone, or when it would be markup in an alt text.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, alt_for, refilled, rule


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        if page.text[slice(*image.alt)].strip() or image.url.start == image.url.end:
            continue
        words, safe = alt_for(page.text, image)
        edits = (Edit(*span, new) for span, new in refilled(page.text, image, words))
        fix = Fix(tuple(edits), safe=safe) if words else None
        hint = f"; its caption is `{words}`" if words and image.caption else ""
        yield Finding(image.start, image.end, f"the image has no alt text{hint}", fix)
