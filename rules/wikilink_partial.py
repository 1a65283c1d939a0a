"""A wikilink covers a part of a longer name that is a known title.

Why: the reader of 立法院 is led to legislation, when there is a page on the house itself.
Bad:   ([[zh:立法]]院, with a list that has 立法院)
Good:  [[zh:立法院]]
Fix:   widens the link to the name. Unsafe. Found only with lists of titles (`titles` in the settings).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mdlint_zh import INFO, UNSAFE, Change, Edit, Finding, Fix, Page, Wikilink, rule, unlinked


@dataclass(frozen=True)
class Options:
    """How far it looks."""

    reach: int = 4
    """How many characters the name may go on to either side of the link, 1 to 20."""

    def __post_init__(self) -> None:
        """Each name that begins and ends within reach is looked up."""
        if not 1 <= self.reach <= 20:
            raise ValueError(f"`reach` has to be 1 to 20, like 4; it is {self.reach}")


@rule(severity=INFO, fix=UNSAFE, changes=Change.LINK, options=Options, needs=("[[",), on=False)
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding a link, for the longest name."""
    if not page.titles:
        return
    for link in page.working_links:
        whole = _widened(page, link, options.reach)
        if whole:
            fix = Fix((whole,), safe=False)
            yield Finding(link.start, link.end, f"[[{link.name}]] is a part of {unlinked(whole.text)}", fix)


def _widened(page: Page, link: Wikilink, reach: int) -> Edit | None:
    """The link widened to the longest known title around it that no other link is in."""
    visible = page.visible
    start, end = visible.shown_span(link)
    first, last = max(0, start - reach), min(len(visible.text), end + reach)
    around = ((a, b) for a in range(first, start + 1) for b in range(end, last + 1) if b - a > end - start)
    known = (one for one in sorted(around, key=lambda one: one[0] - one[1]) if visible.text[slice(*one)] in page.titles)
    return next(filter(None, (visible.linked(link, one, one) for one in known)), None)
