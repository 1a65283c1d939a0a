"""What is given of a page before it is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdlint_zh.base.paths import folder_of
from mdlint_zh.markdown.document import Document
from mdlint_zh.page.form import HeaderForm
from mdlint_zh.page.renderer import GFM, Renderer

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from pathlib import Path


CAPTIONS = ("<figcaption>",)
"""The forms of captions where nothing is said: HTML has an element for them."""


class Subject(Document):
    """A document of an archive: its text and path, and how pages of that archive should be.

    `given_kind`: article, index or other where the settings say so; `titles`: what is known to be a name. `looked_for`
    holds the files that `exists` was asked for, with its answers; `is_file` tells it whether there is a file at a path.
    """

    profile: HeaderForm
    """The header that articles of the archive should have."""
    titles: Container[str]
    """The titles that are known; empty, and so false, where there is no list of them."""
    renderer: Renderer = GFM
    """What shows the pages of the archive."""
    names: Container[str]
    """The Chinese names of persons that lists in the settings have, in Simplified characters."""
    alt_of: Callable[[str], str | None]
    """The alt text that the settings give to images of a URL, as it is written: "" for those that need none, None where
    nothing is said."""
    captions: tuple[str, ...]
    """The forms of captions below images, as the settings name them."""

    def __init__(
        self,
        text: str,
        path: Path | None = None,
        *,
        kind: str | None = None,
        profile: HeaderForm | None = None,
        titles: Container[str] = (),
        shortcuts: bool = True,
        is_file: Callable[[str], bool] = os.path.isfile,
    ) -> None:
        super().__init__(text, path, shortcuts=shortcuts)
        self.given_kind = kind
        self.profile = profile or HeaderForm()
        self.titles = titles
        self.names = frozenset()
        self.alt_of = _says_nothing
        self.captions = CAPTIONS
        self.looked_for: dict[str, bool] = {}
        self.is_file = is_file

    def exists(self, target: str) -> bool:
        """Tell whether the relative link `target` names a file; False for a page that is no file."""
        if self.path is None:
            return False
        name = target.partition("#")[0]
        if name not in self.looked_for:
            self.looked_for[name] = self.is_file(os.path.join(folder_of(str(self.path)), name))  # noqa: PTH118 - asked for each page, and pathlib is slow
        return self.looked_for[name]


def _says_nothing(_url: str) -> None:
    """No settings give an alt text to any image."""
