"""An image's alt text is a placeholder: `img`, a file name, `This image has an empty alt attribute…`.

Why: it says nothing of the picture, and hides that nothing is said.
Bad:   ![IMG_2041.jpg](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![渔船停靠在港口。（图／通讯社）](https://example.org/1.jpg)
Fix:   as of image-alt-missing.
"""

import re
from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule

PLACEHOLDER = re.compile(
    r"(?:img|image|images|picture|pic|photo|alt|untitled|图片|圖片|图像|圖像|图|圖|照片|插图|插圖|配图|配圖)[\s_-]*\d{0,4}"
    r"|(?:此|这个|這個)[图圖][像片]的\s?alt\s?[属屬]性[为為]空.*"
    r"|this image has an empty alt attribute.*"
    r"|[^\s/]{1,120}\.(?:jpe?g|png|gif|webp|bmp|svg|tiff?|heic)",
    re.IGNORECASE,
)


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=Change.IMAGE, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        alt = page.text[slice(*image.alt)].strip()
        if alt and PLACEHOLDER.fullmatch(alt):
            words, safe = page.alt_for(image)
            fix = Fix((Edit(*image.alt, words),), safe=safe) if words and not PLACEHOLDER.fullmatch(words) else None
            yield Finding(*image.alt, f"the alt text `{alt[:60]}` says nothing of the image", fix)
