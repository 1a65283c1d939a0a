"""What a file is beside its bytes: owner, group, mode, extended attributes with the lists of access among them."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

SET_IDS = stat.S_ISUID | stat.S_ISGID
# The kernel takes these away from a file that is written to.
_TIED_TO_BYTES = ("security.capability", "security.ima")


class NotKeptError(Exception):
    """A new file cannot have something that the old one has; the message says what."""


def keep(old: FileIO, new: FileIO, stats: os.stat_result) -> None:
    """Make the new file, whose bytes are written, what the old one was. Raises NotKeptError.

    The order counts: a change of owner takes setuid and setgid away, and a list of access changes the mode.
    """
    if not hasattr(os, "fchown"):
        return
    if _owners(os.fstat(new.fileno())) != _owners(stats):
        with _keeping("owner or group"):
            os.fchown(new.fileno(), *_owners(stats))
    _keep_extended(old.fileno(), new.fileno())
    with _keeping("mode"):
        os.fchmod(new.fileno(), stat.S_IMODE(stats.st_mode))
    made = os.fstat(new.fileno())
    if (made.st_mode, *_owners(made)) != (stats.st_mode, *_owners(stats)):
        raise NotKeptError("its owner or mode cannot be kept")


def lost_in_place(file: FileIO, stats: os.stat_result) -> str:
    """Return what a file would lose when it is written to; "" when that is nothing."""
    if stats.st_mode & SET_IDS:
        return "setuid or setgid bit"
    names = _extended(file.fileno())
    return next((f"attribute {name}" for name in _TIED_TO_BYTES if name in names), "")


def _owners(stats: os.stat_result) -> tuple[int, int]:
    return stats.st_uid, stats.st_gid


def _keep_extended(old: int, new: int) -> None:
    """Give the new file the extended attributes of the old one, and take away what its folder gave it."""
    wanted, given = _extended(old), _extended(new)
    for name in wanted:
        with _keeping(f"attribute {name}"):
            value = os.getxattr(old, name)
            if name not in given or os.getxattr(new, name) != value:
                os.setxattr(new, name, value)
    for name in given:
        if name not in wanted:
            with _keeping(f"attribute {name}"):
                os.removexattr(new, name)


def _extended(file: int) -> list[str]:
    """The names of the extended attributes; none where there is no such thing."""
    try:
        return os.listxattr(file) if hasattr(os, "listxattr") else []
    except OSError:
        return []


@contextmanager
def _keeping(what: str) -> Iterator[None]:
    try:
        yield
    except OSError:
        raise NotKeptError(f"its {what} cannot be kept") from None
