"""Single stars that were meant as italics, `*编辑：*甲`, and underscores as bold text within a word, `这是__重要__的`.

Told only where a line has two such marks and no others, and Han between them: a star of a footnote or of a product
stands alone, or no sentence ends before the second. Most stars and underscores of a page are not looked at further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    import re

    from mdlint_zh.page.emphasis.meant import MeantPair
    from mdlint_zh.page.subject import Subject

_STAR = pattern(r"\*(?:(?P<closes>(?<=[：:。！？…”」』）】》]\*)(?=\w))|(?=[“「『《【（])(?<=\w\*))")
_UNDERSCORES = pattern(r"__(?=[^\x00-\x7f])(?<=[^\x00-\x7f]__)")
_COUNTS = (2, 3)
"""How many of them a line may have: two, and the mark of an item of a list."""


def read_meant_pairs(page: Subject) -> list[MeantPair]:
    """Return the pairs of single stars and of `__` that the renderer shows as they stand, in their order."""
    marks = [mark for mark in _STAR.finditer(page.text) if _has_other(page, mark)]
    if "__" in page.text:
        marks += _UNDERSCORES.finditer(page.text)
    if not marks:
        return []
    from mdlint_zh.page.emphasis.meant import meant_pair  # noqa: PLC0415 - most pages have none

    found: dict[int, MeantPair] = {}
    for mark in marks:
        line = page.lines.around(mark.start())
        if line.start not in found and (pair := meant_pair(page, mark.start(), line, mark.group())):
            found[line.start] = pair
    return sorted(found.values())


def _has_other(page: Subject, star: re.Match[str]) -> bool:
    """Whether there may be another star on the line for this one: above one that would close, else below."""
    line = page.lines.around(star.start())
    above = page.text.count("*", line.start, star.start())
    below = page.text.count("*", star.end(), line.end)
    return above + 1 + below in _COUNTS and (above if star["closes"] is not None else below) > 0
