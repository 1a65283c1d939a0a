"""The separator under the return link is missing, or another form of it stands there.

Why: with `---` right under it the return link stands apart from the article.
Bad:   the return link, then ***
Good:  the return link, then ---
Fix:   writes the separator of the profile. Safe.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=WARNING, kinds={"article"}, fix=SAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the line of the return link or on that of the other form."""
    link, separator = page.header.return_link, page.header.separator
    wanted = page.profile.separator
    if separator and separator.text.strip() != wanted:
        # At the very top it could become the mark of front matter: it is mended once a return link stands above it.
        fix = Fix((Edit(separator.start, separator.end, wanted),)) if link else None
        message = f"the separator is `{separator.text.strip()}`; expected `{wanted}`"
        yield Finding(separator.start, separator.end, message, fix)
    elif link and not separator:
        fix = Fix((Edit(link.end, link.end, page.lines.newline + wanted),))
        yield Finding(link.start, link.end, f"no separator under the return link; expected `{wanted}`", fix)
