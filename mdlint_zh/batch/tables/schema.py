"""The columns of both tables. docs/scale.md says the same to people; a test holds the two together.

Paths are as `mdlint-zh check` shows them. Lines and columns count from 1, offsets from 0, in code points; ends are
exclusive. Of each page there is one row of facts, also of one that could not be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mdlint_zh.batch.error import needed

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = 1
"""Of the form of the tables. One of another is not read."""
MARK: Final = b"mdlint-zh-tables"
"""The key under which a file of Parquet has that version."""
_VERSION_OF_PAGE: Final = {
    "path": "string",
    "etag": "string",
    "mtime": "time",
    "size": "int64",
    "digest": "string",
}
"""Which version of which page: `etag` and `mtime` where there is one, `size` in bytes, `digest` of its text."""
FINDINGS: Final[Mapping[str, str]] = {
    **_VERSION_OF_PAGE,
    "rule": "string",
    "severity": "string",
    "line": "int32",
    "column": "int32",
    "end_line": "int32",
    "end_column": "int32",
    "start_offset": "int32",
    "end_offset": "int32",
    "message": "string",
    "confidence": "double",
    "applicability": "string",
    "fix": "string",
    "alternatives": "string",
    "fingerprint": "string",
    "excerpt": "string",
}
FACTS: Final[Mapping[str, str]] = {
    **_VERSION_OF_PAGE,
    "kind": "string",
    "failures": "failures",
    "characters": "int64",
    "changed": "bool",
    "repaired": "int32",
    "title": "string",
    "timestamp": "time",
    "author": "string",
    "source": "string",
    "links": "links",
    "images": "images",
    "body": "string",
    "line_starts": "offsets",
    "excerpts": "string",
    "widths": "string",
}
_NESTED: Final = {
    "failures": ("rule", "message"),
    "links": ("kind", "target"),
    "images": ("url", "alt"),
}
"""Lists of rows of texts, by the names of their fields."""


class Tables(NamedTuple):
    """What is known of some pages, in their order: two tables of Arrow."""

    findings: Any
    facts: Any


def schema_of(columns: Mapping[str, str]) -> Any:
    """Return the schema of Arrow of one of the tables."""
    arrow = needed("pyarrow")
    fields = [arrow.field(name, _type(arrow, kind)) for name, kind in columns.items()]
    return arrow.schema(fields, metadata={MARK: str(VERSION)})


def _type(arrow: Any, kind: str) -> Any:
    if kind in _NESTED:
        return arrow.list_(arrow.struct([(name, arrow.string()) for name in _NESTED[kind]]))
    if kind == "offsets":
        return arrow.list_(arrow.int32())
    if kind == "time":
        return arrow.timestamp("ns", tz="UTC")
    return arrow.type_for_alias(kind)
