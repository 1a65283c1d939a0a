"""What is said about settings that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ConfigError(Exception):
    """Settings that cannot be used; the message is one line and says where and why."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """`; did you mean X?` for a name that is nearly one of the known, else nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for messages of error

    near = get_close_matches(name[:80], list(known), 1, 0.6)
    return f"; did you mean `{near[0]}`?" if near else ""


def shown(name: str) -> str:
    """Return a name from the settings between ticks, shortened when it is long."""
    return f"`{name}`" if len(name) <= 80 else f"`{name[:77]}…`"
