"""Many blank lines stand in a row.

Why: Markdown shows one; more of them are left over from a converter.
Bad:   two paragraphs with five blank lines between them
Good:  two paragraphs with one blank line between them
Fix:   takes away all but the most that the option allows. Safe. The header has rules of its own.
       None in code, math and what shortcodes show as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mdlint_zh import SAFE, WARNING, Change, Finding, Page, pattern, reading, replace_all, rule

# A line end in one way only: else n of them at the end of a page could be read in two to the power of n ways.
END = r"(?:\n|\r\n|\r(?!\n))"
RUN = pattern(rf"(?:\A\ufeff?|(?<=[^ \t\r\n])[ \t]*{END})(?P<blank>(?:[ \t]*{END}){{2,}})")
# The same, where every line end has an LF; a pattern that begins with one character is found fast.
RUN_OF_LF = pattern(r"\n(?P<blank>(?:[ \t]*\r?\n){2,})")
LINE = pattern(r"[ \t]*(?:\r\n|\n|\r)")
# What every page is looked through for first.
THREE_ENDS = pattern(r"\n[ \t\r]*\n[ \t\r]*\n")
BLANK_TOP = pattern(r"\ufeff?[ \t]*[\r\n]")


@dataclass(frozen=True)
class Options:
    """How much is left."""

    most: int = 2
    """How many blank lines may stand in a row, 1 to 100."""

    def __post_init__(self) -> None:
        """Without a blank line between them two paragraphs become one."""
        if not 1 <= self.most <= 100:
            raise ValueError(f"`most` has to be 1 to 100, like 2; it is {self.most}")


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE, options=Options, whole_page=True)
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding a page, at the first run of blank lines below the gaps of an article's header.

    Those are for header-spacing.
    """
    most = options.most
    runs = [run for run in page.view(_read_runs) if len(run) - 1 > most and not page.is_literal(run[0])]
    if not runs:
        return
    longest = max(len(run) - 1 for run in runs)
    where = f"{len(runs)} times, the first here: up to {longest}" if len(runs) > 1 else f"{longest}"
    message = f"{where} blank lines in a row; {most} are the most"
    yield Finding(runs[0][most], runs[0][-1], message, replace_all(((run[most], run[-1]) for run in runs), each=True))


def _below_header(page: Page) -> int:
    return page.header.end if page.kind == "article" else 0


def _quick_runs(page: Page) -> list[list[int]] | None:
    """Find runs where every line end has an LF, and none stands at the top; most pages have none at all."""
    if BLANK_TOP.match(page.text) or not page.lines.have_lf:
        return None
    return _found(page, RUN_OF_LF) if THREE_ENDS.search(page.text, _below_header(page)) else []


@reading(quick=_quick_runs)
def _read_runs(page: Page) -> list[list[int]]:
    """Return the runs of two blank lines and more: where each of the lines begins, and where the last one ends."""
    return _found(page, RUN)


def _found(page: Page, pattern: re.Pattern[str]) -> list[list[int]]:
    gaps = page.header_gaps if page.kind == "article" else []
    top = max(page.front_matter.end, _below_header(page), *(gap.end for gap in gaps))
    top = page.lines.around(top).start if top else 0  # what stands before a run is seen
    end_of_text = len(page.text.rstrip(" \t\r\n"))  # what is blank below it is the business of final-newline
    return [
        [*(line.start() for line in LINE.finditer(page.text, *run.span("blank"))), run.end("blank")]
        for run in pattern.finditer(page.text, top, end_of_text)
    ]
