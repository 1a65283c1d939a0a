"""The private folder of this user, for what must neither lie in a repository nor come from one."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

NAME = "mdlint-zh"
PRIVATE = 0o700


def state_folder() -> Path | None:
    """`$XDG_STATE_HOME/mdlint-zh`, made when it is not there; None when it cannot be had or others may get at it.

    The default of the variable is `~/.local/state`; a relative one does not count, since it would lead into whatever
    folder the run begins in. On Windows it is `%LOCALAPPDATA%`. Never raises.
    """
    above = _above()
    if not os.path.isabs(above):  # noqa: PTH117 - asked for each page that is written, and pathlib is slow
        return None
    folder = os.path.join(above, NAME)  # noqa: PTH118
    if not os.path.lexists(folder):
        _make(Path(folder))
    return Path(folder) if _is_private(folder) else None


def _above() -> str:
    """The folder that ours is in, or "" when there is none."""
    if os.name == "nt":
        return os.environ.get("LOCALAPPDATA", "")
    given = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(given):  # noqa: PTH117
        return given
    home = os.path.expanduser("~")  # noqa: PTH111 - never raises
    return os.path.join(home, ".local", "state")  # noqa: PTH118


def _make(folder: Path) -> None:
    """Make the folder and those above it, unless somebody else's home is where they would be, as under `sudo`."""
    with suppress(OSError):
        nearest = next(parent for parent in folder.parents if parent.exists())
        if not hasattr(os, "geteuid") or nearest.stat().st_uid == os.geteuid():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(PRIVATE)


def _is_private(folder: str) -> bool:
    """Whether this is a folder of ours, no link, that nobody else may read or write, and that we may."""
    try:
        found = os.lstat(folder)
    except (OSError, ValueError):
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) == PRIVATE
