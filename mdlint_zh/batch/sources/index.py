"""Which paths shards have: read before their pages, for a page may ask for one that another shard has.

What was read is kept beside the results, eight bytes a path, and read again only of a shard that has changed.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.digest import digest
from mdlint_zh.batch.error import needed
from mdlint_zh.batch.plan import Known
from mdlint_zh.batch.sources.member import DamagedError, Wanted
from mdlint_zh.batch.sources.names import BYTES, Names, key_of
from mdlint_zh.batch.sources.shards import is_table, members

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from mdlint_zh.batch.output.manifest import Input
    from mdlint_zh.batch.output.store import Store

FOLDER = "index"


class Index(NamedTuple):
    """The keys of the paths in a shard: of its pages, each once, and of its other files. As bytes, to be sent."""

    pages: bytes
    others: bytes


def kept_index(shard: Input, suffixes: tuple[str, ...], store: Store) -> Index | None:
    """Return the paths in a shard as a former run has kept them; None where it has not. Raises BatchError."""
    kept = store.read(_name(shard, suffixes))
    if not kept or len(kept) % BYTES:
        return None
    end = BYTES * (1 + array("Q", kept[:BYTES])[0])
    return Index(kept[BYTES:end], kept[end:])


def index(shard: Input, suffixes: tuple[str, ...], store: Store) -> Index:
    """Return the paths in a shard, read anew, and keep them. Raises AccessError, BatchError."""
    found = _read(shard, suffixes)
    store.write(_name(shard, suffixes), array("Q", [len(found.pages) // BYTES]).tobytes() + found.pages + found.others)
    return found


def _name(shard: Input, suffixes: tuple[str, ...]) -> str:
    return f"{FOLDER}/{digest(repr((shard.identity, suffixes)).encode('utf-8', 'backslashreplace')).hex()}"


def _read(shard: Input, suffixes: tuple[str, ...]) -> Index:
    pages, others, seen = array("Q"), array("Q"), set[int]()
    try:
        for member in members(shard.place, Wanted(("",), 0, data=False)):
            key = key_of(member.name)
            if member.refusal or key in seen:
                continue
            seen.add(key)
            is_page = is_table(shard.place) or member.name.lower().endswith(suffixes)
            (pages if is_page else others).append(key)
    except DamagedError:  # which is told where its pages are read
        pass
    return Index(pages.tobytes(), others.tobytes())


def names_of(indexes: Iterable[Index], keys: Iterable[int] = ()) -> Names:
    """Return all paths that there are: those of shards, and those with these keys."""
    found = array("Q", keys)
    for one in indexes:
        found.frombytes(one.pages)
        found.frombytes(one.others)
    return Names(found)


def known_of(shards: Sequence[Input], indexes: Sequence[Index]) -> dict[str, Known]:
    """Return what is known of each shard, by its place: a path that several have counts in the first of them."""
    elsewhere: dict[str, dict[int, str]] = {}
    for key, at, first in _repeated(indexes):
        elsewhere.setdefault(shards[at].place, {})[key] = shards[first].path
    return {
        shard.place: Known(len(one.pages) // BYTES, elsewhere.get(shard.place, {}))
        for shard, one in zip(shards, indexes, strict=True)
    }


def _repeated(indexes: Sequence[Index]) -> Iterable[tuple[int, int, int]]:
    """Each key that an earlier shard has, too, with the number of its shard and of the first that has it.

    Sorted by Arrow, sixteen bytes a path: a set of so many numbers takes ten times as much.
    """
    if len(indexes) < 2:
        return
    arrow, compute = needed("pyarrow"), needed("pyarrow.compute")
    keys = [arrow.Array.from_buffers(arrow.uint64(), len(one.pages) // BYTES, [None, arrow.py_buffer(one.pages)]) for one in indexes]  # fmt: skip # noqa: E501
    shards = [arrow.array([number] * len(own), arrow.uint32()) for number, own in enumerate(keys)]
    columns = {"key": arrow.chunked_array(keys), "shard": arrow.chunked_array(shards)}
    table = arrow.table(columns).sort_by([("key", "ascending"), ("shard", "ascending")]).combine_chunks()
    key: Any = table["key"]
    if len(key) < 2:
        return
    same = compute.equal(key.slice(1), key.slice(0, len(key) - 1))
    first: dict[int, int] = {}
    rows = zip(
        table.slice(0, len(key) - 1).filter(same).to_pylist(), table.slice(1).filter(same).to_pylist(), strict=True
    )
    for before, row in rows:
        yield row["key"], row["shard"], first.setdefault(row["key"], before["shard"])
