"""A no-break space, or another unusual one, stands beside Chinese text.

Why: it looks like a space and is none to searches and to programs that count words; converters leave them.
Bad:   (今天晴, U+00A0, 明天雨)
Good:  今天晴 明天雨
Fix:   writes a common space. Unsafe: it may keep a line from breaking there. None behind what begins a heading or an
       item. Gaps of three spaces and more, and em spaces, are left alone, and so are spaces beside dashes.
"""

import re
import unicodedata
from collections.abc import Iterator

from mdlint_zh import INFO, UNSAFE, Change, Edit, Finding, Fix, Options, Page, pattern, read_odd_characters, rule

UNUSUAL = r"\xa0\u1680\u2000\u2001\u2004-\u200a\u202f\u205f"
# Two at most: three and more, and those as wide as a letter, make a gap that is meant to be seen.
SPACES = pattern(rf"(?<=[^\s\ufeff])(?: ?[{UNUSUAL}]|[{UNUSUAL}][ {UNUSUAL}])(?=\S)")
ANY = pattern(f"[{UNUSUAL}]")
# What such a space is beside on purpose: dashes of good printing.
DASHES = frozenset("—–―")
BEGINS = pattern(r"[ \t>]*(?:[-+*]|\d{1,9}[.)]|#{1,6})")
ENDS = pattern(r"#*[ \t]*(?=[\r\n]|\Z)")
LOOK_BACK = 40


def becomes_common(before: str, edit: Edit) -> bool:
    """Whether spaces between two characters of one line, an unusual one among them, become a common one."""
    run = SPACES.match(before, edit.start)
    return edit.text == " " and run is not None and run.span() == (edit.start, edit.end)


COMMON_SPACE = Change("common-space", "spaces with an unusual one among them become one common space", becomes_common)


@rule(severity=INFO, fix=UNSAFE, changes=COMMON_SPACE, needs=(read_odd_characters,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a page, at the first one in running text."""
    odd = page.view(read_odd_characters)
    if not odd or not ANY.search(odd):
        return
    found = [run for run in _runs(page.text) if page.is_prose(*run.span())]
    if not found:
        return
    edits = tuple(Edit(*run.span(), " ") for run in found if _may_change(page, run))
    first = ANY.search(found[0].group())
    name = f"U+{ord(first.group()):04X} ({unicodedata.name(first.group()).lower()})" if first else ""
    places = f" in {len(found)} places, the first here" if len(found) > 1 else ""
    fix = Fix(edits, safe=False, each=True) if edits else None
    yield Finding(*found[0].span(), f"{name}{places}; expected a space", fix)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """The runs beside Chinese text."""
    for one in ANY.finditer(text):
        run = SPACES.match(text, one.start() - text.startswith(" ", max(0, one.start() - 1)))
        if run and _is_beside_chinese(text, run):
            yield run


def _is_beside_chinese(text: str, run: re.Match[str]) -> bool:
    """Whether Chinese stands on one side, and on neither a dash."""
    beside = text[run.start() - 1] + text[run.end()]
    return any(map(_is_chinese, beside)) and DASHES.isdisjoint(beside)


def _is_chinese(one: str) -> bool:
    """Whether it is Han, or a mark that stands in Chinese text alone."""
    return "\u3400" <= one <= "\u9fff" or "\u3001" <= one <= "\u303f" or "\uff00" <= one <= "\uffef"


def _may_change(page: Page, run: re.Match[str]) -> bool:
    """Whether the line stays what it is: a common space behind a mark or before one would make a heading or an item."""
    line = page.lines.around(run.start())
    left = page.text[max(line.start, run.start() - LOOK_BACK) : run.start()].removeprefix("\ufeff")
    return BEGINS.fullmatch(left) is None and ENDS.match(page.text, run.end()) is None
