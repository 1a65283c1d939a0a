"""A page has line ends of more than one kind.

Why: every tool that reads and writes the page changes some of them, and the difference drowns the real one.
Bad:   line ends LF here and CRLF there
Good:  one line end throughout
Fix:   writes all line ends as most of them are, or as the option says. Safe.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mdlint_zh import SAFE, WARNING, Change, Finding, Page, replace_all, replace_each, rule

CRLF_OR_CR, LF_OR_CR = re.compile(r"\r\n?"), re.compile(r"[\r\n]")
NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


@dataclass(frozen=True)
class Options:
    """`line_end`: what mixed line ends become, `lf`, `crlf` or `most` for that of these which more lines have."""

    line_end: str = "most"

    def __post_init__(self) -> None:
        """A word that is none of the three is a slip."""
        if self.line_end not in ("lf", "crlf", "most"):
            raise ValueError(f'`line-end` has to be "lf", "crlf" or "most"; it is {self.line_end!r}')


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE, options=Options, needs=("\r",))
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding a page, at the first line end that is not the wanted one."""
    text = page.text
    crlf = text.count("\r\n")
    seen = {"\n": text.count("\n") - crlf, "\r": text.count("\r") - crlf, "\r\n": crlf}
    if sum(map(bool, seen.values())) < 2:
        return
    most = "\r\n" if seen["\r\n"] > seen["\n"] else "\n"
    wanted = {"lf": "\n", "crlf": "\r\n"}.get(options.line_end, most)
    counts = " and ".join(f"{count} {NAMES[end]}" for end, count in seen.items() if count)
    message = f"mixed line ends: {counts}; expected {NAMES[wanted]}"
    if wanted == "\n" and not seen["\r"]:
        first = text.index("\r\n")
        yield Finding(first, first + 2, message, replace_each(text, "\r\n", wanted))
    else:
        others = list(_others(text, wanted))
        yield Finding(*others[0], message, replace_all(others, wanted))


def _others(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where line ends stand that are none of the wanted ones, LF or CRLF."""
    # Without the CRLFs, as long as it was: a pattern that looks at both sides of each LF takes ten times as long.
    ends = CRLF_OR_CR.finditer(text) if wanted == "\n" else LF_OR_CR.finditer(text.replace("\r\n", "  "))
    return (end.span() for end in ends)
