"""`mdlint-zh cache clean`: remove the cache of this project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, complain
from mdlint_zh.report import escape
from mdlint_zh.run.cache.folder import NoCacheError, clean
from mdlint_zh.run.cache.rows import FOLDER, find_root


@dataclass(eq=False, repr=False, kw_only=True)
class Request:
    """The folder that the cache is in; None for the one at the top of the project."""

    cache_dir: str | None


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    folder = Path(request.cache_dir) if request.cache_dir else find_root(Path.cwd()) / FOLDER
    shown = escape.one_line(str(folder))
    try:
        left = clean(folder)
    except NoCacheError as error:
        complain(f"{shown}: {error}; nothing was removed")
        return FAILED
    except OSError as error:
        complain(f"{shown}: cannot be removed: {error.strerror}")
        return FAILED
    if left is None:
        click.echo(f"there is no cache at {shown}", err=True)
    else:
        click.echo(f"removed {shown}" + (", but not what is not ours in it" if left else ""), err=True)
    return CLEAN
