"""A linter and formatter for archives of Chinese Markdown.

The names below are all that a rule or a plugin needs; `lint` and `fix` are the library's front door.
"""

import os  # it and `sys` are there before any folder is searched; nothing else may be imported yet, not `__future__`
import sys


def _leave_the_folder() -> None:
    """Take the folder that we are in off the path: `python -m mdlint_zh` puts it first, and anybody may have written
    what lies there. With `-P` and `-I` it is not on it.
    """
    if sys.argv[:1] != ["-m"] or getattr(sys.flags, "safe_path", bool(sys.flags.isolated)):
        return
    try:
        here = os.getcwd()  # noqa: PTH109 - pathlib may lie there, too
    except OSError:
        return
    if sys.path[:1] == [here]:
        del sys.path[0]


_leave_the_folder()

from typing import TYPE_CHECKING, Any  # noqa: E402

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mdlint_zh.api import fix, lint
    from mdlint_zh.engine.change import Change
    from mdlint_zh.engine.finding import (
        ERROR,
        INFO,
        WARNING,
        Edit,
        Finding,
        Fix,
        Severity,
        delete,
        replace,
        replace_all,
        replace_each,
    )
    from mdlint_zh.engine.load import rules_in
    from mdlint_zh.engine.rule import SAFE, UNSAFE, Options, Rule, rule
    from mdlint_zh.page import Page, Profile, Span
    from mdlint_zh.page.images import disagree, is_placeholder, refilled
    from mdlint_zh.plugins.hooks import hookimpl

_HOME = {
    "mdlint_zh.api": ("fix", "lint"),
    "mdlint_zh.engine.change": ("Change",),
    "mdlint_zh.plugins.hooks": ("hookimpl",),
    "mdlint_zh.page": ("Page", "Profile", "Span"),
    "mdlint_zh.page.images": ("disagree", "is_placeholder", "refilled"),
    "mdlint_zh.engine.load": ("rules_in",),
    "mdlint_zh.engine.finding": (
        "ERROR", "INFO", "WARNING", "Edit", "Finding", "Fix", "Severity",
        "delete", "replace", "replace_all", "replace_each",
    ),
    "mdlint_zh.engine.rule": ("SAFE", "UNSAFE", "Options", "Rule", "rule"),
}  # fmt: skip

__all__ = [
    "ERROR",
    "INFO",
    "SAFE",
    "UNSAFE",
    "WARNING",
    "Change",
    "Edit",
    "Finding",
    "Fix",
    "Options",
    "Page",
    "Profile",
    "Rule",
    "Severity",
    "Span",
    "delete",
    "disagree",
    "fix",
    "hookimpl",
    "is_placeholder",
    "lint",
    "refilled",
    "replace",
    "replace_all",
    "replace_each",
    "rule",
    "rules_in",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: `--version` needs none of them (PEP 562)."""
    from importlib import import_module  # noqa: PLC0415 - only where used

    for home, names in _HOME.items():
        if name in names:
            value = getattr(import_module(home), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
