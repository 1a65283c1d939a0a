"""A character stands for one that was lost: U+FFFD, U+FFFC, or one of private use.

Why: readers see a box or a question mark; a converter could not read the page, or the font of its author.
Bad:   (一带, U+FFFD, 路)
Good:  一带一路
Fix:   none: only the source tells what stood there.
"""

from collections.abc import Iterator

from mdlint_zh import WARNING, Finding, Options, Page, pattern, read_odd_characters, rule

LOST = pattern(r"[\ufffc\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]+")


@rule(severity=WARNING, needs=(read_odd_characters,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a page, at the first one in running text."""
    odd = page.view(read_odd_characters)
    if not odd or not LOST.search(odd):
        return
    found = [lost for lost in LOST.finditer(page.text) if page.is_prose(*lost.span())]
    if found:
        places = f" in {len(found)} places, the first here" if len(found) > 1 else ""
        yield Finding(*found[0].span(), f"{_named(found[0].group()[0])}{places}; a character was lost")


def _named(character: str) -> str:
    """The character by its number, and what it is."""
    kinds = {"\ufffd": "replacement character", "\ufffc": "object replacement character"}
    return f"U+{ord(character):04X} ({kinds.get(character, 'private use')})"
