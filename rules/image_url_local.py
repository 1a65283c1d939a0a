"""An image's URL is a place on somebody's computer.

Why: nobody else can see it.
Bad:   ![渔船停靠在港口](file:///C:/Users/desk/1.jpg)
Good:  ![渔船停靠在港口](https://example.org/1.jpg)
Fix:   none: URLs are never invented.
"""

import re
from collections.abc import Iterator

from mdlint_zh import ERROR, Finding, Options, Page, pattern, rule

# With a space in its URL it is no image to Markdown, so the images that were read are not enough.
ALT = r"(?:[^\[\]\\\r\n]|\\.|\[{1,2}[^\[\]\r\n]{0,200}\]{1,2}){0,1000}"
# A web site has `/users/1.jpg`, `/home/1.jpg` and `/home/images/1.jpg`, too; a person's folder is none of them.
SITE = r"(?:im|pic|photo|asset|static|media|upload|icon|logo|banner|slide|public)"
HOME = rf"(?-i:/Users)/[^/\s()<>]{{1,80}}/|/home/(?!{SITE})[^/\s()<>]{{1,80}}/"
PLACE = rf"(?:file:|[A-Za-z]:[\\/]|\\\\|{HOME})[^()<>\r\n]{{0,1000}}"
LOCAL = pattern(rf"!\[{ALT}\]\([ \t]*<?(?P<url>{PLACE})>?", re.IGNORECASE)


@rule(severity=ERROR, needs=("![",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an image, on its URL."""
    for image in LOCAL.finditer(page.text):
        if not page.is_code(image.start()):
            yield Finding(*image.span("url"), f"the image is on somebody's computer: {image['url'][:60]}")
