"""Templates of a byline: which parts in which order, and what is written between them.

A part is a name in braces, such as `{author}`; with a question mark behind it, `{author?}`, it may be missing, and a
space beside it goes with it. All else stands for itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TIMESTAMP, AUTHOR, SOURCE, NAME, ANY, TITLE = "timestamp", "author", "source", "name", "any", "title"
PARTS = (TIMESTAMP, AUTHOR, SOURCE, NAME, ANY, TITLE)
UNDER_TITLE, IN_TITLE, AT_FOOT = "under the title", "in the title", "at the foot of the page"
CLASSIC = "`{timestamp?} {author?}` {source}"
"""The byline of an archive whose settings say nothing: it is read tolerantly, part by part."""
_PART = pattern(r"\{([^{}]*)\}")
_NO_CODE = pattern(r" ?``")
_BLANK = pattern(r"[ \t]*\n[ \t]*")
_LINE_END = r"[ \t]*(?:\r\n|\r|\n)"
_IN_CODE = r"[^\s`](?:[^`\r\n]{0,150}[^\s`])?"
_OUT_OF_CODE = r"[^\s`\[\]](?:[^`\r\n\[\]]{0,150}?[^\s`\[\]])?"
SHAPE_OF_NAME = r"[^\s`]{1,120}"
_REST = r"\S[^\r\n]*"
_WORDS = r"\S(?:[^\r\n]{{0,300}}{}\S)?"


class Piece(NamedTuple):
    """A part by its name, or what stands between two parts."""

    text: str
    is_part: bool = False
    optional: bool = False


class BylineForm(NamedTuple):
    """One way to write a byline: its `place`, its `template`, the `shape` of that without missing parts, a pattern."""

    place: str
    template: str
    shape: str
    pattern: re.Pattern[str]


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


def optional(template: str) -> frozenset[str]:
    """Return the names of the parts that a page may do without."""
    return frozenset(piece.text for piece in pieces(template) if piece.is_part and piece.optional)


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


def words(template: str) -> str:
    """Return what stands between the parts, without spaces at its edges."""
    return "".join(piece.text for piece in pieces(template) if not piece.is_part).strip()


def variants(template: str, droppable: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the template as it is, then without one of the parts that may be dropped, and so on.

    Each with the names of the parts that are missing.
    """
    there = sorted(droppable & parts(template), key=PARTS.index)
    for count in range(len(there) + 1):
        for chosen in combinations(there, count):
            missing = frozenset(chosen)
            if shape := without(template, missing):
                yield shape, missing


def compiled(template: str, source: str, timestamp: str, tick: str = "`") -> re.Pattern[str]:
    """Return a pattern of what a template stands for, up to the end of a line.

    `source` and `timestamp` are the sources of patterns of these parts, `tick` that of a backtick.
    """
    shapes = {
        SOURCE: source,
        TIMESTAMP: timestamp,
        NAME: SHAPE_OF_NAME,
        TITLE: _WORDS.format("?"),
        ANY: _WORDS.format(""),
    }
    found, in_code, last = list[str](), False, pieces(template)[-1]
    for piece in pieces(template):
        if piece.is_part:
            shape = _IN_CODE if piece.text == AUTHOR and in_code else shapes.get(piece.text, _OUT_OF_CODE)
            shape = _REST if piece is last and piece.text == ANY else shape
            found.append(f"(?P<{piece.text}>{shape})")
        else:
            in_code ^= piece.text.count("`") % 2 == 1
            found.append(re.escape(piece.text).replace("\\\n", _LINE_END).replace("`", tick))
    return re.compile("".join(found) + r"(?=[ \t]*(?:[\r\n]|\Z))")


def filled(template: str, given: Mapping[str, str]) -> str:
    """Return the template with these texts in the places of its parts."""
    return "".join([given[piece.text] if piece.is_part else piece.text for piece in pieces(template)])
