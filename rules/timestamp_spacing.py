"""There are spaces at the edges of the byline's code span, or doubled in it.

Why: a code span shows its spaces, and what reads the author off the page gets them, too.
Bad:   `3/15/2024 3:11 PM UTC  作者 `
Good:  `3/15/2024 3:11 PM UTC 作者`
Fix:   takes them away. Safe.
"""

import re
from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, replace, rule

SPACES = re.compile(r"[ \t\xa0\u3000]+")


@rule(severity=WARNING, kinds={"article"}, fix=SAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the inside of the code span."""
    byline = page.header.byline
    if byline is None or byline.code is None:
        return
    start, end = byline.code
    inside = page.text[start:end]
    wanted = SPACES.sub(lambda run: " " if len(run.group()) > 1 else run.group(), inside).strip(" \t\xa0\u3000")
    if wanted and wanted != inside:
        yield Finding(start, end, f"spaces at the edges or doubled: `{inside}`; expected `{wanted}`", replace(start, end, wanted))
