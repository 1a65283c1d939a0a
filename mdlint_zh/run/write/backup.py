"""Writing a page over where it stands, with its old bytes kept in the user's private folder until that is done."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any, NamedTuple

from mdlint_zh.run.private_folder import state_folder
from mdlint_zh.run.write import records
from mdlint_zh.run.write.place import CHANGE, CREATE, fill, open_file

if TYPE_CHECKING:
    from io import FileIO

    from mdlint_zh.run.write.records import Record

KEPT = "old-"


class NoBackupError(Exception):
    """A page's old bytes cannot be kept while it is written over."""


class Backup(NamedTuple):
    """A page that is written over: its real path, device, inode and owner, its old bytes and its new ones."""

    page: str
    device: int
    inode: int
    owner: int
    old: bytes
    new: bytes

    @classmethod
    def of(cls, path: str, stats: os.stat_result, old: bytes, new: bytes) -> Backup:
        """Return the backup of the page with this real path and these stats."""
        return cls(path, stats.st_dev, stats.st_ino, stats.st_uid, old, new)

    @classmethod
    def read(cls, head: dict[str, Any], body: bytes) -> Backup | None:
        """Return the backup that a record holds. None when it holds none, or not all of it: its page was not touched
        then.
        """
        match head:
            case {"page": str(page), "file": [int(device), int(inode), int(owner)], "sizes": [int(size), int()]}:
                if sum(head["sizes"]) == len(body):
                    return cls(page, device, inode, owner, body[:size], body[size:])
        return None

    def write_over(self, file: FileIO) -> None:
        """Give the open page its new bytes. After a fault it is as it was. Raises OSError and NoBackupError."""
        with self._record() as record:
            try:
                _refill(file, self.new)
            except BaseException:
                _refill(file, self.old)
                record.remove()
                raise
            record.remove()

    def restore(self) -> str:
        """See to a page whose writing was cut off: one line on what was done, "" when the page is whole.

        A page that is not what was left by us, byte for byte and file for file, is somebody's work: it is left alone,
        and its old bytes become a file of the private folder. Raises OSError.
        """
        with open_file(self.page, CHANGE) as file:
            if self._is_this(os.fstat(file.fileno())):
                now = file.read(max(len(self.old), len(self.new)) + 1)
                if now in (self.old, self.new):
                    return ""
                if is_half_written(now, self.old, self.new):
                    _refill(file, self.old)
                    return "was half written by a run that was killed; it is restored"
        return f"was changed after a run was killed that wrote it; its old text is kept in {self._keep()}"

    def _is_this(self, found: os.stat_result) -> bool:
        """Whether an open file is the one that was written over."""
        same = (found.st_dev, found.st_ino, found.st_uid) == (self.device, self.inode, self.owner)
        return same and stat.S_ISREG(found.st_mode)

    def _record(self) -> Record:
        head = {
            "page": self.page,
            "file": [self.device, self.inode, self.owner],
            "sizes": [len(self.old), len(self.new)],
        }
        record = records.make(head, self.old + self.new, lasting=True)
        if record is None:
            raise NoBackupError
        return record

    def _keep(self) -> str:
        """Make the old bytes a file of their own; its path. Raises OSError."""
        path = os.path.join(str(state_folder()), f"{KEPT}{records.token()}.md")  # noqa: PTH118
        with open_file(path, CREATE) as file:
            _refill(file, self.old)
        return path


def is_half_written(now: bytes, old: bytes, new: bytes) -> bool:
    """Tell whether a page is what a write of `new` over `old` leaves that is cut off, or the way back after a fault.

    That is a beginning of the old bytes, after it new bytes, and after them the old ones, each in its own place, or the
    end, when what is cut off is there already. Old and new ones whole are such pages, too.
    """
    back = _alike(now, old, 0)
    there = _alike(now, new, back)
    return now[there:] == old[there:] or there == len(now) >= len(new)


def _alike(one: bytes, other: bytes, start: int) -> int:
    """The offset to which two byte strings are alike from `start` on."""
    end = max(start, min(len(one), len(other)))
    return next((offset for offset in range(start, end) if one[offset] != other[offset]), end)


def _refill(file: FileIO, data: bytes) -> None:
    """Make these bytes all that is in the file, and wait until they are on the disk. Raises OSError."""
    fill(file, data)
    os.fsync(file.fileno())
