"""A line on the terminal that says how far a long run is: on standard error, and gone before anything is printed."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Self

QUIET_SECONDS = 0.7
STEP_SECONDS = 0.1
WIDTH = 30


class Progress:
    """Progress through pages; silent off a terminal, in CI, under pre-commit, and in short runs."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._on = not quiet and sys.stderr.isatty() and not any(os.environ.get(name) for name in ("CI", "PRE_COMMIT"))
        self._next = time.monotonic() + QUIET_SECONDS
        self._drawn = False

    def __enter__(self) -> Self:
        """Begin; the line is gone when it ends, however it does."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Take the line away."""
        self.clear()

    def at(self, done: int, total: int) -> None:
        """Draw that `done` of `total` pages are done, when it is time to."""
        if self._on and time.monotonic() >= self._next:
            self._next = time.monotonic() + STEP_SECONDS
            filled = WIDTH * done // max(1, total)
            sys.stderr.write(f"\r\x1b[K{'█' * filled}{'░' * (WIDTH - filled)} {done:,} of {total:,} pages")
            sys.stderr.flush()
            self._drawn = True

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False
