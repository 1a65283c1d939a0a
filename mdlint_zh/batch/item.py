"""A page as a partition is given it."""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """One page: `path` is what the tables call it, `data` its bytes, None where they could not be had; then `fault`
    says why.

    `etag` is the store's word for this version, "" where it has none; `mtime_ns` is when a file was changed, in
    nanoseconds since 1970, None where nobody knows. `place` is where the page stands for the settings' patterns and
    for what is looked for beside it, and `name` its path below its source, for a copy: `path`, where they are "".
    `size`: in bytes, also of what was not read.
    """

    path: str
    data: bytes | None
    etag: str = ""
    mtime_ns: int | None = None
    place: str = ""
    size: int = 0
    fault: str = ""
    name: str = ""
