"""What a worker does with one partition: read, look, write, and say that it is done."""

from __future__ import annotations

import os
import posixpath
import time
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from mdlint_zh.base.paths import folder_of
from mdlint_zh.batch.items import Reading
from mdlint_zh.batch.output.copies import Copies
from mdlint_zh.batch.output.manifest import MANIFEST, Done, check_run, name_of, write_done
from mdlint_zh.batch.output.parts import writing
from mdlint_zh.batch.output.store import Store
from mdlint_zh.batch.partition import Given, looked_at
from mdlint_zh.batch.tables.rows import Looked, Rows
from mdlint_zh.engine.file_report import Tally
from mdlint_zh.run.page import check_text, fix_text

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from typing import TypeAlias

    from mdlint_zh.batch.item import Item
    from mdlint_zh.batch.job import Job
    from mdlint_zh.batch.plan import Task

    Look: TypeAlias = Callable[[Iterable[Item], Given, bool], Iterator[Looked]]

CHUNK: Final = 500
"""How many pages are looked at between two writes: what a partition takes of memory does not grow with its pages."""


def look_here(items: Iterable[Item], choices: Given, fix: bool) -> Iterator[Looked]:  # noqa: FBT001 - see `Look`
    """Look at pages in this process, and with `fix` fix them."""
    return looked_at(items, choices, fix_text if fix else check_text)


def work(task: Task, job: Job, look: Look = look_here, room: int | None = None) -> Done:
    """Do a partition, from its beginning whatever was there of it, and say in the manifest that it is done.

    `look` looks at the pages: here, or where a page may do no harm; one of more than `room` bytes is not read.
    Raises BatchError when results cannot be written, or are another run's by now, AccessError when a store cannot be
    read.
    """
    began, store = time.monotonic(), Store(job.out)
    done, reading = Done(task.part, task.key, list(task.inputs)), Reading(task.elsewhere, room)
    copies = Copies(job.fix_to) if job.fix_to else None
    check_run(store, job.run)
    store.remove(name_of(MANIFEST, task.part))
    with writing(store, task.part) as part:
        pages = _looked(task, job, reading, look)
        while chunk := list(islice(pages, CHUNK)):
            rows = Rows()
            for looked in chunk:
                rows.add(looked)
                _count(done, looked)
                if copies and looked.report.fixed is not None and not looked.report.failures:
                    copies.write(looked.item.name or looked.item.path, looked.report.fixed)
            part.add(rows.tables())
        check_run(store, job.run)
    done.refused, done.again = reading.refused, reading.again
    done.seconds = round(time.monotonic() - began, 3)
    write_done(store, done)
    return done


class Beside:
    """Tells which files stand beside pages: asks the disk that the pages are on, or what their source has."""

    def __init__(self, names: Container[str]) -> None:
        self._names = names
        self._known: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        """Tell whether there is a file at this path: an absolute one is of this machine."""
        if path not in self._known:
            is_here = os.path.isabs(path)  # noqa: PTH117 - as everywhere
            self._known[path] = os.path.isfile(path) if is_here else path in self._names  # noqa: PTH113
        return self._known[path]


def _looked(task: Task, job: Job, reading: Reading, look: Look) -> Iterator[Looked]:
    """What is known of each page, in order; of neighbours with the same settings by one plan."""
    beside = Beside(job.names)
    for number, inputs in groupby(task.inputs, attrgetter("settings")):
        settings = job.settings[number]
        choices = Given(settings, beside, shortcuts=job.shortcuts)
        choices.unsafe = job.unsafe
        items = (item for one in inputs for item in reading.items(one, settings))
        yield from look(items, choices, bool(job.fix_to))


def _count(done: Done, looked: Looked) -> None:
    """Count a page."""
    report = looked.report
    tally = Tally.of(report.findings)
    done.pages += bool(report.kind)
    for severity in range(3):
        done.found[severity] += tally[severity]
    done.safe += tally.safe
    done.unsafe += tally.unsafe
    done.changed += report.fixed is not None
    done.repaired += sum(report.repaired.values())
    folder = folder_of(looked.item.place or looked.item.path)
    for name, there in report.looked_for.items():
        done.asked[posixpath.normpath(posixpath.join(folder, name))] = there
    if report.failures:
        done.fail(looked.item.path, report.failures[0].message)
