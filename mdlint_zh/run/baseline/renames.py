"""Which pages were renamed since a baseline was last committed, as git says: they keep what is known of them."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from mdlint_zh.run.git import Git, GitError

if TYPE_CHECKING:
    from pathlib import Path


def renames(file: Path) -> dict[str, str]:
    """Return the former names of pages by their new ones, both as paths from the folder of this file.

    From the last commit that changed the file, or the last of all when none did, to the index: git is asked for no more
    than it has recorded. Empty where there is no git, or no repository.
    """
    git = Git(str(file.parent))
    top = _git(git, "rev-parse", "--show-prefix")
    if top is None:
        return {}
    known = _git(git, "rev-list", "-1", "HEAD", "--", file.name) or b""
    since = known.decode("ascii", "replace").strip() or "HEAD"
    told = _git(git, "diff-index", "--cached", "-M", "--name-status", "-z", "--diff-filter=R", since, "--") or b""
    here, parts = os.fsdecode(top).rstrip("\n"), [os.fsdecode(part) for part in told.split(b"\0")]
    return {_from(new, here): _from(old, here) for old, new in zip(parts[1::3], parts[2::3], strict=False)}


def _from(path: str, folder: str) -> str:
    """A path from the top of the repository as one from a folder in it."""
    return posixpath.relpath(path, folder or ".")


def _git(git: Git, *asked: str) -> bytes | None:
    """What git says, None when it cannot say anything."""
    try:
        return git.ask(*asked)
    except GitError:
        return None
