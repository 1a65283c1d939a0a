"""The tables of a batch as reports again, page by page, so that every format and filter shows them: `check --from`."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mdlint_zh.batch.error import BatchError, check_there, needed
from mdlint_zh.batch.output.manifest import FACTS, FINDINGS, name_of, read_done, read_head
from mdlint_zh.batch.output.store import Store
from mdlint_zh.batch.places import AccessError, opened
from mdlint_zh.batch.tables.schema import MARK, VERSION
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.finding import Failure, Finding, Severity
from mdlint_zh.run.cache.packing import unpack_excerpts, unpack_fix, unpack_fixes
from mdlint_zh.run.page import failed

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS: Final = 1024
"""How many rows are read at a time."""
_OF_FINDINGS: Final = (
    *("path", "start_offset", "end_offset", "message", "fix", "confidence", "alternatives", "rule", "severity"),
)
_OF_FACTS: Final = ("path", "kind", "failures", "line_starts", "excerpts", "widths")


class Told(NamedTuple):
    """A report, and a text whose columns are those of its page; None for a file that could not be read."""

    report: FileReport
    text: str | None


class Results:
    """What a batch has left at a place. `rules` are those that it was run with."""

    def __init__(self, place: str) -> None:
        check_there(("pyarrow", *(("fsspec",) if "://" in place else ())))
        self._store = Store(place)
        head = read_head(self._store)
        if head is None:
            raise BatchError(f"{place}: holds no results of mdlint-zh batch")
        self.rules = frozenset(map(str, head.get("rules", ())))
        self._done = list(read_done(self._store))

    @property
    def count(self) -> int:
        """How many files and names there are."""
        return sum(done.pages + done.failed + len(done.refused) for done in self._done)

    def reports(self) -> Iterator[Told]:
        """Yield what is known of each page, as it comes, and of each name that was refused. Raises BatchError."""
        for done in self._done:
            yield from self._part(done.part)
            for name, why in done.refused:
                yield Told(failed(name, why), None)

    def _part(self, part: int) -> Iterator[Told]:
        """The pages of a partition: both tables have them in one order."""
        found = groupby(self._rows(FINDINGS, part, _OF_FINDINGS), itemgetter("path"))
        path, rows = next(found, ("", iter(())))
        for facts in self._rows(FACTS, part, _OF_FACTS):
            own = list(rows) if facts["path"] == path else []
            yield _told(facts, own)
            if own:
                path, rows = next(found, ("", iter(())))

    def _rows(self, folder: str, part: int, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        arrow, parquet = needed("pyarrow"), needed("pyarrow.parquet")
        place = self._store.at(name_of(folder, part))
        try:
            with opened(place) as stream:
                file = parquet.ParquetFile(stream)
                if (file.schema_arrow.metadata or {}).get(MARK) != str(VERSION).encode():
                    raise BatchError(f"{place}: is no table of this version of mdlint-zh")
                for batch in file.iter_batches(_ROWS, columns=list(columns)):
                    yield from batch.to_pylist()
        except (arrow.ArrowException, OSError, AccessError) as error:
            raise BatchError(f"{place}: cannot be read: {' '.join(str(error).split())}") from None


def _told(facts: dict[str, Any], rows: list[dict[str, Any]]) -> Told:
    failures = [Failure(one["message"], one["rule"]) for one in facts["failures"]]
    report = FileReport(facts["path"], facts["kind"], None, [_finding(row) for row in rows], failures)
    if rows:
        report.starts = facts["line_starts"]
        report.excerpts = unpack_excerpts(facts["excerpts"].encode("utf-8"))
    return Told(report, (facts["widths"] or "") if report.kind else None)


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        row["start_offset"],
        row["end_offset"],
        row["message"],
        unpack_fix(row["fix"]) if row["fix"] else None,
        row["confidence"],
        unpack_fixes(row["alternatives"]) if row["alternatives"] else (),
        row["rule"],
        Severity[row["severity"].upper()],
    )
