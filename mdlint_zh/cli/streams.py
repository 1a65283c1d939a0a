"""The standard streams of a run, also where they are closed, full, or nobody reads them any more.

What cannot be written to standard output ends the run: it raises Unwritable, once. Standard error has nothing but
remarks: those that it does not take are lost, and the run goes on with the same exit status.
"""

from __future__ import annotations

import errno
import io
import os
import select
import sys

TYPE_CHECKING = False  # as in `mdlint_zh`
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

NOBODY_READS = 128 + 13
"""The exit status of a command that SIGPIPE has ended, as a shell has it: what `git log | head` leaves."""


class Unwritable(Exception):  # noqa: N818 - it tells what standard output is
    """Standard output did not take what was written; the message says why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror)
        self.nobody_reads = error.errno == errno.EPIPE


def prepare() -> None:
    """Make the streams ready: UTF-8 whatever the terminal says, as pages are, and none that is None."""
    # In this order: what is opened takes the lowest number, and no page must ever be file 1 or 2.
    # What stands in for a closed one is open the wrong way round: reading or writing it fails.
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_WRONLY), encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = _wrapped(sys.stdout, _fail)
    sys.stderr = _wrapped(sys.stderr, _pass_over)


class _Sink(io.RawIOBase):
    """Writes to `target` until that fails; then `failed` is called, and from then on all is thrown away."""

    def __init__(self, target: Any, failed: Callable[[OSError], None]) -> None:
        self._target, self._failed, self._works = target, failed, True

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self._target.fileno())

    def isatty(self) -> bool:
        return bool(self._target.isatty())

    def write(self, data: Any) -> int:
        """Write what fits, and wait for a pipe that is full."""
        try:
            while self._works:
                written: int | None = self._target.write(data)
                if written is not None:
                    return written
                select.select([], [self._target], [])
        except OSError as error:
            self._works = False
            self._failed(error)
        return len(data)


def _fail(error: OSError) -> None:
    raise Unwritable(error) from None


def _pass_over(error: OSError) -> None:
    """Do without."""


def _wrapped(stream: Any, failed: Callable[[OSError], None]) -> io.TextIOWrapper:
    """The stream by way of a sink."""
    if stream is None:
        target, at_once = io.FileIO(os.open(os.devnull, os.O_RDONLY), "w", closefd=False), True
    else:
        target = getattr(stream.buffer, "raw", stream.buffer)
        at_once = stream.line_buffering or stream.write_through
    buffer = io.BufferedWriter(_Sink(target, failed))
    return io.TextIOWrapper(buffer, "utf-8", "backslashreplace", newline="\n", line_buffering=at_once)
