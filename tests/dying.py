"""A process that writes one page again and again, in children that are killed: at each line, or at a byte of a write.

    python dying.py PAGE lines           at the first, the second, … line of Python that the child runs, to the last
    python dying.py PAGE bytes POINTS    at as many random points of what it writes, then again while it cleans up

Says at how many points the page was killed, and stops at the first that leaves something wrong.
"""

from __future__ import annotations

import io
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from mdlint_zh.run.write.leftovers import sweep
from mdlint_zh.run.write.write import write_page

PAIRS = [
    (b"old" * 3000, b"new" * 1000),
    (b"old" * 1000, b"new" * 3000),
    (b"alike" * 500 + b"old" * 700 + b"alike" * 500, b"alike" * 500 + b"new" * 700 + b"alike" * 500),
    ("第一段。 \r\n".encode() * 400, "第一段。\n".encode() * 400),
    (b"a" * 4096, b"a" * 9000),
]
CALL = 40
"""What a call other than a write counts, as if it were so many bytes."""


class DyingFile(io.FileIO):
    """A file whose process dies when all files together have done so much."""

    left = sys.maxsize

    def write(self, data: memoryview) -> int:  # type: ignore[override]
        if len(data) > DyingFile.left:
            super().write(data[: DyingFile.left])
            os.kill(os.getpid(), signal.SIGKILL)
        DyingFile.left -= len(data)
        return super().write(data)

    def truncate(self, size: int | None = None) -> int:
        spend()
        done = super().truncate(size)
        spend()
        return done


def spend() -> None:
    DyingFile.left -= CALL
    if DyingFile.left < 0:
        os.kill(os.getpid(), signal.SIGKILL)


def die_at_line(number: int) -> None:
    """Have this process killed at so many lines from here."""
    left = [number]

    def trace(*_: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]


def die_at_byte(number: int) -> None:
    """Have this process killed when it has written so much."""
    DyingFile.left = number
    os.fdopen = lambda handle, mode, _: DyingFile(handle, mode)  # type: ignore[assignment,misc]


def in_child(die: Callable[[int], None], number: int, work: Callable[[], object]) -> bool:
    """Whether a child got to the end of its work."""
    child = os.fork()
    if child == 0:
        die(number)
        work()
        sys.settrace(None)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def try_once(page: Path, die: Callable[[int], None], number: int, pair: tuple[bytes, bytes]) -> bool:
    """Write a page in a child that dies, clean up, and look; whether the child did not die."""
    old, new = pair
    page.write_bytes(old)
    stats = page.stat()
    finished = in_child(die, number, lambda: write_page(page, new.decode(), stats))
    assert stats.st_nlink > 1 or page.read_bytes() in pair, f"killed at {number}: half a page"
    if stats.st_nlink > 1 and die is die_at_byte:
        in_child(die, random.randrange(len(old) + 3 * CALL), lambda: list(sweep([str(page)])))
    list(sweep([str(page)]))
    assert page.read_bytes() in pair, f"killed at {number}: half a page after the next run"
    assert list(page.parent.iterdir()) == [page], f"killed at {number}: something is left beside the page"
    state = Path(os.environ["XDG_STATE_HOME"], "mdlint-zh")
    assert not list(state.iterdir()), f"killed at {number}: something is left in the private folder"
    return finished


def main(name: str, way: str, points: str = "0") -> int:
    page, tried = Path(name), 0
    if way == "lines":
        while not try_once(page, die_at_line, tried + 1, PAIRS[0]):
            tried += 1
        return tried
    random.seed(20240315)
    while tried < int(points):
        old, new = pair = PAIRS[tried % len(PAIRS)]
        record = 200 + (len(old) + len(new)) * (page.stat().st_nlink > 1)
        most = record + len(new) + 4 * CALL
        tried += not try_once(page, die_at_byte, random.randrange(most), pair)
    return tried


if __name__ == "__main__":
    print(main(*sys.argv[1:]))  # noqa: T201
