"""Pages of the workspace that are not open: found, and looked at as the command line does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.config import ConfigError
from mdlint_zh.engine.finding import Failure
from mdlint_zh.run.found import Found
from mdlint_zh.run.page import read_file
from mdlint_zh.run.read import ReadError
from mdlint_zh.server.protocol.buffer import Buffer, Encoding, Range
from mdlint_zh.server.work.asked import Asked, Looked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from mdlint_zh.run.choices import Choices

    Look: TypeAlias = "Callable[[Asked], Looked]"
    """What finds what is shown of a page."""


class OnDisk(NamedTuple):
    """A file, what tells that it has changed, and what is found in it, and where; None where it has not changed."""

    path: str
    state: str
    looked: Looked | None = None
    places: Sequence[Range] = ()


def find(folders: Sequence[str], choices: Choices) -> list[str]:
    """Return the pages below these folders that the settings do not exclude."""
    return list(Found(tuple(folders), choices, lambda _: None).pages())


def look_at_files(
    paths: Sequence[str], known: Sequence[str], encoding: str, look: Look, choices: Choices
) -> list[OnDisk]:
    """Look at files that are not what they were: `known` tells for each what it was when it was last told of.

    One that cannot be read is told of with the reason.
    """
    counted = Encoding(encoding)
    return [_looked(path, before, counted, look, choices) for path, before in zip(paths, known, strict=True)]


def _looked(path: str, before: str, encoding: Encoding, look: Look, choices: Choices) -> OnDisk:
    state = _state(path)
    if state and state == before:
        return OnDisk(path, state)
    try:
        text = read_file(path, choices).text
    except (ReadError, ConfigError) as error:
        return OnDisk(path, state, Looked(failures=[Failure(str(error))]))
    looked, buffer = look(Asked(text, path)), Buffer.of(text, encoding)
    return OnDisk(path, state, looked, [buffer.range(one.start, one.end) for one in looked.findings])


def _state(path: str) -> str:
    """What tells that a file has changed; "" for none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - for each page of an archive
    except (OSError, ValueError):
        return ""
    return f"{found.st_mtime_ns:x}.{found.st_size:x}"
