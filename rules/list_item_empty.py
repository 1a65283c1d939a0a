"""An item of a list has nothing in it.

Why: readers see a bullet, or a number, and nothing behind it; often a converter has lost a picture there.
Bad:   (a line of `-` and nothing else, between two blank lines)
Good:  - 甲方
Fix:   none: only you know whether something is missing.
"""

import re
from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, Span, pattern, rule

MARK = r"(?P<lead>[ \t>]*)(?P<mark>[-+*]|\d{1,9}[.)])"
# A pattern that begins with one character is found fast; the first line has nothing before it.
EMPTY_ITEM = pattern(rf"\n(?=[-+*\d \t>]){MARK}[ \t]*(?=[\r\n]|\Z)")
ITEM = pattern(rf"{MARK}(?:[ \t]|\Z)")
BLANK = pattern(r"[ \t>]*\Z")


@rule(severity=WARNING, needs=("\n",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an item, where the lines around it show that it is one, and that nothing belongs to it."""
    for item in EMPTY_ITEM.finditer(page.text):
        line = Span(item.start("lead"), item.end())
        if _begins(page, line, item) and _ends(page, line, item) and not page.is_markup(item.start("mark")):
            yield Finding(*item.span("mark"), f"nothing stands behind `{item['mark']}`")


def _begins(page: Page, line: Span, item: re.Match[str]) -> bool:
    """Whether an item can begin there: below a paragraph, a `-` makes a heading of it, and the others are text."""
    above = page.lines.above(page.lines.around(line.start))
    text = page.text[slice(*above)].removeprefix("\ufeff") if above else ""
    beside = ITEM.match(text)
    return BLANK.match(text) is not None or (beside is not None and len(beside["lead"]) >= len(item["lead"]))


def _ends(page: Page, line: Span, item: re.Match[str]) -> bool:
    """Whether the next line is not in the item: it is blank, or not indented as far as the item's text would be."""
    below = page.lines.below(page.lines.around(line.start))
    text = page.text[slice(*below)] if below else ""
    indent = len(text) - len(text.lstrip(" \t>"))
    return not text.strip(" \t>") or ("\t" not in text[:indent] and indent <= len(item["lead"]) + len(item["mark"]))
