"""The separator under the return link is missing, or another form of it stands there.

Why: with `---` right under it the return link stands apart from the article.
Bad:   the return link, then ***
Good:  the return link, then ---
Fix:   writes the separator of the profile. Safe. None under a line of text, of which `---` would make a heading.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, is_header_uncommon, rule


@rule(
    severity=WARNING, kinds={"article"}, fix=SAFE, changes=Change.HEADER, whole_page=True, needs=(is_header_uncommon,)
)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the line of the return link or on that of the other form."""
    link, separator = page.header.return_link, page.header.separator
    forms = page.profile.separators
    if not forms or not page.profile.return_links:
        return
    wanted = forms[0]
    if separator and separator.text.strip() not in forms:
        # At the very top it could become the mark of front matter: it is mended once a return link stands above it.
        safe = link and not _under_text(page, separator.start) and not page.stands_above_link(separator.end)
        fix = Fix((Edit(separator.start, separator.end, wanted),)) if safe else None
        message = f"the separator is `{separator.text.strip()}`; expected `{wanted}`"
        yield Finding(separator.start, separator.end, message, fix)
    elif link and not separator and "separator" in page.profile.needed:
        safe = _is_heading(link.text) and not page.front_parts and not page.stands_above_link(link.end)
        fix = Fix((Edit(link.end, link.end, page.lines.newline + wanted),)) if safe else None
        yield Finding(link.start, link.end, f"no separator under the return link; expected `{wanted}`", fix)


def _under_text(page: Page, start: int) -> bool:
    """Whether the line above the offset is neither blank nor a heading."""
    line = page.lines.number(start)
    above = page.text[slice(*page.lines.span(line - 1))] if line > 1 else ""
    return bool(above.strip()) and not _is_heading(above)


def _is_heading(line: str) -> bool:
    """Whether a line is a heading to Markdown."""
    marks = len(line) - len(line.lstrip("#"))
    return 1 <= marks <= 6 and line[marks : marks + 1] in (" ", "\t", "")
