"""A run from sources to results: what there is, what of it is still to be done, and doing that on a cluster."""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

from mdlint_zh import __version__
from mdlint_zh.base.digest import digest
from mdlint_zh.batch.cluster.connect import connected, prepare
from mdlint_zh.batch.cluster.deal import deal
from mdlint_zh.batch.cluster.preparation import do, do_index, preparation
from mdlint_zh.batch.error import BatchError, check_there
from mdlint_zh.batch.job import Job, code_digest
from mdlint_zh.batch.output.copies import check_apart
from mdlint_zh.batch.output.lock import NAME as LOCK, locked
from mdlint_zh.batch.output.manifest import read_done, read_head, remove_part, sweep, write_head
from mdlint_zh.batch.output.store import Store
from mdlint_zh.batch.plan import PAGES, Plan, Task, plan
from mdlint_zh.batch.sources.gather import Gathered, Gathering
from mdlint_zh.batch.sources.index import Index, kept_index, known_of, names_of
from mdlint_zh.batch.work import Beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdlint_zh.batch.output.manifest import Done, Input
    from mdlint_zh.batch.plan import Known
    from mdlint_zh.run.choices import Choices

KILLED = "KilledWorker"
"""What Dask calls a piece that several workers have died of."""


@dataclass(frozen=True)
class Asked:
    """What a run is asked for. `scheduler`: its address, None for `workers` processes on this machine."""

    sources: tuple[str, ...]
    out: str
    choices: Choices
    scheduler: str | None = None
    workers: int = 1
    fix_to: str = ""
    pages: int = PAGES


class Listener(Protocol):
    """Who is told how a run goes."""

    def say(self, line: str) -> None:
        """Take a remark."""

    def failed(self, name: str, why: str) -> None:
        """Take what went wrong with a file, a shard or a partition."""

    def planned(self, partitions: int, pages: int, done: int) -> None:
        """Take how many partitions and pages there are, and how many pages are done already."""

    def add(self, done: Done) -> None:
        """Take a partition that is done, now or in a former run."""


def run(asked: Asked, listener: Listener) -> None:
    """Do what is still to be done. Raises BatchError, ConfigError."""
    check_there()
    if asked.fix_to:
        check_apart(asked.fix_to, asked.sources)
    with locked(store := Store(asked.out)):
        _check_out(store)
        _Run(asked, listener, store).run()


def _check_out(store: Store) -> None:
    """Raise BatchError for a place that holds something else."""
    if read_head(store) is None and (there := [name for name in store.names("") if name != LOCK]):
        raise BatchError(
            f"{store.place}: holds {there[0]}, which is no result of mdlint-zh batch; nothing is put there"
        )


class _Run:
    """One run; a cluster is there from when it is first needed."""

    def __init__(self, asked: Asked, listener: Listener, store: Store) -> None:
        self.asked, self.listener, self.store = asked, listener, store
        self._stack = ExitStack()

    @cached_property
    def client(self) -> Any:
        """The client of the cluster. Raises BatchError."""
        client = self._stack.enter_context(connected(self.asked.scheduler, self.asked.workers))
        self.listener.say(f"dashboard: {client.dashboard_link}")
        return client

    def run(self) -> None:
        """Do it."""
        if self.asked.scheduler is None and read_head(self.store) is None:  # else there may be nothing left to do
            prepare()
        with self._stack:
            found = Gathering(self.asked.choices, self.listener.say, self.store.place).gather(self.asked.sources)
            for name, why in found.failed:
                self.listener.failed(name, why)
            indexes = self._indexes(found)
            known = known_of(list(indexes), list(indexes.values()))
            self._do(found, names_of(indexes.values(), found.keys), known)

    def _indexes(self, found: Gathered) -> dict[Input, Index]:
        """The paths in shards, as they were kept or read anew, in the order of the shards."""
        wanted = {shard: found.settings[shard.settings].suffixes for shard in found.shards}
        kept = {shard: kept_index(shard, ends, self.store) for shard, ends in wanted.items()}
        missing = [shard for shard, one in kept.items() if one is None]
        if missing:
            read = partial(_read_index, wanted, self.store)
            for shard, result in deal(self.client, read, missing):
                if isinstance(result, BaseException):
                    raise BatchError(f"{shard.place}: {result}")
                kept[shard] = result
        return {shard: one for shard, one in kept.items() if one is not None}

    def _do(self, found: Gathered, names: Any, known: Mapping[str, Known]) -> None:
        asked, choices = self.asked, self.asked.choices
        fix_to = Store(asked.fix_to).place if asked.fix_to else ""
        job = Job(
            self.store.place,
            tuple(found.settings),
            code_digest(choices.rules),
            names,
            fix_to,
            choices.unsafe,
            choices.shortcuts,
            uuid.uuid4().hex,
        )
        former = list(read_done(self.store))
        sweep(self.store, {done.part for done in former})
        todo = plan(found.inputs, former, job.key, known, Beside(names), asked.pages, self._cores)
        self._tell(todo, former, job, known)
        self._write_head(job)
        for part in todo.gone:
            remove_part(self.store, part)
        for done in todo.done:
            self.listener.add(done)
        for done in self._done(todo.tasks, job) if todo.tasks else ():
            self.listener.add(done)

    def _cores(self) -> int:
        """How many pages are looked at at a time. Raises BatchError without a scheduler."""
        return self.asked.workers if self.asked.scheduler is None else max(1, sum(self.client.nthreads().values()))

    def _tell(self, todo: Plan, former: list[Done], job: Job, known: Mapping[str, Known]) -> None:
        counts = [known[one.place].pages if one.place in known else 1 for task in todo.tasks for one in task.inputs]
        done = sum(one.pages for one in todo.done)
        self.listener.planned(len(todo.tasks) + len(todo.done), sum(counts) + done, done)
        head = read_head(self.store)
        if head and former and head.get("key") != job.key:
            self.listener.say(
                f"{self.store.place} holds results of other settings, or of another version of mdlint-zh: "
                "all is done anew"
            )

    def _write_head(self, job: Job) -> None:
        names = {name for settings in job.settings for name in settings.chosen(self.asked.choices.rules)}
        settings = digest(repr(job.settings).encode("utf-8", "backslashreplace")).hex()
        told = {"version": __version__, "key": job.key, "code": job.code, "settings": settings, "run": job.run}
        write_head(self.store, {**told, "fixed": bool(job.fix_to), "rules": sorted(names)})

    def _done(self, tasks: list[Task], job: Job) -> Iterator[Done]:
        """Have partitions done; those that workers died of again, page by page."""
        name = f"mdlint-zh-{job.run}"
        self.client.register_plugin(preparation(job, name))
        deadly: list[Task] = []
        yield from self._dealt(tasks, name, deadly)
        if deadly:
            what = "a partition" if len(deadly) == 1 else f"{len(deadly)} partitions"
            self.listener.say(f"workers died of {what} again and again: the pages are looked at one by one")
            yield from self._dealt([task._replace(careful=True) for task in deadly], name, [])

    def _dealt(self, tasks: Iterable[Task], name: str, deadly: list[Task]) -> Iterator[Done]:
        for task, result in deal(self.client, partial(do, name=name), tasks):
            if not isinstance(result, BaseException):
                yield result
            elif type(result).__name__ == KILLED and not task.careful:
                deadly.append(task)
            else:
                self.listener.failed(f"partition {task.part}", f"{_told(result)}; the same command tries it again")


def _read_index(wanted: Mapping[Input, tuple[str, ...]], store: Store, shard: Input) -> Index | BatchError:
    return do_index(shard, wanted[shard], store)


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
