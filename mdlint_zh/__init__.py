"""A linter and formatter for archives of Chinese Markdown.

The names below are all that a rule or a plugin needs; `lint` and `fix` are the library's front door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mdlint_zh.api import fix, lint
    from mdlint_zh.change import Change
    from mdlint_zh.hookspecs import hookimpl
    from mdlint_zh.model import (
        ERROR,
        INFO,
        SAFE,
        UNSAFE,
        WARNING,
        Edit,
        Finding,
        Fix,
        Options,
        Rule,
        Severity,
        delete,
        replace,
        rule,
    )
    from mdlint_zh.page import Page, Profile, Span
    from mdlint_zh.page.images import disagree, is_placeholder, refilled
    from mdlint_zh.plugins import rules_in

_HOME = {
    "mdlint_zh.api": ("fix", "lint"),
    "mdlint_zh.change": ("Change",),
    "mdlint_zh.hookspecs": ("hookimpl",),
    "mdlint_zh.page": ("Page", "Profile", "Span"),
    "mdlint_zh.page.images": ("disagree", "is_placeholder", "refilled"),
    "mdlint_zh.plugins": ("rules_in",),
    "mdlint_zh.model": (
        "ERROR", "INFO", "SAFE", "UNSAFE", "WARNING", "Edit", "Finding", "Fix", "Options", "Rule", "Severity",
        "delete", "replace", "rule",
    ),
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
