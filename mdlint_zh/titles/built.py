"""The form of a built list of titles: one file that is looked up in as it is, whatever is in it.

    mark, version          who wrote it; a list of another version is built anew
    digest                 SHA-256 of all that follows: what a disk or a download has spoilt is seen
    buckets                how many there are, a power of two
    starts                 for each bucket where it begins in the titles, and where the last one ends
    titles                 in UTF-8, each between two line ends, those of a bucket side by side

Numbers are little-endian, 4 bytes each. A title is in the bucket that its CRC-32 names. Anybody can write a list with a
right digest, so nothing that stands in one is relied upon: a wrong start gives other titles or none, and no more of a
bucket is read than one can have.
"""

from __future__ import annotations

import struct
from itertools import accumulate
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIX = ".trie"
LONGEST = 1000
"""How many characters a title may have; MediaWiki allows 255 bytes."""
_MARK = b"\xffmdlint-zh titles\n"
_VERSION = 2
_BEFORE = b"We love Marisa."
_FRAME = struct.Struct(f"<{len(_MARK)}sI32s")
_START = struct.Struct("<I")
_RANGE = struct.Struct("<2I")
HEAD = _FRAME.size
_IN_A_BUCKET = 4
_MOST_OF_A_BUCKET = 1 << 16
_AGAIN = "build it again with `mdlint-zh titles build`"


class FormError(Exception):
    """A built list that cannot be used; the message goes behind its name."""


class TitleFile:
    """The titles of a built list. Raises FormError for bytes that are none, or not of this version."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_BEFORE):
            raise FormError(f"was built by an older version: {_AGAIN}")
        mark, version, digest = _FRAME.unpack(data[:HEAD].ljust(HEAD, b"\0"))
        if mark == _MARK and version != _VERSION and len(data) >= HEAD:
            raise FormError(f"was built by another version: {_AGAIN}")
        body = memoryview(data)[HEAD:]
        buckets = _START.unpack(body[: _START.size])[0] if len(body) >= _START.size else 0
        self._first = HEAD + _START.size
        self._titles = self._first + _START.size * (buckets + 1)
        if mark != _MARK or _digest(body) != digest or not buckets or self._titles > len(data):
            raise FormError(f"is damaged: {_AGAIN}")
        self._data, self._mask = data, buckets - 1
        self.digest = digest.hex()

    def __contains__(self, title: object) -> bool:
        data = self._data
        name = str(title).encode("utf-8", "surrogatepass")
        start, end = _RANGE.unpack_from(data, self._first + _START.size * (crc32(name) & self._mask))
        start, end = self._titles + start, self._titles + min(end, start + _MOST_OF_A_BUCKET)
        return b"\n%b\n" % name in data[start:end]

    def beginning(self, start: str) -> Iterator[str]:
        """Yield the titles that begin so, in no order."""
        begun = b"\n%b" % start.encode("utf-8", "surrogatepass")
        at = self._data.find(begun, self._titles)
        while at >= 0:
            end = self._data.find(b"\n", at + 1)
            if end < 0:
                return
            yield self._data[at + 1 : end].decode("utf-8", "replace")
            at = self._data.find(begun, end)


def is_built(start: bytes) -> bool:
    """Tell whether a file that begins so is a built list, of whatever version."""
    return start.startswith((_MARK, _BEFORE))


def packed(titles: Iterable[str]) -> bytes:
    """Return a built list of these titles, which are given once each."""
    names = [title.encode("utf-8") for title in titles]
    count = 1 << max(0, len(names) // _IN_A_BUCKET - 1).bit_length()
    buckets: list[list[bytes]] = [[] for _ in range(count)]
    for name in names:
        buckets[crc32(name) & (count - 1)].append(name)
    texts = [b"\n%b\n" % b"\n".join(sorted(bucket)) if bucket else b"" for bucket in buckets]
    starts = struct.pack(f"<{count + 1}I", 0, *accumulate(map(len, texts)))
    body = _START.pack(count) + starts + b"".join(texts)
    return _FRAME.pack(_MARK, _VERSION, _digest(body)) + body


def _digest(body: bytes | memoryview) -> bytes:
    from hashlib import sha256  # noqa: PLC0415 - most runs have no list

    return sha256(body).digest()
