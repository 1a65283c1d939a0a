"""What the engine says, as the protocol has it: findings as diagnostics, edits as text edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol import types

from mdlint_zh.engine.finding import ERROR, INFO, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.finding import Failure, Finding
    from mdlint_zh.server.buffer import Buffer, Place
    from mdlint_zh.server.work.desk import Looked

SOURCE: Final = "mdlint-zh"
_SEVERITIES: Final = {
    ERROR: types.DiagnosticSeverity.Error,
    WARNING: types.DiagnosticSeverity.Warning,
    INFO: types.DiagnosticSeverity.Information,
}
_OF_NO_USE: Final = frozenset({"suppression-unused"})
"""Rules that find what could be taken out: editors show it pale."""


def range_of(buffer: Buffer, start: int, end: int) -> types.Range:
    """Return where the code points [start, end) stand."""
    where = buffer.range(start, end)
    return types.Range(_position(where.start), _position(where.end))


def diagnostics(looked: Looked, buffer: Buffer) -> list[types.Diagnostic]:
    """Return what was found on a page, and above all what went wrong."""
    return [
        *(_failure(one) for one in looked.failures),
        *(diagnostic(finding, buffer, looked.urls) for finding in looked.findings),
    ]


def diagnostic(finding: Finding, buffer: Buffer, urls: Mapping[str, str]) -> types.Diagnostic:
    """Return a finding with the name of its rule, and where that is explained."""
    url = urls.get(finding.rule)
    return types.Diagnostic(
        range=range_of(buffer, finding.start, finding.end),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(href=url) if url else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if finding.rule in _OF_NO_USE else None,
    )


def text_edits(edits: Iterable[Edit], buffer: Buffer) -> list[types.TextEdit]:
    """Return edits of a text. There is no place between CR and LF: such an edit has both."""
    return [
        types.TextEdit(range_of(buffer, start, end), text) for start, end, text in _with_whole_ends(edits, buffer.text)
    ]


def _with_whole_ends(edits: Iterable[Edit], text: str) -> Iterator[tuple[int, int, str]]:
    """The edits, none of which begins or ends between CR and LF; two that meet there become one."""
    held: tuple[int, int, str] | None = None
    for start, end, new in edits:
        first, last, put = start, end, new
        if first and text.startswith("\r\n", first - 1):
            first, put = first - 1, f"\r{put}"
        if text.startswith("\r\n", last - 1) and last:
            last, put = last + 1, f"{put}\n"
        if held and first < held[1]:  # both have the same CR and LF: the first one's LF, the second one's CR
            first, put = held[0], held[2][:-1] + text[held[1] - 1 : start] + put[1:]
            held = None
        if held:
            yield held
        held = first, last, put
    if held:
        yield held


def _failure(failure: Failure) -> types.Diagnostic:
    """What went wrong with a page, told at its top."""
    top = types.Position(0, 0)
    return types.Diagnostic(
        range=types.Range(top, top),
        message=failure.message,
        severity=types.DiagnosticSeverity.Error,
        code=failure.rule or None,
        source=SOURCE,
    )


def _position(place: Place) -> types.Position:
    return types.Position(place.line, place.column)
