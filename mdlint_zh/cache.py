"""What was found before, so that an unchanged page is not read again.

One file holds all that was found under one key: versions of tool, plugins and data, and the form of the output. It
is written whole and put in place in one step, so that concurrent runs and a kill leave an old one or a new one. It
begins with a digest that only this user can make: what is damaged, or came with a repository, is not used.
"""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from time import time_ns
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh import cache_folder
from mdlint_zh.state import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = ".mdlint_zh_cache"
MARKS = (".git", ".mdlint-zh.toml", "pyproject.toml")
# A file changed within the clock's grain of being read may look the same to `stat` and not be.
GRAIN_NS = 2_000_000_000
_DIGEST = 16
_SECRET = 32


class Stamp(NamedTuple):
    """What a page was when it was read: times in nanoseconds, size and digest of its bytes.

    `mtime_ns` can be set to anything by anybody who writes the page; `ctime_ns`, when the system saw the last change,
    cannot.
    """

    mtime_ns: int
    ctime_ns: int
    size: int
    digest: bytes

    @classmethod
    def of(cls, stat: os.stat_result, digest: bytes) -> Stamp:
        """The stamp of a file in this state with this digest."""
        return cls(stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, digest)


class Entry(NamedTuple):
    """What was found on a page.

    `stamp` is what the page was, `read_ns` when that was; `settings` tells the settings for it from others; `asked` are
    the neighbouring files that a rule asked for, each with whether it was there; `piece` is what the page adds to the
    output, as plain data.
    """

    stamp: Stamp
    read_ns: int
    settings: bytes
    asked: tuple[tuple[str, bool], ...]
    piece: tuple[object, ...]


class Cache:
    """The entries under one key, by the paths of their pages.

    `secret` is what only this user has; `is_file` tells whether there is a file at a path, as it tells the pages.
    Raises NoCacheError for a folder that is no cache of ours.
    """

    def __init__(self, folder: Path, key: str, secret: bytes, is_file: Callable[[str], bool] = os.path.isfile) -> None:
        self._folder, self._secret, self._is_file = folder, secret, is_file
        self._name = f"{digest(key.encode()).hex()}.bin"
        self._old = self._load()
        self._new: dict[str, tuple[object, ...]] = {}
        self._changed = False

    def get(self, path: str, settings: bytes) -> tuple[object, ...] | None:
        """The piece of a page that is still what it was, under the same settings, else None."""
        known = self._old.get(path)
        if known is None:
            return None
        entry = Entry(Stamp(*known[0]), *known[1:])  # type: ignore[arg-type, misc]
        if entry.settings != settings:
            return None
        try:
            stamp = self._still(path, entry)
        except OSError:
            return None
        if stamp is None or any(self._is_file(_beside(path, name)) != there for name, there in entry.asked):
            return None
        if stamp is not entry.stamp:
            self._new[path] = (tuple(stamp), time_ns(), *known[2:])
            self._changed = True
        return entry.piece

    def put(self, path: str, entry: Entry) -> None:
        """Remember what was found on a page."""
        self._changed = True
        self._new[path] = (tuple(entry.stamp), *entry[1:])

    def save(self) -> None:
        """Write all that was used or put. Does nothing where it cannot write, or when nothing is new."""
        if not self._changed:
            return
        data = marshal.dumps(self._old | self._new)
        if len(data) < cache_folder.MOST_BYTES:
            with suppress(OSError, cache_folder.NoCacheError):
                cache_folder.write(self._folder, self._name, self._signed(data) + data)

    def _load(self) -> dict[str, tuple[object, ...]]:
        """The entries on disk; none when the file is missing, damaged or not made by this user."""
        found = memoryview(cache_folder.read(self._folder, self._name))
        data = found[_DIGEST:]
        if found[:_DIGEST] != self._signed(data):
            return {}
        entries: dict[str, tuple[object, ...]] = marshal.loads(data)  # noqa: S302 - we wrote it
        return entries

    def _signed(self, data: bytes | memoryview) -> bytes:
        """The digest of what is in our file, which nobody makes who has not the secret."""
        from hashlib import blake2b  # noqa: PLC0415 - a run without a cache needs none

        made = blake2b(self._name.encode(), digest_size=_DIGEST, key=self._secret)
        made.update(data)
        return made.digest()

    def _still(self, path: str, entry: Entry) -> Stamp | None:
        """The stamp of a page whose bytes are what they were, else None."""
        stat = os.stat(path)  # noqa: PTH116 - forty thousand times
        now = Stamp.of(stat, entry.stamp.digest)
        if now == entry.stamp and entry.read_ns - max(now.mtime_ns, now.ctime_ns) > GRAIN_NS:
            return entry.stamp
        if now.size != entry.stamp.size or not S_ISREG(stat.st_mode):
            return None
        return now if digest(Path(path).read_bytes()) == now.digest else None


def digest(data: bytes) -> bytes:
    """A digest that tells texts apart, 16 bytes."""
    from hashlib import blake2b  # noqa: PLC0415 - a run without a cache needs none

    return blake2b(data, digest_size=_DIGEST).digest()


def find_folder(start: Path) -> Path:
    """Where the cache of a run in this folder is: at the top of its project, or here when there is none."""
    here = start.absolute()
    marked = (parent for parent in (here, *here.parents) if any(os.path.exists(parent / mark) for mark in MARKS))  # noqa: PTH110 - never raises
    return next(marked, here) / FOLDER


def user_secret() -> bytes | None:
    """32 random bytes that this user keeps from all others; None where there is no place for them, or no cache."""
    folder = state_folder() if cache_folder.CAN_BE_USED else None
    if folder is None:
        return None
    place = folder / "cache.key"
    try:
        known = place.read_bytes() if place.exists() else b""
        if len(known) != _SECRET:
            known = os.urandom(_SECRET)
            begun = folder / f"{os.urandom(8).hex()}.key"
            begun.write_bytes(known)
            begun.replace(place)
    except OSError:
        return None
    return known


def _beside(path: str, name: str) -> str:
    """Where a file stands that a page names."""
    return os.path.join(os.path.dirname(path), name)  # noqa: PTH118, PTH120 - forty thousand times
