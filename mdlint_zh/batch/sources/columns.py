"""Shards that are tables with the columns `path` and `text`: Parquet, and JSON by lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.opening import MIB, too_large
from mdlint_zh.batch.error import needed
from mdlint_zh.batch.paths import name_of
from mdlint_zh.batch.places import AccessError, opened
from mdlint_zh.batch.sources.archives import unpacked
from mdlint_zh.batch.sources.member import DamagedError, Member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.batch.sources.member import Wanted

PATH, TEXT = "path", "text"
_ROWS = 256
"""How many rows are read at a time."""
_ESCAPED = 6
"""How many bytes a byte of text may take in JSON."""


def parquet_members(place: str, wanted: Wanted) -> Iterator[Member]:
    """Yield the rows of a file of Parquet as pages. Raises DamagedError where it is none, AccessError."""
    arrow, parquet = needed("pyarrow"), needed("pyarrow.parquet")
    columns = [PATH, TEXT] if wanted.data else [PATH]
    with opened(place) as stream:
        try:
            file = parquet.ParquetFile(stream)
            _check_columns(file.schema_arrow.names)
            for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
                yield from (_row(row, wanted) for row in batch.to_pylist())
        except AccessError:
            raise
        except (arrow.ArrowException, OSError, ValueError) as error:
            raise DamagedError(f"is cut off or damaged: {' '.join(str(error).split())}") from None


def json_members(place: str, wanted: Wanted) -> Iterator[Member]:
    """Yield the lines of JSON in a file as pages. Raises DamagedError where one is none, AccessError."""
    number, longest = 0, _ESCAPED * wanted.most + MIB
    with unpacked(place) as stream:
        try:
            while line := stream.readline(longest):
                number += 1
                if line.strip():
                    yield _row(_object(line, number, longest), wanted)
        except AccessError:
            raise
        except (OSError, EOFError, ValueError) as error:
            raise DamagedError(f"is cut off or damaged behind line {number:,}: {error}") from None


def _object(line: bytes, number: int, longest: int) -> dict[str, Any]:
    """One line. Raises DamagedError."""
    if len(line) >= longest:
        raise DamagedError(f"line {number:,} is longer than any page may be")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        ends = "" if line.endswith(b"\n") else ", and has no end: the file may be cut off"
        raise DamagedError(f"line {number:,} is no JSON{ends}") from None
    if not isinstance(found, dict):
        raise DamagedError(f"line {number:,} is no object with `{PATH}` and `{TEXT}`")
    _check_columns(found)
    return found


def _check_columns(names: Any) -> None:
    missing = [f"`{name}`" for name in (PATH, TEXT) if name not in names]
    if missing:
        raise DamagedError(f"has no {' and no '.join(missing)}; expected the columns `{PATH}` and `{TEXT}`")


def _row(row: dict[str, Any], wanted: Wanted) -> Member:
    path, text = row[PATH], row.get(TEXT)
    if isinstance(path, bytes):
        path = path.decode("utf-8", "surrogateescape")
    if not isinstance(path, str):
        return Member(str(path), refusal="has a path that is no text")
    name, refusal = name_of(path)
    if refusal or not wanted.data:
        return Member(name, refusal=refusal)
    if not isinstance(text, str | bytes):
        return Member(name, fault="has no text")
    try:
        data = text.encode("utf-8") if isinstance(text, str) else text
    except UnicodeEncodeError as error:
        return Member(name, fault=f"holds half a character at offset {error.start}")
    if len(data) > wanted.most:
        return Member(name, len(data), fault=str(too_large(wanted.most, "limits.page")))
    return Member(name, len(data), data)
