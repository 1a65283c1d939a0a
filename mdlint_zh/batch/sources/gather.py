"""From the sources that were named to the files that partitions are made of, each with its settings."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.output.manifest import Input
from mdlint_zh.batch.paths import name_of
from mdlint_zh.batch.places import SIGNS, File, file_at, find, is_url, local, pages_below
from mdlint_zh.batch.sources.names import key_of
from mdlint_zh.batch.sources.shards import is_shard
from mdlint_zh.report.look import shown_path
from mdlint_zh.run.found import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mdlint_zh.config import Settings
    from mdlint_zh.run.choices import Choices


@dataclass
class Gathered:
    """What the sources have: `inputs` in their order, none twice, and the `settings` that they name by number.

    `keys` are those of all paths in stores, pages or not; `failed` is what could not be used, with the reason.
    """

    inputs: list[Input] = field(default_factory=list)
    settings: list[Settings] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def shards(self) -> list[Input]:
        """Those of the inputs that pack pages."""
        return [one for one in self.inputs if is_shard(one.place)]


class Gathering:
    """Gathers what sources have. `complain` is told at once of what a search on this machine meets; what lies below
    `out` is no source.
    """

    def __init__(self, choices: Choices, complain: Callable[[str], object], out: str = "") -> None:
        self._choices, self._complain, self._out = choices, complain, f"{out.rstrip('/')}/"
        self._numbers: dict[int, int] = {}
        self._places, self._paths = set[str](), set[str]()
        self.found = Gathered()

    def gather(self, sources: Iterable[str]) -> Gathered:
        """Return what these sources have. Raises BatchError for one that is not there, ConfigError."""
        given = list(map(local, sources))
        paths = [path for source in given if not is_url(source) for path in _expanded(source)]
        folders = [path for path in paths if not is_shard(path) or os.path.isdir(path)]  # noqa: PTH112 - never raises
        self._add_pages(folders)
        for path in paths:
            if path not in folders:
                self._add(file_at(path), shown_path(path), self._choices.settings_in(""))
        for source in filter(is_url, given):
            self._add_url(source)
        if not self.found.inputs and not self.found.failed:
            raise BatchError(f"no Markdown pages and no shards in {', '.join(given)}; nothing was checked")
        return self.found

    def _add_pages(self, paths: list[str]) -> None:
        """Add the pages below folders of this machine; where there are none, the shards."""
        search = Found(tuple(paths), self._choices, self._complain)
        top = _top(paths)
        for page in search.pages():
            place = os.path.abspath(page)  # noqa: PTH100 - `resolve` follows links
            name = os.path.relpath(place, top).replace(os.sep, "/")
            self._add(_file(place), _printable(shown_path(page)), self._choices.settings(page), name)
        self.found.failed += search.failed
        if search.count:
            for line in search.complaints():
                self._complain(line)
            return
        for folder in paths:
            for path in filter(is_shard, pages_below(folder)):
                self._add(file_at(path), shown_path(path), self._choices.settings_in(""))

    def _add_url(self, source: str) -> None:
        """Add the pages that a URL means; where there are none, the shards."""
        settings, files = self._choices.settings_in(""), find(source)
        if not files:
            raise BatchError(f"{source}: there is no such file or folder")
        self.found.keys += (key_of(file.name) for file in files)
        pages = [file for file in files if file.name.lower().endswith(settings.suffixes)]
        for file in pages:
            name, refusal = name_of(file.name)
            if refusal:
                self.found.failed.append((file.place, refusal))
            elif not settings.excludes(name):
                self._add(file, name, settings, name)
        for file in () if pages else files:
            if is_shard(file.place):
                self._add(file, file.place, settings)

    def _add(self, file: File, path: str, settings: Settings, name: str = "") -> None:
        """Add a file that was not added before. Two of one path cannot be told apart: the first counts."""
        place = file.place if is_url(file.place) else os.path.abspath(file.place)  # noqa: PTH100 - as above
        if place in self._places or place.startswith(self._out):
            return
        self._places.add(place)
        if path in self._paths:
            self.found.failed.append((file.place, f"another source has a page {path}, too, which counts"))
            return
        self._paths.add(path)
        number = self._numbers.setdefault(id(settings), len(self._numbers))
        if number == len(self.found.settings):
            self.found.settings.append(settings)
        self.found.inputs.append(Input(place, path, file.size, file.mark, number, name))


def _expanded(source: str) -> Iterator[str]:
    """The paths that a source on this machine means. Raises BatchError where it means none."""
    if os.path.lexists(source):
        yield source
        return
    found = sorted(glob.glob(source, recursive=True)) if any(sign in source for sign in SIGNS) else []  # noqa: PTH207
    if not found:
        raise BatchError(f"{source}: there is no such file or folder")
    yield from found


def _top(paths: list[str]) -> str:
    """The folder that copies are named from: the one source, or what several have in common."""
    above = os.path.commonpath(list(map(os.path.abspath, paths))) if paths else ""
    return above if not os.path.isfile(above) else os.path.dirname(above)  # noqa: PTH113, PTH120


def _file(place: str) -> File:
    """What is known of a page; reading one that is gone tells why."""
    try:
        return file_at(place)
    except (OSError, ValueError):
        return File(place, 0, "")


def _printable(path: str) -> str:
    """A path as tables take it: bytes that are no characters are escaped."""
    return path if path.isascii() else path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
