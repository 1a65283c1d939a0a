"""Completion in bash, zsh and fish, by click's own way: a script that the shell reads once asks us at each TAB.

How: https://click.palletsprojects.com/en/stable/shell-completion/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, CompletionItem, add_completion_class, shell_complete

from mdlint_zh.cli.errors import CLEAN, FAILED, complain
from mdlint_zh.cli.streams import Unwritable
from mdlint_zh.report.escape import one_line

if TYPE_CHECKING:
    import click

VARIABLE = "_MDLINT_ZH_COMPLETE"


class _Bash(BashComplete):
    """bash takes `--select=wik` for three words."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is typed, and that."""
        args, incomplete = super().get_completion_args()
        if args[-1:] == ["="] and args[-2:-1] and args[-2].startswith("--"):
            del args[-1]
        return args, incomplete


def answer(cli: click.Command, program: str, asked: str) -> int:
    """Print the script, or what may stand where the shell is; return the exit status.

    What goes wrong at a TAB is not told: it would stand in the middle of the line that somebody types.
    """
    if not asked.endswith(("_source", "_complete")):
        complain(f"{VARIABLE} is {asked!r}; expected bash_source, zsh_source or fish_source")
        return FAILED
    add_completion_class(_Bash)
    try:
        failed = shell_complete(cli, {}, program, VARIABLE, asked)
    except Unwritable:
        raise
    except Exception:  # noqa: BLE001 - as told above
        return FAILED
    if failed:
        complain(f"there is no completion for {asked.rpartition('_')[0]}; there is for bash, zsh and fish")
    return FAILED if failed else CLEAN


def rules(incomplete: str) -> list[CompletionItem]:
    """Return the rules that begin so, each with what it finds; of several with commas between, the last is asked."""
    from mdlint_zh.engine.load import load_rules  # noqa: PLC0415 - other words need none

    before, comma, begun = incomplete.rpartition(",")
    found = load_rules().rules.values()
    return [
        CompletionItem(f"{before}{comma}{rule.name}", help=one_line(rule.summary) or None)
        for rule in found
        if rule.name.startswith(begun)
    ]


def names(given: list[str], incomplete: str, behind: str = "") -> list[CompletionItem]:
    """Return those that begin so, with something behind them."""
    return [CompletionItem(f"{name}{behind}") for name in given if name.startswith(incomplete)]


def files(incomplete: str, *, folders: bool = False) -> list[CompletionItem]:
    """Return what has the shell complete the name of a file, or of a folder."""
    return [CompletionItem(incomplete, type="dir" if folders else "file")]
