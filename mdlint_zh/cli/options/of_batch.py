"""The options of `batch` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mdlint_zh.cli.options.of_pages import given
from mdlint_zh.cli.options.values import files, folders

if TYPE_CHECKING:
    from collections.abc import Callable

_SOURCES: tuple[Callable[..., Any], ...] = (
    click.argument("sources", nargs=-1, required=True, shell_complete=files),
    click.option(
        "--out", required=True, metavar="DIR", help="Where results go: a folder, or a URL.", shell_complete=folders
    ),
    click.option("--scheduler", metavar="ADDRESS", help="Use the Dask cluster of this scheduler: tcp://10.0.0.1:8786."),
    click.option(
        "--local", type=click.IntRange(min=1), metavar="N", help="Use N processes on this machine. Default: one a core."
    ),
    click.option(
        "--fix-to",
        metavar="DIR",
        help="Write repaired copies of pages below DIR; no source is changed.",
        shell_complete=folders,
    ),
    click.option(
        "--partition-pages",
        type=click.IntRange(min=1),
        default=2000,
        show_default=True,
        metavar="N",
        help="How many pages a partition has. A shard is never cut.",
    ),
    click.option(
        "--fail-level",
        type=click.Choice(["info", "warning", "error", "never"]),
        default="warning",
        help="The least severity that makes the exit status 1.",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    click.option("-q", "--quiet", is_flag=True, help="Show what went wrong, and nothing else."),
)


def with_sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what `batch` is asked for, but for the rules."""
    return given(command, _SOURCES)
