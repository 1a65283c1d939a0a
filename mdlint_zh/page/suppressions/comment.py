"""What a comment says that suppresses findings: `<!-- mdlint-zh-disable NAME, NAME: reason -->`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.markdown.lines import Lines

HINT = "mdlint-zh-"
"""What every page has that holds such a comment: the others are not read for any."""
DISABLE, ENABLE, FILE, LINE, NEXT_LINE = "disable", "enable", "disable-file", "disable-line", "disable-next-line"
VERBS = (DISABLE, ENABLE, FILE, LINE, NEXT_LINE)
UNCLOSED = "unclosed"
OPENER = pattern(r"<!--\s*mdlint-zh-")
OPENS, CLOSER = "<!--", "-->"
# A comment with nothing beside it on its lines.
_ALONE = pattern(r"[ \t]*<!--\s*mdlint-zh-(?:(?!-->)[^\x00]){0,4000}-->[ \t]*(?=[\r\n]|\Z)")
_BODY = pattern(r"\s*mdlint-zh-(?P<verb>[\w-]*)(?P<names>[^:：]*)(?:[:：](?P<reason>[^\x00]*))?")
_NAME = pattern(r"[^\s,，、]+")


class Name(NamedTuple):
    """The name of a rule, or what several begin with, at the code points [start, end) of the page."""

    text: str
    start: int
    end: int


class Suppression(NamedTuple):
    """A comment at the code points [start, end) of the page that suppresses findings.

    `verb` is one of `VERBS`, or another word that says nothing, or `UNCLOSED`; `names`: of rules, none for all of them;
    it holds for findings that begin at one of the offsets `first` to `last`: for a whole page and from a place on,
    `last` is the length of the page, whatever other comments say.
    """

    verb: str
    names: tuple[Name, ...]
    start: int
    end: int
    first: int
    last: int
    reason: str = ""


def suppression_of(text: str, start: int, end: int, inner: tuple[int, int]) -> Suppression | None:
    """Return what the comment [start, end) says between the offsets of `inner`, which has no place yet; None for
    another comment.
    """
    body = _BODY.fullmatch(text, *inner)
    if body is None:
        return None
    names = tuple(Name(one.group(), *one.span()) for one in _NAME.finditer(text, *body.span("names")))
    return Suppression(body["verb"], names, start, end, start, end, " ".join((body["reason"] or "").split()))


def below_comments(text: str, lines: Lines, first: int) -> int:
    """Return the first line from `first` on that is none of the comments at the top, nor a blank line below them."""
    if HINT not in text:
        return first
    number = first
    while number <= len(lines) and (found := _ALONE.match(text, lines.starts[number - 1])):
        number = lines.number(found.end()) + 1
    is_blank = first < number < len(lines) and not text[slice(*lines.span(number))].strip()
    return number + is_blank


def written_lines(text: str, lines: Lines, first: int) -> Iterator[int]:
    """Yield the lines from `first` on that are not blank, and in which something else stands than such comments."""
    number, hinted = first, HINT in text
    while number <= len(lines):
        start, end = lines.span(number)
        if hinted and (found := _ALONE.match(text, start)):
            number = lines.number(found.end())
        elif text[start:end].strip():
            yield number
        number += 1
