"""The pages of an archive, of which some are drawn and read, as many of each folder as come to its turn."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.opening import MIB
from mdlint_zh.learn.head import Head, read_head
from mdlint_zh.page import Page
from mdlint_zh.page.front.entries import Entry, FrontMatterError, read_entries
from mdlint_zh.run.read import ReadError, read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    Progress: TypeAlias = Callable[[int, int], object]
    """What is told how many pages are done, of how many."""

MOST_OF_A_FOLDER: Final = 200
MOSTLY: Final = 0.8
"""On what part of the pages of a folder a key stands that tells them from others."""
MOST_PAGES: Final = 6000
"""How many pages are read, at most; of each folder evenly."""


class Drawn(NamedTuple):
    """A page that was read: its folder below the top, with `/`; its path; its text; how it begins; its front matter;
    and the `keys` that stand in the front matter of most pages of its folder.
    """

    folder: str
    path: str
    text: str
    head: Head
    front: tuple[Entry, ...] | None
    keys: frozenset[str] = frozenset()

    @property
    def place(self) -> Path:
        """Where it stands."""
        return Path(self.path)

    @property
    def name(self) -> str:
        """Its own name, without its suffix."""
        return self.place.stem

    @property
    def form(self) -> Hashable:
        """What pages of one form have alike, roughly."""
        if self.front is not None:
            return self.keys
        head = self.head
        first = head.bylines[0] if head.bylines else None
        under = bool(first and (first.url or first.stamp) and len(first.template) < MOST_OF_A_FOLDER)
        in_title = bool(head.in_title and head.in_title.url)
        if not head.return_link and not under and not in_title:
            return "none"
        return head.return_link, head.level, under, in_title


def drawn(pages: Iterable[str], top: str, failed: Callable[[str, str], object], progress: Progress) -> Iterator[Drawn]:
    """Yield some of the pages below `top`, read; `failed` is called with each that cannot be, and why."""
    by_folder: dict[str, list[str]] = {}
    for page in pages:
        by_folder.setdefault(os.path.dirname(page), []).append(page)  # noqa: PTH120
    most = _share([len(paths) for paths in by_folder.values()])
    done, total = 0, sum(min(most, len(paths)) for paths in by_folder.values())
    for folder, paths in sorted(by_folder.items()):
        read: list[Drawn] = []
        for path in _evenly(paths, most):
            done += 1
            progress(done, total)
            try:
                read.append(_read(_below(folder, top), path, read_page(path, MIB).text))
            except ReadError as error:
                failed(path, str(error))
        keys = _keys(read)
        yield from (page._replace(keys=keys) for page in read)


def _keys(pages: Sequence[Drawn]) -> frozenset[str]:
    """The keys that stand in the front matter of most of these pages that have some."""
    fronts = [{entry.key for entry in page.front} for page in pages if page.front is not None]
    counts = Counter(key for keys in fronts for key in keys)
    return frozenset(key for key, count in counts.items() if count >= MOSTLY * len(fronts))


def _read(folder: str, path: str, text: str) -> Drawn:
    """The page, with what is before its text read off; front matter that cannot be read has no entries."""
    page = Page(text, Path(path))
    end = page.front_matter.end
    try:
        front = tuple(read_entries(page)) if end else None
    except FrontMatterError:
        front = ()
    return Drawn(folder, path, text, read_head(text[end:], Path(path).stem), front)


def _evenly(paths: Sequence[str], most: int) -> Sequence[str]:
    """Some of the paths, evenly, the first among them."""
    return paths if len(paths) <= most else [paths[number * len(paths) // most] for number in range(most)]


def _share(sizes: Sequence[int]) -> int:
    """How many pages of each folder are read, so that they are not too many together."""
    left, most = MOST_PAGES, MOST_OF_A_FOLDER
    for number, size in enumerate(sorted(sizes)):
        most = max(3, min(MOST_OF_A_FOLDER, left // (len(sizes) - number)))
        if size >= most:
            return most
        left -= size
    return most


def _below(folder: str, top: str) -> str:
    """A folder as it is called below the top, with `/`; "" for the top itself."""
    below = os.path.relpath(folder or ".", top).replace(os.sep, "/")
    return "" if below == "." else below
