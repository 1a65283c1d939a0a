"""An image has no URL.

Why: nothing can be shown.
Bad:   ![渔船停靠在港口]()
Good:  ![渔船停靠在港口](https://example.org/1.jpg)
Fix:   none: URLs are never invented.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, Finding, Options, Page, rule


@rule(severity=ERROR, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image."""
    for image in page.images:
        if image.url.start == image.url.end:
            yield Finding(image.start, image.end, "the image has no URL")
