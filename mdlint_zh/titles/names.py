"""Lists of Chinese names, one a line, that `mdlint-zh titles build --names` makes and people may go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.opening import MIB, MissingError, OpenError, open_file, read_file
from mdlint_zh.titles.lists import TitlesError, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEAD = "# Chinese names, by mdlint-zh"
"""The first line of a list."""
MOST_BYTES = 16 * MIB


class Names(frozenset[str]):
    """Names in Simplified characters."""

    __slots__ = ()

    @classmethod
    def opened(cls, paths: Iterable[Path]) -> Names:
        """Return the names of these lists, in UTF-8; lines that begin with `#` are none. Raises TitlesError."""
        return cls(name for path in paths for name in _read(path))

    def __repr__(self) -> str:
        """What tells these names from others."""
        if not self:
            return "Names()"
        from hashlib import sha256  # noqa: PLC0415 - most runs have no list

        return f"Names({sha256(' '.join(sorted(self)).encode()).hexdigest()})"


def read_start(path: Path) -> str:
    """Return the first line of a file; nothing when there is none. Raises TitlesError."""
    try:
        with open_file(path) as file:
            return file.readline(len(HEAD) + 2).decode("utf-8", "replace").rstrip("\r\n")
    except MissingError:
        return ""
    except (OSError, OpenError) as error:
        raise TitlesError(f"{path}: {error}") from None


def _read(path: Path) -> list[str]:
    try:
        text = read_file(path, MOST_BYTES).data.decode("utf-8-sig")
    except (OSError, OpenError, UnicodeDecodeError) as error:
        raise TitlesError(f"{path}: cannot be read: {error}") from None
    return [simplified(line.strip()) for line in text.splitlines() if line.strip() and not line.startswith("#")]
