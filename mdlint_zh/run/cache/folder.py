"""The folder that a cache is in. It is used when it is ours, empty or new, and never by way of a link.

It is ours when it has our own CACHEDIR.TAG: others have such a file too. A repository may have brought the folder with
it, so nothing in it is written over, read or removed but regular files whose names have the form that we give them.
All is done through a descriptor of the folder: what takes its place meanwhile is not touched.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CAN_BE_USED = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Whether the system has such descriptors; Windows has none."""
MOST_FILES = 8
MOST_BYTES = 2**30
"""How large a file may be that is read."""
STALE_SECONDS = 3600
TAG, IGNORE = "CACHEDIR.TAG", ".gitignore"
TEXTS = {
    TAG: b"Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of mdlint-zh.\n",
    IGNORE: b"*\n",
}
BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite looks for beside a database, by how it ends; we have it make none."""
HEAD = b"SQLite format 3\0\x10\0\1\1"
"""How our databases begin: pages of 4 KiB, no log beside it to read or to write."""
_KEPT = pattern(r"[0-9a-f]{32}\.(?:db|bin)")  # `bin`: of older versions
_BEGUN = pattern(rf"[0-9a-f]{{32}}\.(?:tmp|db(?:{'|'.join(BESIDE)}))")


class NoCacheError(Exception):
    """A folder that is not used; the message is one line and says why."""


def check(folder: Path) -> None:
    """Raise NoCacheError for a folder that is there and not ours."""
    with suppress(OSError), _opened(folder):
        pass


def database(folder: Path, name: str) -> str:
    """Return the path of a database in the cache, an empty file when there was none; "" where there can be none.

    What lies beside it that SQLite would play back is not ours, and taken away. Never raises.
    """
    with suppress(OSError, NoCacheError):
        if not os.path.lexists(folder):
            folder.mkdir(parents=True)
        with _opened(folder) as place:
            if not os.access(".", os.W_OK, dir_fd=place):
                return ""
            for one, text in TEXTS.items():
                with suppress(FileExistsError):
                    _make(place, one, text)
            _sweep(place, name)
            with suppress(FileExistsError):
                _make(place, name, b"")
                _tidy(place)
            return str(folder / name) if _is_sound(place, name) else ""
    return ""


def _sweep(place: int, name: str) -> None:
    """Take away a database that is none of ours, and what would be played back. Raises OSError when that is no file."""
    there = frozenset(_names(place))
    for one in (name, *(name + end for end in BESIDE)):
        if one in there and (one != name or not _is_sound(place, name)):
            if not _is_regular(place, one):
                raise FileExistsError(one)
            os.unlink(one, dir_fd=place)


def remove(folder: Path, name: str) -> None:
    """Take a database away."""
    with suppress(OSError, NoCacheError), _opened(folder) as place:
        if _is_regular(place, name):
            os.unlink(name, dir_fd=place)


def clean(folder: Path) -> list[str] | None:
    """Remove what is ours, and the folder when it is empty then; the names of what is left. None without a cache.

    Raises NoCacheError for a folder of somebody else, and OSError when something cannot be removed.
    """
    try:
        with _opened(folder) as place:
            ours = [name for name in _names(place) if _is_ours(place, name)]
            for name in sorted(ours, key=lambda name: name == TAG):  # the tag last: until then it is a cache
                os.unlink(name, dir_fd=place)
            left = sorted(_names(place))
    except FileNotFoundError:
        return None
    if not ours:
        return None
    if not left:
        folder.rmdir()
    return left


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """A descriptor of the folder. Raises NoCacheError when it is no folder for a cache, and OSError."""
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        if folder.is_symlink():
            raise NoCacheError("is a link") from None
        if isinstance(error, NotADirectoryError):
            raise NoCacheError("is no folder") from None
        raise
    try:
        if _names(place) and _read(place, TAG, len(TEXTS[TAG])) != TEXTS[TAG]:
            raise NoCacheError("is no cache of mdlint-zh")
        yield place
    finally:
        os.close(place)


def _names(place: int) -> list[str]:
    return os.listdir(place)


def _read(place: int, name: str, most: int, wanted: int = -1) -> bytes:
    """What is in a regular file of at most so many bytes, or its beginning; b"" for all else."""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    except OSError:
        return b""
    with open(handle, "rb", buffering=0) as file:  # noqa: PTH123
        state = os.fstat(handle)
        return file.read(wanted) if stat.S_ISREG(state.st_mode) and state.st_size <= most else b""


def _make(place: int, name: str, data: bytes) -> None:
    """Make a new file. Raises FileExistsError when something of this name is there."""
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=place)
    with open(handle, "wb") as file:  # noqa: PTH123
        file.write(data)


def _remove(place: int, name: str) -> None:
    with suppress(OSError):
        os.unlink(name, dir_fd=place)


def _is_ours(place: int, name: str) -> bool:
    """Whether this is a file that we make."""
    if name in TEXTS:
        return _read(place, name, len(TEXTS[name])) == TEXTS[name]
    return bool(_KEPT.fullmatch(name) or _BEGUN.fullmatch(name)) and _is_regular(place, name)


def _is_sound(place: int, name: str) -> bool:
    """Whether this is an empty file, or a database that is all in this one file."""
    found = os.stat(name, dir_fd=place, follow_symlinks=False)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        return False
    return not found.st_size or _read(place, name, MOST_BYTES, len(HEAD)) == HEAD


def _is_regular(place: int, name: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(name, dir_fd=place, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _tidy(place: int) -> None:
    """Keep the newest few files, and no file that a run began long ago and did not end."""
    ours = [name for name in _names(place) if name not in TEXTS and _is_ours(place, name)]
    changed = {name: os.stat(name, dir_fd=place, follow_symlinks=False).st_mtime for name in ours}
    kept = sorted(filter(_KEPT.fullmatch, ours), key=changed.__getitem__, reverse=True)
    stale = (name for name in ours if _BEGUN.fullmatch(name) and time.time() - changed[name] > STALE_SECONDS)
    for name in (*kept[MOST_FILES:], *stale):
        _remove(place, name)
