"""Stars that are shown, written so that none is: decided by what renders afterwards.

What is tried are other texts of the same block. One counts when to the renderer, and to CommonMark of both kinds, no
star of it is shown, and when it is the same as before but for stars and white space beside them.
"""

from __future__ import annotations

from re import MULTILINE
from typing import TYPE_CHECKING

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.markdown.structure import read_running
from mdlint_zh.page.emphasis.block import edits_between, masked, read_apart, runs_of, shows_stars
from mdlint_zh.page.emphasis.bold import judged
from mdlint_zh.page.emphasis.stars import read_stars_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Pattern

    from mdlint_zh.page.emphasis.stars import StarsLeft
    from mdlint_zh.page.renderer import Renderer
    from mdlint_zh.page.subject import Subject

# Four stars in a row, and of the white space around them so much that one is left.
_SEAM = pattern(r"(?<![*\\])\*{4}(?!\*)(?:(?:(?<=^\*{4})|(?<=[ \t]\*{4}))[ \t]+(?=\S))?", MULTILINE)
_BOLD = pattern(r"(?<![*\\])\*\*(?!\*)")
_SPACED = pattern(r"^([ \t>]*(?:[-+][ \t]+)?)\*\*[ \t]+([^*\r\n]*[^*\s])[ \t]+\*\*(?=[ \t]*(?:[\r\n]|\Z))", MULTILINE)
_FALLEN = pattern(r"^(\*\*[^*\s](?:[^*\r\n]*[^*\s])?)[ \t]*(?:\r\n|\r|\n)\*\*(?=[ \t]*(?:[\r\n]|\Z))", MULTILINE)
_NESTED = pattern(
    r"(?<![*\\])\*{3}(?P<bold>[^*\s：:，。！？…](?:[^*\r\n]*[^*\s：:，。！？…])?)(?P<mark>[：:，。！？…]+)\*\*(?=\w)"
    r"(?P<rest>[^*\r\n]+)\*(?!\*)"
)
_LINE = pattern(r"[^\r\n]+")
# What a line begins with that is more than text.
_BEGINS_BLOCK = pattern(r"^[ \t>]*(?:(?:#{1,6}|[-+]|\d{1,9}[.)])(?=[ \t])|```|~~~|[-=]+[ \t]*$)", MULTILINE)
_PARAGRAPH = pattern(r"[^\W_]|[“‘「『《【（\[]")
_ALONE = pattern(r"^[ \t>]*\*+[ \t\r]*$", MULTILINE)
_LEAST = 2
_SEAM_LENGTH = 4


def mended_stars(page: Subject, stars: Iterable[StarsLeft]) -> tuple[Edit, ...]:
    """Return the edits after which none of these stars is shown, which are all of their blocks."""
    around = page.view(_read_around)
    repairs = (around.get(one.start) or (_mended(page, one.block) if one.is_first else ()) for one in stars)
    return tuple(edit for repair in repairs for edit in repair)


def _mended(page: Subject, block: Span) -> tuple[Edit, ...]:
    """The edits after which no star of a block is shown; () where it cannot be told what was meant."""
    renderer = page.renderer
    old = masked(page.text, block, page.view(read_apart))
    for new in _other_texts(old, renderer):
        if new != old and not shows_stars(new, renderer) and _count(_BEGINS_BLOCK, new) == _count(_BEGINS_BLOCK, old):
            return edits_between(old, new, block.start)
    return ()


def _other_texts(old: str, renderer: Renderer) -> Iterator[str]:
    """What may have been meant, the likeliest first."""
    for way in (_without_seams, _nested, _closed_up):
        new = way(old, renderer)
        if new != old:
            yield new
            yield _repaired(new, renderer)
    yield _repaired(old, renderer)


def _read_around(page: Subject) -> dict[int, tuple[Edit, ...]]:
    """The repairs of those stars left that stand alone on a line above and below one paragraph, by where the
    first begin.
    """
    lone = [
        one for one in page.view(read_stars_left) if page.text[slice(*page.lines.around(one.start))].strip() == "**"
    ]
    pairs = zip(lone[::2], lone[1::2], strict=True) if len(lone) % 2 == 0 else ()
    return {first.start: edits for first, last in pairs if (edits := _around(page, first.start, last.end))}


def _around(page: Subject, start: int, end: int) -> tuple[Edit, ...]:
    """The edits that bring two marks to the paragraph between them, [start, end) with both."""
    between = page.text[start + 2 : end - 2]
    inner = between.strip()
    first = start + 2 + between.index(inner)
    last = first + len(inner)
    blocks = [block for block in page.view(read_running) if block.start < end and block.end > start]
    is_one = len(blocks) in (1, 3) and blocks[len(blocks) // 2].start <= first and last <= blocks[len(blocks) // 2].end
    if not is_one or not _PARAGRAPH.match(inner) or "*" in inner or _count(_BEGINS_BLOCK, inner):
        return ()
    if shows_stars(f"**{inner}**", page.renderer):
        return ()
    return Edit(start, first, "**"), Edit(last, end, "**")


def _without_seams(text: str, renderer: Renderer) -> str:
    """Bold texts side by side as one."""
    if "****" not in text:
        return text
    fours = [run for run in runs_of(text, renderer) if run.end - run.start == _SEAM_LENGTH]
    within = [run.start for run in fours if not _is_apart(text, run.start)]
    apart = [run.start for run in fours if run.left >= _LEAST and _is_apart(text, run.start)]
    if not (apart or _BOLD.search(text)) or _ALONE.search(text):
        return text
    return _SEAM.sub(lambda seam: "" if seam.start() in (*within, *apart) else seam[0], text)


def _repaired(text: str, renderer: Renderer) -> str:
    """Each line with its bold text mended, whatever stands on the other lines of the block."""
    for line in reversed([Span(*line.span()) for line in _LINE.finditer(text)]):
        for pair in reversed(list(judged(text, [line], (), renderer.punctuation))):
            for start, end, word in reversed(pair.repair):
                text = text[:start] + word + text[end:]
    return text


def _is_apart(text: str, start: int) -> bool:
    """Whether a run of four stars stands within no word: there it may be a mask."""
    around = text[max(0, start - 1) : start], text[start + 4 : start + 5]
    return not all(around) or any(one.isspace() for one in around)


def _nested(text: str, _renderer: Renderer) -> str:
    """`***评论：**正文*` with the punctuation behind the bold text."""
    return _NESTED.sub(r"***\g<bold>**\g<mark>\g<rest>*", text) if "***" in text else text


def _closed_up(text: str, _renderer: Renderer) -> str:
    """A line that is bold with spaces at its edges, or whose last mark fell onto the line below."""
    text = _SPACED.sub(r"\1**\2**", text) if "** " in text else text
    return _FALLEN.sub(r"\1**", text) if "\n**" in text else text


def _count(what: Pattern[str], text: str) -> int:
    return sum(1 for _ in what.finditer(text))
