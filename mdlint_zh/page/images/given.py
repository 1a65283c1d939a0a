"""The alt texts that the settings give to images, by their URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.page.images.alt import is_sound
from mdlint_zh.page.images.words import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Mapping

ANY = "*"
MOST_GLOBS = 200
"""How many URLs with a `*` there may be: each is held against every URL."""
LONGEST_ALT = 300


class GivenAlts:
    """Alt texts by URLs; `*` in one stands for any characters, slashes too, and for none. "" says that none is wanted.

    A whole URL goes before those with a `*`, and of these the longest one that fits.
    """

    def __init__(self, alts: Mapping[str, str]) -> None:
        self._whole = {unescaped(url): alt for url, alt in alts.items() if ANY not in url}
        globs = sorted((url for url in alts if ANY in url), key=lambda url: (-len(url), url))
        self._globs = [(unescaped(url).split(ANY), alts[url]) for url in globs]
        self._known: dict[str, str | None] = {}

    def __call__(self, url: str) -> str | None:
        """Return the alt text for images of this URL, as it is written on a page; None where nothing is said."""
        if not (self._whole or self._globs):
            return None
        if url not in self._known:
            self._known[url] = self._of(unescaped(url))
        return self._known[url]

    def _of(self, url: str) -> str | None:
        if url in self._whole:
            return self._whole[url]
        return next((alt for pieces, alt in self._globs if _fits(url, pieces)), None)


def unescaped(url: str) -> str:
    """Return a URL with its entities as the characters that they stand for."""
    if "&" not in url:
        return url
    from html import unescape  # noqa: PLC0415 - slow to import, and few URLs have entities

    return unescape(url)


def _fits(url: str, pieces: list[str]) -> bool:
    """Whether a URL is these pieces, in their order, with any characters between them. Each is sought once."""
    first, *middle, last = pieces
    if len(url) < len(first) + len(last) or not (url.startswith(first) and url.endswith(last)):
        return False
    at, end = len(first), len(url) - len(last)
    for piece in middle:
        found = url.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def check_alt(alt: str) -> None:
    """Raise ValueError for an alt text that would be no good: it says so behind the name of its key."""
    if len(alt) > LONGEST_ALT:
        raise ValueError(f"has to be an alt text of {LONGEST_ALT} characters at most")
    if alt != " ".join(alt.split()):
        raise ValueError("has to be an alt text in one line, with single spaces and none at its ends")
    if alt and is_placeholder(alt):
        raise ValueError('has to say something of the image, or "" for one that needs no alt text')
    if not is_sound(alt) or "|" in alt:
        raise ValueError("has to be plain text: no markup, no `|`, and brackets and quotation marks in pairs")
