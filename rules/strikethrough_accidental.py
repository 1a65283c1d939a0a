r"""Two marks of a range, or of a drawn-out word, strike out on GitHub what stands between them.

Why: GitHub takes a pair of single `~` for deleted text; what is true on the page is shown as taken back.
Bad:   10~20元，30~40元
Good:  10\~20元，30\~40元
Fix:   puts a backslash before both. Unsafe: readers that know no strikethrough may show it. Of the renderers that the
       settings can name, `gfm` alone strikes out so; nothing is said for the others.
"""

import unicodedata
from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, Span, pattern, rule

TILDES, ONE = pattern(r"\\.|~+"), pattern("~")
# A number, a unit perhaps, and another number behind the mark.
RANGE = pattern(r"\d[^\s\d~]{0,2}~\d")
CLAUSES = pattern(r"[，。；！？…]")


def escapes_tilde(before: str, edit: Edit) -> bool:
    """Whether a backslash comes in before a `~` that stands alone and is not escaped."""
    at = edit.start
    alone = (
        before.startswith("~", at) and before[max(0, at - 1) : at] not in ("~", "\\") and before[at + 1 : at + 2] != "~"
    )
    return alone and edit.end == at and edit.text == "\\"


TILDE = Change("tilde", "a single `~` is escaped", escapes_tilde, may_make=frozenset({"escape"}))


@rule(severity=WARNING, needs=("~",), fix=UNSAFE, changes=TILDE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a pair. Where other strikethrough or a table is near, it is not told what is meant."""
    marks = [mark.start() for mark in ONE.finditer(page.text)] if 1 in page.renderer.strikes else []
    for block in page.blocks_around(marks) if len(marks) > 1 else ():
        text = page.text[slice(*block)]
        if text.count("~") > 1 and "~~" not in text and "|" not in text:
            for first, second in _pairs(page, block):
                if _is_accident(page.text, first, second):
                    edits = Edit(first, first, "\\"), Edit(second, second, "\\")
                    message = f"GitHub strikes out `{page.text[first : second + 1][:40]}`"
                    yield Finding(first, second + 1, message, Fix(edits, safe=False))


def _pairs(page: Page, block: Span) -> Iterator[tuple[int, int]]:
    """The single marks that strike out to GitHub: one that closes takes the last that opens."""
    text, opened = page.text, None
    for mark in TILDES.finditer(text, *block):
        at = mark.start()
        if mark.group() != "~" or not page.is_prose(at, at + 1):
            continue
        before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
        if opened is not None and _flanks(after, before):
            yield opened, at
            opened = None
        elif _flanks(before, after):
            opened = at


def _flanks(there: str, here: str) -> bool:
    """Whether the mark is on the flank of the text `here`, with `there` on its other side."""
    return _kind(here) != " " and (_kind(here) == "" or _kind(there) != "")


def _kind(character: str) -> str:
    """White space or an edge " ", punctuation ".", or neither ""."""
    if not character or character.isspace():
        return " "
    return "." if unicodedata.category(character)[0] in "PS" else ""


def _is_accident(text: str, first: int, second: int) -> bool:
    """Whether one mark is of a range, or both stand within words, with more than one clause between them."""
    if any(RANGE.search(text, max(0, at - 3), at + 2) for at in (first, second)):
        return True
    sides = [text[max(0, at - 1) : at] + text[at + 1 : at + 2] for at in (first, second)]
    inner = text[first + 1 : second]
    return all(side.isalnum() and len(side) > 1 for side in sides) and CLAUSES.search(inner) is not None
