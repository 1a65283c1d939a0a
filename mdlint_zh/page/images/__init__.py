"""Images: their parts, where they stand, and the text that belongs to each.

- `image`: the images of a page, and the place of each;
- `layout`: what is true of a page as a whole: where its tables are, what its ▲ are for;
- `caption`: the text that belongs to an image, and what speaks for that;
- `forms`: the forms of captions that settings name;
- `moving`: captions that run on in the line of their image, and how each is put into a paragraph of its own;
- `mark`: the signs that a text is a caption (▲, `图1：`, 图为…), or that it is none;
- `credit`: the words that say where a picture is from;
- `words`: what a caption says, without all marks, and whether that tells anything of the picture;
- `alt`: the alt text that an image can be given;
- `given`: the alt texts that settings give;
- `repeated`: alt texts that several images of a page have, or that are its headline.
"""

from mdlint_zh.page.images.alt import alt_for, new_alt, refilled, wants_alt
from mdlint_zh.page.images.image import Image, read_images
from mdlint_zh.page.images.moving import read_inline_captions
from mdlint_zh.page.images.repeated import read_repeated_alts
from mdlint_zh.page.images.words import disagree, is_placeholder

__all__ = [
    "Image",
    "alt_for",
    "disagree",
    "is_placeholder",
    "new_alt",
    "read_images",
    "read_inline_captions",
    "read_repeated_alts",
    "refilled",
    "wants_alt",
]
