"""Writing a page so that it is either the old one or the new one, whatever happens.

A new file beside the page is written, made what the old one was, flushed and put in its place in one step. Where that
would break a hard link, or where it cannot be done, the page is written over where it stands, with its old bytes kept
until the new ones are on the disk.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from mdlint_zh.run.discover import SUFFIXES
from mdlint_zh.run.write.attributes import NotKeptError, keep, lost_in_place
from mdlint_zh.run.write.backup import Backup, NoBackupError
from mdlint_zh.run.write.leftovers import new_name, noted
from mdlint_zh.run.write.place import CHANGE, CREATE, OURS_ALONE, READ, Place, fill, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path

EVERYBODY = 0o666
"""The mode of a file that was not there before; the process's mask takes away from it."""
CHANGED = "was changed by somebody else meanwhile; it was left alone"
NOWHERE = "there is no private folder to keep its old text in"


class WriteError(Exception):
    """A file that was not written; the message is one line and says why."""


def write_page(path: Path, text: str, stats: os.stat_result, named: frozenset[str] = frozenset()) -> None:
    """Put `text` in the place of what `path` held when it was read. Raises WriteError, and then the page is as it was.

    `stats` is the file's state at that time: a page that somebody changed meanwhile is left alone. `named` are the real
    paths of what was asked for, if anything was: a link that was found there may lead to a page there and nowhere else.
    """
    if not stat.S_ISREG(stats.st_mode):
        raise WriteError("is no regular file")
    target = os.path.realpath(path)
    if named and not _is_meant(target, named):
        raise WriteError(f"leads to {target}, which is no page below what was named; it was left alone")
    data = text.encode("utf-8")
    try:
        with opened(*os.path.split(target)) as place:
            _check_writable(place, stats)
            if stats.st_nlink > 1:
                _write_over(place, data, stats, "it has several names (hard links)")
                return
            try:
                with _beside(place, stats) as file:
                    fill(file, data)
            except NotKeptError as error:
                _write_over(place, data, stats, str(error))
            except PermissionError:
                _write_over(place, data, stats, "its folder cannot be written")
    except OSError as error:
        if error.errno == errno.ELOOP:  # a link in the place of what was read
            raise WriteError(CHANGED) from None
        raise WriteError(f"cannot be written: {error.strerror}") from None


def write_file(path: Path, data: bytes) -> None:
    """Put a new file with these bytes at `path`, as `new_file` does. Raises WriteError."""
    with new_file(path) as file:
        fill(file, data)


@contextmanager
def new_file(path: Path) -> Iterator[FileIO]:
    """Yield a new file, which is put at `path` in one step when all went well, in the place of a regular one if any.

    Who has the old one open, or mapped into memory, keeps it. A link is not followed and not replaced. Raises
    WriteError, before anything is yielded where that can be known.
    """
    try:
        with opened(os.path.realpath(path.parent), path.name) as place:
            stats = _regular(place)
            if stats:
                _check_writable(place, stats)
            with _beside(place, stats) as file:
                yield file
    except NotKeptError as error:
        raise WriteError(f"cannot be written: {error}") from None
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}") from None


def _is_meant(target: str, named: frozenset[str]) -> bool:
    """Whether a real path was named, or is a page's in a folder that was."""
    if target in named:
        return True
    return target.lower().endswith(SUFFIXES) and any(str(folder) in named for folder in PurePath(target).parents)


@contextmanager
def _beside(place: Place, stats: os.stat_result | None) -> Iterator[FileIO]:
    """Yield a new file in the same folder, then put it in its place. Raises OSError, NotKeptError and WriteError."""
    new = place.beside(new_name())
    with noted(new.path):
        try:
            with new.open(CREATE, OURS_ALONE if stats else EVERYBODY) as file:
                yield file
                if stats:
                    with place.open(READ) as old:
                        _check_unchanged(os.fstat(old.fileno()), stats)
                        keep(old, file, stats)
                os.fsync(file.fileno())
            if stats:
                _check_unchanged(place.stat(), stats)
            place.take(new)
        except BaseException:
            with suppress(OSError):
                new.remove()
            raise


def _write_over(place: Place, data: bytes, stats: os.stat_result, why: str) -> None:
    """Write a page over where it stands; `why` that has to be. Raises OSError and WriteError."""
    with place.open(CHANGE) as file:
        _check_unchanged(os.fstat(file.fileno()), stats)
        lost = lost_in_place(file, stats)
        if lost:
            raise WriteError(f"cannot be written safely: {why}, and its {lost} would be lost")
        backup = Backup.of(place.path, stats, file.read(), data)
        try:
            backup.write_over(file)
        except NoBackupError:
            raise WriteError(f"cannot be written safely: {why}, and {NOWHERE}") from None


def _regular(place: Place) -> os.stat_result | None:
    """The stats of the regular file that is there, None when nothing is. Raises WriteError when something else is."""
    try:
        stats = place.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISREG(stats.st_mode):
        return stats
    kinds = {stat.S_IFDIR: "is a folder", stat.S_IFLNK: "is a link; name the file itself"}
    raise WriteError(kinds.get(stat.S_IFMT(stats.st_mode), "is no regular file"))


def _check_writable(place: Place, stats: os.stat_result) -> None:
    """Raise WriteError for a file that is read-only. Root could write it; who made it read-only meant it."""
    if not stats.st_mode & 0o222 or not os.access(place.called, os.W_OK, dir_fd=place.folder):
        raise WriteError("is read-only")


def _check_unchanged(now: os.stat_result, stats: os.stat_result) -> None:
    """Raise WriteError when a file is not the one that was read. No program can put back a time of change of status."""
    if _state(now) != _state(stats):
        raise WriteError(CHANGED)


def _state(stats: os.stat_result) -> tuple[int, ...]:
    return stats.st_dev, stats.st_ino, stats.st_size, stats.st_mtime_ns, stats.st_ctime_ns
