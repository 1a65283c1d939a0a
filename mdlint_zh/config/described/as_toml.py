"""Values of settings as JSON and TOML have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mdlint_zh.base.lazy import pattern
from mdlint_zh.config.page_patterns import PagePatterns

_BARE = pattern(r"[A-Za-z0-9_-]+")
_NOT_IN_TOML = pattern("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def plain(value: Any) -> Any:
    """Return a value of the settings as texts, numbers, lists and dictionaries."""
    if isinstance(value, PagePatterns):
        return list(value.lines)
    if isinstance(value, tuple) and value and isinstance(value[0], PagePatterns):  # per-file-ignores
        return plain(value[-1])
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if hasattr(value, "items"):
        return {str(key): plain(one) for key, one in value.items()}
    return str(value) if isinstance(value, Path) else value


def as_toml(value: Any) -> str:
    """Return a value as it is written behind a `=`."""
    value = plain(value)
    if isinstance(value, dict):
        inside = ", ".join(f"{as_key(key)} = {as_toml(one)}" for key, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, str):
        return _NOT_IN_TOML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_key(name: str) -> str:
    """Return one part of a key as it is written."""
    return name if _BARE.fullmatch(name) else as_toml(name)


def dotted(place: tuple[str, ...]) -> str:
    """Return the path of a key as it is written."""
    return ".".join(map(as_key, place))
