"""Printing outcomes one after the other, in the format that was asked for."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mdlint_zh.report import as_json, concise, diff, full

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mdlint_zh.model import Rule
    from mdlint_zh.run import Outcome

COLUMNS = 100


class Printer:
    """Prints to standard output, or to standard error where the page itself goes to standard output."""

    def __init__(self, form: str, rules: Mapping[str, Rule], *, colour: bool, err: bool) -> None:
        self._write = partial(click.echo, nl=False, err=err, color=colour)
        self._render = self._renderer(form, rules, colour)
        self._json = form == "json"
        self._printed = 0

    def show(self, outcome: Outcome) -> None:
        """Print what is to be said about one file."""
        text = self._render(outcome) if outcome.page else ""
        if text:
            self._write((",\n" if self._printed else "[\n") * self._json + text)
            self._printed += 1

    def finish(self) -> None:
        """Print what ends the output."""
        if self._json:
            self._write("\n]\n" if self._printed else "[]\n")

    def _renderer(self, form: str, rules: Mapping[str, Rule], colour: bool) -> Callable[[Outcome], str]:  # noqa: FBT001
        paint = click.style if colour else _plain
        columns = max(40, shutil.get_terminal_size((COLUMNS, 24)).columns)
        renderers: dict[str, Callable[[Outcome], str]] = {
            "full": lambda o: full.render(shown_path(o.path), o.page, o.findings, columns=columns, paint=paint),
            "concise": lambda o: concise.render(shown_path(o.path), o.page, o.findings),
            "json": lambda o: ",\n".join(as_json.render(shown_path(o.path), o.page, o.findings, rules)),
            "diff": lambda o: _painted(diff.render(shown_path(o.path), o.before, o.page.text), paint),
        }
        return renderers[form]


def shown_path(path: Path) -> str:
    """The path as people see it: from the current folder when it lies below it, with `/`."""
    relative = os.path.relpath(path) if path.is_absolute() and path.is_relative_to(Path.cwd()) else str(path)
    return relative.replace(os.sep, "/")


def wants_colour(when: str) -> bool:
    """Whether to colour the output: on a terminal, unless NO_COLOR; FORCE_COLOR and --color have the last word."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _plain(text: str, **_: object) -> str:
    return text


def _painted(text: str, paint: Callable[..., str]) -> str:
    """A diff with what comes green and what goes red."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    lines = (line for line in text.split("\n"))
    return "\n".join(paint(line, fg=colours[line[0]]) if line[:1] in colours else line for line in lines)
