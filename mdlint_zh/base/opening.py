"""Opening files that somebody else may have put there: regular ones alone, without waiting, and never too much of one.

A FIFO would wait for a writer, a device may never end, and opening one can do something; so what a path leads to is
looked at before it is opened, and once more when it is open.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from io import FileIO
    from pathlib import Path

MIB = 1 << 20
_FLAGS = os.O_RDONLY
for _name in ("O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_KINDS = {
    stat.S_IFDIR: "is a folder",
    stat.S_IFLNK: "is a link",
    stat.S_IFIFO: "is a pipe, not a file",
    stat.S_IFSOCK: "is a socket, not a file",
    stat.S_IFCHR: "is a device, not a file",
    stat.S_IFBLK: "is a device, not a file",
}


class OpenError(Exception):
    """A file that cannot be used; the message is one line and goes behind the file's name."""


class MissingError(OpenError):
    """There is no file of this name."""


class Content(NamedTuple):
    """The bytes of a file, and what the file was when they were read."""

    data: bytes
    stat: os.stat_result


def read_file(path: str | Path, most: int, *, links: bool = True, setting: str = "") -> Content:
    """Return the bytes of a regular file that has at most `most` of them. Raises OpenError.

    Without `links` the path must not be a link itself. `setting`: the key in the settings that raises `most`.
    """
    handle, state = _open(path, links=links)
    try:
        if state.st_size > most:
            raise too_large(most, setting)
        data = _read(handle, state.st_size, most)
    except OSError as error:
        raise OpenError(f"cannot be read: {error.strerror}") from None
    finally:
        os.close(handle)
    if len(data) > most:
        raise too_large(most, setting)
    return Content(data, state)


def open_file(path: str | Path) -> FileIO:
    """Return a regular file, or a link to one, open for reading. Raises OpenError."""
    return os.fdopen(_open(path, links=True)[0], "rb", buffering=0)


def _read(handle: int, size: int, most: int) -> bytes:
    """The bytes of a file of this size; of one that has grown, or does not tell, as in /proc, not many above `most`."""
    parts = [os.read(handle, size + 1)]
    total = len(parts[0])
    while parts[-1] and total != size and total <= most:
        parts.append(os.read(handle, MIB))
        total += len(parts[-1])
    return b"".join(parts)


def too_large(most: int, setting: str) -> OpenError:
    """Return the error for a file that holds more than `most` bytes."""
    raised = f"; `{setting}` in the settings raises that" if setting else ""
    return OpenError(f"has more than {most // MIB:,} MiB{raised}")


def _open(path: str | Path, *, links: bool) -> tuple[int, os.stat_result]:
    """A regular file, open for reading, and what it is."""
    try:
        _check_kind(os.stat(path, follow_symlinks=links))  # noqa: PTH116 - forty thousand times
        handle = os.open(path, _FLAGS | (0 if links else _NO_LINK))
    except FileNotFoundError as error:
        raise MissingError(f"cannot be read: {error.strerror}") from None
    except OSError as error:
        became_link = not links and error.errno == errno.ELOOP
        raise OpenError("is a link" if became_link else f"cannot be read: {error.strerror}") from None
    except ValueError:
        raise OpenError("is no name that a file can have") from None
    try:
        _check_kind(state := os.fstat(handle))
    except OpenError:
        os.close(handle)
        raise
    return handle, state


def _check_kind(state: os.stat_result) -> None:
    """Raise OpenError for what is no regular file."""
    if not stat.S_ISREG(state.st_mode):
        raise OpenError(_KINDS.get(stat.S_IFMT(state.st_mode), "is no regular file"))
