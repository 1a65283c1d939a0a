"""What is wrong with a URL, wherever it stands: what a fault is, and the marks that Chinese text puts beside URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from mdlint_zh.base.edit import Edit

PAUSES = "，。、；："
"""Marks that end no URL. `！` and `？` may: titles of films and songs do."""
SHOUTS = "！？"
OPENING, CLOSING = "（【《「『“‘", "）】》」』”’"
MARKS = PAUSES + SHOUTS + OPENING + CLOSING
HAN = "\u3400-\u9fff"
_MARKS = frozenset(MARKS)
LONGEST_TAIL = 20
FOREIGN = pattern(r"[^\x00-\x7f]")
WHOLE_URL = pattern(r"(?:https?://|www\.)[^\s]+")
_ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
_MIRROR = dict(zip(CLOSING, OPENING, strict=True))


# What GitHub leaves out at the end of a bare URL; a URL within; what means something to Markdown beside URLs.
_TRIMMED = "?!.,:*_~'\")"
_ANY_URL = pattern(r"(?:https?://|www\.)[!-'*-;=?-Z^-~]*")
_MEANS_SOMETHING = pattern(r"[*_~`&\\]|\[\^")

_SEVERAL_RUNS = pattern(r"[*_~][^*_~]+[*_~]")


class UrlFault(NamedTuple):
    """A URL [start, end) that does not lead where it was meant to.

    `edits` mend it, () where it is not known how; `safe` whether it can be meant in no other way.
    """

    start: int
    end: int
    message: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False


def plain(text: str) -> str:
    """Return a text of Markdown without escapes and entities, and without spaces at its edges."""
    text = _ESCAPE.sub(r"\1", text).strip()
    if "&" not in text:
        return text
    from html import unescape  # noqa: PLC0415 - slow to import, and few URLs have entities

    return unescape(text)


def decoded(url: str) -> str:
    """Return a URL with the characters that it has as numbers."""
    from urllib.parse import unquote  # noqa: PLC0415 - slow to import, and most pages have no odd links

    return unquote(plain(url))


def cut(text: str, most: int = 60) -> str:
    """Return a text for a message."""
    return text if len(text) <= most else f"{text[:most]}…"


def marks_at_end(url: str) -> str:
    """Return the Chinese marks at the end of a URL that are no part of it: all but pairs that open in it."""
    end = len(url)
    while end > len(url) - LONGEST_TAIL and url[end - 1 : end] in _MARKS and not _is_closed(url, end - 1):
        end -= 1
    return url[end:]


def _is_closed(url: str, at: int) -> bool:
    """Whether the mark there closes one that stands before it."""
    opening = _MIRROR.get(url[at])
    return opening is not None and url.count(opening, 0, at) > url.count(url[at], 0, at)


def wakes_marks(rest: str) -> bool:
    """Tell whether the text that a bare URL before it has swallowed holds marks of Markdown: they would come alive.

    One run of marks at its end does not count: GitHub leaves it out.
    """
    inner = rest.rstrip(_TRIMMED)
    several = _SEVERAL_RUNS.search(rest, len(inner))
    return bool(several or _MEANS_SOMETHING.search(_ANY_URL.sub("", inner)))
