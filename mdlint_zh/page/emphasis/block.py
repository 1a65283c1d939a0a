"""A block of text with its links and code out of the way, and what another text of the same block would show."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.markdown.prose import merged
from mdlint_zh.markdown.running_text import read_inlines, read_taken
from mdlint_zh.page.emphasis.runs import runs_in
from mdlint_zh.page.renderer import COMMONMARK, GFM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.page.emphasis.runs import Run
    from mdlint_zh.page.renderer import Renderer
    from mdlint_zh.page.subject import Subject

_LEAD = pattern(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*")
_ESCAPED = pattern(r"\\[*_]")
_GAP = pattern(r"[*\s]+")


def read_apart(page: Subject) -> list[Span]:
    """Return what stars are matched apart from: links, images, code, tags, URLs, text of other programs."""
    inner = (Span(one.start, one.end) for one in page.view(read_inlines))
    return merged([*page.view(read_taken), *inner])


def masked(text: str, block: Span, apart: Sequence[Span]) -> str:
    """Return the block, as long as it is, with letters in the place of what is in links and code, but for what each
    begins and ends with; and with no star that is the mark of an item of a list, or escaped.
    """
    pieces, at = list[str](), block.start
    first, last = (bisect_left(apart, (offset,)) for offset in block)
    for start, end in apart[first:last]:
        if end <= block.end:
            pieces += [text[at : start + 1], "x" * (end - start - 2), text[max(start + 1, end - 1) : end]]
            at = end
    whole = "".join([*pieces, text[at : block.end]])
    whole = _ESCAPED.sub(r"\\x", whole) if "\\" in whole else whole
    lead = _LEAD.match(whole)
    end = lead.end() if lead else 0
    return whole[:end].replace("*", "-") + whole[end:]


def runs_of(text: str, renderer: Renderer) -> list[Run]:
    """Return the runs of stars of a masked block, with what the renderer leaves of them."""
    return runs_in(text, 0, len(text), renderer, lambda _: False)


def shows_stars(text: str, renderer: Renderer) -> bool:
    """Tell whether a star is shown to the renderer or to CommonMark of either kind; or may be: there are too many."""
    for one in dict.fromkeys((renderer, GFM, COMMONMARK)):
        runs = runs_of(text, one)
        if any(run.left for run in runs) or ("*" in text and not runs):
            return True
    return False


def edits_between(old: str, new: str, start: int) -> tuple[Edit, ...]:
    """Return the edits that make one masked block of the other; it begins at `start` of the page.

    () where more differs than stars and white space.
    """
    if _bare(old) != _bare(new):
        return ()
    edits = list[Edit]()
    was, now = dict(_gaps(old)), dict(_gaps(new))
    at = start
    for bare in sorted({*was, *now}):
        gap, wanted = was.get(bare, ""), now.get(bare, "")
        if gap != wanted:
            edits.append(_trimmed(Edit(at + bare, at + bare + len(gap), wanted), gap))
        at += len(gap)
    return tuple(edits)


def _gaps(text: str) -> Iterator[tuple[int, str]]:
    """Each stretch of stars and white space, by how many other characters stand above it."""
    others = at = 0
    for gap in _GAP.finditer(text):
        others, at = others + gap.start() - at, gap.end()
        yield others, gap.group()


def _trimmed(edit: Edit, old: str) -> Edit:
    """The edit without the white space that both texts begin or end with; a run of stars is written anew as a whole."""
    start, end, new = edit
    while old and new and old[0] == new[0] != "*":
        start, old, new = start + 1, old[1:], new[1:]
    while old and new and old[-1] == new[-1] != "*":
        end, old, new = end - 1, old[:-1], new[:-1]
    return Edit(start, end, new)


def _bare(text: str) -> str:
    return _GAP.sub("", text)
