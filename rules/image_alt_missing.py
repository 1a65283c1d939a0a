"""An image has no alt text.

Why: who cannot see the picture, person or program, learns nothing of it.
Bad:   ![](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![渔船停靠在港口。（图／通讯社）](https://example.org/1.jpg)
Fix:   takes the image's caption, without its mark and wikilinks. Safe when the caption is marked as one or carries a
       credit, else unsafe, as is taking the title. None without a caption, or when it tells the picture's source alone.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        if page.text[slice(*image.alt)].strip() or image.url.start == image.url.end:
            continue
        words, safe = page.alt_for(image)
        fix = Fix((Edit(*image.alt, words),), safe=safe) if words else None
        hint = f"; its caption is `{words}`" if words and image.caption else ""
        yield Finding(image.start, image.end, f"the image has no alt text{hint}", fix)
