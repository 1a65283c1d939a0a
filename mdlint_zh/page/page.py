"""A page: a document of an archive, with its kind and its profile, and by name what rules ask of it most."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import lazy
from mdlint_zh.markdown.document import Above, Document
from mdlint_zh.markdown.reading import named
from mdlint_zh.page.header.evidence import is_of_archive, shows_article
from mdlint_zh.page.header.header import read_gaps
from mdlint_zh.page.header.profile import Profile
from mdlint_zh.page.header.readings import read_front_parts, read_header
from mdlint_zh.page.header.return_link import is_link_line
from mdlint_zh.page.images import read_images
from mdlint_zh.page.links.faults import read_link_faults
from mdlint_zh.page.links.misplaced import read_working_links

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from pathlib import Path

ARTICLE, INDEX, OTHER = "article", "index", "other"


class Page(Document):
    """One Markdown file: `text` in code points as it was read, and what is on it.

    `path` is None for a text that is no file; `kind` is article, index or other, told by the looks of the page when it
    is not given; `titles` are the titles that are known. `looked_for` holds the files that `exists` was asked for, with
    its answers; `is_file` tells it whether there is a file at a path.
    """

    def __init__(
        self,
        text: str,
        path: Path | None = None,
        *,
        kind: str | None = None,
        profile: Profile | None = None,
        titles: Container[str] = (),
        shortcuts: bool = True,
        is_file: Callable[[str], bool] = os.path.isfile,
    ) -> None:
        super().__init__(text, path, shortcuts=shortcuts)
        self.profile = profile or Profile()
        self.titles = titles
        self.looked_for: dict[str, bool] = {}
        self.is_file = is_file
        self._kind = kind

    header = named(read_header)
    header_gaps = named(read_gaps)
    front_parts = named(read_front_parts)
    images = named(read_images)
    link_faults = named(read_link_faults)
    working_links = named(read_working_links)

    @lazy
    def kind(self) -> str:
        """article, index or other. Where no glob has said: an article, when the header shows one."""
        return self._kind or (ARTICLE if self.view(shows_article) else OTHER)

    @lazy
    def is_of_archive(self) -> bool:
        """Whether the page is known to have the profile's header: by its kind, where that is given, or by its links.

        Elsewhere the profile is a guess, and no fix that follows it is safe.
        """
        return self._kind is not None or self.view(is_of_archive)

    @lazy
    def above(self) -> Above:  # type: ignore[override] # made when it is asked for
        """The header is read beforehand."""
        return Above(self.header.end, self.header.code)

    def exists(self, target: str) -> bool:
        """Tell whether the relative link `target` names a file; False for a page that is no file."""
        if self.path is None:
            return False
        name = target.partition("#")[0]
        if name not in self.looked_for:
            self.looked_for[name] = self.is_file(os.path.join(os.path.dirname(self.path), name))  # noqa: PTH118, PTH120 - asked for each page, and pathlib is slow
        return self.looked_for[name]

    def stands_above_link(self, offset: int) -> bool:
        """Tell whether the next line that is written below that of the code point at `offset` is but a link."""
        line = self.lines.below(self.lines.around(offset))
        while line and not self.text[slice(*line)].strip():
            line = self.lines.below(line)
        return line is not None and is_link_line(self.text[slice(*line)])
