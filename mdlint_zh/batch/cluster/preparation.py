"""What each worker is given before its first partition, also one that comes later, or in the place of a dead one."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, Final

from mdlint_zh.batch.cluster.alone import look_alone
from mdlint_zh.batch.error import BatchError, needed
from mdlint_zh.batch.job import code_digest
from mdlint_zh.batch.sources.index import index
from mdlint_zh.batch.work import work
from mdlint_zh.engine.load import load_rules

if TYPE_CHECKING:
    from mdlint_zh.batch.job import Job
    from mdlint_zh.batch.output.manifest import Done, Input
    from mdlint_zh.batch.output.store import Store
    from mdlint_zh.batch.plan import Task
    from mdlint_zh.batch.sources.index import Index

YOUNG_OBJECTS: Final = 100_000
"""Pages leave few cycles behind: the collector looks seldom."""

_PART: Final = 4
"""Of a worker's memory a page may have one part of so many, when workers have died: its text takes as much again."""
_PROFILE: Final = ("profile", "profile-cycle")
"""What a worker keeps calling to know what it does: it takes time, and memory that grows for a quarter of an hour."""


def preparation(job: Job, name: str) -> Any:
    """Return the plugin of this name that has a job ready on each worker."""

    class Preparation(needed("distributed").WorkerPlugin):  # type: ignore[misc] # imported when it is asked for
        """Has the job, and tells whether this worker may do it."""

        def setup(self, worker: Any) -> None:
            own = code_digest(load_rules().rules)
            self.fault = "" if own == job.code else f"{worker.address}: {_OTHER}"
            self.former = gc.get_threshold()
            gc.set_threshold(YOUNG_OBJECTS, 20, 20)
            self.stopped = [one for name in _PROFILE if (one := worker.periodic_callbacks.get(name))]
            for one in self.stopped:
                one.stop()

        def teardown(self, worker: Any) -> None:  # noqa: ARG002 - as it is called
            gc.set_threshold(*self.former)
            for one in self.stopped:
                one.start()

    plugin = Preparation()
    plugin.name, plugin.job = name, job
    return plugin


_OTHER: Final = "this worker has another version of mdlint-zh, or of its plugins, than the machine that asks"


def do(task: Task, name: str) -> Done | BatchError:
    """Do a partition on this worker with the job of this name. Raises AccessError, which is worth a second try."""
    worker = needed("distributed").get_worker()
    plugin = worker.plugins[name]
    if plugin.fault:
        return BatchError(plugin.fault)
    try:
        if task.careful:
            most = worker.memory_manager.memory_limit
            return work(task, plugin.job, look_alone(most), most and most // _PART)
        return work(task, plugin.job)
    except BatchError as error:
        return error


def do_index(shard: Input, suffixes: tuple[str, ...], store: Store) -> Index | BatchError:
    """Read the paths in a shard. Raises AccessError."""
    try:
        return index(shard, suffixes, store)
    except BatchError as error:
        return error
