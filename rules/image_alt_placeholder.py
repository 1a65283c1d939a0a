"""An image's alt text is a placeholder: `img`, a file name, a URL, a number, `在这里插入图片描述`, `undefined`.

Why: an editor or a converter wrote it; it says nothing of the picture, and hides that nothing is said. So is what a
     program has made of the picture: `文本描述已自动生成`.
Bad:   ![IMG_2041.jpg](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![渔船停靠在港口。（图／通讯社）](https://example.org/1.jpg)
Fix:   as of image-alt-missing. A title that repeats the placeholder is replaced with it. Unsafe for a number such as
       `400`, which Obsidian takes for a width; with `sizes` nothing is said of those.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mdlint_zh import (
    SAFE,
    UNSAFE,
    WARNING,
    Change,
    Edit,
    Finding,
    Fix,
    Page,
    is_placeholder,
    new_alt,
    pattern,
    refilled,
    rule,
    wants_alt,
)

SIZE = pattern(r"[1-9]\d{1,3}")


@dataclass(frozen=True)
class Options:
    """What a number may be."""

    sizes: bool = False
    """Whether a number of two to four digits is how wide the image is shown, as in Obsidian."""


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE, needs=("![",), options=Options)
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        alt = page.text[slice(*image.alt)].strip()
        if not alt or not is_placeholder(alt) or not wants_alt(page, image):
            continue
        is_size = SIZE.fullmatch(alt) is not None
        if not (is_size and options.sizes):
            words, safe, _ = new_alt(page, image)
            edits = (Edit(*span, new) for span, new in refilled(page.text, image, words))
            fix = Fix(tuple(edits), safe=safe and not is_size) if words else None
            yield Finding(*image.alt, f"the alt text `{alt[:60]}` says nothing of the image", fix)
