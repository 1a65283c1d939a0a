"""The front matter lacks a key that pages of its family have, or a value is of another type or form.

Why: what builds a site from the pages leaves such a page out, puts it in the wrong place, or stops.
Bad:   date: 2024/3/15, where the other pages have 2024-03-15; no title at all; a title that is a list
Good:  title and date as `front-matter` of the profile has them
Fix:   none: only you know what the page is called. Found only where `front-matter` of the profile says what there is.
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, read_front_faults, rule


@rule(severity=WARNING, kinds={"article"}, whole_page=True, needs=(read_front_faults,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a key, at the key or at the top of the page; and one at the first heading."""
    for fault in page.view(read_front_faults):
        yield Finding(*fault)
