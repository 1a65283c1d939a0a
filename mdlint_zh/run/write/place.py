"""A file by its folder, held open, and its name in it: what is done there is done in that folder and no other.

A path is read anew by each call that it is given to, and a folder in it may have become a link meanwhile. A folder that
is open stays what it is. No call here follows a link in the last part of a path.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

READ, CHANGE, CREATE = os.O_RDONLY, os.O_RDWR, os.O_RDWR | os.O_CREAT | os.O_EXCL
OURS_ALONE = 0o600
# A pipe in a file's place is not waited for, and Windows changes no line ends.
_ALWAYS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_HELD_OPEN = os.open in os.supports_dir_fd


class Place(NamedTuple):
    """`above` is the folder's real path, `folder` its open handle; None where calls take none, as on Windows."""

    above: str
    name: str
    folder: int | None

    def beside(self, name: str) -> Place:
        """Return the place of this name in the same folder."""
        return self._replace(name=name)

    @property
    def path(self) -> str:
        """The whole path, to be told and to be noted."""
        return os.path.join(self.above, self.name)  # noqa: PTH118 - pathlib is slow

    def open(self, flags: int, mode: int = OURS_ALONE) -> FileIO:
        """Return the file, opened. Raises OSError, and so for a link."""
        return open_file(self.called, flags, mode, self.folder)

    def stat(self) -> os.stat_result:
        """Return what is there, be it a link. Raises OSError."""
        return os.stat(self.called, dir_fd=self.folder, follow_symlinks=False)

    def take(self, other: Place) -> None:
        """Have another file of this folder here, in one step, and wait until that is on the disk. Raises OSError."""
        os.replace(other.called, self.called, src_dir_fd=self.folder, dst_dir_fd=self.folder)
        flush_folder(self.above if self.folder is None else ".", self.folder)

    def remove(self) -> None:
        """Take the file away. Raises OSError."""
        os.unlink(self.called, dir_fd=self.folder)

    @property
    def called(self) -> str:
        """What the file is called in calls that are given `folder`."""
        return self.path if self.folder is None else self.name


@contextmanager
def opened(above: str, name: str) -> Iterator[Place]:
    """Yield the place of a name in the folder with this real path. Raises OSError when that is no folder any more."""
    if not _HELD_OPEN:
        yield Place(above, name, None)
        return
    handle = os.open(above, _FOLDER)
    try:
        yield Place(above, name, handle)
    finally:
        os.close(handle)


def open_file(path: str, flags: int, mode: int = OURS_ALONE, folder: int | None = None) -> FileIO:
    """Return a file without a buffer: that would be written even after a fault. Raises OSError, and so for a link."""
    handle = os.open(path, flags | _ALWAYS, mode, dir_fd=folder)
    return os.fdopen(handle, "rb" if flags == READ else "r+b", 0)


def fill(file: FileIO, data: bytes) -> None:
    """Make these bytes all that is in the file. Raises OSError."""
    file.seek(0)
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    file.truncate()


def flush_folder(path: str, folder: int | None = None) -> None:
    """Wait until a folder's new entry is on the disk, where that can be done."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY, dir_fd=folder)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
