"""Pairs of `**` that were meant as bold text, and whether CommonMark takes them as such.

CommonMark 0.31 section 6.2: a run of stars opens when it is left-flanking and closes when it is right-flanking, and that
depends on whether the characters beside it are white space, punctuation or neither.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdlint_zh.page.lines import Span

_RUN = re.compile(r"\*+")
_SIMPLE = "：，。、；！？:,.;!?"
_OPENING = "“「『（《【‘("
_CLOSING = "”」』）》】’)"


class Stars(NamedTuple):
    """A pair of `**` [start, end) with the text between; `repaired` is the same as bold text, "" when it cannot be."""

    start: int
    end: int
    renders: bool
    repaired: str


def read_stars(text: str, spans: Iterable[Span]) -> Iterator[Stars]:
    """The pairs on the lines in these spans of running text. A line whose runs are no pairs of two stars is passed over."""
    for span in spans:
        for line in re.finditer(r"[^\r\n]+", text[slice(*span)]):
            runs = [run for run in _RUN.finditer(line.group()) if not line.group()[: run.start()].endswith("\\")]
            if len(runs) % 2 == 0 and all(len(run.group()) == 2 for run in runs):
                offset = span.start + line.start()
                for opener, closer in zip(runs[::2], runs[1::2], strict=True):
                    yield from _pair(line.group(), opener.start(), closer.end(), offset)


def _pair(line: str, start: int, end: int, offset: int) -> Iterator[Stars]:
    inner = line[start + 2 : end - 2]
    if not inner or inner != inner.strip() or "\u3000" in (inner[0], inner[-1]):
        return
    before, after = line[start - 1 : start], line[end : end + 1]
    if _is_bold(before, inner, after):
        yield Stars(offset + start, offset + end, renders=True, repaired="")
        return
    candidates = (*_moved_out(inner), (f"**{inner}**{' ' if not _closes(inner, after) else ''}"), f" **{inner}** ")
    good = (new for new in candidates if _works(before, new, after))
    yield Stars(offset + start, offset + end, renders=False, repaired=next(good, ""))


def _moved_out(inner: str) -> Iterator[str]:
    """The bold text with the punctuation at its edges outside of it."""
    if len(inner) > 2 and inner[0] in _OPENING and inner[-1] == _CLOSING[_OPENING.index(inner[0])]:
        yield f"{inner[0]}**{inner[1:-1]}**{inner[-1]}"
    core = inner.rstrip(_SIMPLE)
    if core and core != inner:
        yield f"**{core}**{inner[len(core) :]}"


def _works(before: str, new: str, after: str) -> bool:
    """Whether the stars in the new text open and close."""
    whole = before + new + after
    start, end = whole.index("**"), whole.rindex("**")
    return _is_bold(whole[:start][-1:], whole[start + 2 : end], whole[end + 2 :][:1])


def _is_bold(before: str, inner: str, after: str) -> bool:
    return _opens(before, inner) and _closes(inner, after)


def _opens(before: str, inner: str) -> bool:
    """Whether the run before `inner` is left-flanking."""
    return not _punctuation(inner[0]) or not before or before.isspace() or _punctuation(before)


def _closes(inner: str, after: str) -> bool:
    """Whether the run behind `inner` is right-flanking."""
    return not _punctuation(inner[-1]) or not after or after.isspace() or _punctuation(after)


def _punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
