"""Paths that come in lists: a line each in the file that `@FILE` names, or with a NUL behind each on standard input."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdlint_zh.base.opening import MIB, MissingError, OpenError, read_file
from mdlint_zh.config import ConfigError
from mdlint_zh.run.discover import SUFFIXES
from mdlint_zh.run.read import ReadError, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

MARK = "@"
"""What stands before the name of a file with paths."""
MOST_OF_A_LIST = 64 * MIB


def expanded(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths, and in the place of each `@FILE` those that the file lists. Raises ConfigError.

    `@name.md` is a page: hooks name whatever stands in a repository, and no page of it may name others to be written.
    """
    for path in paths:
        if path.startswith(MARK) and not path.lower().endswith(SUFFIXES):
            yield from _in_file(path)
        else:
            yield path


def pages_from(stream: BinaryIO) -> Iterator[str]:
    """Yield the paths that come through a pipe, as from `git diff --name-only -z`. Raises ConfigError.

    Such a list names all that has changed: what is neither a folder nor Markdown by its name is passed over, since it
    would be read, and repaired, as if it were.
    """
    try:
        data = stream.read()
    except OSError as error:
        raise ConfigError(f"the list on standard input cannot be read: {error.strerror}") from None
    for path in map(os.fsdecode, filter(None, data.split(b"\0"))):
        if path.lower().endswith(SUFFIXES) or os.path.isdir(path):  # noqa: PTH112 - never raises
            yield path


def _in_file(marked: str) -> Iterator[str]:
    """The lines of a file, UTF-8, but for blank ones. Raises ConfigError."""
    try:
        text = decode(read_file(marked.removeprefix(MARK), MOST_OF_A_LIST).data)
    except MissingError:
        raise ConfigError(f"{marked}: there is no such file with paths") from None
    except (OpenError, ReadError) as error:
        raise ConfigError(f"{marked}: {error}") from None
    lines = (line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n"))
    return filter(str.strip, lines)
