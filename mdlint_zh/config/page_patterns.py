"""Which pages the patterns of a settings file mean."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mdlint_zh.base.patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class PagePatterns:
    """Patterns as in a `.gitignore`, and the folders that they count from: the first that a page is below.

    A page that is below none of them is held against the patterns by the path that it was given with.
    """

    lines: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines)

    def match(self, page: str | Path) -> bool:
        """Tell whether the patterns mean a page, or a folder above it."""
        if not self.lines:
            return False
        folder, name = os.path.split(page)
        above, whole = self.place(folder)
        return whole or bool(self._patterns.verdict(above, name))

    def place(self, folder: str) -> tuple[str, bool]:
        """Return the path of a folder as the patterns see it, and whether they mean all that is in it."""
        place = self._places.get(folder)
        if place is None:
            place = self._places[folder] = self._place(folder)
        return place

    @property
    def too_many(self) -> bool:
        """Whether they are more than can be used."""
        return self._patterns.passed_over

    def each(self) -> Iterator[tuple[str, PagePatterns]]:
        """Yield each pattern with what it means alone."""
        return ((line, replace(self, lines=(line.removeprefix("!"),))) for line in self.lines)

    @cached_property
    def _patterns(self) -> Patterns:
        return Patterns(line.removeprefix(".") if line.startswith("./") else line for line in self.lines)

    @cached_property
    def _places(self) -> dict[str, tuple[str, bool]]:
        """Folders by the names they were given with: their path as patterns see it, and whether all in it is meant."""
        return {}

    def _place(self, folder: str) -> tuple[str, bool]:
        above = ""
        for part in filter(None, self._relative(folder).replace(os.sep, "/").split("/")):
            if self._patterns.verdict(above, f"{part}/"):
                return above, True
            above += f"{part}/"
        return above, False

    def _relative(self, folder: str) -> str:
        path = os.path.abspath(folder)  # noqa: PTH100 - `resolve` follows links
        for base in self.folders:
            if path == base or path.startswith(base.rstrip(os.sep) + os.sep):
                return path[len(base) :]
        return os.path.normpath(folder) if folder else ""
