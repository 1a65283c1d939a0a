"""Templates of a byline: which parts in which order, and what is written between them.

A part is a name in braces, such as `{author}`; with a question mark behind it, `{author?}`, it may be missing, and a
space beside it goes with it. All else stands for itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMESTAMP, AUTHOR, SOURCE, NAME, ANY, TITLE = "timestamp", "author", "source", "name", "any", "title"
PARTS = (TIMESTAMP, AUTHOR, SOURCE, NAME, ANY, TITLE)
CLASSIC = "`{timestamp?} {author?}` {source}"
"""The byline of an archive whose settings say nothing: it is read tolerantly, part by part."""
_PART = re.compile(r"\{([^{}]*)\}")
_NO_CODE = re.compile(r" ?``")
_BLANK = re.compile(r"[ \t]*\n[ \t]*")


class Piece(NamedTuple):
    """A part by its name, or what stands between two parts."""

    text: str
    is_part: bool = False
    optional: bool = False


@lru_cache(maxsize=256)
def pieces(template: str) -> tuple[Piece, ...]:
    """Take a template apart. Raises ValueError, which names it, for a part that is not known."""
    found, at = list[Piece](), 0
    for match in _PART.finditer(template):
        name = match[1].removesuffix("?")
        if name not in PARTS:
            raise ValueError(match[0])
        found += Piece(template[at : match.start()]), Piece(name, is_part=True, optional=match[1].endswith("?"))
        at = match.end()
    return tuple(piece for piece in (*found, Piece(template[at:])) if piece.text)


def parts(template: str) -> frozenset[str]:
    """Return the names of the parts that a template has."""
    return frozenset(piece.text for piece in pieces(template) if piece.is_part)


def needed(template: str) -> frozenset[str]:
    """Return the names of the parts that no page may do without."""
    return frozenset(piece.text for piece in pieces(template) if piece.is_part and not piece.optional)


def without(template: str, missing: frozenset[str]) -> str:
    """Return the template as it is where some parts are missing: a space beside each goes with it."""
    for name in missing:
        template = re.sub(
            rf"\{{{name}\??\}}(?P<after> ?)",
            lambda match: "" if match["after"] else "\0",
            template,
        )
        template = re.sub(" ?\0", "", template)
    template = _NO_CODE.sub("", template)
    return re.sub(r"\n{2,}", "\n\n", _BLANK.sub("\n", template)).strip("\n ") if missing else template


def variants(template: str, droppable: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the template without any of the parts that may be dropped, then without one of them, and so on.

    Each with the names of the parts that are missing.
    """
    there = sorted(droppable & parts(template), key=PARTS.index)
    for count in range(len(there) + 1):
        for chosen in combinations(there, count):
            missing = frozenset(chosen)
            yield without(template, missing), missing


def optional(template: str) -> frozenset[str]:
    """Return the names of the parts that a page may do without."""
    return parts(template) - needed(template)
