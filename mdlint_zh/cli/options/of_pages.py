"""The options of commands that look at pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mdlint_zh.cli.options.values import files, folders, rules

if TYPE_CHECKING:
    from collections.abc import Callable

_CONFIG = click.option(
    "--config", type=click.Path(exists=True, dir_okay=False), help="Use this settings file and no other."
)
_ISOLATED = click.option("--isolated", is_flag=True, help="Use no settings file at all.")
_FROM_STDIN0 = click.option(
    "--from-stdin0", is_flag=True, help="Take the pages that standard input lists, with a NUL behind each path."
)
_JOBS = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes share the work. Default: one a core.",
)
_DEBUG = click.option("--debug", is_flag=True, help="Show tracebacks.")
_NO_SHORTCUTS = click.option("--no-shortcuts", is_flag=True, hidden=True)
_RULES: tuple[Callable[..., Any], ...] = (
    click.option(
        "--select",
        multiple=True,
        metavar="RULE",
        help="Run only these rules, or those that begin so: wikilink.",
        shell_complete=rules,
    ),
    click.option("--extend-select", multiple=True, metavar="RULE", help="Run these rules, too.", shell_complete=rules),
    click.option("--ignore", multiple=True, metavar="RULE", help="Do not run these rules.", shell_complete=rules),
    _CONFIG,
    _ISOLATED,
    click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that may change what a page says, too."),
)
_CHOICES: tuple[Callable[..., Any], ...] = (
    *_RULES,
    click.option("--diff-base", metavar="REV", help="Only the lines that have changed since this branch left REV."),
    click.option("--staged", is_flag=True, help="Only the lines that are staged, as they are staged."),
    click.option(
        "--stdin-filename",
        metavar="PATH",
        help="Where the page from standard input (`-`) would stand.",
        shell_complete=files,
    ),
    _FROM_STDIN0,
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output."),
    _JOBS,
    click.option(
        "--cache/--no-cache",
        default=True,
        help="Take what was found before on pages that have not changed. Default: yes.",
    ),
    click.option(
        "--cache-dir",
        metavar="FOLDER",
        help="Where the cache is. Default: .mdlint_zh_cache at the top of the project.",
        shell_complete=folders,
    ),
    _NO_SHORTCUTS,
    _DEBUG,
)


def with_choices(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that `check` and `format` share."""
    return given(command, _CHOICES)


def with_rules(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which rules are run, and by whose settings."""
    return given(command, (*_RULES, _NO_SHORTCUTS, _DEBUG))


def with_places(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which pages are found and read, and no others."""
    return given(command, (_CONFIG, _ISOLATED, _FROM_STDIN0, _JOBS, _DEBUG))


def given(command: Callable[..., Any], options: tuple[Callable[..., Any], ...]) -> Callable[..., Any]:
    """Give a command options, in their order."""
    for option in reversed(options):
        command = option(command)
    return command
