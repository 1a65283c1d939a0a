"""What a run that was killed left, and what a later one does about it.

A name in a repository proves nothing: whoever made the repository chose it. What is ours is known by a record in the
user's private folder, written before the file is made or the page is touched.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.run.write import records
from mdlint_zh.run.write.backup import Backup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mdlint_zh.run.write.records import Record

_NEW = pattern(r"\.mdlint-zh-[0-9a-f]{32}\.new")


def new_name() -> str:
    """Return a name for a new file of ours, which nobody can foresee."""
    return f".mdlint-zh-{records.token()}.new"


@contextmanager
def noted(path: str) -> Iterator[None]:
    """Have a record of a new file of ours as long as it is there. Without a private folder there is none."""
    record = records.make({"new": path})
    if record is None:
        yield
        return
    with record:
        try:
            yield
        finally:
            if not os.path.lexists(path):
                record.remove()


def sweep(pages: Iterable[str]) -> Iterator[str]:
    """Clean up after runs that were killed; of pages half written only these are touched. Lines on what was done."""
    asked = cache(lambda: {os.path.realpath(page) for page in pages})
    for record in records.dead():
        with suppress(OSError):
            yield from _settle(record, asked)


def _settle(record: Record, asked: Callable[[], set[str]]) -> Iterator[str]:
    """Do what a record asks for, and remove it when that is done. Raises OSError."""
    head, body = record.read()
    backup = Backup.read(head, body)
    if backup is None:
        if isinstance(head.get("new"), str):
            _remove_new(Path(head["new"]))
    elif backup.page in asked():
        line = backup.restore()
        if line:
            yield f"{backup.page}: {line}"
    else:
        return
    record.remove()


def _remove_new(path: Path) -> None:
    """Remove a new file of ours, if it is there and is ours. Raises OSError."""
    if path.is_absolute() and _NEW.fullmatch(path.name):
        with suppress(FileNotFoundError, NotADirectoryError, ValueError):
            found = path.lstat()
            if stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid():
                path.unlink()
