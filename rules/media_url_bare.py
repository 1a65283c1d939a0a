"""The URL of a film or a sound stands alone on a line.

Why: no program plays it there; readers see a row of letters, and some cannot even click on it.
Bad:   https://example.org/2024/out.mp4
Good:  [视频：渔船出海](https://example.org/2024/out.mp4)
Fix:   none: only you know what it shows.
"""

import re
from collections.abc import Iterator

from mdlint_zh import INFO, Finding, Options, Page, pattern, rule

MEDIA = pattern(
    r"\.(?:mp4|m4v|mov|webm|mkv|avi|flv|wmv|mpe?g|m3u8|ogv|mp3|m4a|wav|ogg|flac|aac)(?:[?#&]|\Z)", re.IGNORECASE
)
# A pattern that begins with one character is found fast. A URL below `[label]:` is what that leads to.
ON_A_LINE = pattern(r"\n(?=[ \th])(?<!\]:\n)(?<!\]:\r\n)[ \t]*(?P<url>https?://[^\s<>()\[\]\\]+)[ \t\\]*(?=[\r\n]|\Z)")


@rule(severity=INFO, needs=("\nhttp", " http", "\thttp"))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a line."""
    for line in ON_A_LINE.finditer(page.text):
        if MEDIA.search(line["url"]) and not page.is_markup(line.start("url")):
            yield Finding(
                *line.span("url"), "a film or a sound that is but a URL; expected a link that says what it is"
            )
