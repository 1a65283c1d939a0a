"""The same work on many pages, by several processes, with the results in the order of the pages.

Pages are dealt out in batches before the processes start: worker k of n takes every n-th batch. So nothing is queued, a
worker whose parent is gone ends by itself, and a pipe that is full makes a worker wait: memory does not grow with the
number of pages. A worker that dies is replaced by this process.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection

BATCH = 48
PIPE_BYTES = 1 << 20
WORTH_IT = 256
"""Below so many pages, starting processes takes longer than the work."""

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Work(Protocol[Result_co]):
    """What is done to each page; it has to survive being pickled."""

    def __call__(self, path: str, /) -> Result_co:
        """Do it to the page at `path`. Never raises."""


def cores() -> int:
    """How many processes can work at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(work: Work[Result], paths: Sequence[str], jobs: int) -> Iterator[Result]:
    """The results for all paths, in their order; `jobs` processes share the work when there is enough of it."""
    if jobs < 2 or len(paths) < WORTH_IT:
        yield from map(work, paths)
        return
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    readers = _start(work, batches, min(jobs, len(batches)))
    for number, batch in enumerate(batches):
        yield from _results(readers, number % len(readers), work, batch)


def _start(work: Work[Result], batches: Sequence[Sequence[str]], jobs: int) -> list[Connection | None]:
    """Start the workers; the ends of their pipes to read from."""
    import multiprocessing  # noqa: PLC0415 - slow to import, and few runs need it

    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
    readers: list[Connection | None] = []
    for number in range(jobs):
        reader, writer = context.Pipe(duplex=False)
        _widen(writer.fileno())
        inherited = [*readers, reader] if context.get_start_method() == "fork" else []
        arguments = (work, batches[number::jobs], writer, inherited)
        context.Process(target=_work_off, args=arguments, daemon=True).start()
        writer.close()
        readers.append(reader)
    return readers


def _widen(pipe: int) -> None:
    """Have a pipe hold many batches, where that can be asked for: with few, workers wait for each other's pages."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl  # noqa: PLC0415 - Linux has it, from Python 3.10 on

        fcntl(pipe, F_SETPIPE_SZ, PIPE_BYTES)
    except (ImportError, OSError):
        pass


def _work_off(
    work: Work[Result], batches: Sequence[Sequence[str]], writer: Connection, inherited: list[Connection]
) -> None:
    """What a worker does: its batches, until they are done or nobody reads what it writes."""
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    for reader in inherited:
        reader.close()  # else this process would keep the pipes of the others open
    try:
        for batch in batches:
            writer.send([work(path) for path in batch if os.getppid() == parent])
    except BrokenPipeError:
        pass


def _results(
    readers: list[Connection | None], number: int, work: Work[Result], batch: Sequence[str]
) -> Iterator[Result]:
    """The results of one batch: from its worker, or by ourselves when that one has died."""
    reader = readers[number]
    if reader is not None:
        try:
            results: list[Result] = reader.recv()
        except (EOFError, OSError):
            readers[number] = None
        else:
            yield from results
            return
    yield from map(work, batch)
