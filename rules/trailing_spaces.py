"""Lines end in spaces or tabs.

Why: nobody sees them, editors take them away, and the change hides in the next difference.
Bad:   (lines of a page that end in a space)
Good:  (the same lines without it)
Fix:   takes them away. Safe. Two spaces or more before a line of the same paragraph are a line break and stay.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, Span, rule


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a page, at the first such line: converters leave them on every other one."""
    spaces = list(_trailing(page))
    if spaces:
        lines = "1 line ends" if len(spaces) == 1 else f"{len(spaces)} lines end"
        fix = Fix(tuple(Edit(start, end, "") for start, end in spaces))
        yield Finding(*spaces[0], f"{lines} in spaces" + ", the first here" * (len(spaces) > 1), fix)


def _trailing(page: Page) -> Iterator[Span]:
    """The spaces and tabs at the ends of lines that mean nothing."""
    text = page.text
    starts, ends = page.lines.starts, page.lines.ends
    for index, end in enumerate(ends):
        if text[end - 1 : end] in (" ", "\t") and end > starts[index]:
            line = text[starts[index] : end]
            bare = line.rstrip(" \t")
            following = index + 1 < len(ends) and text[starts[index + 1] : ends[index + 1]].strip(" \t")
            breaks = bare and following and line[len(bare) :].startswith("  ")
            # A backslash before the line end would be a line break, too, once the spaces are gone.
            if not breaks and not bare.endswith("\\") and not page.is_markup(starts[index] + len(bare)):
                yield Span(starts[index] + len(bare), end)
