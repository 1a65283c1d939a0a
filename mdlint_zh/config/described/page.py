"""docs/settings.md: every setting, with the values that it may have, its default and what it means."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

from mdlint_zh.config.described.as_toml import as_toml, dotted, plain
from mdlint_zh.config.described.keys import ANY_NAME, all_keys
from mdlint_zh.config.described.schema import value_schema
from mdlint_zh.config.presets import PREFIX, preset_names, preset_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdlint_zh.config.described.keys import Described, Key

HEAD = """# Settings

All of them. This page is made by `make docs` of the tool itself; the [README](../README.md#configure) tells how to
begin.

Settings stand in `.mdlint-zh.toml`, or in `pyproject.toml` with `[tool.mdlint-zh]` before every table: what is
`[profile]` in the one is `[tool.mdlint-zh.profile]` in the other. The nearest file above a page counts.

```sh
mdlint-zh config show content/            # what holds there, and the file and line that says so
mdlint-zh config get profile.title-level  # one value, as JSON
```
"""
EDITORS = """## In an editor

Extensions for TOML, such as Even Better TOML for VS Code, and taplo in other editors, explain and check what is typed
when they have a JSON schema. `.mdlint-zh.toml` names it in its first line:

```toml
#:schema https://raw.githubusercontent.com/mdlint-zh/mdlint-zh/main/docs/settings.schema.json
```

The schema of the version that is installed, with the rules of your plugins, is printed by the tool; a file is named by
`#:schema ./settings.schema.json`.

```sh
mdlint-zh config schema > settings.schema.json
```
"""
PRESETS = f"""## Presets

Settings that stand ready, for `extend = "{PREFIX}obsidian"`. What your own file says goes over them, key by key; a file
that others extend may extend a preset itself.
"""
_TYPES = {"string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}
_LONG = 90


def settings_page(rules: Mapping[str, Described]) -> str:
    """Return the page, as Markdown."""
    tables = groupby(map(_named, all_keys(rules)), lambda key: key.place[:-1])
    seen: dict[tuple[type, str], str] = {}
    sections = [_section(place, list(keys), seen) for place, keys in tables]
    return "\n".join([HEAD, *sections, PRESETS, *map(_preset, preset_names()), EDITORS])


def _named(key: Key) -> Key:
    """The key; of a table whose keys people give, one in it."""
    schema = value_schema(key)
    if len(key.place) > 1 or schema.get("type") != "object":
        return key
    return key._replace(place=(*key.place, ANY_NAME), type=get_args(key.type)[1], default=None)


def _section(place: tuple[str, ...], keys: list[Key], seen: dict[tuple[type, str], str]) -> str:
    """What is told of one table. What is said of all its keys is said once; keys of another table that it has, too, are
    told there: `seen` has where.
    """
    title = f"`[{dotted(place)}]`" if place else "Before all tables"
    new = [key for key in keys if (key.holder, key.field) not in seen or key.place[-1] == ANY_NAME]
    tables = {seen[key.holder, key.field] for key in keys if key not in new}
    seen |= {(key.holder, key.field): title for key in keys}
    abouts = {key.about for key in new}
    told = [*abouts, ""] if len(abouts) == 1 else []
    entries = [_entry(key, "" if told else key.about) for key in new]
    more = [f"- every key of {table}, which holds where a table here does not say it" for table in sorted(tables)]
    return "\n".join([f"## {title}", "", *told, *entries, *more, ""])


def _entry(key: Key, about: str) -> str:
    default = f" Default: {_shown(key.default)}." if key.default is not None else ""
    return f"- **`{key.place[-1]}`**: {_words(value_schema(key))}.{default} {about}".rstrip()


def _preset(name: str) -> str:
    return f"### `{PREFIX}{name}`\n\n```toml\n{preset_text(name)}```\n"


def _shown(default: Any) -> str:
    """A default, the beginning of a long list."""
    told = as_toml(default)
    if len(told) > _LONG and isinstance(default, tuple):
        told = f"{as_toml(plain(default)[:3])[:-1]}, …]"
    return f"`` {told} ``" if "`" in told else f"`{told}`"


def _words(schema: dict[str, Any]) -> str:
    """The type of a value in words."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_words(one) for one in schema["anyOf"] if _words(one))) or "a text"
    if "$ref" in schema:
        return "a name of rules"
    if "enum" in schema:
        return f"one of {', '.join(f'`{as_toml(one)}`' for one in schema['enum'])}"
    if schema.get("type") == "array":
        return f"a list, each {_words(schema['items'])}"
    if schema.get("type") == "object":
        return f"a table, each value {_words(schema['additionalProperties'])}"
    limits = f", {schema['minimum']} to {schema['maximum']}" if "minimum" in schema else ""
    return _TYPES.get(schema.get("type", ""), "") + limits
