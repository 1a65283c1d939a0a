"""The cheap test: neighbours that show at a glance that an edge of a link is fine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

REACH: Final = 2
"""How many characters on either side of an edge the keys of `apart_keys` hold at most."""
GAP: Final = "\n"
"""What stands for the gap in those keys."""


def apart_keys(before: str, after: str) -> Iterator[str]:
    """The keys that the list of sure boundaries may have for a gap between two texts.

    The texts are normalised and up to REACH characters long.
    """
    yield f"{before[-1]}{GAP}{after[0]}"
    if len(before) > 1:
        yield f"{before}{GAP}{after[0]}"
    if len(after) > 1:
        yield f"{before[-1]}{GAP}{after}"


def good_left(before: str, link: str) -> tuple[str, str]:
    """The keys under which the list of good edges may have the left edge of a link, after up to REACH characters.

    One names the link and the character before it, one its first and the last characters on either side.
    """
    return f"{before[-1:]}[{link}", f"{before}[{link[:REACH]}*"


def good_right(link: str, after: str) -> tuple[str, str]:
    """The same for the right edge."""
    return f"{link}]{after[:1]}", f"*{link[-REACH:]}]{after}"
