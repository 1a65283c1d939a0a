"""Records of what is being written, in the user's private folder: what a later run knows of one that was killed.

A record is a file with one line of JSON, and behind it whatever bytes belong to it. The process that wrote it holds it
locked until its end: one that can be locked is a dead process's. Where nothing can be locked, as on Windows, none is
taken for that.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mdlint_zh.run.private_folder import state_folder
from mdlint_zh.run.write.place import CHANGE, CREATE, fill, flush_folder, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from io import FileIO

    from typing_extensions import Self

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = "write-"
_TRIES = 100


class Record:
    """A record that this process holds, as long as `with` lasts. It then stays, for a later run, if not removed."""

    def __init__(self, file: FileIO, path: str) -> None:
        self.file, self._path, self._removed = file, path, False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        if self._removed and fcntl is None:
            _unlink(self._path)  # type: ignore[unreachable]

    def remove(self) -> None:
        """Take it away: what it tells of is in order. That is done while it is locked, where an open file can go."""
        self._removed = True
        _unlink(self._path)

    def read(self) -> tuple[dict[str, Any], bytes]:
        """Return its line, empty when it is not whole, and what is behind it. Raises OSError."""
        self.file.seek(0)
        line, _, body = self.file.read().partition(b"\n")
        try:
            head = json.loads(line)
        except (ValueError, RecursionError):
            head = None
        return head if isinstance(head, dict) else {}, body


def make(head: Mapping[str, Any], body: bytes = b"", *, lasting: bool = False) -> Record | None:
    """Return a record of this; with `lasting` it is on the disk then. None when there is nowhere to write it. Never
    raises.
    """
    folder = state_folder()
    if folder is None:
        return None
    try:
        record = _new(str(folder))
    except OSError:
        return None
    try:
        fill(record.file, json.dumps(head).encode() + b"\n" + body)
        if lasting:
            os.fsync(record.file)
            flush_folder(str(folder))
    except OSError:
        with record:
            record.remove()
        return None
    return record


def dead() -> Iterator[Record]:
    """Yield the records of processes that are gone, held by this one. Never raises."""
    folder = state_folder()
    if folder is None or fcntl is None:
        return
    with suppress(OSError):
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 - names are wanted
            if name.startswith(PREFIX):
                record = _found(os.path.join(folder, name))  # noqa: PTH118
                if record:
                    with record:
                        yield record


def token() -> str:
    """128 random bits, in hexadecimal."""
    return os.urandom(16).hex()


def _new(folder: str) -> Record:
    """A new record, locked. A run that begins may find it and take it away before that: then another one."""
    for _ in range(_TRIES):
        path = os.path.join(folder, PREFIX + token())  # noqa: PTH118
        file = open_file(path, CREATE)
        if _lock(file) and (fcntl is None or os.fstat(file.fileno()).st_nlink):
            return Record(file, path)
        file.close()
        _unlink(path)
    raise BlockingIOError


def _found(path: str) -> Record | None:
    """The record at a path, when it is a file of ours that no process holds."""
    with suppress(OSError):
        file = open_file(path, CHANGE)
        found = os.fstat(file.fileno())
        if stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and _lock(file):
            return Record(file, path)
        file.close()
    return None


def _lock(file: FileIO) -> bool:
    """Whether nobody else holds the file; it is ours until it is closed. Raises OSError where nothing can be locked."""
    if fcntl is None:
        return True  # type: ignore[unreachable]
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _unlink(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108 - pathlib is slow
