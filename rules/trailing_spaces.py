"""Lines end in spaces or tabs.

Why: nobody sees them, editors take them away, and the change hides in the next difference.
Bad:   (lines of a page that end in a space)
Good:  (the same lines without it)
Fix:   takes them away. Safe. Two spaces or more before a line of the same paragraph are a line break and stay.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, pattern, replace_all, rule

# The last one of a line. Most pages have no tab, and a pattern that begins with one character is found fast.
SPACE, SPACE_OR_TAB = pattern(r" (?=[\r\n]|\Z)"), pattern(r"[ \t](?=[\r\n]|\Z)")
# The line below, up to the first character that is seen.
BELOW = pattern(r"(?:\r\n|\r|\n)[ \t]*[^ \t\r\n]")
# What stands before the spaces where nothing else is on their line.
BELOW_ITEM = pattern(r"(?:\A\ufeff?|[\r\n])[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]*(?:\r\n|\r|\n)\Z")
REACH = 30
BLANK = frozenset(" \t")
NOTHING = frozenset(("", "\r", "\n", "\ufeff"))
# What the line above ends in where it may be an empty item of a list; "" where that is not seen at once.
MAY_END_ITEM = frozenset(("", *"-+*.) \t"))


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE, whole_page=True)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a page, at the first such line: converters leave them on every other one."""
    spaces = page.outside_markup(list(_trailing(page.text)))
    if spaces:
        lines = "1 line ends" if len(spaces) == 1 else f"{len(spaces)} lines end"
        message = f"{lines} in spaces" + ", the first here" * (len(spaces) > 1)
        yield Finding(*spaces[0], message, replace_all(spaces, each=True))


def _trailing(text: str) -> Iterator[tuple[int, int]]:
    """The spaces and tabs at the ends of lines that mean nothing, unless they stand in code."""
    for last in (SPACE_OR_TAB if "\t" in text else SPACE).finditer(text):
        start, end = last.span()
        while (before := text[start - 1 : start]) in BLANK:
            start -= 1
        if before == "\n" and text[start - 3 : start].strip("\r\n")[-1:] not in MAY_END_ITEM:
            matter = False  # nearly all stand alone on their line, below a sentence
        elif before in NOTHING:
            matter = _stand_for_something(text, start, end)
        else:  # a backslash would be a line break, too, once the spaces are gone
            matter = before == "\\" or (text.endswith("  ", start, end) and BELOW.match(text, end) is not None)
        if not matter:
            yield start, end


def _stand_for_something(text: str, start: int, end: int) -> bool:
    """Whether spaces with nothing else on their line mean something: to GitHub they do below an empty item of a list.

    And without those between them, CR and LF would be one line end.
    """
    before = text[start - 1 : start]
    if (before == "\ufeff" and start > 1) or (before == "\r" and text.startswith("\n", end)):
        return True
    return BELOW_ITEM.search(text, max(0, start - REACH), start) is not None
