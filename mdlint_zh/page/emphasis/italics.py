"""Single stars that were meant as italics, `*编辑：*甲`, and underscores as bold text within a word, `这是__重要__的`.

Told only where a line has two such marks and no others, and Han between them: a star of a footnote or of a product
stands alone, or no sentence ends before the second. Most stars and underscores of a page are not looked at further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from mdlint_zh.page.emphasis.meant import MeantPair
    from mdlint_zh.page.subject import Subject

_STAR = pattern(r"\*(?:(?P<closes>(?<=[：:。！？…”」』）】》]\*)(?=\w))|(?=[“「『《【（])(?<=\w\*))")
_UNDERSCORES = pattern(r"__(?=[^\x00-\x7f])(?<=[^\x00-\x7f]__)")
_COUNTS = (2, 3)
"""How many of them a line may have: two, and the mark of an item of a list."""


def read_meant_pairs(page: Subject) -> list[MeantPair]:
    """Return the pairs of single stars and of `__` that the renderer shows as they stand, in their order."""
    marks = [mark for mark in _on_lines_of_few(page, _STAR, "*") if _has_other(page, mark)]
    if "__" in page.text:
        marks += _on_lines_of_few(page, _UNDERSCORES, "__")
    if not marks:
        return []
    from mdlint_zh.page.emphasis.meant import meant_pairs  # noqa: PLC0415 - most pages have none

    return meant_pairs(page, marks)


def _on_lines_of_few(page: Subject, what: re.Pattern[str], sign: str) -> Iterator[re.Match[str]]:
    """The marks on lines that have a pair of them, and no more; each line is counted once."""
    done = 0
    for mark in what.finditer(page.text):
        if mark.start() >= done:
            line = page.lines.around(mark.start())
            if page.text.count(sign, *line) in _COUNTS:
                yield mark
            else:
                done = line.end


def _has_other(page: Subject, star: re.Match[str]) -> bool:
    """Whether there may be another star on the line for this one: above one that would close, else below."""
    line = page.lines.around(star.start())
    other = (line.start, star.start()) if star["closes"] is not None else (star.end(), line.end)
    return page.text.find("*", *other) >= 0
