"""The same step without the paragraphs that are far from every edit: what is not looked at costs nothing.

Only where paragraphs stand for themselves. A page with anything on it that can reach over a blank line is left whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.edit import Edit
from mdlint_zh.engine.guard.step import Applied, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_REACHING = ("```", "~~~", "<", "{", "$$", ":::", "\\[", "]:")
_BLANK = "\n\n"
WORTH_IT = 200


def condensed(step: Step) -> Step:
    """Return the step with far paragraphs left out of both of its texts."""
    if step.before.startswith(("---", "+++")) or step.after.startswith(("---", "+++")):
        return step
    if any(mark in step.before or mark in step.after for mark in _REACHING):
        return step
    far = list(_far(step))
    if not far:
        return step
    after = [(step.moved(start), step.moved(start) + end - start) for start, end in far]
    return Step(_without(step.before, far), _without(step.after, after), list(_shifted(step.edits, far)))


def _far(step: Step) -> Iterator[tuple[int, int]]:
    """The stretches of whole paragraphs between edits, in the text before; never the very first paragraph."""
    at, length = 0, len(step.before)
    for start, end in (*(one.edit[:2] for one in step.edits), (length, length)):
        if start - at > WORTH_IT:
            first = step.before.find(_BLANK, at, start) + len(_BLANK)
            last = length if start == length else step.before.rfind(_BLANK, at, start) + len(_BLANK)
            if first >= len(_BLANK) and last > first:
                yield first, last
        at = end


def _shifted(edits: Iterable[Applied], far: list[tuple[int, int]]) -> Iterator[Applied]:
    """The edits of the text without these stretches."""
    number = gone = 0
    for one in edits:
        while number < len(far) and far[number][1] <= one.edit.start:
            gone += far[number][1] - far[number][0]
            number += 1
        yield one._replace(edit=Edit(one.edit.start - gone, one.edit.end - gone, one.edit.text))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, at = list[str](), 0
    for start, end in spans:
        pieces.append(text[at:start])
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
