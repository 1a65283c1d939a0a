"""The forms of output, by name: each makes the text of one outcome."""

from __future__ import annotations

import os
import shutil
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import click

from mdlint_zh.report import as_json, concise, diff, full

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mdlint_zh.model import Rule
    from mdlint_zh.run import Outcome

COLUMNS = 100


class Form(NamedTuple):
    """How outcomes are told: `name` is full, concise, json, diff or none; `columns` the width of the terminal."""

    name: str
    colour: bool
    columns: int

    def render(self, outcome: Outcome, rules: Mapping[str, Rule]) -> str:
        """The text for one outcome; "" when there is nothing to tell."""
        page, shown = outcome.page, shown_path(outcome.path)
        if page is None or self.name == "none":
            return ""
        if self.name == "diff":
            return self._painted(diff.render(shown, outcome.before, page.text))
        if self.name == "json":
            return ",\n".join(as_json.render(shown, page, outcome.findings, rules))
        if self.name == "concise":
            return concise.render(shown, page, outcome.findings)
        return full.render(shown, page, outcome.findings, _look(self.columns, self.colour))

    @property
    def shows_edits(self) -> bool:
        """Whether the edits of fixes are told, and not only that there are some."""
        return self.name == "json"

    def _painted(self, text: str) -> str:
        """A diff with what comes green and what goes red; a carriage return, which a terminal does not show, as ␍."""
        if not self.colour:
            return text
        colours = {"+": "green", "-": "red", "@": "cyan"}
        lines = text.replace("\r\n", "␍\n").split("\n")
        return "\n".join(_paint(line, colours[line[0]]) if line[:1] in colours else line for line in lines)


def _paint(text: str, fg: str | None = None, *, bold: bool = False) -> str:
    return click.style(text, fg=fg, bold=bold or None)


def _leave(text: str, fg: str | None = None, *, bold: bool = False) -> str:  # noqa: ARG001 - takes the place of the above
    return text


@lru_cache(maxsize=1)
def _look(columns: int, colour: bool) -> full.Look:  # noqa: FBT001 - a field of Form
    return full.Look(columns, _paint if colour else _leave)


def make_form(name: str, colour: str) -> Form:
    """The form with this name, coloured as `--color` says, for this terminal."""
    columns = max(40, shutil.get_terminal_size((COLUMNS, 24)).columns)
    return Form(name, wants_colour(colour), columns)


def shown_path(path: str | Path) -> str:
    """The path as people see it: from the current folder when it lies below it, with `/`."""
    shown = str(path)
    if os.path.isabs(shown):  # noqa: PTH117 - forty thousand times
        shown = shown.removeprefix(os.path.join(os.getcwd(), ""))  # noqa: PTH109, PTH118
    return shown.replace(os.sep, "/") if os.sep != "/" else shown


def wants_colour(when: str) -> bool:
    """Whether to colour the output: on a terminal, unless NO_COLOR; FORCE_COLOR and --color have the last word."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
