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
