"""Which pages were renamed since a baseline was last committed, as git says: they keep what is known of them."""

from __future__ import annotations

import os
import posixpath
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 20
_GIT = ("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_OF_A_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")


def renames(file: Path) -> dict[str, str]:
    """Return the former names of pages by their new ones, both as paths from the folder of this file.

    From the last commit that changed the file, or the last of all when none did, to the index: git is asked for no more
    than it has recorded, and runs no program of the repository's. Empty where there is no git, or no repository.
    """
    folder = str(file.parent)
    top = _git(folder, "rev-parse", "--show-prefix")
    if top is None:
        return {}
    known = _git(folder, "rev-list", "-1", "HEAD", "--", file.name) or b""
    since = known.decode("ascii", "replace").strip() or "HEAD"
    told = _git(folder, "diff-index", "--cached", "-M", "--name-status", "-z", "--diff-filter=R", since, "--") or b""
    here, parts = os.fsdecode(top).rstrip("\n"), [os.fsdecode(part) for part in told.split(b"\0")]
    return {_from(new, here): _from(old, here) for old, new in zip(parts[1::3], parts[2::3], strict=False)}


def _from(path: str, folder: str) -> str:
    """A path from the top of the repository as one from a folder in it."""
    return posixpath.relpath(path, folder or ".")


def _git(folder: str, *asked: str) -> bytes | None:
    """What git says, None when it cannot say anything."""
    environment = {**os.environ, "LC_ALL": "C"}
    for name in _OF_A_REPOSITORY:  # a hook is told where its repository is from the folder that it runs in
        if name in environment:
            environment[name] = os.path.abspath(environment[name])  # noqa: PTH100 - `resolve` follows links
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and nothing in it that a page could say
            [*_GIT, *asked], cwd=folder, env=environment, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
