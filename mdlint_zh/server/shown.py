"""What the engine says, as the protocol has it: findings as diagnostics, edits as text edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types

from mdlint_zh.engine.finding import ERROR, INFO, WARNING
from mdlint_zh.server.protocol.buffer import Place, Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.finding import Failure, Finding
    from mdlint_zh.server.protocol.buffer import Buffer, Encoding
    from mdlint_zh.server.protocol.options import Abilities
    from mdlint_zh.server.work.asked import Looked
    from mdlint_zh.server.work.settings import Problem

SOURCE: Final = "mdlint-zh"
_SEVERITIES: Final = {
    ERROR: types.DiagnosticSeverity.Error,
    WARNING: types.DiagnosticSeverity.Warning,
    INFO: types.DiagnosticSeverity.Information,
}
_OF_NO_USE: Final = frozenset({"suppression-unused"})
"""Rules that find what could be taken out: editors show it pale."""
_TOP: Final = Range(Place(0, 0), Place(0, 0))


def diagnostics(
    looked: Looked, buffer: Buffer, abilities: Abilities, data: Iterable[Any] = ()
) -> list[types.Diagnostic]:
    """Return what was found on a page, and above all what went wrong. `data`: what the first findings have for the
    server.
    """
    places = [buffer.range(one.start, one.end) for one in looked.findings]
    found = diagnostics_at(looked, places, abilities)
    for one, own in zip(found[len(looked.failures) :], data, strict=False):
        one.data = own
    return found


def diagnostics_at(looked: Looked, places: Iterable[Range], abilities: Abilities) -> list[types.Diagnostic]:
    """Return the same of findings whose places are known."""
    found = [_failure(one) for one in looked.failures]
    found += [diagnostic(*one, looked.urls, abilities) for one in zip(looked.findings, places, strict=True)]
    if looked.more:
        told = f"{looked.more:,} findings more are not shown here; `mdlint-zh check` shows all"
        found.append(types.Diagnostic(shown_range(_TOP), told, types.DiagnosticSeverity.Information, source=SOURCE))
    return found


def diagnostic(finding: Finding, place: Range, urls: Mapping[str, str], abilities: Abilities) -> types.Diagnostic:
    """Return a finding with the name of its rule, and where that is explained."""
    url = urls.get(finding.rule) if abilities.explains else None
    is_faded = abilities.fades and finding.rule in _OF_NO_USE
    return types.Diagnostic(
        range=shown_range(place),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(href=url) if url else None,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if is_faded else None,
    )


def problem_shown(problem: Problem, encoding: Encoding) -> types.Diagnostic:
    """Return what is wrong with settings, on what it is about; a value over several lines is shown on its first."""
    line, lead, marked = problem.spot
    start = encoding.units(lead)
    end = start + encoding.units(marked.partition("\n")[0].rstrip("\r"))
    place = shown_range(Range(Place(line - 1, start), Place(line - 1, end)))
    return types.Diagnostic(place, problem.message, types.DiagnosticSeverity.Error, source=SOURCE)


def text_edits(edits: Iterable[Edit], buffer: Buffer) -> list[types.TextEdit]:
    """Return edits of a text. There is no place between CR and LF: such an edit has both."""
    whole = with_whole_ends(edits, buffer.text)
    return [types.TextEdit(shown_range(buffer.range(start, end)), text) for start, end, text in whole]


def with_whole_ends(edits: Iterable[Edit], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the edits, none of which begins or ends between CR and LF; two that meet there become one."""
    held: tuple[int, int, str] | None = None
    for first, last, new in edits:
        start, end, put = first, last, new
        if text.startswith("\r\n", start - 1) and start:
            start, put = start - 1, f"\r{put}"
        if text.startswith("\r\n", end - 1) and end:
            end, put = end + 1, f"{put}\n"
        if held and start < held[1]:  # both hold the CR and the LF that they meet at, or that one stands between
            start, put = held[0], held[2][:-1] + put[1:]
            held = None
        if held:
            yield held
        held = start, end, put
    if held:
        yield held


def shown_range(place: Range) -> types.Range:
    """Return a range as the protocol has it."""
    start, end = place
    return types.Range(types.Position(*start), types.Position(*end))


def _failure(failure: Failure) -> types.Diagnostic:
    """What went wrong with a page, told at its top."""
    return types.Diagnostic(
        range=shown_range(_TOP),
        message=failure.message,
        severity=types.DiagnosticSeverity.Error,
        code=failure.rule or None,
        source=SOURCE,
    )
