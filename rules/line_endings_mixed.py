"""A page has line ends of more than one kind.

Why: every tool that reads and writes the page changes some of them, and the difference drowns the real one.
Bad:   line ends LF here and CRLF there
Good:  one line end throughout
Fix:   writes all line ends as the option says. Safe.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mdlint_zh import SAFE, WARNING, Change, Edit, Finding, Fix, Page, rule

LINE_END = re.compile(r"\r\n|\n|\r")
NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


@dataclass(frozen=True)
class Options:
    """`line_end`: what mixed line ends become, `lf`, `crlf` or `most` for what most lines of the page have."""

    line_end: str = "lf"


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE, options=Options)
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding a page, at the first line end that is not the wanted one."""
    if "\r" not in page.text:
        return
    ends = list(LINE_END.finditer(page.text))
    seen = {end.group() for end in ends}
    if len(seen) < 2:
        return
    most = Counter(end.group() for end in ends).most_common(1)[0][0]
    wanted = {"lf": "\n", "crlf": "\r\n"}.get(options.line_end, most)
    wrong = [end for end in ends if end.group() != wanted]
    counts = " and ".join(f"{sum(end.group() == one for end in ends)} {NAMES[one]}" for one in sorted(seen))
    edits = tuple(Edit(end.start(), end.end(), wanted) for end in wrong)
    yield Finding(wrong[0].start(), wrong[0].end(), f"mixed line ends: {counts}; expected {NAMES[wanted]}", Fix(edits))
