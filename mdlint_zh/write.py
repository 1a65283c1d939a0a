"""Writing a page so that it is either the old one or the new one, whatever happens.

A new file beside the page is written, flushed and put in its place in one step. Where that would break a hard link, or
where the folder cannot be written, the page is written in place, with a copy of the old text beside it or among the
temporary files until the new one is on the disk.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: an open file cannot be removed there, which is lock enough
    fcntl = None  # type: ignore[assignment]

PREFIX = ".mdlint-zh-"
NEW, OLD = ".new", ".old"
BACKUP_SECONDS = 5.0


class WriteError(Exception):
    """A page that was not written; the message is one line and says why."""


def write_page(path: Path, text: str, stat: os.stat_result) -> None:
    """Put `text` in the place of what `path` held when it was read. Raises WriteError, and then the page is as it was.

    `stat` is the file's state at that time: a page that somebody changed meanwhile is left alone.
    """
    target = Path(os.path.realpath(path))
    if not stat.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise WriteError("is read-only")
    data = text.encode("utf-8")
    try:
        if stat.st_nlink > 1 or not os.access(target.parent, os.W_OK):
            _write_in_place(target, data, stat)
        else:
            _write_beside(target, data, stat)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}") from None


def sweep(folder: Path) -> None:
    """Clean up in a folder after a run that was killed: a file it left is removed; a page half written is restored."""
    try:
        leftovers = [Path(entry.path) for entry in os.scandir(folder) if entry.name.startswith(PREFIX)]
    except OSError:
        return
    for path in leftovers:
        with suppress(OSError), path.open("r+b", 0) as file:
            if _lock(file):
                if path.name.endswith(OLD):
                    _restore(path, file)
                path.unlink()


def _write_beside(target: Path, data: bytes, stat: os.stat_result) -> None:
    """Write a new file in the same folder and put it in the target's place."""
    with _temporary(target.parent, NEW) as (file, path):
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), stat.st_mode & 0o7777)
        if hasattr(os, "fchown"):
            with suppress(OSError):
                os.fchown(file.fileno(), stat.st_uid, stat.st_gid)
        _flush(file, data)
        _check_unchanged(target, stat)
        path.replace(target)
    _flush_folder(target.parent)


def _write_in_place(target: Path, data: bytes, stat: os.stat_result) -> None:
    """Write over the target, with its old text kept until the new one is on the disk."""
    folder = target.parent if os.access(target.parent, os.W_OK) else Path(tempfile.gettempdir())
    with _temporary(folder, f"-{target.name}{NEW}") as (backup, path), target.open("r+b", 0) as file:
        old = file.read()
        _flush(backup, old)
        _check_unchanged(target, stat)
        # Only now does its name say that it is whole: after a crash, half a backup must not be put back.
        kept = path.rename(path.with_suffix(OLD))
        try:
            _overwrite(file, data)
        except BaseException:
            _overwrite(file, old)
            _remove(kept)
            raise
        _remove(kept)


def _overwrite(file: FileIO, data: bytes) -> None:
    """Make these bytes all that is in the file."""
    file.seek(0)
    _flush(file, data)
    file.truncate()


def _restore(path: Path, backup: FileIO) -> None:
    """Write the old text back to the page of a backup, unless somebody has touched the page since."""
    target = path.parent / path.name.removeprefix(PREFIX).partition("-")[2].removesuffix(OLD)
    if target.is_file() and target.stat().st_mtime - path.stat().st_mtime < BACKUP_SECONDS:
        with target.open("r+b", 0) as file:
            _overwrite(file, backup.read())


@contextmanager
def _temporary(folder: Path, ending: str) -> Iterator[tuple[FileIO, Path]]:
    """A locked file of our own in the folder; removed at the end if it is still there, before the lock is given up."""
    file, path = _locked(folder, ending)
    try:
        with file:
            try:
                yield file, path
            finally:
                if fcntl is not None:
                    _remove(path)
    finally:
        _remove(path)


def _locked(folder: Path, ending: str) -> tuple[FileIO, Path]:
    """A new file that is locked. Another process may sweep it away before that: then another one."""
    while True:
        handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=ending, dir=folder)
        file, path = os.fdopen(handle, "wb", 0), Path(name)
        if _lock(file) and path.exists():
            return file, path
        file.close()
        _remove(path)


def _remove(path: Path) -> None:
    """Take a file of ours away, if it is still there. What cannot be removed now is swept away by a later run."""
    with suppress(OSError):
        path.unlink()


def _lock(file: FileIO) -> bool:
    """Whether nobody else holds this file; it is ours until it is closed."""
    if fcntl is None:
        return True  # type: ignore[unreachable]
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _flush(file: FileIO, data: bytes) -> None:
    """Write the bytes and wait until they are on the disk. No buffer: it would be written even after a fault."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Wait until the folder's new entry is on the disk, where that can be done."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _check_unchanged(target: Path, stat: os.stat_result) -> None:
    """Raise WriteError when the file is not the one that was read."""
    now = target.stat()
    if (now.st_mtime_ns, now.st_size, now.st_ino) != (stat.st_mtime_ns, stat.st_size, stat.st_ino):
        raise WriteError("was changed by somebody else meanwhile; it was left alone")
