"""A page has line ends of more than one kind, or of another one than its family.

Why: every tool that reads and writes the page changes some of them, and the difference drowns the real one.
Bad:   line ends LF here and CRLF there
Good:  one line end throughout
Fix:   writes all line ends as most of them are, or as `line-ends` of the profile or the option says. Safe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mdlint_zh import SAFE, WARNING, Change, Finding, Page, pattern, replace_all, replace_each, rule

# For LF and CRLF a pattern of all others.
ENDS = {"\n": pattern(r"\r\n?"), "\r\n": pattern(r"(?<!\r)\n|\r(?!\n)")}
NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


@dataclass(frozen=True)
class Options:
    """What is written."""

    line_end: Literal["lf", "crlf", "most"] = "most"
    """What mixed line ends become: `lf`, `crlf`, or `most` for that of these which more lines have."""

    def __post_init__(self) -> None:
        """A word that is none of the three is a slip."""
        if self.line_end not in ("lf", "crlf", "most"):
            raise ValueError(f'`line-end` has to be "lf", "crlf" or "most"; it is {self.line_end!r}')


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE, options=Options, whole_page=True)
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding a page, at the first line end that is not the wanted one."""
    text, own = page.text, page.profile.line_ends
    if own == "mixed" or ("\r" not in text and own != "crlf"):
        return
    seen = page.lines.kinds
    most = "\r\n" if seen["\r\n"] > seen["\n"] else "\n"
    wanted = {"lf": "\n", "crlf": "\r\n"}.get(own or options.line_end, most)
    mixed = sum(map(bool, seen.values())) > 1
    if not mixed and (not own or seen[wanted] == sum(seen.values())):
        return
    counts = " and ".join(f"{count} {NAMES[end]}" for end, count in seen.items() if count)
    if seen["\r"]:
        fix = replace_all((end.span() for end in ENDS[wanted].finditer(text)), wanted)
    elif wanted == "\n":
        fix = replace_each(text, "\r\n", wanted)
    else:  # without the CRLFs, as long as it was: a pattern that looks at both sides of each LF takes ten times as long
        fix = replace_each(text.replace("\r\n", "  "), "\n", wanted)
    start, end, _ = fix.edits[0]
    yield Finding(
        start, end, f"{'mixed line ends' if mixed else 'all line ends alike'}: {counts}; expected {NAMES[wanted]}", fix
    )
