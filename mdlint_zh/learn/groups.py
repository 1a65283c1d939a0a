"""Folders whose pages begin alike, put together; a folder of several forms is taken apart where its folders tell them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from mdlint_zh.learn.sample import Drawn

FEWEST: Final = 5
"""How many drawn pages a folder must have to be a group of its own."""
ALIKE: Final = 0.95
"""What part of a group's pages are of one form."""
TOLD: Final = 0.7
"""What part of a folder's pages must lie in folders of one form, for it to be taken apart."""


class Group(NamedTuple):
    """Pages of the folders `folders` and below; "" is the top. `whole`: whether it is all below, else no folder's folders."""

    folder: str
    pages: tuple[Drawn, ...]
    whole: bool = True


@dataclass
class _Node:
    """A folder: the pages in it, and the folders in it."""

    path: str
    pages: list[Drawn] = field(default_factory=list)
    folders: dict[str, _Node] = field(default_factory=dict)

    def every(self) -> Iterator[Drawn]:
        """All pages below."""
        yield from self.pages
        for folder in self.folders.values():
            yield from folder.every()

    def parts(self) -> Iterator[Group]:
        """The pages in it, and each of its folders, as groups."""
        if self.pages:
            yield Group(self.path, tuple(self.pages), whole=not self.folders)
        for folder in self.folders.values():
            yield Group(folder.path, tuple(folder.every()))


def grouped(pages: Iterable[Drawn]) -> list[Group]:
    """Put pages into groups by the folders that they lie in, in the order of their paths."""
    root = _Node("")
    for page in pages:
        node = root
        for name in page.folder.split("/") if page.folder else ():
            node = node.folders.setdefault(name, _Node(f"{node.path}/{name}".lstrip("/")))
        node.pages.append(page)
    return list(_taken_apart(root))


def _taken_apart(node: _Node) -> Iterator[Group]:
    """The groups that a folder is, or holds."""
    pages = tuple(node.every())
    parts = list(node.parts())
    if len(parts) < 2:
        only = next(iter(node.folders.values()), None)
        yield from _taken_apart(only) if only and not node.pages else [Group(node.path, pages)]
        return
    alike = [part for part in parts if len(part.pages) >= FEWEST and _share(part.pages) >= ALIKE]
    told = sum(len(part.pages) for part in alike)
    below = any(len(part.pages) >= FEWEST and _holds_groups(node, part) for part in parts)
    if _share(pages) >= ALIKE or (told < TOLD * len(pages) and not below):
        yield Group(node.path, pages)
        return
    if node.pages:
        yield Group(node.path, tuple(node.pages), whole=False)
    for folder in node.folders.values():
        yield from _taken_apart(folder)


def _holds_groups(node: _Node, part: Group) -> bool:
    """Whether a folder in a folder is of several forms, and its own folders tell them."""
    folder = node.folders.get(part.folder.rpartition("/")[2])
    return folder is not None and folder.path == part.folder and len(list(_taken_apart(folder))) > 1


def _share(pages: Sequence[Drawn]) -> float:
    """What part of the pages are of the commonest form."""
    forms: Counter[Hashable] = Counter(page.form for page in pages)
    return forms.most_common(1)[0][1] / len(pages) if pages else 0.0
