"""Single stars that were meant as italics, `*编辑：*甲`, and underscores as bold text within a word, `这是__重要__的`.

Told only where a line has two such marks and no others, and Han between them: a star of a footnote or of a product
stands alone, or no sentence ends before the second. Most stars and underscores of a page are not looked at further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from mdlint_zh.page.emphasis.meant import MeantPair
    from mdlint_zh.page.subject import Subject

_STAR = pattern(r"\*(?:(?<=[：:。！？…”」』）】》]\*)(?=\w)|(?=[“「『《【（])(?<=\w\*))")
_UNDERSCORES = pattern(r"__(?=[^\W_])(?<=[^\W_]__)")


def read_meant_pairs(page: Subject) -> list[MeantPair]:
    """Return the pairs of single stars and of `__` that the renderer shows as they stand, in their order."""
    marks = list(_STAR.finditer(page.text))
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
