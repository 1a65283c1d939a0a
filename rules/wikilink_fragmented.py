"""Neighbouring wikilinks are pieces of one known name.

Why: the reader is led to the pieces and not to the thing.
Bad:   [[zh:新加坡航]]空[[zh:公司]]
Good:  [[zh:新加坡航空公司]]
Fix:   makes one link of them. Unsafe. Found only with a list of titles (`titles` in the settings) that has the whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mdlint_zh import INFO, UNSAFE, Change, Edit, Finding, Fix, Page, Wikilink, rule


@dataclass(frozen=True)
class Options:
    """How far it looks."""

    between: int = 2
    """How many characters may stand between the links, 0 to 100."""
    longest: int = 20
    """How many characters the whole name may have, 1 to 100."""

    def __post_init__(self) -> None:
        """Each run of links that is no longer is looked up."""
        for key, value, least in (("between", self.between, 0), ("longest", self.longest, 1)):
            if not least <= value <= 100:
                raise ValueError(f"`{key}` has to be {least} to 100; it is {value}")


@rule(severity=INFO, fix=UNSAFE, changes=Change.LINK, options=Options, needs=("[[",))
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding for each name, the longest that begins at a link."""
    if not page.titles:
        return
    done = -1
    for first, last, whole in _chains(page, options):
        if first.start >= done and whole in page.titles:
            done = last.end
            fix = Fix((Edit(first.start, last.end, f"[[{first.space}:{whole}]]"),), safe=False)
            yield Finding(first.start, last.end, f"these links are pieces of [[{first.space}:{whole}]]", fix)


def _chains(page: Page, options: Options) -> Iterator[tuple[Wikilink, Wikilink, str]]:
    """First and last of neighbouring links of one namespace, what a reader sees of them; longer chains first.

    Links with a text of their own are left out: somebody chose it. So are those to a place on a page: they are whole.
    """
    links = [link for link in page.working_links if link.shown == link.target and "#" not in link.target]
    for index, first in enumerate(links):
        chains, whole = [], first.shown
        for before, last in pairwise(links[index : index + options.longest + 1]):
            gap = page.text[before.end : last.start]
            whole += gap + last.shown
            apart = len(gap) > options.between or len(whole) > options.longest or (gap and not gap.isalnum())
            if apart or last.space != first.space:
                break
            chains.append((first, last, whole))
        yield from reversed(chains)
