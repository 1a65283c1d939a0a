"""`mdlint-zh init`: read an archive, and write settings that say what its pages have alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, FOUND, complain
from mdlint_zh.cli.output.files import opened
from mdlint_zh.cli.output.progress import Progress
from mdlint_zh.config import find_settings, load_settings
from mdlint_zh.config.find import NAMES, settings_in
from mdlint_zh.engine.load import load_rules
from mdlint_zh.learn.archive import learn_archive, unfit
from mdlint_zh.learn.settings_file import written
from mdlint_zh.report import escape
from mdlint_zh.report.look import shown_path
from mdlint_zh.run.discover import find_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.learn.archive import Unfit
    from mdlint_zh.learn.settings_file import Archive


@dataclass(eq=False, repr=False, kw_only=True)
class Request:
    """The folder to read; whether to print the settings instead of writing them, to write over a file that stands
    there, or to hold the settings that are there against the pages.
    """

    path: str
    dry_run: bool
    force: bool
    check: bool


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    top = Path(request.path)
    if not top.is_dir():
        complain(f"{request.path}: there is no such folder")
        return FAILED
    there = None if request.check or request.dry_run else settings_in(top)
    if there and not (request.force and there.name == NAMES[0]):
        complain(
            f"{shown_path(there)}: is there already; --force writes over {NAMES[0]}, --dry-run prints, --check compares"
        )
        return FAILED
    failed: list[str] = []
    pages = list(find_pages([top], lambda path, why: failed.append(f"{escape.name(shown_path(path))}: {why}")))
    for line in failed:
        complain(line)
    if not pages:
        complain(f"no Markdown pages in {request.path}; there is nothing to learn from")
        return FAILED
    return _checked(top, pages) if request.check else _learnt(top, pages, request)


def _learnt(top: Path, pages: Sequence[str], request: Request) -> int:
    """Learn, and write it down."""
    with Progress() as progress:
        archive = learn_archive(top, pages, progress.at)
    settings = written(archive)
    if request.dry_run:
        click.echo(escape.lines(settings), nl=False)
        return CLEAN
    path = top / NAMES[0]
    with opened(str(path)) as file:
        file.write(settings)
        file.flush()
    click.echo(f"{escape.name(shown_path(path))}: {_told(archive)}", err=True)
    return CLEAN


def _checked(top: Path, pages: Sequence[str]) -> int:
    """Hold the settings that are there against the pages."""
    path = find_settings(top)
    if path is None:
        complain(f"{top}: there are no settings; `mdlint-zh init` writes some")
        return FAILED
    settings = load_settings(path, load_rules()[0])
    with Progress() as progress:
        found = list(unfit(top, pages, settings, progress.at))
    for one in found:
        click.echo(_misfit(one))
    if not found:
        click.echo(f"{escape.name(shown_path(path))} fits", err=True)
    return FOUND if found else CLEAN


def _misfit(one: Unfit) -> str:
    pages = ", ".join(map(escape.name, one.some))
    return f"families.{escape.name(one.name)}: {one.strange:,} of {one.read:,} pages that were read do not fit: {pages}"


def _told(archive: Archive) -> str:
    """What was learnt, in a line."""
    articles = sum(family.kind == "article" for family in archive.families)
    said = sum(bool(family.kind) for family in archive.families)
    families = "1 family" if said == 1 else f"{said} families"
    told = f"{families}, {articles} of them with a header or front matter"
    return f"{told}; read it, then run `mdlint-zh check`"
