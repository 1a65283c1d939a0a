"""How output looks here: colours, the width of the terminal, and paths as people see them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = 100
LINKS_SINCE_VTE = 5000


def paint(text: str, fg: str | None = None, *, bold: bool = False) -> str:
    """Return the text in a colour."""
    return click.style(text, fg=fg, bold=bold or None)


def leave(text: str, fg: str | None = None, *, bold: bool = False) -> str:  # noqa: ARG001 - takes the place of the above
    """Return the text as it is."""
    return text


def columns() -> int:
    """Return how wide the terminal is, or what the variable says."""
    if not os.environ.get("COLUMNS") and not sys.stdout.isatty():
        return COLUMNS
    import shutil  # noqa: PLC0415 - slow to import, and most runs have no terminal

    return max(40, shutil.get_terminal_size((COLUMNS, 24)).columns)


def shown_path(path: str | Path) -> str:
    """Return the path as people see it: from the current folder when it lies below it, with `/`."""
    shown = str(path)
    if (shown[:1] == "/" or os.sep != "/") and os.path.isabs(shown):  # noqa: PTH117 - forty thousand times
        shown = shown.removeprefix(os.path.join(os.getcwd(), ""))  # noqa: PTH109, PTH118
    return shown.replace(os.sep, "/") if os.sep != "/" else shown


def wants_colour(when: str) -> bool:
    """Tell whether to colour the output: on a terminal, unless NO_COLOR; FORCE_COLOR and --color have the last word."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def shows_links() -> bool:
    """Tell whether standard output is a terminal known to show links (OSC 8); FORCE_HYPERLINK has the last word.

    Which do: https://github.com/Alhadis/OSC8-Adoption
    """
    asked, says = os.environ.get("FORCE_HYPERLINK"), os.environ.get
    if asked:
        return asked != "0"
    if not sys.stdout.isatty() or says("CI"):
        return False
    number = says("VTE_VERSION", "")
    return (
        (number.isdecimal() and int(number) >= LINKS_SINCE_VTE)
        or says("TERM_PROGRAM") in ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby")
        or says("TERM") in ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra", "contour")
        or any(map(says, ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM")))
    )


def link(text: str, url: str) -> str:
    """Return the text as a link to a URL, for terminals that show such."""
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"
