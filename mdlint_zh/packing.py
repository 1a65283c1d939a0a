"""Findings and excerpts as bytes, for whoever keeps them: JSON, which is read fast and runs nothing.

Findings are packed by column, for a column of equal things is written at once; in two lines, since most readers need
only the heads, which are in the first. Excerpts are packed apart.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from mdlint_zh.filereport import Excerpt, Head
from mdlint_zh.model import Alike, Edit, Finding, Fix, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Packed(Sequence[Finding]):
    """Findings that were packed, unpacked when somebody asks for more than their heads.

    `starts` is where the lines of their page begin.
    """

    def __init__(self, data: bytes) -> None:
        heads, _, self._rest = data.partition(b"\n")
        self.starts, *self._columns = json.loads(heads) if heads else ([], [], [], [], [], [])
        self._findings: list[Finding] | None = None

    def heads(self) -> Iterator[Head]:
        """What of each finding is told in one line."""
        starts, severities, *others = self._columns
        return map(Head, starts, map(_SEVERITIES.__getitem__, severities), *others)

    def __len__(self) -> int:
        return len(self._columns[0])

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> list[Finding]: ...
    def __getitem__(self, at: int | slice) -> Finding | list[Finding]:
        if self._findings is None:
            columns = json.loads(self._rest) if self._rest else ()
            self._findings = list(map(_finding, self.heads(), *columns))
        return self._findings[at]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self[:])


def pack_findings(findings: Sequence[Finding], starts: Sequence[int]) -> bytes:
    """Pack findings, and where the lines of their page begin; b"" for none."""
    if not findings:
        return b""
    begins, ends, messages, fixes, sure, others, rules, severities = zip(*findings, strict=True)
    return _bytes([starts, begins, severities, rules, messages, sure]) + b"\n" + _bytes([ends, fixes, others])


def pack_excerpts(excerpts: Mapping[int, Excerpt]) -> bytes:
    """Pack excerpts; b"" for none."""
    return _bytes(list(excerpts.values())) if excerpts else b""


def unpack_excerpts(data: bytes) -> dict[int, Excerpt]:
    """The excerpts, by where their lines begin."""
    rows = json.loads(data) if data else ()
    return {start: Excerpt(start, end, tuple(map(tuple, pieces))) for start, end, pieces in rows}


def _alike(edits: Alike) -> dict[str, object]:
    """Equal edits as JSON has them; other edits are rows of three."""
    return {"starts": edits.starts, "ends": edits.ends, "text": edits.text}


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_alike).encode
_SEVERITIES = {int(one): one for one in Severity}


def _bytes(value: object) -> bytes:
    return _encode(value).encode("utf-8", "surrogatepass")


def _finding(head: Head, end: int, fix: list[Any] | None, alternatives: list[list[Any]]) -> Finding:
    start, severity, rule, message, confidence = head
    others = tuple(map(_fix, alternatives)) if alternatives else ()
    return Finding(start, end, message, _fix(fix) if fix else None, confidence, others, rule, severity)


def _fix(told: list[Any]) -> Fix:
    edits, safe, each, refused = told
    if isinstance(edits, dict):
        return Fix(Alike(tuple(edits["starts"]), tuple(edits["ends"]), edits["text"]), safe, each, refused)
    return Fix(tuple(Edit._make(edit) for edit in edits), safe, each, refused)
