"""Every key that can be set: its type, its default and what it means, read off the dataclasses that hold the values."""

from __future__ import annotations

import ast
import collections.abc
import inspect
import re
import textwrap
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, Union, get_args, get_origin, get_type_hints

from mdlint_zh.config.families import Family
from mdlint_zh.config.page_patterns import PagePatterns
from mdlint_zh.config.selection import Known
from mdlint_zh.config.settings import Settings
from mdlint_zh.page import Profile
from mdlint_zh.page.renderer import RendererName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EXTEND = ("extend",)
ANY_NAME = "NAME"
"""Stands in a place for a name that people give."""
_FOR_TYPES = {
    **vars(collections.abc),
    "Path": Path,
    "PagePatterns": PagePatterns,
    "Profile": Profile,
    "Family": Family,
    "RendererName": RendererName,
}
"""What annotations name that modules import for types alone."""


class Described(Known, Protocol):
    """What is told of a rule beside its options."""

    @property
    def summary(self) -> str:
        """The defect in a sentence."""

    @property
    def severity(self) -> object:
        """Its severity, which `str` makes a word of."""


class Key(NamedTuple):
    """A key: where it stands, such as ("profile", "title-level"), and what may be its value.

    `type` is an annotation, `holder` the dataclass whose field it is. A default of None says that there is none.
    """

    place: tuple[str, ...]
    type: Any
    default: Any
    about: str
    holder: type

    @property
    def field(self) -> str:
        """The name of its field."""
        return self.place[-1].replace("-", "_")


def all_keys(rules: Mapping[str, Described]) -> Iterator[Key]:
    """Yield all keys, in the order of the settings page."""
    about = "A settings file that this one goes over key by key: a path, or a preset such as `preset:obsidian`."
    yield Key(EXTEND, str, None, about, Settings)
    for key in held_by(Settings, ()):
        if key.place == ("options",):
            for name, rule in rules.items():
                yield from held_by(rule.options, ("rules", name))
        elif key.place != ("file",):
            yield from _spread(key)


def held_by(holder: type, above: tuple[str, ...]) -> list[Key]:
    """Return a key for each field of a dataclass; those of a dataclass that needs values have no defaults."""
    try:
        blank = holder()
    except Exception:  # noqa: BLE001 - whatever the options of a plugin raise
        blank = None
    hints, told = _hints(holder), _told(holder)
    keys = []
    for one in fields(holder):
        if one.init:
            default = getattr(blank, one.name, None)
            place = (*above, one.name.replace("_", "-"))
            keys.append(Key(place, hints.get(one.name) or _type_of(default), default, told(one.name), holder))
    return keys


def _spread(key: Key) -> Iterator[Key]:
    """The keys of a table; a key that is none is one itself."""
    kind = get_origin(key.type) or key.type
    arguments = get_args(key.type)
    if is_table(kind):
        for below in held_by(kind, key.place):
            yield from _spread(below)
    elif kind is tuple and is_table(arguments[0]):
        yield from _named(arguments[0], key)
    elif kind is collections.abc.Mapping and get_origin(arguments[0]) is Literal:
        for name in get_args(arguments[0]):
            yield key._replace(place=(*key.place, name), type=arguments[1], default=key.default.get(name))
    else:
        yield key


def _named(kind: type, key: Key) -> Iterator[Key]:
    """The keys of tables that people name: the fields of a dataclass, and in their row those of one that it has."""
    for below in held_by(kind, (*key.place, ANY_NAME)):
        if is_table(below.type):
            yield from held_by(below.type, below.place[:-1])
        elif below.field != "name":
            yield below


def is_table(kind: object) -> bool:
    """Tell whether a type is that of a table with known keys."""
    return isinstance(kind, type) and is_dataclass(kind) and kind is not PagePatterns


def is_union(kind: object) -> bool:
    """Tell whether a type is one of several."""
    return isinstance(kind, UnionType) or get_origin(kind) is Union


def _hints(holder: type) -> dict[str, Any]:
    """The types of the fields; none where an annotation names what is not there."""
    try:
        return get_type_hints(holder, localns=_FOR_TYPES, include_extras=True)
    except Exception:  # noqa: BLE001 - whatever the options of a plugin raise
        return {}


def _type_of(default: object) -> Any:
    """The type of a default, for an option whose annotation cannot be read."""
    if isinstance(default, tuple):
        return tuple[str, ...]
    if isinstance(default, dict):
        return dict[str, type(next(iter(default.values()), ""))]  # type: ignore[misc]
    return type(default)


def _told(holder: type) -> Any:
    """A function from the name of a field to what is said of it: below the field, or in the docstring of its class."""
    below: dict[str, str] = {}
    for base in reversed(holder.__mro__[:-1]):
        below |= _below_fields(base)
    names = [one.name for one in fields(holder)]
    documented = next((base.__doc__ for base in holder.__mro__ if base.__doc__ and "`" in base.__doc__), "")
    said = _parts(" ".join(documented.split()), names)
    return lambda name: below.get(name) or said.get(name, "")


def _below_fields(holder: type) -> dict[str, str]:
    """What stands below each field of a class in its source."""
    try:
        node = ast.parse(textwrap.dedent(inspect.getsource(holder))).body[0]
    except (OSError, TypeError, SyntaxError):
        return {}
    body = node.body if isinstance(node, ast.ClassDef) else []
    return {
        field.target.id: " ".join(below.value.value.split())
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str)
    }


def _parts(text: str, names: list[str]) -> dict[str, str]:
    """What a docstring says of each name: `this`: one thing; `that`: another."""
    keys = {name.replace("_", "-"): name for name in names} | {name: name for name in names}
    one_of = "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))
    pieces = re.split(rf"`({one_of})`: ", text) if one_of else [text]
    return {keys[key]: part.strip(" ;") for key, part in zip(pieces[1::2], pieces[2::2], strict=True)}
