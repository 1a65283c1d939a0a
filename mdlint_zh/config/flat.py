"""What settings files give, laid flat: each value by the path of its key, with the file that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from mdlint_zh.config.error import ConfigError
from mdlint_zh.config.toml import in_file
from mdlint_zh.config.values import blamed, filled

if TYPE_CHECKING:
    from pathlib import Path

MOST_TOLD = 400
"""How many characters are told of why a value is refused, for they may hold the value."""


class Given(NamedTuple):
    """A value that was checked, and the file that it stands in."""

    value: Any
    file: Path


Flat: TypeAlias = "dict[tuple[str, ...], Given]"


def under(flat: Flat, *place: str) -> dict[Any, Any]:
    """Return the values of one table, by key."""
    return {key[-1]: given.value for key, given in flat.items() if key[:-1] == place}


def built(kind: type[Any], flat: Flat, *place: str) -> Any:
    """Return a dataclass of the values of one table.

    Raises ConfigError with key and file of the value that it refuses.
    """
    values = under(flat, *place)
    try:
        return filled(kind, values)
    except Exception as error:  # noqa: BLE001 - whatever the options of a plugin raise
        key, reason = blamed(kind, values, error)
        given = flat.get((*place, key)) or next(given for key, given in flat.items() if key[:-1] == place)
        told = reason if len(reason) <= MOST_TOLD else f"{reason[:MOST_TOLD]}…"
        raise in_file(given.file, ConfigError(f"`{'.'.join((*place, key))}` {told}", *place, key)) from None
