"""Pages looked at in a process of their own: the page that kills it is told, and the others are looked at.

A partition comes here when workers died of it again and again, as they do of a page that takes more memory than there
is. It takes twice as long, and so no other does.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from mdlint_zh.batch.partition import looked_at
from mdlint_zh.batch.tables.rows import Looked
from mdlint_zh.run.page import check_text, failed, fix_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdlint_zh.batch.item import Item
    from mdlint_zh.batch.partition import Given
    from mdlint_zh.batch.work import Look

DIED: Final = "the process that looked at it died; the page may take more memory than there is"


def look_alone(most: int | None) -> Look:
    """Return what looks at pages in a process that may take `most` bytes of memory, None for as much as there is."""

    def look(items: Iterable[Item], choices: Given, fix: bool) -> Iterator[Looked]:  # noqa: FBT001 - as `work` calls it
        child = None
        try:
            for item in items:
                child = child or _Child(choices, most, fix=fix)
                looked = child.look(item)
                if looked is None:
                    child.end()
                    child = None
                yield looked or Looked(item, failed(item.path, DIED), None)
        finally:
            if child:
                child.end()

    return look


class _Child:
    """A process that is sent pages, and returns what is known of them."""

    def __init__(self, choices: Given, most: int | None, *, fix: bool) -> None:
        command = [sys.executable, "-P", "-m", __name__] if sys.version_info >= (3, 11) else [sys.executable, "-m", __name__]  # fmt: skip # noqa: E501
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own
        self._send((choices, most, fix))

    def look(self, item: Item) -> Looked | None:
        """Return what is known of a page; None when the process has died of it."""
        try:
            self._send(item)
            looked: Looked = pickle.load(self._process.stdout)  # type: ignore[arg-type] # noqa: S301 - our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        return looked

    def end(self) -> None:
        """End the process."""
        with suppress(OSError):
            self._process.kill()
        self._process.communicate()

    def _send(self, what: Any) -> None:
        with suppress(BrokenPipeError):
            pickle.dump(what, self._process.stdin)  # type: ignore[arg-type]
            self._process.stdin.flush()  # type: ignore[union-attr]


def main() -> None:
    """Be such a process."""
    given, taken = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    choices, most, fix = pickle.load(given)  # noqa: S301 - from the worker that has started us
    if most:
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(EOFError, MemoryError):
        while True:
            item = pickle.load(given)  # noqa: S301
            pickle.dump(next(looked_at([item], choices, fix_text if fix else check_text)), taken)
            taken.flush()


if __name__ == "__main__":
    main()
