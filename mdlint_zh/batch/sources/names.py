"""Which paths there are among many millions: eight bytes each, and no path itself."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTES = 8


def key_of(path: str) -> int:
    """Return what stands for a path. Two of a hundred million share one in one of three thousand runs."""
    return int.from_bytes(blake2b(path.encode("utf-8", "surrogatepass"), digest_size=BYTES).digest(), "big")


class Names:
    """Tells whether a path is among those that a source has. It can be pickled."""

    def __init__(self, keys: Iterable[int] = ()) -> None:
        self._keys = array("Q", sorted(keys))

    def __contains__(self, path: object) -> bool:
        """Whether there is a file at this path."""
        key = key_of(str(path))
        at = bisect_left(self._keys, key)
        return at < len(self._keys) and self._keys[at] == key

    def __len__(self) -> int:
        return len(self._keys)
