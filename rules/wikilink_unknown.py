"""A wikilink's target is in no list of titles.

Why: it leads to a page that does not exist.
Bad:   ([[zh:美国人生活]], with a list that has no such title)
Good:  [[zh:美国人]]生活
Fix:   none: only you know what was meant. Found only with lists of titles (`titles` in the settings).
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, rule


@rule(severity=WARNING, needs=("[[",), on=False)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link."""
    if not page.titles:
        return
    for link in page.working_links:
        if link.target not in page.titles:
            yield Finding(link.start, link.end, f"[[{link.name}]] is no known title")
