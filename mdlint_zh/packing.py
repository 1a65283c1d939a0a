"""Findings and excerpts as bytes, for whoever keeps them: JSON in rows of equal things, read fast, running nothing.

They are packed apart: most readers need only one of them.
"""

from __future__ import annotations

import json
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any

from mdlint_zh.filereport import Excerpt
from mdlint_zh.model import Alike, Edit, Finding, Fix, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def pack_findings(findings: Sequence[Finding], starts: Sequence[int]) -> bytes:
    """Pack findings, and where the lines of their page begin; b"" for none."""
    if not findings:
        return b""
    steps = [starts[0], *(after - before for before, after in pairwise(starts))]
    columns = [
        [one.start for one in findings],
        [one.end for one in findings],
        [one.rule for one in findings],
        [int(one.severity) for one in findings],
        [one.message for one in findings],
        [one.confidence for one in findings],
        [one.fix and _fix(one.fix) for one in findings],
        [list(map(_fix, one.alternatives)) for one in findings],
    ]
    return _bytes([steps, *columns])


def unpack_findings(data: bytes) -> tuple[list[Finding], list[int]]:
    """The findings, and where the lines begin."""
    if not data:
        return [], []
    steps, *columns = json.loads(data)
    return list(map(_finding, *columns)), list(accumulate(steps))


def pack_excerpts(excerpts: Mapping[int, Excerpt]) -> bytes:
    """Pack excerpts; b"" for none."""
    return _bytes([[one.start, one.end, *chain(*one.pieces)] for one in excerpts.values()]) if excerpts else b""


def unpack_excerpts(data: bytes) -> dict[int, Excerpt]:
    """The excerpts, by where their lines begin."""
    rows = json.loads(data) if data else ()
    return {start: Excerpt(start, end, tuple(zip(told[::2], told[1::2], strict=True))) for start, end, *told in rows}


def _bytes(value: object) -> bytes:
    return _encode(value).encode("utf-8", "surrogatepass")


def _fix(fix: Fix) -> list[object]:
    edits = fix.edits
    told: Iterable[object] = [edits.starts, edits.ends, edits.text] if isinstance(edits, Alike) else chain(*edits)
    return [isinstance(edits, Alike), fix.safe, fix.each, fix.refused, *told]


_SEVERITIES = {int(one): one for one in Severity}


def _finding(  # noqa: PLR0913, PLR0917 - a row of the columns above
    start: int,
    end: int,
    rule: str,
    severity: int,
    message: str,
    confidence: float | None,
    fix: list[Any] | None,
    alternatives: list[list[Any]],
) -> Finding:
    others = tuple(map(_unpacked, alternatives)) if alternatives else ()
    mended = _unpacked(fix) if fix else None
    return Finding(start, end, message, mended, confidence, others, rule, _SEVERITIES[severity])


def _unpacked(told: list[Any]) -> Fix:
    alike, safe, each, refused, *edits = told
    if alike:
        starts, ends, text = edits
        return Fix(Alike(tuple(starts), tuple(ends), text), safe, each, refused)
    return Fix(tuple(map(Edit, edits[::3], edits[1::3], edits[2::3])), safe, each, refused)
