"""An image's caption runs on in the image's own line.

Why: it is shown beside the picture or under it as the browser likes, and cannot be told from the article.
Bad:   ![](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![](https://example.org/1.jpg), a blank line, ▲渔船停靠在港口。（图／通讯社）
Fix:   puts the caption into a paragraph of its own. Safe. None in lists, and where more stands on the line.
"""

from collections.abc import Iterator

from mdlint_zh import INFO, SAFE, Change, Finding, Options, Page, replace, rule


@rule(severity=INFO, fix=SAFE, changes=Change.CAPTION, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image, on its caption."""
    for image in page.images:
        caption = image.caption
        # In an item of a list there is no better place for it.
        if caption is None or caption.place != "inline" or not caption.sure or image.place == "list":
            continue
        newline = page.lines.newline_at(image.end)
        fix = replace(image.end, caption.start, newline * 2) if image.caption_may_move else None
        yield Finding(caption.start, caption.end, "the caption runs on in the image's line", fix)
