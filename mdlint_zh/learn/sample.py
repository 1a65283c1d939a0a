"""The pages of an archive, of which some are drawn and read, as many of each folder as come to its turn."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.opening import MIB
from mdlint_zh.learn.head import Head, read_head
from mdlint_zh.markdown.document import Document
from mdlint_zh.run.read import ReadError, read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

MOST_OF_A_FOLDER: Final = 200
MOST_PAGES: Final = 6000
"""How many pages are read, at most; of each folder evenly."""


class Drawn(NamedTuple):
    """A page that was read: its folder below the top, with `/`; its path; its text; how it begins."""

    folder: str
    path: str
    text: str
    head: Head
    front: Mapping[str, object] | None

    @property
    def form(self) -> Hashable:
        """What pages of one form have alike, roughly."""
        if self.front is not None:
            return "front matter"
        head = self.head
        first = head.bylines[0] if head.bylines else None
        under = bool(first and (first.url or first.stamp) and len(first.template) < MOST_OF_A_FOLDER)
        in_title = bool(head.in_title and head.in_title.url)
        if not head.return_link and not under and not in_title:
            return "none"
        return head.return_link, head.level, under, in_title


def drawn(pages: Iterable[str], top: str, failed: Callable[[str, str], object], tick: Callable[[], object]) -> Iterator[Drawn]:
    """Yield some of the pages below `top`, read; `failed` is called with each that cannot be, `tick` for each."""
    by_folder: dict[str, list[str]] = {}
    for page in pages:
        by_folder.setdefault(os.path.dirname(page), []).append(page)  # noqa: PTH120
    most = max(3, min(MOST_OF_A_FOLDER, MOST_PAGES // max(1, len(by_folder))))
    for folder, paths in sorted(by_folder.items()):
        for path in _evenly(paths, most):
            tick()
            try:
                text = read_page(path, MIB).text
            except ReadError as error:
                failed(path, str(error))
                continue
            yield _read(os.path.relpath(folder or ".", top).replace(os.sep, "/").removeprefix("."), path, text)
