"""A JSON schema of settings files, for editors: what the types of the settings say, and which numbers they take."""

from __future__ import annotations

import collections.abc
from contextlib import suppress
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from mdlint_zh.config.described.as_toml import plain
from mdlint_zh.config.described.keys import ANY_NAME, Key, all_keys, is_union
from mdlint_zh.config.error import ConfigError
from mdlint_zh.config.page_patterns import PagePatterns
from mdlint_zh.config.presets import PREFIX, preset_names
from mdlint_zh.config.selection import named
from mdlint_zh.config.values import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mdlint_zh.config.described.keys import Described

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors' extensions for TOML know."""
MOST_HALVINGS = 200


def schema(rules: Mapping[str, Described]) -> dict[str, Any]:
    """Return the schema of a `.mdlint-zh.toml`, with these rules."""
    top: dict[str, Any] = {
        "$schema": DRAFT,
        "title": "Settings of mdlint-zh",
        **_table(),
        "definitions": {"rule": _names(rules, opt=False), "any-rule": _names(rules, opt=True)},
    }
    for key in all_keys(rules):
        table = top
        for name in key.place[:-1]:
            table = _below(table, name)
        table["properties"][key.place[-1]] = value_schema(key)
    for name, rule in rules.items():
        table = _below(_below(top, "rules"), name)
        table["description"] = rule.summary
    top["properties"]["extend"]["anyOf"] = [
        {"enum": [PREFIX + name for name in preset_names()]},
        {"not": {"pattern": f"^{PREFIX}"}},
    ]
    return top


def value_schema(key: Key) -> dict[str, Any]:
    """Return the schema of the value of one key."""
    made = _of_type(key.type, key)
    if key.about:
        made["description"] = key.about
    if key.default is not None:
        made["default"] = plain(key.default)
    return made


def _table() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": {}}


def _below(table: dict[str, Any], name: str) -> dict[str, Any]:
    """The schema of a table in a table, made when it is first asked for."""
    if name != ANY_NAME:
        return table["properties"].setdefault(name, _table())  # type: ignore[no-any-return]
    if not table["additionalProperties"]:
        table["additionalProperties"] = _table()
    return table["additionalProperties"]  # type: ignore[no-any-return]


def _names(rules: Mapping[str, Described], *, opt: bool) -> dict[str, Any]:
    """The names that may stand in a list of rules."""
    every = {"ALL"}
    for name in rules:
        words = name.split("-")
        every |= {"-".join(words[:count]) for count in range(1, len(words) + 1)}
    return {"type": "string", "enum": [name for name in sorted(every) if _is_known(rules, name, opt=opt)]}


def _is_known(rules: Mapping[str, Described], name: str, *, opt: bool) -> bool:
    with suppress(ConfigError):
        return bool(named(rules, [name], opt=opt))
    return False


def _of_type(kind: Any, key: Key) -> dict[str, Any]:
    """The schema of a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_union(kind):
        return {"anyOf": [_of_type(one, key) for one in arguments if one is not NoneType]}
    if origin is Annotated:
        return {"$ref": f"#/definitions/{arguments[1]}"}
    if origin in (tuple, list, collections.abc.Container):
        return _array(arguments[0], key)
    if origin in (dict, collections.abc.Mapping):
        made = {"type": "object", "additionalProperties": _of_type(arguments[1], key)}
        return made | ({"propertyNames": _of_type(arguments[0], key)} if get_origin(arguments[0]) is Annotated else {})
    return _of_one(kind, key)


def _array(kind: Any, key: Key) -> dict[str, Any]:
    """The schema of a list; it is asked whether an empty one will do."""
    made = {"type": "array", "items": _number(kind, key, wrap=_alone) if kind in (int, float) else _of_type(kind, key)}
    return made | ({"minItems": 1} if key.default is not None and not _takes(key, ()) else {})


def _alone(value: object) -> tuple[object, ...]:
    return (value,)


def _of_one(kind: Any, key: Key) -> dict[str, Any]:
    """The schema of a type that is made of no others."""
    if get_origin(kind) is Literal:
        return {"type": "string", "enum": list(get_args(kind))}
    if kind is PagePatterns:
        return {"type": "array", "items": {"type": "string"}}
    if kind in (int, float):
        return _number(kind, key)
    return {"type": "boolean" if kind is bool else "string"}


def _number(kind: type, key: Key, wrap: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    """The schema of a number: the least and the most that the holder of its field takes, which is asked.

    `wrap` makes of a number what is asked for.
    """
    made: dict[str, Any] = {"type": "integer" if kind is int else "number"}
    start = key.default
    if type(start) is kind:
        made["minimum"] = _edge(start, -LARGEST, lambda value: _takes(key, wrap(value)))
        made["maximum"] = _edge(start, LARGEST, lambda value: _takes(key, wrap(value)))
    return made


def _takes(key: Key, value: object) -> bool:
    """Whether a dataclass can be made with this value in a field."""
    try:
        key.holder(**{key.field: value})
    except Exception:  # noqa: BLE001 - whatever the options of a plugin raise
        return False
    return True


def _edge(good: Any, far: Any, takes: Callable[[Any], bool]) -> Any:
    """The last value on the way from a good one to one far away that is taken, by halving."""
    if takes(far):
        return far
    bad = far
    for _ in range(MOST_HALVINGS):
        middle = (good + bad) // 2 if isinstance(good, int) else (good + bad) / 2
        if middle in (good, bad):
            break
        good, bad = (middle, bad) if takes(middle) else (good, middle)
    if isinstance(good, int):
        return good if takes(good) else far
    near = round(good, 9)
    return (int(near) if near.is_integer() else near) if takes(near) else good
