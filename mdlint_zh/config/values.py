"""Values in settings: each of the type that is wanted, or a ConfigError that names its key."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.lazy import pattern
from mdlint_zh.config.error import ConfigError, shown, suggestion, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LARGEST = 10**9
SEVERAL = "several"
"""What the metadata of a field have where it takes one value or several: a value like each."""
_KEYED = pattern(r"`([\w-]+)` (.+)")
OPTION_TYPES = "a text, a number, True, False, a tuple of texts, or a dictionary of texts or of numbers by texts"
_TYPES = {str: "a text", int: "a whole number", bool: "true or false", float: "a number"}


def one_of(all_of_them: Collection[str], key: str, value: object) -> str:
    """Return the value, when it is one of these names."""
    if not isinstance(value, str) or value not in all_of_them:
        meant = suggestion(str(value), all_of_them)
        raise ConfigError(f"{shown(key)} has to be one of {', '.join(all_of_them)}{meant}")
    return value


def table(key: str, value: object) -> dict[str, Any]:
    """Return the value, when it is a table."""
    if not isinstance(value, dict):
        raise ConfigError(f"{shown(key)} has to be a table")
    return value


def text(key: str, value: object, what: str = "a text") -> str:
    """Return the value, when it is a text."""
    if not isinstance(value, str):
        raise ConfigError(f"{shown(key)} has to be {what}")
    return value


def names(key: str, value: object) -> tuple[str, ...]:
    """Return the value, when it is a list of texts."""
    if not isinstance(value, list):
        raise ConfigError(f"{shown(key)} has to be a list of texts")
    for number, one in enumerate(value):
        if not isinstance(one, str):
            raise ConfigError(f"{shown(key)} has to be a list of texts", number)
    return tuple(value)


def is_option(default: object) -> bool:
    """Tell whether a value of this type can be set, as the default of an option."""
    if isinstance(default, tuple):
        return all(isinstance(one, str) for one in default)
    if isinstance(default, dict):
        types = {type(one) for one in default.values()}
        return all(isinstance(key, str) for key in default) and len(types) <= 1 and types <= {str, int, float}
    return type(default) in _TYPES


def check_keys(given: Iterable[str], known: Iterable[str], place: str) -> None:
    """Raise ConfigError for a key that is not known; `place` is said behind it."""
    for key in given:
        if key not in (keys := list(known)):
            raise ConfigError(f"unknown key {shown(key)}{place}{suggestion(key, keys)}", key)


def checked(kind: type[Any], given: object, place: str) -> dict[str, Any]:
    """Return the values of a table whose keys are the fields of a dataclass in kebab case, each of its field's type."""
    values = table(place, given)
    blank = kind()
    known = {one.name.replace("_", "-"): one for one in fields(kind) if one.init}
    check_keys(values, known, f" in {place}")
    found = {}
    for key, value in values.items():
        field, at = known[key], f"{place}.{key}"
        with within(key):
            if SEVERAL in field.metadata:
                found[key] = _several(value, field.metadata[SEVERAL], at)
            else:
                found[key] = _like(value, getattr(blank, field.name), at)
    return found


def filled(kind: type[Any], values: dict[str, Any]) -> Any:
    """Return a dataclass of these values. One may refuse them with a ValueError that says: `key` has to be this or
    that.
    """
    return kind(**{key.replace("-", "_"): value for key, value in values.items()})


def blamed(kind: type[Any], values: dict[str, Any], error: Exception) -> tuple[str, str]:
    """Return the key of the value that a dataclass has refused, and why. Where the error names none, each is tried
    alone.
    """
    reason = " ".join(str(error).split())
    if named := _KEYED.fullmatch(reason):
        return named[1], named[2]
    for key, value in values.items():
        try:
            filled(kind, {key: value})
        except Exception:  # noqa: BLE001 - whatever the options of a plugin raise
            return key, reason
    return next(iter(values)), reason


def _several(value: object, each: object, place: str) -> object:
    """One value or a list of them, each of the type of `each`; a list becomes a tuple."""
    if isinstance(value, list) and all(type(one) is type(each) for one in value):
        return tuple(_like(one, each, place) for one in value)
    if type(value) is not type(each):
        raise ConfigError(f"`{place}` has to be {_TYPES[type(each)]} or a list of such")
    return _like(value, each, place)


def _like(value: object, default: object, place: str) -> object:
    """The value, when it is of the type of the default; a whole number counts as a number."""
    if isinstance(default, tuple):
        return names(place, value)
    if isinstance(default, dict):
        like = next(iter(default.values()), None)
        return {key: _entry(key, one, like, f"{place}.{key}") for key, one in table(place, value).items()}
    if isinstance(default, float) and type(value) is int and abs(value) <= LARGEST:
        return float(value)
    if type(value) is not type(default) or (isinstance(value, float) and not math.isfinite(value)):
        raise ConfigError(f"`{place}` has to be {_TYPES.get(type(default), 'something else')}, like {default!r}")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ConfigError(f"`{place}` is too large a number")
    return value


def _entry(key: str, value: object, like: object, place: str) -> object:
    """The value of an entry, of the type of the entries by default; where there are none, a text or a number."""
    if like is None and (
        type(value) not in (str, int, float) or (isinstance(value, float) and not math.isfinite(value))
    ):
        raise ConfigError(f"{shown(place)} has to be a text or a number", key)
    with within(key):
        return _like(value, value if like is None else like, place)
