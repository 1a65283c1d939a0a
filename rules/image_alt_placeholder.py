"""An image's alt text is a placeholder: `img`, a file name, a URL, a number, `在这里插入图片描述`, `undefined`.

Why: an editor or a converter wrote it; it says nothing of the picture, and hides that nothing is said. What a program has
     made of the picture, `文本描述已自动生成`, is one, too.
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
    wants_alt,
)


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        alt = page.text[slice(*image.alt)].strip()
        if alt and is_placeholder(alt) and wants_alt(page, image):
            words, safe = alt_for(page, image)
            edits = (Edit(*span, new) for span, new in refilled(page.text, image, words))
            fix = Fix(tuple(edits), safe=safe) if words else None
            yield Finding(*image.alt, f"the alt text `{alt[:60]}` says nothing of the image", fix)
