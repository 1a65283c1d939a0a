"""The manifest: a small file for each partition that is done, written when all else of it is there.

It says of what the partition was made, with what, and how much was found. Nobody writes another's, so that no list has
to be kept in order, and a run that is killed at any moment leaves whole partitions and no others.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mdlint_zh.batch.error import BatchError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from mdlint_zh.batch.output.store import Store

HEAD: Final = "batch.json"
MARK: Final = "mdlint-zh-batch"
VERSION: Final = 1
FINDINGS, FACTS, MANIFEST = "findings", "facts", "manifest"
"""The folders of a batch."""
MOST_TOLD: Final = 20
"""How many failures of a partition are told one by one."""


class Input(NamedTuple):
    """A file that a partition is made of: a page, or a shard.

    `place` is where it is read, `path` what it is called; `mark` tells this version of it from others; `settings` is
    the number of its settings among those of the run. `name`: the path of a page below its source, for copies.
    """

    place: str
    path: str
    size: int
    mark: str
    settings: int = 0
    name: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What has to be the same for what was found to hold."""
        return self.place, self.path, self.name, str(self.size), self.mark


@dataclass
class Done:
    """A partition that is done. `key`: what it was made with; `asked`: which files were looked for, with the answers.

    `found` counts errors, warnings and infos; `safe` and `unsafe` those with fixes. `failed` counts files that
    something went wrong with, and `failures` tells the first of them: a name, and why. `refused` are names in shards
    that are no pages'.
    """

    part: int
    key: str
    inputs: list[Input]
    pages: int = 0
    found: list[int] = field(default_factory=lambda: [0, 0, 0])
    safe: int = 0
    unsafe: int = 0
    changed: int = 0
    repaired: int = 0
    failed: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    asked: dict[str, bool] = field(default_factory=dict)
    again: bool = False
    seconds: float = 0.0

    def fail(self, name: str, why: str) -> None:
        """Count a file that something went wrong with."""
        self.failed += 1
        if len(self.failures) < MOST_TOLD:
            self.failures.append((name, why))


def name_of(folder: str, part: int) -> str:
    """Return the name of a partition's file in one of the folders."""
    return f"{folder}/part-{part:07d}.{'json' if folder == MANIFEST else 'parquet'}"


def write_done(store: Store, done: Done) -> None:
    """Say that a partition is done. Raises BatchError."""
    told = {**asdict(done), "inputs": [tuple(one) for one in done.inputs]}
    store.write(name_of(MANIFEST, done.part), json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def read_done(store: Store) -> Iterator[Done]:
    """Yield what is done, by the numbers of the partitions. A file that is broken counts as not done."""
    for name in store.names(MANIFEST):
        data = store.read(f"{MANIFEST}/{name}") if name.startswith("part-") and name.endswith(".json") else None
        if data is not None and (done := _done(data)) and name == name_of(MANIFEST, done.part).rpartition("/")[2]:
            yield done


def sweep(store: Store, done: Container[int]) -> None:
    """Take away what killed runs have left: files that were being written, and tables of what is not done."""
    for folder in (MANIFEST, FINDINGS, FACTS):
        store.sweep(folder)
    for folder in (FINDINGS, FACTS):
        for name in store.names(folder):
            number = name.removeprefix("part-").partition(".")[0]
            if number.isdecimal() and name_of(folder, int(number)) == f"{folder}/{name}" and int(number) not in done:
                store.remove(f"{folder}/{name}")


def remove_part(store: Store, part: int) -> None:
    """Take a partition away: first what says that it is done. Raises BatchError."""
    for folder in (MANIFEST, FINDINGS, FACTS):
        store.remove(name_of(folder, part))


def write_head(store: Store, told: Mapping[str, object]) -> None:
    """Write what holds for all partitions. Raises BatchError."""
    data = json.dumps({MARK: VERSION, **told}, ensure_ascii=False, indent=1)
    store.write(HEAD, data.encode("utf-8", "backslashreplace") + b"\n")


def read_head(store: Store) -> dict[str, Any] | None:
    """Return what holds for all partitions; None where there is nothing. Raises BatchError for what is no batch's."""
    data = store.read(HEAD)
    if data is None:
        return None
    try:
        head = json.loads(data)
        version = head[MARK]
    except (ValueError, TypeError, KeyError):
        raise BatchError(f"{store.at(HEAD)}: is no manifest of mdlint-zh batch; it was left alone") from None
    if version != VERSION:
        raise BatchError(
            f"{store.place}: holds results of form {version}, of another mdlint-zh; this one has {VERSION}"
        )
    return dict(head)


def check_run(store: Store, run: str) -> None:
    """Raise BatchError when another run has begun to write there: the driver of this one has died, and nobody waits for
    what it had dealt out.
    """
    if (read_head(store) or {}).get("run") != run:
        raise BatchError(f"{store.place}: another run writes there now; this one leaves it alone")


def _done(data: bytes) -> Done | None:
    try:
        told = json.loads(data)
        inputs = [Input._make(one) for one in told.pop("inputs")]
        return Done(inputs=inputs, **told)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
