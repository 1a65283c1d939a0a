"""From what a source has to partitions, and of these the ones that are still to be done."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.digest import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mdlint_zh.batch.output.manifest import Done, Input

PAGES: Final = 2_000
"""How many pages a partition has, where nothing else is asked for; a shard is never cut."""
FEWEST: Final = 200
"""How many pages a partition has at least, of those at the end, when there are as many and no more are asked for."""
SHARE: Final = 2
"""Towards the end partitions have of the pages that are left as many as are left for a core, divided by this."""
BYTES: Final = 64 << 20
"""How many bytes of pages a partition has, at most, when it has more than one file."""


class Task(NamedTuple):
    """A partition that is to be done: its number, what it is made of, and what tells how it is made.

    `elsewhere`: pages in its shards that count elsewhere, by keys of their paths, with the shards where they do.
    `careful`: whether each page is looked at in a process of its own, which may die.
    """

    part: int
    inputs: tuple[Input, ...]
    key: str
    elsewhere: Mapping[str, Mapping[int, str]]
    careful: bool = False


class Plan(NamedTuple):
    """What is to be done, what is done, and the numbers of partitions of which nothing is left."""

    tasks: list[Task]
    done: list[Done]
    gone: list[int]


class Known(NamedTuple):
    """What is known of an input: how many pages it has, and which of them count elsewhere."""

    pages: int = 1
    elsewhere: Mapping[int, str] = {}


def plan(
    inputs: Iterable[Input],
    former: Iterable[Done],
    key: str,
    known: Mapping[str, Known],
    exists: Callable[[str], bool],
    most: int = PAGES,
    cores: Callable[[], int] = lambda: 1,
) -> Plan:
    """Share inputs out to partitions: each stays in that where it was, and new ones make new partitions.

    What was found still holds when a partition is made of the same, in the same way, with the same files beside it.
    `known`: what is known of shards, by their places. `key`: what tells how all are made. `cores`: how many there are,
    asked when there is something new.
    """
    before = {done.part: done for done in former}
    homes = {one.place: part for part, done in before.items() for one in done.inputs}
    shared: dict[int, list[Input]] = {}
    new: list[Input] = []
    for one in inputs:
        part = homes.get(one.place)
        (new if part is None else shared.setdefault(part, [])).append(one)
    free = (number for number in count() if number not in before)
    shared.update(zip(free, _filled(new, known, most, cores() if new else 1), strict=False))
    tasks = [_task(part, group, key, known) for part, group in sorted(shared.items())]
    kept = {task.part for task in tasks if task.part in before and _holds(before[task.part], task, exists)}
    return Plan(
        [task for task in tasks if task.part not in kept],
        [before[part] for part in sorted(kept)],
        sorted(before.keys() - shared.keys()),
    )


def _filled(inputs: list[Input], known: Mapping[str, Known], most: int, cores: int) -> Iterator[list[Input]]:
    """Inputs in their order, as many at a time as a partition has: fewer towards the end, so that no core waits long
    for the last one.
    """
    group: list[Input] = []
    pages = size = 0
    counts = [known.get(one.place, Known()).pages for one in inputs]
    left = sum(counts)
    for one, own in zip(inputs, counts, strict=True):
        room = min(most, max(FEWEST, (left + pages) // (SHARE * cores)))
        if group and (pages + own > room or size + one.size > BYTES):
            yield group
            group, pages, size = [], 0, 0
        group.append(one)
        pages, size, left = pages + own, size + one.size, left - own
    if group:
        yield group


def _task(part: int, inputs: list[Input], key: str, known: Mapping[str, Known]) -> Task:
    elsewhere = {one.place: known[one.place].elsewhere for one in inputs if one.place in known}
    elsewhere = {place: keys for place, keys in elsewhere.items() if keys}
    told = repr((key, sorted((place, sorted(keys.items())) for place, keys in elsewhere.items())))
    return Task(part, tuple(inputs), digest(told.encode("utf-8", "backslashreplace")).hex(), elsewhere)


def _holds(done: Done, task: Task, exists: Callable[[str], bool]) -> bool:
    return (
        done.key == task.key
        and not done.again
        and sorted(one.identity for one in done.inputs) == sorted(one.identity for one in task.inputs)
        and all(exists(path) == there for path, there in done.asked.items())
    )
