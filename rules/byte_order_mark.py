"""A page begins with a byte-order mark.

Why: UTF-8 needs none, and a tool that does not expect it sees a character before the first heading.
Bad:   U+FEFF, then the return link
Good:  the return link
Fix:   takes it out, and others right behind it. Safe.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, delete, rule


@rule(severity=WARNING, fix=SAFE, changes=Change.SPACE, whole_page=True, needs=("\ufeff",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, at the top of the page."""
    if page.text.startswith("\ufeff"):
        # One by one, each in its turn would become the mark, which no reader shows.
        marks = len(page.text) - len(page.text.lstrip("\ufeff"))
        yield Finding(0, 1, "the page begins with a byte-order mark (U+FEFF)", delete(0, marks))
