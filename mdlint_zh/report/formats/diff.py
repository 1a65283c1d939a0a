"""What the fixes change, as a unified diff that `patch` and `git apply` take.

Controls near what changes, bidirectional ones too, are shown as pictures. Such a diff is for reading; so that nobody
applies it, its header says so in the place of the page's name. A carriage return that ends a line is no such control.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report import escape
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.look import paint, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.engine.file_report import FileReport

FOR_READING = " (for reading: it has pictures of controls)"
NO_NEWLINE = "\\ No newline at end of file\n"


class Diff(Plain):
    """A unified diff of each page that a fix changes, in colours: what comes green, what goes red."""

    needs_text = True
    needs_findings = False

    def begin(self, run: Run) -> str:
        """Return "": nothing stands before the files."""
        self._colour = run.colour
        return ""

    def file(self, report: FileReport, text: str | None) -> str:
        """Return the diff of one page; "" when nothing changes."""
        if report.fixed is None or text is None:
            return ""
        diff = render(shown_path(report.path), text, report.fixed)
        return _painted(diff) if self._colour else diff


def _painted(text: str) -> str:
    """A diff in colours; a carriage return, which a terminal does not show, as ␍."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    lines = text.replace("\r\n", "␍\n").split("\n")
    return "\n".join(paint(line, colours[line[0]]) if line[:1] in colours else line for line in lines)


def render(shown: str, before: str, after: str) -> str:
    """Return the diff of one page; "" when nothing changes."""
    diff = "".join(_lines(shown, before, after))
    pictured = escape.lines(diff)
    if pictured == diff:
        return diff
    body = pictured.split("\n", 2)[2]
    old, new = (_name(side, shown + FOR_READING) for side in "ab")
    return f"--- {old}\n+++ {new}\n{body}"


def _lines(shown: str, before: str, after: str) -> Iterator[str]:
    from difflib import unified_diff  # noqa: PLC0415 - slow to import

    for line in unified_diff(_split(before), _split(after), _name("a", shown), _name("b", shown)):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield NO_NEWLINE


def _name(side: str, shown: str) -> str:
    """The page's name as `git diff` has it: below `a` or `b`, and before a tab when there is a space in it."""
    name = escape.quoted(shown if shown.startswith("/") else f"{side}/{shown}")
    return f"{name}\t" if " " in name and not name.startswith('"') else name


def _split(text: str) -> list[str]:
    """Lines with their LF. Only LF: a diff has no other line end, and a CR before it is part of the line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
