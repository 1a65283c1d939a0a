"""Lists of the titles that pages of an encyclopedia have: read, and looked up in.

A built list is read whole, held against its digest, and looked up in as it is (see `titlefile`). Titles are held in
Simplified characters, so that Traditional and Simplified forms of one title count as known.
"""

from __future__ import annotations

import os
import zlib
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.opening import MIB, OpenError, open_file, read_file, too_large
from mdlint_zh.titles import built as titlefile

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from typing import IO

MOST_BYTES = 512 * MIB
"""How large a list may be, unpacked, where nothing else is set."""
BUILT = titlefile.SUFFIX
SMALL, MOST_TIMES = 16 * MIB, 50
"""A gzipped list may unpack to so much and so many times its own size. Titles unpack to five, zeros to a thousand."""
MOST_LOOKED_AT = 10_000
"""Of so many titles that begin alike the shortest are chosen."""
_GZIP, _PACKED = 31, 1 << 16
_CHARACTERS = Path(__file__).parent / "data" / "simplified.txt"


class TitlesError(Exception):
    """A list of titles that cannot be used; the message is one line and says why."""


class Titles:
    """The titles of several lists. `title in titles` tells whether one of them has it, in either script."""

    def __init__(self, lists: Iterable[Container[str]], name: str = "") -> None:
        self._lists = list(lists)
        self._name = name

    @classmethod
    def opened(cls, paths: Iterable[Path], most: int = MOST_BYTES) -> Titles:
        """Return the titles of these files, of which none may have more than `most` bytes. Raises TitlesError."""
        lists = [_open(path, most) for path in paths]
        return cls([one.titles for one in lists], " ".join(one.digest for one in lists))

    @classmethod
    def of(cls, titles: Iterable[str]) -> Titles:
        """Return these titles."""
        given = frozenset(map(simplified, titles))
        return cls([given] if given else [])

    def __contains__(self, title: object) -> bool:
        """Whether it is known, read as MediaWiki reads the target of a link.

        `_` is a space, the first letter may be small, and what follows `#` is a place on the page. Nothing that
        reaches over a line end is a target.
        """
        target = simplified(str(title))
        if "\n" in target or "\r" in target:
            return False
        name, has_place, _ = target.partition("#")
        wanted = " ".join(name.replace("_", " ").split()) if has_place or "_" in name else name
        if not wanted:
            return bool(has_place)
        return any(wanted in one or wanted[0].upper() + wanted[1:] in one for one in self._lists)

    def beginning(self, start: str, most: int) -> list[str]:
        """Return titles that begin so, in Simplified characters: the shortest first, at most so many."""
        begun = simplified(start)
        found = (title for one in self._lists for title in _beginning(one, begun))
        return sorted({title for title in islice(found, MOST_LOOKED_AT) if title}, key=lambda one: (len(one), one))[
            :most
        ]

    def __repr__(self) -> str:
        """What tells these titles from others: the digests of their lists."""
        return f"Titles({self._name})"

    def __bool__(self) -> bool:
        return bool(self._lists)


def _beginning(titles: Container[str], start: str) -> Iterator[str]:
    """The titles of one list that begin so."""
    if isinstance(titles, titlefile.TitleFile):
        yield from titles.beginning(start)
    elif isinstance(titles, frozenset):
        yield from (title for title in titles if title.startswith(start))


def forget() -> None:
    """Read each list anew when it is next opened: it may have been built again."""
    _open.cache_clear()


def read_titles(source: Path, most: int = MOST_BYTES) -> Iterator[str]:
    """Yield the titles of a list, one a line, plain or gzipped, with underscores or spaces.

    `most`: how many bytes a list may have, unpacked. Raises TitlesError.
    """
    try:
        with open_file(source) as file:
            for line in _lines(_pieces(source, file, most)):
                title = line.strip().replace("_", " ")
                if title and title != "page title" and len(title) <= titlefile.LONGEST:
                    yield title
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise TitlesError(f"{source}: cannot be read: {error}") from None
    except OpenError as error:
        raise TitlesError(f"{source}: {error}") from None


def _pieces(source: Path, file: IO[bytes], most: int) -> Iterator[bytes]:
    """The bytes of a list, unpacked, piece by piece. Raises OpenError when they are too many."""
    packed = os.fstat(file.fileno()).st_size
    if packed > most:
        raise too_large(most, "limits.titles")
    is_packed, size = source.suffix.lower() == ".gz", 0
    for piece in _unpacked(file) if is_packed else iter(lambda: file.read(MIB), b""):
        size += len(piece)
        if size > most:
            raise too_large(most, "limits.titles")
        if is_packed and size > SMALL + MOST_TIMES * packed:
            raise OpenError(f"unpacks to more than {MOST_TIMES} times its size")
        yield piece


def _unpacked(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes that a gzipped file holds. Raises zlib.error, EOFError.

    Not by `gzip`, which reads a name in the head, and zeros between two members, byte by byte.
    """
    member = zlib.decompressobj(_GZIP)
    for read in iter(lambda: file.read(_PACKED), b""):
        rest = read
        while rest:
            if member.eof:
                if not (rest := rest.lstrip(b"\0")):
                    break
                member = zlib.decompressobj(_GZIP)
            yield member.decompress(rest, MIB)
            rest = member.unused_data if member.eof else member.unconsumed_tail
    yield member.flush()
    if not member.eof:
        raise EOFError("it breaks off")


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    """The lines of a text in UTF-8."""
    rest = b""
    for piece in pieces:
        whole, end, last = piece.rpartition(b"\n")
        if end:
            yield from (rest + whole).decode("utf-8-sig").split("\n")
            rest = last
        elif len(rest) <= MIB:  # no title is so long: the line is passed over
            rest += last
    yield rest.decode("utf-8-sig", "strict" if len(rest) <= MIB else "ignore")


def simplified(title: str) -> str:
    """Return the title in Simplified characters, one for one."""
    return title.translate(_table())


class _Opened(NamedTuple):
    """A list that can be looked up in, and what tells it from others."""

    titles: Container[str]
    digest: str


@cache
def _open(path: Path, most: int) -> _Opened:
    """A list, as it was built or as a text. Raises TitlesError."""
    try:
        with open_file(path) as file:
            start = file.read(titlefile.HEAD)
        if titlefile.is_built(start):
            built = titlefile.TitleFile(read_file(path, most, setting="limits.titles").data)
            return _Opened(built, built.digest)
    except (OSError, OpenError, titlefile.FormError) as error:
        raise TitlesError(f"{path}: {error}") from None
    if path.suffix == BUILT:
        raise TitlesError(f"{path}: is no list made by `mdlint-zh titles build`")
    from hashlib import sha256  # noqa: PLC0415 - most runs have no list

    digest = sha256()
    titles = set()
    for title in read_titles(path, most):
        digest.update(f"{title}\n".encode())
        titles.add(simplified(title))
    return _Opened(frozenset(titles), digest.hexdigest())


@cache
def _table() -> dict[int, str]:
    """Traditional characters and the Simplified ones that stand for them, from OpenCC (see data/README.md)."""
    traditional, simple = _CHARACTERS.read_text(encoding="utf-8").splitlines()
    return {ord(old): new for old, new in zip(traditional, simple, strict=True)}
