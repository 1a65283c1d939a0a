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
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection

BATCH = 32
WAITING = 3
"""How many batches a process has waiting, with the one that it is at."""
MOST_AHEAD = 64
"""How many batches may be done before one that is not."""
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
    dealer = _Dealer(work, batches, min(jobs, len(batches)))
    try:
        yield from dealer.results()
    finally:
        dealer.close()


class _Worker:
    """A process, by this end of its pipe; `given` are the numbers of the batches that it has not returned yet."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe = pipe
        self.given = deque[int]()


class _Dealer(Generic[Result]):
    """Deals batches out to processes and puts what they return in order."""

    def __init__(self, work: Work[Result], batches: Sequence[Sequence[str]], jobs: int) -> None:
        self.work, self.batches = work, batches
        self.workers = _start(work, batches, jobs)
        self.done: dict[int, list[Result]] = {}
        self.next = 0
        """The first batch that was not dealt out."""

    def results(self) -> Iterator[Result]:
        """The results of all batches, in order."""
        for number, batch in enumerate(self.batches):
            self.deal(number)
            while number not in self.done and self.workers:
                self.receive()
                self.deal(number)
            yield from self.done.pop(number) if number in self.done else map(self.work, batch)

    def deal(self, number: int) -> None:
        """Give every worker batches to do, while `number` is the first that was not passed on."""
        limit = min(len(self.batches), number + MOST_AHEAD)
        for worker in list(self.workers):
            while len(worker.given) < WAITING and self.next < limit:
                try:
                    worker.pipe.send(self.next)
                except OSError:
                    self.replace(worker)
                    break
                worker.given.append(self.next)
                self.next += 1

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
                self.done[worker.given.popleft()] = results

    def replace(self, worker: _Worker) -> None:
        """Do what a worker that has died was given."""
        self.workers.remove(worker)
        worker.pipe.close()
        for number in worker.given:
            self.done[number] = list(map(self.work, self.batches[number]))

    def close(self) -> None:
        """Let the workers end."""
        for worker in self.workers:
            worker.pipe.close()


def _start(work: Work[Result], batches: Sequence[Sequence[str]], jobs: int) -> list[_Worker]:
    """Start the workers, or as many as the system allows."""
    import multiprocessing  # noqa: PLC0415 - slow to import, and few runs need it

    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
    workers: list[_Worker] = []
    with suppress(OSError):  # no more processes, or no more open files
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            with theirs:
                inherited = [ours, *(worker.pipe for worker in workers)] if context.get_start_method() == "fork" else []
                context.Process(target=_work_off, args=(work, batches, theirs, inherited), daemon=True).start()
            workers.append(_Worker(ours))
    return workers


def _work_off(
    work: Work[Result], batches: Sequence[Sequence[str]], pipe: Connection, inherited: Sequence[Connection]
) -> None:
    """What a worker does: the batches whose numbers it is told, until there are no more or nobody is there."""
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    for other in inherited:
        other.close()  # else this process would keep the pipes of the others open
    try:
        while True:
            batch = batches[pipe.recv()]
            pipe.send([work(path) for path in batch if os.getppid() == parent])
    except Exception:  # noqa: BLE001, S110 - nobody is there; or what went wrong goes wrong again, and is told, where it is done
        pass
