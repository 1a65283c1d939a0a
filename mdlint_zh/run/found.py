"""The pages of a run as they are found, and what is to be said of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.paths import folder_of
from mdlint_zh.config import ConfigError
from mdlint_zh.report import escape
from mdlint_zh.report.look import shown_path
from mdlint_zh.run.discover import SUFFIXES, find_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from mdlint_zh.config import Settings
    from mdlint_zh.run.choices import Choices
    from mdlint_zh.run.discover import Failed, Suffixes

    Find: TypeAlias = Callable[[tuple[str, ...], Failed, Suffixes], Iterator[str]]


class Found:
    """The pages below `paths` that are not excluded.

    `find` is what finds them. `failed` are files and folders that could not be looked into, each with the reason, which
    `complain` has told; `count` is how many pages have been found so far.
    """

    def __init__(
        self, paths: tuple[str, ...], choices: Choices, complain: Callable[[str], object], find: Find = find_pages
    ) -> None:
        self.paths, self.choices, self._complain, self._find = paths, choices, complain, find
        self.failed: list[tuple[str, str]] = []
        self.count = 0
        self._all: dict[str, list[str]] = {}
        """All pages, by the folders that they are in."""

    def pages(self) -> Iterator[str]:
        """Yield the pages, while they are being found."""
        broken: set[str] = set()
        folder, settings, within = None, None, list[str]()
        for page in self._find(self.paths, self._fail, self._suffixes):
            if (its := folder_of(page)) != folder:  # most pages lie beside the one before
                folder, settings = its, self._settings(its, page, broken)
                within = self._all.setdefault(folder, [])
            within.append(page)
            if settings and not (settings.exclude and settings.excludes(page)):
                self.count += 1
                yield page

    def _settings(self, folder: str, page: str, broken: set[str]) -> Settings | None:
        """The settings for the pages in a folder, this one first; None for broken ones, which fail together."""
        try:
            return self.choices.settings_in(folder)
        except ConfigError as error:
            if str(error) not in broken:
                self.failed.append((page, str(error)))
                self._complain(str(error))
            broken.add(str(error))
            return None

    def _suffixes(self, folder: str) -> tuple[str, ...]:
        """How the names of the pages in a folder end. Broken settings are told with the first that may be one."""
        try:
            return self.choices.settings_in(folder).suffixes
        except ConfigError:
            return SUFFIXES

    def _fail(self, path: Path, why: str) -> None:
        self.failed.append((str(path), why))
        self._complain(f"{escape.name(shown_path(path))}: {why}")

    def complaints(self, since: str = "") -> Iterator[str]:
        """Yield what is wrong with what was asked for: told once, when all is done. `since` when what has changed was
        looked for, and nothing else.
        """
        if self._all and not self.failed and not since:
            yield from self.choices.idle_patterns(self._all, self.paths)
        if not self.count and not self.failed:
            where = "this folder" if self.paths == (".",) else ", ".join(self.paths) or "the list"
            what = f"no pages changed since {since}" if since else f"no Markdown pages in {where}"
            yield f"{what}; nothing was checked"
