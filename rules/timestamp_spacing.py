"""There are spaces at the edges of the byline's code span, doubled in it, or wide ones in or after the timestamp.

Why: a code span shows its spaces, and what reads the author off the page gets them, too.
Bad:   `3/15/2024 3:11 PM UTC  作者 `
Good:  `3/15/2024 3:11 PM UTC 作者`
Fix:   takes them away, and writes U+0020 for the wide and no-break ones beside the timestamp. Safe.
       None when the timestamp would then say something else.
"""

import re
from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, pattern, replace, rule

SPACES = pattern(r"[^\S\r\n]+")


@rule(severity=WARNING, kinds={"article"}, fix=SAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the inside of the code span."""
    byline = page.header.byline
    if byline is None or byline.code is None or byline.fit:
        return
    start, end = byline.code
    inside = page.text[start:end]
    if inside == " ".join(inside.split()):
        return
    timestamp = byline.timestamp
    # One in another form is rewritten as a whole by timestamp-format.
    left = (
        timestamp
        if timestamp and timestamp.moment and not timestamp.is_written(page.text, page.profile.timestamp)
        else None
    )
    first, last = (byline.author.start - start, byline.author.end - start) if byline.author else (0, 0)

    def tidy(run: re.Match[str]) -> str:
        # A single wide space between two words of an author is the author's own.
        own = first < run.start() < last and len(run.group()) == 1
        others = left is not None and left.start <= start + run.start() < left.end
        return run.group() if own or others else " "

    wanted = SPACES.sub(tidy, inside).strip()
    if wanted and wanted != inside:
        line = page.text[byline.start : start] + wanted + page.text[end : byline.end]
        fix = replace(start, end, wanted) if byline.keeps_moment(line, page.profile) else None
        yield Finding(start, end, f"spaces at the edges, doubled or wide: `{inside}`; expected `{wanted}`", fix)
