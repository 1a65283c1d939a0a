"""An image's caption runs on in the image's own line.

Why: it is shown beside the picture or under it as the browser likes, and cannot be told from the article.
Bad:   ![](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![](https://example.org/1.jpg), a blank line, ▲渔船停靠在港口。（图／通讯社）
Fix:   puts the caption into a paragraph of its own, in the item of a list or the quote that the image stands in; an
       image behind it, too. Safe; unsafe in a list whose items stand close together, which it would set apart. None
       where other text stands on the line, or the line below would make a heading or a table of it.
"""

from collections.abc import Iterator

from mdlint_zh import INFO, SAFE, UNSAFE, Change, Edit, Finding, Fix, Options, Page, read_inline_captions, rule


@rule(severity=INFO, fix=SAFE | UNSAFE, changes=Change.CAPTION, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a caption."""
    for caption, edits, safe in page.view(read_inline_captions):
        fix = Fix(tuple(Edit(*span, new) for span, new in edits), safe=safe) if edits else None
        yield Finding(caption.start, caption.end, "the caption runs on in the image's line", fix)
