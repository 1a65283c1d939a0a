"""The cache of a run: where it is, and what former runs have left in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.base.digest import digest
from mdlint_zh.run.cache.code import code_key
from mdlint_zh.run.cache.folder import NoCacheError, check
from mdlint_zh.run.cache.recall import Recall
from mdlint_zh.run.cache.rows import FOLDER, Where, find_root, user_secret

if TYPE_CHECKING:
    from mdlint_zh.run.choices import Choices

__all__ = ["NoCacheError", "opened"]


def opened(given: str | None, choices: Choices, *, excerpts: bool) -> Recall | None:
    """Return what former runs with these choices have found; `given` is the folder that was named.

    None where there can be no cache. `excerpts`: whether reports are to have any. Raises NoCacheError for a folder that
    is not used, which it names.
    """
    secret = user_secret()
    if secret is None:
        return None
    root = find_root(Path.cwd())
    folder = Path(given) if given else root / FOLDER
    try:
        check(folder)
    except NoCacheError as error:
        raise NoCacheError(f"{folder}: {error}") from None
    where = Where(folder, str(root), digest(code_key(choices.rules).encode()), secret)
    return Recall(where, choices, excerpts=excerpts)
