"""A wikilink's target is in no list of titles.

Why: it leads to a page that does not exist.
Bad:   ([[zh:美国人生活]], with a list that has no such title)
Good:  [[zh:美国人]]生活
Fix:   none: only you know what was meant. It takes lists of titles (`titles` in the settings). As in MediaWiki, the
       first letter may be small, `_` is a space, and what follows `#` is a place on the page.
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, rule


@rule(severity=WARNING, needs=("[[",), on=False)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link; without titles one a page, which says so."""
    links = page.working_links
    if links and not page.titles:
        message = "there is no list of titles to look wikilinks up in; name one in the settings (`titles`)"
        yield Finding(links[0].start, links[0].end, message)
        return
    for link in links:
        if link.target not in page.titles:
            yield Finding(link.start, link.end, f"[[{link.name}]] is no known title")
