"""One page in a shard, and what is asked of one."""

from __future__ import annotations

from typing import NamedTuple


class Member(NamedTuple):
    """A page in a shard by its name there; `data` is None where it was not asked for or cannot be had.

    `fault` says why it cannot be had; `refusal` why no page can have that name, or what stands there is no file.
    """

    name: str
    size: int = 0
    data: bytes | None = None
    fault: str = ""
    refusal: str = ""


class DamagedError(Exception):
    """A shard that ends too soon, or is none; the message is one line, and what came before is good."""


class Wanted(NamedTuple):
    """What is asked of a shard: the names of its pages, with `data` their bytes, too, of which no page has more than
    `most`. `suffixes` are how names of pages end in archives, in lower case.
    """

    suffixes: tuple[str, ...]
    most: int
    data: bool = True

    def has_name(self, name: str) -> bool:
        """Tell whether a file of this name is a page."""
        return name.lower().endswith(self.suffixes)
