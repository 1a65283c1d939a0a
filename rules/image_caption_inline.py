"""An image's caption runs on in the image's own line.

Why: it is shown beside the picture or under it as the browser likes, and cannot be told from the article.
Bad:   ![](https://example.org/1.jpg)▲渔船停靠在港口。（图／通讯社）
Good:  ![](https://example.org/1.jpg), a blank line, ▲渔船停靠在港口。（图／通讯社）
Fix:   puts the caption into a paragraph of its own. Safe. None in lists, where more stands on the line, and where only
       its place tells that it is a caption.
"""

from collections.abc import Iterator

from mdlint_zh import INFO, SAFE, Change, Finding, Options, Page, replace, rule


@rule(severity=INFO, fix=SAFE, changes=Change.SPACE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image, on its caption."""
    for image in page.images:
        caption = image.caption
        if caption is None or caption.place != "inline":
            continue
        start, end = page.lines.span(page.lines.number(image.start))
        alone = image.place == "with-text" and not page.text[start : image.start].strip() and not page.text[caption.end : end].strip()
        fix = replace(image.end, caption.start, page.lines.newline * 2) if alone and caption.sure else None
        yield Finding(caption.start, caption.end, "the caption runs on in the image's line", fix)
