"""The options of commands that show settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what says whose settings are shown."""
    options = (
        click.argument("path", default="."),
        click.option(
            "--config", type=click.Path(exists=True, dir_okay=False), help="Look at this settings file instead."
        ),
        click.option("--isolated", is_flag=True, help="Look at no settings file: what holds where nothing is set."),
        click.option("--debug", is_flag=True, help="Show tracebacks."),
    )
    for option in reversed(options):
        command = option(command)
    return command
