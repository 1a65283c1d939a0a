"""The pages of a run as they are found, and what is to be said of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.paths import folder_of
from mdlint_zh.config import ConfigError
from mdlint_zh.report import escape
from mdlint_zh.report.look import shown_path
from mdlint_zh.run.discover import find_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mdlint_zh.run.choices import Choices


class Found:
    """The pages below `paths` that are not excluded.

    `failed` are files and folders that could not be looked into, each with the reason, which `complain` has told;
    `count` is how many pages have been found so far.
    """

    def __init__(self, paths: tuple[str, ...], choices: Choices, complain: Callable[[str], object]) -> None:
        self.paths, self.choices, self._complain = paths, choices, complain
        self.failed: list[tuple[str, str]] = []
        self.count = 0
        self._all: dict[str, list[str]] = {}
        """All pages, by the folders that they are in."""

    def pages(self) -> Iterator[str]:
        """Yield the pages, while they are being found."""
        broken: set[str] = set()
        for page in find_pages(self.paths, self._fail):
            folder = folder_of(page)
            self._all.setdefault(folder, []).append(page)
            try:
                settings = self.choices.settings_in(folder)
            except ConfigError as error:
                if str(error) not in broken:  # pages whose settings are broken have failed together
                    self.failed.append((page, str(error)))
                    self._complain(str(error))
                broken.add(str(error))
                continue
            if not (settings.exclude and settings.excludes(page)):
                self.count += 1
                yield page

    def _fail(self, path: Path, why: str) -> None:
        self.failed.append((str(path), why))
        self._complain(f"{escape.name(shown_path(path))}: {why}")

    def complaints(self) -> Iterator[str]:
        """Yield what is wrong with what was asked for: told once, when all is done."""
        if self._all and not self.failed:
            yield from self.choices.idle_patterns(self._all, self.paths)
        if not self.count and not self.failed:
            where = "this folder" if self.paths == (".",) else ", ".join(self.paths) or "the list"
            yield f"no Markdown pages in {where}; nothing was checked"
