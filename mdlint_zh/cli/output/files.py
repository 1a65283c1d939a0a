"""Files that output goes to: each is written beside its place and put there in one step when the run is over."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.cli.errors import OutputError
from mdlint_zh.run.discover import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import FileIO

_ENOUGH = 1 << 16


class ReportFile:
    """Text that goes into a new file piece by piece, as UTF-8."""

    def __init__(self, path: str, file: FileIO) -> None:
        self._path, self._file = path, file
        self._pieces: list[str] = []
        self._length = 0

    def write(self, text: str) -> None:
        """Write a text, when there is enough of it. Raises OutputError."""
        self._pieces.append(text)
        self._length += len(text)
        if self._length >= _ENOUGH:
            self.flush()

    def flush(self) -> None:
        """Write what was not written yet. Raises OutputError."""
        rest = memoryview("".join(self._pieces).encode("utf-8", "backslashreplace"))
        self._pieces, self._length = [], 0
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise OutputError(f"{self._path}: cannot be written: {error.strerror}") from None


@contextmanager
def opened(path: str) -> Iterator[ReportFile]:
    """Yield a file that is put at `path` when all went well. Raises OutputError."""
    from mdlint_zh.run.write.write import WriteError, new_file  # noqa: PLC0415 - most runs write no such file

    if not os.path.isdir(os.path.dirname(path) or "."):  # noqa: PTH112, PTH120 - never raises
        raise OutputError(f"{path}: cannot be written: there is no folder for it")
    try:
        with new_file(Path(path)) as file:
            yield ReportFile(path, file)
    except WriteError as error:
        raise OutputError(f"{path}: {error}") from None


def check_not_baselines(outputs: Sequence[str]) -> None:
    """Raise OutputError when an output would be put in the place of a baseline, whoever uses that."""
    if not outputs:
        return
    from mdlint_zh.run.baseline.lines import START  # noqa: PLC0415 - as above

    for path in filter(os.path.isfile, outputs):
        with suppress(OSError), Path(path).open("rb") as file:
            if file.read(len(START) + len(BOM_UTF8)).removeprefix(BOM_UTF8).startswith(START):
                raise OutputError(f"{path}: is a baseline; output is not written over it")


def check_paths(outputs: Sequence[str], pages: Sequence[str]) -> None:
    """Raise OutputError when two outputs would be one file, or one stands in the place of a page."""
    seen: dict[str, str] = {}
    named = {os.path.realpath(page) for page in pages if os.path.isfile(page)}  # noqa: PTH113 - never raises
    for path in outputs:
        if not path:
            raise OutputError("output needs the name of a file to go to")
        real = os.path.realpath(path)
        if path.lower().endswith(SUFFIXES) or real in named:
            raise OutputError(f"{path}: is a page's name; output is not written over pages")
        if real in seen:
            raise OutputError(f"{path}: two outputs cannot go to one file")
        seen[real] = path
