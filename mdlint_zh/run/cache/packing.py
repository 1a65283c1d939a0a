"""Findings and excerpts as bytes, for whoever keeps them: JSON, which is read fast and runs nothing.

Findings are packed by column, for a column of equal things is written at once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.edit import Edit
from mdlint_zh.engine.file_report import Excerpt
from mdlint_zh.engine.finding import Alike, Finding, Fix, Severity
from mdlint_zh.page.suppressions.comment import Name, Suppression

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def pack_findings(findings: Sequence[Finding], starts: Sequence[int]) -> bytes:
    """Pack findings, and where the lines of their page begin; b"" for none."""
    return _bytes([starts, *zip(*findings, strict=True)]) if findings else b""


def unpack_findings(data: bytes) -> tuple[list[Finding], list[int]]:
    """Return the findings, and where the lines begin."""
    if not data:
        return [], []
    starts, *columns = json.loads(data)
    return list(map(_finding, *columns)), starts


def pack_excerpts(excerpts: Mapping[int, Excerpt]) -> bytes:
    """Pack excerpts; b"" for none."""
    return _bytes(list(excerpts.values())) if excerpts else b""


def unpack_excerpts(data: bytes) -> dict[int, Excerpt]:
    """Return the excerpts, by where their lines begin."""
    rows = json.loads(data) if data else ()
    return {start: Excerpt(start, end, tuple(map(tuple, pieces))) for start, end, pieces in rows}


def pack_marks(marks: Sequence[Suppression]) -> bytes:
    """Pack comments that suppress findings; b"" for none."""
    return _bytes(marks) if marks else b""


def unpack_marks(data: bytes) -> tuple[Suppression, ...]:
    """Return the comments."""
    rows = json.loads(data) if data else ()
    return tuple(Suppression(verb, tuple(map(Name._make, names)), *rest) for verb, names, *rest in rows)


def pack_fix(fix: Fix) -> str:
    """Pack one fix."""
    return _encode(fix)


def unpack_fix(said: str) -> Fix:
    """Return the fix."""
    return _fix(json.loads(said))


def pack_fixes(fixes: Sequence[Fix]) -> str:
    """Pack some fixes together."""
    return _encode(fixes)


def unpack_fixes(said: str) -> tuple[Fix, ...]:
    """Return the fixes."""
    return tuple(map(_fix, json.loads(said)))


def _alike(edits: Alike) -> dict[str, object]:
    """Equal edits as JSON has them; other edits are rows of three."""
    return {"starts": edits.starts, "ends": edits.ends, "text": edits.text}


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_alike).encode
_SEVERITIES = {int(one): one for one in Severity}


def _bytes(value: object) -> bytes:
    return _encode(value).encode("utf-8", "surrogatepass")


def _finding(  # noqa: PLR0913, PLR0917 - the fields of one
    start: int,
    end: int,
    message: str,
    fix: list[Any] | None,
    confidence: float | None,
    alternatives: list[list[Any]],
    rule: str,
    severity: int,
) -> Finding:
    others = tuple(map(_fix, alternatives)) if alternatives else ()
    return Finding(start, end, message, _fix(fix) if fix else None, confidence, others, rule, _SEVERITIES[severity])


def _fix(told: list[Any]) -> Fix:
    edits, safe, each, refused = told
    if isinstance(edits, dict):
        return Fix(Alike(tuple(edits["starts"]), tuple(edits["ends"]), edits["text"]), safe, each, refused)
    return Fix(tuple(Edit._make(edit) for edit in edits), safe, each, refused)
