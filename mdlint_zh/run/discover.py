"""Finding pages: the paths that were named, and what Markdown lies below folders and is not ignored."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.opening import MIB, OpenError, read_file
from mdlint_zh.base.patterns import MOST_WILD, Patterns
from mdlint_zh.config.settings import SUFFIXES as BY_DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    Failed: TypeAlias = Callable[[Path, str], object]
    Suffixes: TypeAlias = Callable[[str], tuple[str, ...]]

SUFFIXES = (".md", ".markdown", ".mdx")
"""How the names of pages end, whatever the settings say: what is never written over by anything else."""
_SKIPPED = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__", ".tox", ".mypy_cache"})


def find_pages(
    paths: Iterable[str | Path], failed: Failed, suffixes: Suffixes = lambda _folder: BY_DEFAULT
) -> Iterator[str]:
    """Yield the paths of the given files, and of the Markdown files below the given folders that no `.gitignore` leaves
    out.

    In the order given, below a folder sorted; none twice. `failed` is called with each folder or `.gitignore` that
    cannot be read, and why; `suffixes` with each folder, and tells how the names of pages in it end, in lower case. A
    path that is not there is given like a file: reading it tells.
    """
    given = list(map(Path, paths))
    seen: set[str] = set()
    for path in given:
        is_folder = os.path.isdir(path)  # noqa: PTH112 - never raises
        for page in _walk(str(path), failed, suffixes) if is_folder else [str(path)]:
            if len(given) > 1:
                place = os.path.abspath(page)  # noqa: PTH100 - `resolve` follows links
                if place in seen:
                    continue
                seen.add(place)
            yield page


def pages_among(
    folder: str, names: Iterable[str], failed: Failed, suffixes: Suffixes = lambda _folder: BY_DEFAULT
) -> Iterator[str]:
    """Yield those of the files, by their names below a folder, that `find_pages` finds there, in its order.

    The folders are not looked through, but for their `.gitignore`.
    """
    top = (*_ignored_above(folder, failed), *_ignore_file(folder, "", failed))
    levels: dict[str, tuple[_Ignore, ...] | None] = {"": top}
    for *folders, name in sorted(name.split("/") for name in names):
        ignores, above = levels[""], ""
        for one in folders:
            below = f"{above}{one}/"
            if below not in levels:
                levels[below] = _below(os.path.join(folder, below), one, ignores, failed)  # noqa: PTH118
            ignores, above = levels[below], below
        if ignores is None or _hidden(name, ignores):
            continue
        place = "" if folder == "." else folder
        if name.lower().endswith(suffixes(os.path.join(place, above).rstrip(os.sep))):  # noqa: PTH118
            yield above + name


def _below(folder: str, name: str, ignores: tuple[_Ignore, ...] | None, failed: Failed) -> tuple[_Ignore, ...] | None:
    """What holds in a folder of this name; None when it is left out."""
    if ignores is None or name in _SKIPPED or _hidden(f"{name}/", ignores):
        return None
    inherited = (_Ignore(patterns, f"{above}{name}/") for patterns, above in ignores)
    return (*inherited, *_ignore_file(folder, "", failed))


class _Ignore(NamedTuple):
    """The patterns of one `.gitignore`, and the folders from there to the one looked into, each with a slash."""

    patterns: Patterns
    above: str


class _Level(NamedTuple):
    """A folder that is being looked through: what was not come to yet, the patterns that hold there, and how the names
    of its pages end.
    """

    entries: Iterator[os.DirEntry[str]]
    ignores: tuple[_Ignore, ...]
    suffixes: tuple[str, ...]


def _walk(top: str, failed: Failed, suffixes: Suffixes) -> Iterator[str]:
    """The Markdown files below a folder, sorted. Paths are joined as strings: forty thousand take pathlib a while."""
    levels = [_level(top, _ignored_above(top, failed), failed, suffixes("" if top == "." else top))]
    while levels:
        entry = next(levels[-1].entries, None)
        if entry is None:
            levels.pop()
            continue
        name, (_, ignores, ends) = entry.name, levels[-1]
        path = name if len(levels) == 1 and top == "." else entry.path
        if _is_folder(entry):
            if name not in _SKIPPED and not (ignores and _hidden(f"{name}/", ignores)):
                below = tuple(_Ignore(patterns, f"{above}{name}/") for patterns, above in ignores)
                levels.append(_level(path, below, failed, suffixes(path)))
        elif name.lower().endswith(ends) and _may_be_file(entry) and not (ignores and _hidden(name, ignores)):
            yield path


def _level(folder: str, ignores: tuple[_Ignore, ...], failed: Failed, suffixes: tuple[str, ...]) -> _Level:
    """What is in a folder; nothing when it cannot be read."""
    ignores = (*ignores, *_ignore_file(folder, "", failed))
    try:
        with os.scandir(folder) as entries:
            return _Level(iter(sorted(entries, key=lambda entry: entry.name)), ignores, suffixes)
    except OSError as error:
        failed(Path(folder), f"cannot be read: {error.strerror}")
        return _Level(iter(()), (), suffixes)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, and no link to one: links lead round in circles."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _may_be_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file or a link to one. Of a link that cannot be followed, reading tells why."""
    try:
        return entry.is_file()
    except OSError:
        return True


def _hidden(name: str, ignores: tuple[_Ignore, ...]) -> bool:
    """What the nearest `.gitignore` that says something about the name says."""
    for patterns, above in reversed(ignores):
        verdict = patterns.verdict(above, name)
        if verdict is not None:
            return verdict
    return False


def _ignored_above(folder: str, failed: Failed) -> tuple[_Ignore, ...]:
    """The `.gitignore` files of the folders above, up to the top of the repository; none outside of one."""
    try:
        here = Path(os.path.abspath(folder))  # noqa: PTH100 - `resolve` follows links
    except OSError:  # the folder we are in is gone
        return ()
    chain = [here, *here.parents]
    top = next((index for index, parent in enumerate(chain) if os.path.lexists(parent / ".git")), 0)
    return tuple(
        ignore
        for parent in reversed(chain[1 : top + 1])
        for ignore in _ignore_file(str(parent), f"{here.relative_to(parent).as_posix()}/", failed)
    )


def _ignore_file(folder: str, above: str, failed: Failed) -> Iterator[_Ignore]:
    """The folder's `.gitignore`, if it has one. One that is a link counts for git neither."""
    path = os.path.join(folder, ".gitignore")  # noqa: PTH118
    if not os.path.lexists(path):
        return
    try:
        data = read_file(path, MIB, links=False).data
    except OpenError as error:
        failed(Path(path), str(error))
        return
    lines = data.decode("utf-8-sig", "replace").split("\n")
    patterns = Patterns(line.removesuffix("\r") for line in lines)
    if patterns.passed_over:
        failed(
            Path(path), f"has patterns with wildcards of more than {MOST_WILD:,} characters; the rest is passed over"
        )
    yield _Ignore(patterns, above)
