"""The same work on many pages, by several processes, with the results in the order of the pages.

Pages are dealt out in batches to whichever process is free: some pages take a hundred times as long as others. Each
process has a few batches waiting, so that it never waits itself; and none is dealt out that lies too far ahead of the
results that were passed on, so that memory does not grow with the number of pages. What a process leaves undone that
dies is done by this one, and so is all, when no process can be started.
"""

from __future__ import annotations

import os
from collections import deque
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

BATCH = 32
MOST_CHARACTERS = 8192
WAITING = 3
"""How many batches a process has waiting, with the one that it is at."""
MOST_AHEAD = 64
"""How many batches may be done before one that is not."""
WORTH_IT = 256
"""Below so many pages, starting processes takes longer than the work."""

Result = TypeVar("Result")


Work: TypeAlias = "Callable[[Sequence[str]], list[Result]]"
"""What is done to pages: a result for the page at each of these paths. It can be pickled, and never raises."""


def cores() -> int:
    """Return how many processes can work at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_out(work: Work[Result], paths: Iterable[str], jobs: int) -> Iterator[Result]:
    """Yield the results for all paths, in their order; `jobs` processes share the work when there is enough of it.

    The first pages are worked on while the others are still being found.
    """
    source = iter(paths)
    first = list(islice(source, WORTH_IT if jobs > 1 else BATCH))
    batches = _batches(chain(first, source))
    if jobs < 2 or len(first) < WORTH_IT:
        yield from chain.from_iterable(map(work, batches))
        return
    dealer = _Dealer(work, batches, jobs)
    try:
        yield from dealer.results()
    finally:
        dealer.close()


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    """The paths in batches, so small that those that wait fit into a pipe: whoever sends them must not be held up."""
    batch, length = list[str](), 0
    for path in paths:
        if len(batch) == BATCH or length + len(path) > MOST_CHARACTERS:
            yield batch
            batch, length = [], 0
        batch.append(path)
        length += len(path)
    if batch:
        yield batch


class _Worker:
    """A process, by this end of its pipe; `given` are the batches that it has not returned yet, with their numbers."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.given = deque[tuple[int, list[str]]]()


class _Dealer(Generic[Result]):
    """Deals batches out to processes and puts what they return in order."""

    def __init__(self, work: Work[Result], batches: Iterator[list[str]], jobs: int) -> None:
        self.work, self.batches = work, batches
        self.workers = _start(work, jobs)
        self.done: dict[int, list[Result]] = {}
        self.next = 0
        """The number of the first batch that was not dealt out."""

    def results(self) -> Iterator[Result]:
        """Yield the results of all batches, in order."""
        self.deal(0)
        self.batches = iter(list(self.batches))  # while the workers work
        number = 0
        while True:
            self.deal(number)
            while number not in self.done and number < self.next:
                self.receive()
                self.deal(number)
            if number < self.next:
                yield from self.done.pop(number)
            elif batch := next(self.batches, None):  # nobody is left to do it
                self.next += 1
                yield from self.work(batch)
            else:
                return
            number += 1

    def deal(self, number: int) -> None:
        """Give every worker batches to do, while `number` is the first that was not passed on."""
        for worker in list(self.workers):
            while len(worker.given) < WAITING and self.next < number + MOST_AHEAD:
                batch = next(self.batches, None)
                if batch is None:
                    return
                worker.given.append((self.next, batch))
                self.next += 1
                try:
                    worker.pipe.send(batch)
                except OSError:
                    self.replace(worker)
                    break

    def receive(self) -> None:
        """Wait for a worker to return a batch."""
        from multiprocessing.connection import wait  # noqa: PLC0415 - slow to import

        ready = wait([worker.pipe for worker in self.workers])
        for worker in [worker for worker in self.workers if worker.pipe in ready]:
            try:
                results: list[Result] = worker.pipe.recv()
            except (EOFError, OSError):
                self.replace(worker)
            else:
                self.done[worker.given.popleft()[0]] = results

    def replace(self, worker: _Worker) -> None:
        """Do what a worker that has died was given."""
        self.workers.remove(worker)
        worker.pipe.close()
        for number, batch in worker.given:
            self.done[number] = self.work(batch)

    def close(self) -> None:
        """Let the workers end."""
        for worker in self.workers:
            worker.pipe.close()


def _start(work: Work[Result], jobs: int) -> list[_Worker]:
    """Start the workers, or as many as the system allows."""
    import multiprocessing  # noqa: PLC0415 - slow to import, and few runs need it

    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
    workers: list[_Worker] = []
    with suppress(OSError):  # no more processes, or no more open files
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            with theirs:
                inherited = [ours, *(worker.pipe for worker in workers)] if context.get_start_method() == "fork" else []
                context.Process(target=_work_off, args=(work, theirs, inherited), daemon=True).start()
            workers.append(_Worker(ours))
    return workers


def _work_off(work: Work[Result], pipe: Connection, inherited: Sequence[Connection]) -> None:
    """What a worker does: the batches that it is sent, until there are no more or nobody is there."""
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    for other in inherited:
        other.close()  # else this process would keep the pipes of the others open
    try:
        while os.getppid() == parent:
            pipe.send(work(pipe.recv()))
    except Exception:  # noqa: BLE001, S110 - nobody is there; or what went wrong goes wrong again, and is told, where it is done
        pass
