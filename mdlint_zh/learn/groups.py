"""Folders whose pages begin alike, put together; a folder of several forms is taken apart, where its folders tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from mdlint_zh.learn.sample import Drawn

FEWEST: Final = 5
"""How many drawn pages a group must have, for anything to be learnt of it."""
ALIKE: Final = 0.95
"""What part of a group's pages should be of one form."""
MOSTLY: Final = 0.8
"""What part of them must be, for two groups to be one, and for a folder that has none of their form to be taken out."""
ENOUGH: Final = 0.5
"""What part of a folder's pages must be in groups that are large enough, for it to be taken apart."""
GAIN: Final = 0.02
"""What part of a folder's pages must come to be among pages of their form by taking it apart; and two pages."""


class Group(NamedTuple):
    """The pages of `folders`, "" for the top, with those of the folders in them, and of `alone`, without.

    In `strays`, which are among these folders, no page is of the form of nearly all others.
    """

    folders: tuple[str, ...]
    pages: tuple[Drawn, ...]
    alone: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()

    @property
    def stray_pages(self) -> tuple[Drawn, ...]:
        """The pages of its strays."""
        return tuple(page for page in self.pages if any(_is_in(page.folder, stray) for stray in self.strays))

    @property
    def other_pages(self) -> tuple[Drawn, ...]:
        """All others."""
        strays = {page.path for page in self.stray_pages}
        return tuple(page for page in self.pages if page.path not in strays)

    def with_those_of(self, other: Group) -> Group:
        """Return the pages of both."""
        return Group(
            self.folders + other.folders, self.pages + other.pages, self.alone + other.alone, self.strays + other.strays
        )

    @property
    def form(self) -> Hashable:
        """The commonest form."""
        return _commonest(self.pages)[0]


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

    def below(self) -> Iterator[_Node]:
        """All folders below, each before what is in it."""
        for folder in self.folders.values():
            yield folder
            yield from folder.below()


def grouped(pages: Iterable[Drawn]) -> list[Group]:
    """Put pages into groups by the folders that they lie in, in the order of their paths."""
    root = _Node("")
    for page in pages:
        node = root
        for name in page.folder.split("/") if page.folder else ():
            node = node.folders.setdefault(name, _Node(f"{node.path}/{name}" if node.path else name))
        node.pages.append(page)
    return _best(root)[1] if root.pages or root.folders else []


def _best(node: _Node) -> tuple[int, list[Group]]:
    """How many pages are among pages of their form, less one a group, and the groups, when those are chosen best."""
    own = [Group((), tuple(node.pages), (node.path,)) if node.folders else Group((node.path,), tuple(node.pages))]
    found = [group for folder in node.folders.values() for group in _best(folder)[1]]
    groups = _merged([*(own if node.pages else ()), *found])
    if len(groups) == 1 and (node.pages or len(node.folders) > 1):
        groups = [groups[0]._replace(folders=(node.path,), alone=())]
    apart = sum(_commonest(group.pages)[1] - 1 for group in groups)
    pages = tuple(node.every())
    together = _commonest(pages)[1] - 1
    if apart >= together + max(2, GAIN * len(pages)) and _enough(groups):
        return apart, groups
    if len(groups) == 1 and not node.pages:
        return apart, groups
    return together, [_with_strays(node, pages)]


def _enough(groups: Sequence[Group]) -> bool:
    """Whether most of the pages are in groups that are large enough to learn from."""
    large = sum(len(group.pages) for group in groups if len(group.pages) >= FEWEST)
    return large >= ENOUGH * sum(len(group.pages) for group in groups)


def _merged(groups: Iterable[Group]) -> list[Group]:
    """Groups of one form put together, but those of several forms."""
    by_form: dict[Hashable, Group] = {}
    for group in groups:
        form, count = _commonest(group.pages)
        key = form if count >= MOSTLY * len(group.pages) else id(group)
        if former := by_form.get(key):
            by_form[key] = former.with_those_of(group)
        else:
            by_form[key] = group
    return list(by_form.values())


def _with_strays(node: _Node, pages: Sequence[Drawn]) -> Group:
    """The folder as a group, with the folders in it that have no page of its form, where nearly all others have."""
    form = _kind(_commonest(pages)[0])
    count = sum(_kind(page.form) == form for page in pages)
    strays: list[str] = []
    if MOSTLY <= count / len(pages) < ALIKE:
        for folder in node.below():
            if not any(_is_in(folder.path, stray) for stray in strays) and all(
                _kind(page.form) != form for page in folder.every()
            ):
                strays.append(folder.path)
    return Group((node.path,), tuple(pages), strays=tuple(strays))


def _kind(form: Hashable) -> Hashable:
    """A form as far as front matter is front matter, whatever stands in it."""
    return "front matter" if isinstance(form, frozenset) else form


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _commonest(pages: Sequence[Drawn]) -> tuple[Hashable, int]:
    """The commonest form, and how many pages are of it."""
    forms: Counter[Hashable] = Counter(page.form for page in pages)
    return forms.most_common(1)[0] if forms else (None, 0)
