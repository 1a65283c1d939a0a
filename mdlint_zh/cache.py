"""What was found before, so that an unchanged page is not read again.

One file holds all that was found under one key: versions of tool, plugins and data, and the form of the output. It
is written whole and put in place in one step, so that concurrent runs and a kill leave an old one or a new one; one
that is damaged is not used. Beside it stand a `.gitignore` and a `CACHEDIR.TAG`: it ignores itself.
"""

from __future__ import annotations

import marshal
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = ".mdlint_zh_cache"
MARKS = (".git", ".mdlint-zh.toml", "pyproject.toml")
MOST_FILES = 8
# A file changed within the clock's grain of being read may look the same to `stat` and not be.
GRAIN_NS = 2_000_000_000
_DIGEST = 16
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of mdlint-zh.\n"


class Stamp(NamedTuple):
    """What a page was when it was read: time of change in nanoseconds, size and digest of its bytes."""

    mtime_ns: int
    size: int
    digest: bytes


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
    """The entries under one key, by the paths of their pages."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self._file = folder / f"{digest(key.encode()).hex()}.bin"
        self._old = self._load()
        self._new: dict[str, tuple[object, ...]] = {}
        self._there: dict[str, bool] = {}
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
        if stamp is None or any(self._is_there(path, name) != there for name, there in entry.asked):
            return None
        if stamp is not entry.stamp:
            self._new[path] = (tuple(stamp), time.time_ns(), *known[2:])
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
        import tempfile  # noqa: PLC0415 - slow to import, and used once

        data = marshal.dumps(self._old | self._new)
        with suppress(OSError):
            _prepare(self._folder)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
            with os.fdopen(handle, "wb") as file:
                file.write(digest(data) + data)
            Path(name).replace(self._file)
            _tidy(self._folder)

    def _load(self) -> dict[str, tuple[object, ...]]:
        """The entries on disk; none when the file is missing or damaged."""
        try:
            data = self._file.read_bytes()
        except OSError:
            return {}
        if digest(data[_DIGEST:]) != data[:_DIGEST]:
            return {}
        entries: dict[str, tuple[object, ...]] = marshal.loads(data[_DIGEST:])  # noqa: S302 - its digest is right
        return entries

    def _still(self, path: str, entry: Entry) -> Stamp | None:
        """The stamp of a page whose bytes are what they were, else None."""
        stat = os.stat(path)  # noqa: PTH116 - forty thousand times
        same = (stat.st_mtime_ns, stat.st_size) == entry.stamp[:2]
        if same and entry.read_ns - stat.st_mtime_ns > GRAIN_NS:
            return entry.stamp
        if stat.st_size != entry.stamp.size or digest(Path(path).read_bytes()) != entry.stamp.digest:
            return None
        return Stamp(stat.st_mtime_ns, stat.st_size, entry.stamp.digest)

    def _is_there(self, path: str, name: str) -> bool:
        """Whether a file stands beside a page."""
        place = f"{path.rpartition('/')[0]}/{name}"
        if place not in self._there:
            self._there[place] = Path(path).parent.joinpath(name).is_file()
        return self._there[place]


def digest(data: bytes) -> bytes:
    """A digest that tells texts apart, 16 bytes."""
    from hashlib import blake2b  # noqa: PLC0415 - a run without a cache needs none

    return blake2b(data, digest_size=_DIGEST).digest()


def find_folder(start: Path) -> Path:
    """Where the cache of a run in this folder is: at the top of its project, or here when there is none."""
    here = start.absolute()
    marked = (parent for parent in (here, *here.parents) if any((parent / mark).exists() for mark in MARKS))
    return next(marked, here) / FOLDER


def clean(folder: Path) -> bool:
    """Remove the cache. False when there was none; raises OSError when it cannot be removed."""
    if not (folder / "CACHEDIR.TAG").is_file():
        return False
    import shutil  # noqa: PLC0415 - slow to import, and used once

    shutil.rmtree(folder)
    return True


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")


def _tidy(folder: Path) -> None:
    """Keep the newest few files, and no temporary file of a run that was killed."""
    files = sorted(folder.glob("*.bin"), key=lambda file: file.stat().st_mtime, reverse=True)
    stale: Iterable[Path] = (file for file in folder.glob("*.tmp") if time.time() - file.stat().st_mtime > 3600)
    for file in (*files[MOST_FILES:], *stale):
        file.unlink(missing_ok=True)
