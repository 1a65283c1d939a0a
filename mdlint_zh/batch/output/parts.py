"""The tables of one partition, written piece by piece as two files of Parquet and put in their places together."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from mdlint_zh.batch.error import needed
from mdlint_zh.batch.output.manifest import FACTS, FINDINGS, name_of
from mdlint_zh.batch.tables import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.batch.output.store import Store
    from mdlint_zh.batch.tables.schema import Tables

_PACKING = "zstd"


class Part:
    """Two files that are being written."""

    def __init__(self, findings: Any, facts: Any) -> None:
        self._findings, self._facts = findings, facts

    def add(self, tables: Tables) -> None:
        """Write what is known of some pages. Raises OSError."""
        self._findings.write_table(tables.findings)
        self._facts.write_table(tables.facts)


@contextmanager
def writing(store: Store, part: int) -> Iterator[Part]:
    """Yield the files of a partition; when all went well they are in their places. Raises BatchError."""
    parquet = needed("pyarrow.parquet")
    with ExitStack() as stack:
        writers = []
        for folder, columns in ((FINDINGS, schema.FINDINGS), (FACTS, schema.FACTS)):
            path = stack.enter_context(store.writing(name_of(folder, part)))
            writer = parquet.ParquetWriter(path, schema.schema_of(columns), compression=_PACKING)
            writers.append(stack.enter_context(writer))
        yield Part(*writers)
