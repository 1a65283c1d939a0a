"""One baseline: its file, and what it says of each page. Lines are read when their pages are asked for."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.opening import MIB, MissingError, OpenError, read_file
from mdlint_zh.base.paths import folder_of
from mdlint_zh.config import ConfigError
from mdlint_zh.config.error import Spot
from mdlint_zh.config.find import Reach
from mdlint_zh.run.baseline.lines import FormError, check_head, climb, counts_in, quoted, quoted_in

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from mdlint_zh.engine.known import Counts

MOST: Final = 256 * MIB
"""How large a baseline may be: a million findings take a tenth of that."""


class Entry(NamedTuple):
    """What is known of a page, and the name that it stands under, in quotes: after a rename its former one."""

    name: bytes
    counts: Counts


class Baseline:
    """What stands in a file. `lines`: those of the pages, by their quoted names."""

    def __init__(self, file: Path, lines: dict[bytes, bytes]) -> None:
        self.file, self.lines = file, lines
        self._folder = os.path.realpath(file.parent)
        self._folders: dict[str, str] = {}
        """Folders of pages as they are named, and as paths from the baseline's."""

    def name(self, path: str) -> bytes:
        """Return what a page is called here, in quotes: its path from the baseline's folder, with slashes."""
        folder = folder_of(path)
        if folder not in self._folders:
            below = os.path.relpath(os.path.realpath(folder or "."), self._folder).replace(os.sep, "/")
            self._folders[folder] = "" if below == "." else f"{below}/"
        return quoted(self._folders[folder] + os.path.basename(path))  # noqa: PTH119 - pathlib is slow

    def entry(self, path: str) -> Entry:
        """Return what is known of a page. Raises ConfigError for a line that is broken."""
        name = self.name(path)
        if name not in self.lines:
            name = self.renamed.get(name, name) if self.lines else name
        line = self.lines.get(name)
        if line is None:
            return Entry(name, {})
        try:
            return Entry(name, counts_in(line))
        except FormError as error:
            raise ConfigError.at(self.file, f"the line of {name.decode()} {error}", None) from None

    @cached_property
    def renamed(self) -> dict[bytes, bytes]:
        """The former names of pages that are here under these, and have no lines under their new ones."""
        from mdlint_zh.run.baseline.renames import renames  # noqa: PLC0415 - most runs ask git nothing

        pairs = ((quoted(new), quoted(old), old) for new, old in renames(self.file).items())
        return {new: old for new, old, path in pairs if old in self.lines and not self.is_there(path)}

    def is_there(self, page: str) -> bool:
        """Tell whether there is a file of this name."""
        return os.path.lexists(os.path.join(self._folder, page))  # noqa: PTH118 - forty thousand times


def read_baseline(file: Path, *, named: bool) -> Baseline:
    """Return what stands in a file. Raises ConfigError.

    `named`: by a person, so that pages may lie anywhere; else in the repository alone.
    """
    try:
        return Baseline(file, _lines(file, read_file(file, MOST).data, Reach(file, anywhere=named)))
    except MissingError as error:
        raise ConfigError(f"{file}: {error}; --write-baseline makes a baseline") from None
    except OpenError as error:
        raise ConfigError(f"{file}: {error}") from None


def _lines(file: Path, data: bytes, reach: Reach) -> dict[bytes, bytes]:
    """The lines of pages, by their names. Raises ConfigError with the number of one that cannot be used."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise ConfigError.at(file, f"is not UTF-8: offset {error.start}", None) from None
    head, *rest = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n")
    found: dict[bytes, bytes] = {}
    try:
        check_head(head)
    except FormError as error:
        raise ConfigError.at(file, str(error), None) from None
    for number, line in enumerate(rest, 2):
        try:
            if line:
                found[quoted_in(line, found)] = line
        except FormError as error:
            told = ConfigError.at(file, f"line {number} {error}", None)
            told.spot = Spot(number, "")
            raise told from None
    _check_reach(file, found, reach)
    return found


def _check_reach(file: Path, names: Collection[bytes], reach: Reach) -> None:
    """Raise ConfigError for names that are none, or of pages that the baseline has no say in."""
    try:
        reach.resolved(file.parent.joinpath(*[".."] * climb(names)))
    except FormError as error:
        raise ConfigError.at(file, str(error), None) from None
    except ConfigError:
        told = "names pages outside of its repository; --baseline allows that"
        raise ConfigError.at(file, told, None) from None
