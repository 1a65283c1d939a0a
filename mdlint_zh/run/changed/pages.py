"""The pages that have changed below some paths, and which of their lines."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.opening import MIB, too_large
from mdlint_zh.engine.scope import WHOLE, Scope
from mdlint_zh.run.changed.hunks import Hunk, read_hunks
from mdlint_zh.run.changed.spans import changed_spans
from mdlint_zh.run.discover import SUFFIXES, pages_among
from mdlint_zh.run.git import Git, GitError
from mdlint_zh.run.read import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import IO

    from mdlint_zh.run.discover import Failed, Suffixes

_DIFF = ("-M", "-l1000", "--diff-filter=ACMRT", "--ignore-submodules=all")
_PATCH = ("-p", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--src-prefix=a/", "--dst-prefix=b/")
_FILE_MODES = ("100644", "100755")
_MD = [f":(top,icase)*{suffix}" for suffix in SUFFIXES]
FETCH = "this clone is shallow; `git fetch --unshallow`, or fetch-depth: 0 in CI, brings what is missing"


class ChangedPage(NamedTuple):
    """`blob`: where git keeps what is staged, "" for a page that is read where it stands; `hunks`: the lines that have
    changed, None for a page that is new.
    """

    blob: str
    hunks: Sequence[Hunk] | None

    def scope(self, text: str) -> Scope:
        """Return what of the page's text has changed."""
        return WHOLE if self.hunks is None else Scope(changed_spans(text, self.hunks))


class Changed:
    """What has changed: `top` is the folder of the repository, `since` what it is compared with, as people say it,
    `files` the pages by their paths below that folder.
    """

    def __init__(self, git: Git, top: str, since: str, files: Mapping[str, ChangedPage]) -> None:
        self._git, self._top, self.since, self._files = git, top, since, files
        self._pages: dict[str, ChangedPage] = {}

    def find_pages(self, paths: Iterable[str], failed: Failed, suffixes: Suffixes) -> Iterator[str]:
        """Yield what `run.discover.find_pages` would yield of these paths, as far as it has changed."""
        seen: set[str] = set()
        for path in map(str, map(Path, paths)):
            for page, name in self._below(path, failed, suffixes):
                if name not in seen:
                    seen.add(name)
                    self._pages[page] = self._files[name]
                    yield page

    def page(self, path: str) -> ChangedPage:
        """Return what has changed of a page that was found."""
        return self._pages[path]

    @contextmanager
    def staged(self, paths: Iterable[str]) -> Iterator[Callable[[int], bytes]]:
        """Yield what returns the bytes that are staged of these pages, one after the other, if they are not more than
        it is told. It raises ReadError and GitError.
        """
        sent = "".join(f"{self._pages[path].blob}\n" for path in paths).encode()
        with self._git.answering("cat-file", "--batch", sent=sent) as answer:
            yield partial(_next_blob, answer.stdout)

    def _below(self, path: str, failed: Failed, suffixes: Suffixes) -> Iterator[tuple[str, str]]:
        """The pages at or below a path, with their names below the top of the repository. Raises GitError."""
        name = _name_below(path, self._top)
        if name in self._files:
            yield path, name
            return
        prefix = f"{name}/" if name else ""
        within = {one.removeprefix(prefix): one for one in self._files if one.startswith(prefix)}
        if not within and not os.path.lexists(path):
            failed(Path(path), "there is no such file or folder")
        for below in pages_among(path, within, failed, suffixes) if within else ():
            yield below if path == "." else os.path.join(path, below), within[below]  # noqa: PTH118


def staged(paths: Sequence[str]) -> Changed:
    """Return what is staged. Raises GitError."""
    git, top, _ = _repository(paths)
    head = _commit(git, "HEAD") or _empty_tree(git)
    return Changed(git, top, "the last commit", _changed(git, ["--cached"], head, _patterns(paths, top)))


def since(revision: str, paths: Sequence[str]) -> Changed:
    """Return what has changed since this branch left another one, with what is committed nowhere. Raises GitError."""
    git, top, is_shallow = _repository(paths)
    base = _base(git, revision, is_shallow=is_shallow)
    git, patterns = git.without_filters(), _patterns(paths, top)
    files = _changed(git, [], base, patterns)
    new = git.ask("ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", *patterns) or b""
    untracked = (name for name in os.fsdecode(new).split("\0") if name and not name.endswith("/"))
    places = ((name, os.path.join(top, name)) for name in untracked)  # noqa: PTH118
    files |= {name: ChangedPage("", None) for name, place in places if not os.path.islink(place)}  # noqa: PTH114
    return Changed(git, top, revision, files)


def _repository(paths: Sequence[str]) -> tuple[Git, str, bool]:
    """Git at the top of the repository that the first path is in, that folder, and whether its history is cut short."""
    first = "." if "GIT_DIR" in os.environ else os.path.realpath(paths[0])  # of what a hook is told, . is the top
    places = (first, *map(str, Path(first).parents))
    folder = next((place for place in places if os.path.isdir(place)), ".")  # noqa: PTH112 - never raises
    told = os.fsdecode(Git(folder).ask("rev-parse", "--show-toplevel", "--is-shallow-repository") or b"")
    top, is_shallow, _ = told.rsplit("\n", 2)
    return Git(top), os.path.realpath(top), is_shallow == "true"


def _base(git: Git, revision: str, *, is_shallow: bool) -> str:
    """The commit where HEAD left a revision."""
    given = None if revision.startswith("-") or "\0" in revision else _commit(git, revision)
    if given is None:
        raise GitError(f"there is no revision {revision!r} here" + f"; {FETCH}" * is_shallow)
    head = _commit(git, "HEAD")
    base = git.ask("merge-base", given, head, fails=(1,)) if head else given.encode()
    if base is None:
        raise GitError(f"{revision} and HEAD have no commit in common" + f"; {FETCH}" * is_shallow)
    return base.decode().strip()


def _commit(git: Git, revision: str) -> str | None:
    """The name of the commit that a revision means; None when there is none."""
    told = git.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", fails=(1, 128))
    return told.decode().strip() if told else None


def _empty_tree(git: Git) -> str:
    """What a repository without commits is compared with."""
    return (git.ask("hash-object", "-t", "tree", "--stdin") or b"").decode().strip()


def _patterns(paths: Sequence[str], top: str) -> list[str]:
    """What git is to look at: all pages, and what else was named."""
    named = (path for path in paths if not path.lower().endswith(SUFFIXES) and not os.path.isdir(path))  # noqa: PTH112
    return [*_MD, *(f":(top,literal){_name_below(path, top)}" for path in named)]


def _name_below(path: str, top: str) -> str:
    """A path as git has it, from the top of the repository; "" for that. Raises GitError."""
    place = os.path.abspath(path)  # noqa: PTH100 - `resolve` follows links, also the last one
    if not os.path.isdir(place):  # noqa: PTH112 - never raises
        place = os.path.join(os.path.realpath(os.path.dirname(place)), os.path.basename(place))  # noqa: PTH118, PTH119, PTH120
    else:
        place = os.path.realpath(place)
    if place == top:
        return ""
    if not place.startswith(os.path.join(top, "")):  # noqa: PTH118
        raise GitError(f"{path} is not in the repository {top}")
    return os.path.relpath(place, top).replace(os.sep, "/")


def _changed(git: Git, how: list[str], base: str, patterns: list[str]) -> dict[str, ChangedPage]:
    """The pages that have changed since `base`, by their names; without links, and what only got another name."""
    raw = git.ask("diff-index", "--raw", "-z", "--no-abbrev", *_DIFF, *how, base, "--", *patterns) or b""
    files = list(_read_raw(os.fsdecode(raw)))
    hunks: dict[str, list[Hunk]] = {}
    if any(not is_new for *_, is_new in files):
        with git.answering("diff-index", *_DIFF, *_PATCH, *how, base, "--", *patterns) as answer:
            hunks = read_hunks(answer.stdout)
    blobs = {name: (blob if how else "") for name, blob, _ in files}
    new = {name: ChangedPage(blobs[name], None) for name, _, is_new in files if is_new}
    return new | {
        name: ChangedPage(blobs[name], own) for name, own in hunks.items() if name in blobs and name not in new
    }


def _read_raw(raw: str) -> Iterator[tuple[str, str, bool]]:
    """The name of each regular file in a raw diff, the blob that it is now, and whether it is new."""
    fields = iter(raw.split("\0"))
    for told in fields:
        if not told:
            return
        old_mode, mode, _, blob, status = told.removeprefix(":").split(" ")
        name = next(fields)
        if status[0] in "RC":
            name = next(fields)
        if mode in _FILE_MODES:
            yield name, blob, status == "A" or old_mode not in _FILE_MODES


def _next_blob(stream: IO[bytes], most: int) -> bytes:
    """The next blob that git answers with."""
    head = stream.readline().split()
    if len(head) != 3 or head[1] != b"blob":
        raise ReadError("what is staged of it cannot be read; a part of the repository is not here")
    left = int(head[2])
    if left > most:
        while left > 0:
            left -= len(stream.read(min(left, MIB)) or bytes(left))
        stream.read(1)
        raise ReadError(str(too_large(most, "limits.page")))
    return stream.read(left + 1)[:-1]
