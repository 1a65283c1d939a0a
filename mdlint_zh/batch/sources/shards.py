"""Shards: files that pack many pages, told by the ends of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdlint_zh.batch.sources.archives import tar_members, zip_members
from mdlint_zh.batch.sources.columns import json_members, parquet_members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from mdlint_zh.batch.sources.member import Member, Wanted

    Reader: TypeAlias = "Callable[[str, Wanted], Iterator[Member]]"


_READERS: Final[dict[str, Reader]] = {
    ".tar": tar_members,
    ".tar.zst": tar_members,
    ".tzst": tar_members,
    ".tar.gz": tar_members,
    ".tgz": tar_members,
    ".tar.bz2": tar_members,
    ".zip": zip_members,
    ".parquet": parquet_members,
    ".jsonl": json_members,
    ".ndjson": json_members,
    ".jsonl.zst": json_members,
    ".jsonl.gz": json_members,
    ".ndjson.zst": json_members,
    ".ndjson.gz": json_members,
}
ENDS: Final = tuple(_READERS)
"""How the names of shards end, in lower case."""


_TABLES: Final = tuple(end for end, reader in _READERS.items() if reader in (parquet_members, json_members))


def is_shard(place: str) -> bool:
    """Tell whether a file packs pages, by its name."""
    return place.lower().endswith(ENDS)


def is_table(place: str) -> bool:
    """Tell whether a shard is a table of pages, whatever their names; else it is an archive of files."""
    return place.lower().endswith(_TABLES)


def members(place: str, wanted: Wanted) -> Iterator[Member]:
    """Yield the pages in a shard, always in the same order. Raises DamagedError, AccessError, BatchError."""
    ends = max((end for end in ENDS if place.lower().endswith(end)), key=len)
    yield from _READERS[ends](place, wanted)
