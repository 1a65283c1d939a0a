"""A wikilink stands where none can work: in a URL, a link's text, alt text, a title, code, HTML or front matter.

Why: the linker knew nothing of Markdown. A URL with brackets in it leads nowhere.
Bad:   ![](https://example.org/[[zh:新闻]]/1.jpg)
Good:  ![](https://example.org/新闻/1.jpg)
Fix:   unlinks it. Safe in URLs, alt text, titles, HTML attributes and front matter; unsafe in a link's text, in code
       spans and fences. None in comments and scripts, nor in a paragraph whose indent makes it code: that has to go.
"""

from collections.abc import Iterator

from mdlint_zh import ERROR, SAFE, UNSAFE, Change, Edit, Finding, Fix, Options, Page, read_misplaced_links, rule


@rule(severity=ERROR, fix=SAFE | UNSAFE, changes=Change.LINK, needs=("[[",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a place: a URL, a code span, a line of front matter, a block."""
    for links, place in page.view(read_misplaced_links):
        first, more = links[0], len(links) - 1
        what = f"[[{first.name}]] and {more} more stand" if more else f"[[{first.name}]] stands"
        message = f"{what} in {place.name}, where {'they are no links' if more else 'it is no link'}"
        edits = tuple(Edit(link.start, link.end, link.shown) for link in links)
        yield Finding(first.start, links[-1].end, message, Fix(edits, place.safe) if place.mendable else None)
