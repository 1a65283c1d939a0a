"""From a report to rows of both tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mdlint_zh.base.digest import digest
from mdlint_zh.batch.error import needed
from mdlint_zh.batch.tables.schema import FACTS, FINDINGS, Tables, schema_of
from mdlint_zh.run.cache.packing import pack_excerpts, pack_fix, pack_fixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.batch.item import Item
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding

BESIDE: Final = 40
"""How many code points of its line an excerpt has before and behind a finding; of the finding it has as many twice."""
_WIDTHS: Final = bytes(
    0x61 if byte < 0x80 else 0x80 if byte < 0xC0 else 0xC2 if byte < 0xE0 else 0xE1 if byte < 0xF0 else 0xF1
    for byte in range(256)
)
"""By byte of UTF-8: each character becomes one certain character of as many bytes."""


class Looked(NamedTuple):
    """A page that was looked at: its report, with excerpts, and its text as it is now, None when it was not read."""

    item: Item
    report: FileReport
    text: str | None


class Rows:
    """The rows of some pages, added page by page."""

    def __init__(self) -> None:
        self._findings: list[tuple[Any, ...]] = []
        self._facts: list[dict[str, Any]] = []

    def add(self, looked: Looked) -> None:
        """Add a page."""
        version = _version(looked)
        self._facts.append({**dict(zip(FACTS, version, strict=False)), **_facts(looked)})
        if looked.report.findings:
            self._findings += (version + row for row in _finding_rows(looked.report))

    def tables(self) -> Tables:
        """Return both tables."""
        arrow = needed("pyarrow")
        columns = zip(*self._findings, strict=True) if self._findings else ([] for _ in FINDINGS)
        schema = schema_of(FINDINGS)
        arrays = [arrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        findings = arrow.Table.from_arrays(arrays, schema=schema)
        return Tables(findings, arrow.Table.from_pylist(self._facts, schema=schema_of(FACTS)))


def widths(text: str) -> str:
    """Return a text of the same characters in number, of which each has as many bytes as that of `text`, but no more.

    Columns in UTF-8 and UTF-16 are counted in it as in the page; packed it takes next to no room.
    """
    return text.encode("utf-8").translate(_WIDTHS).decode("utf-8")


def _version(looked: Looked) -> tuple[Any, ...]:
    """The columns that tell which version of which page."""
    item = looked.item
    known = digest(item.data).hex() if item.data is not None else None
    return printable(item.path), item.etag or None, item.mtime_ns, item.size, known


def _facts(looked: Looked) -> dict[str, Any]:
    report, text = looked.report, looked.text
    told = {
        "kind": report.kind,
        "failures": [{"rule": one.rule, "message": printable(one.message)} for one in report.failures],
        "changed": report.fixed is not None,
        "repaired": sum(report.repaired.values()),
        **report.facts,
    }
    if text is not None:
        told["characters"] = len(text)
    if text is not None and report.findings:
        told |= {"line_starts": report.starts, "excerpts": pack_excerpts(report.excerpts).decode()}
        told["widths"] = widths(text)
    return told


def _finding_rows(report: FileReport) -> Iterator[tuple[Any, ...]]:
    """What the table says of each finding behind the version of its page."""
    for finding, fingerprint in zip(report.findings, report.fingerprints(), strict=True):
        start, end, message, fix, confidence, alternatives, rule, severity = finding
        yield (
            rule,
            str(severity),
            *report.position(start),
            *report.position(end),
            start,
            end,
            printable(message),
            confidence,
            fix.applicability if fix else None,
            pack_fix(fix) if fix else None,
            pack_fixes(alternatives) if alternatives else None,
            fingerprint,
            _excerpt(report, finding),
        )


def _excerpt(report: FileReport, finding: Finding) -> str:
    """The line of a finding near it, in one line."""
    line = report.excerpt(finding)
    first = max(line.start, finding.start - BESIDE)
    last = min(line.end, max(finding.start, min(finding.end, finding.start + 2 * BESIDE)) + BESIDE)
    return line.text(first, last).rstrip("\r\n")


def printable(said: str) -> str:
    """Return a text that Arrow takes: what is no character is escaped."""
    return said if said.isascii() else said.encode("utf-8", "backslashreplace").decode("utf-8")
