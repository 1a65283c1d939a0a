"""A wikilink stands where none can work: in a URL, a link's text, alt text, a title, code, HTML or front matter.

Why: the linker knew nothing of Markdown. A URL with brackets in it leads nowhere.
Bad:   ![](https://example.org/[[zh:新闻]]/1.jpg)
Good:  ![](https://example.org/新闻/1.jpg)
Fix:   unlinks it. Safe in URLs, alt text, titles, HTML attributes and front matter; unsafe in a link's text and in code.
       None in comments and scripts.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, SAFE, UNSAFE, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=ERROR, fix=SAFE | UNSAFE, changes=Change.LINK)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link."""
    for link, place in page.misplaced_links:
        fix = None
        if place.mendable:
            fix = Fix((Edit(link.start, link.end, link.shown),), safe=place.safe)
        yield Finding(link.start, link.end, f"[[{link.name}]] stands in {place.name}, where it is no link", fix)
