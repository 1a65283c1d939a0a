"""`mdlint-zh titles build`: build a list of titles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from mdlint_zh.cli.errors import CLEAN
from mdlint_zh.report import escape
from mdlint_zh.report.summary import counted
from mdlint_zh.run.names import build_names
from mdlint_zh.run.titles import LEAST_PAGES, build


@dataclass(eq=False, repr=False, kw_only=True)
class Request:
    """Folders of pages and lists of titles, and the files to write."""

    sources: tuple[str, ...]
    output: str
    names: str | None


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    count = build([Path(source) for source in request.sources], Path(request.output))
    shown = escape.one_line(request.output)
    why = "" if count else f" (of a folder, what {LEAST_PAGES} pages link to is a title)"
    click.echo(f'{counted(count, "title")} in {shown}{why}; name it in the settings: titles = ["{shown}"]', err=True)
    if request.names:
        count, shown = build_names(map(Path, request.sources), Path(request.names)), escape.one_line(request.names)
        click.echo(
            f'{counted(count, "name")} in {shown}; name it in the settings: wordcut.names = ["{shown}"]', err=True
        )
    return CLEAN
