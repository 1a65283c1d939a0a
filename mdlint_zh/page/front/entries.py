"""The keys and values of front matter: YAML, TOML or an object of JSON, each with its place on the page."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.page.subject import Subject

TEXT, NUMBER, BOOLEAN, DATE, LIST, TABLE, EMPTY = "text", "number", "boolean", "date", "list", "table", "empty"
_TAGS = {
    "str": TEXT, "int": NUMBER, "float": NUMBER, "bool": BOOLEAN, "timestamp": DATE, "null": EMPTY, "seq": LIST,
    "map": TABLE,
}  # fmt: skip
_MARK = pattern(r"\ufeff?(?P<mark>---|\+\+\+)?[ \t]*(?:\r\n|\n|\r)?")
_END = pattern(r"(?:\r\n|\n|\r)(?:---|\+\+\+|\.\.\.)[ \t]*\Z")


class Entry(NamedTuple):
    """A key and its value at the code points [start, end), of which type; and its text, "" for a list or a table."""

    key: str
    start: int
    end: int
    kind: str
    text: str = ""


class FrontMatterError(ValueError):
    """Front matter that its language cannot read: the reason, and at which offset of the page."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.offset = offset


def read_entries(page: Subject) -> list[Entry]:
    """Return the entries at the top of front matter, in their order. Raises FrontMatterError."""
    end = page.front_matter.end
    mark = _MARK.match(page.text)
    start = mark.end() if mark else 0
    close = _END.search(page.text, start, end)
    inner = page.text[start : close.start() if close else end]
    if mark is None or mark["mark"] is None:
        return list(_tables(inner, start, _json(inner, start)))
    if mark["mark"] == "+++":
        return list(_tables(inner, start, _toml(inner, start)))
    return list(_yaml(inner, start))


def _yaml(inner: str, start: int) -> Iterator[Entry]:
    import yaml  # noqa: PLC0415 - only where a family has front matter

    try:
        top = yaml.compose(inner, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        at = getattr(error, "problem_mark", None)
        raise FrontMatterError(_reason(error), start + min(at.index if at else 0, len(inner))) from None
    except RecursionError:
        raise FrontMatterError("it is nested too deep", start) from None
    if top is None:
        return
    if not isinstance(top, yaml.MappingNode):
        raise FrontMatterError("it has no keys", start)
    for key, value in top.value:
        kind = _TAGS.get(value.tag.rpartition(":")[2], TEXT)
        text = value.value if isinstance(value, yaml.ScalarNode) else ""
        last = min(max(value.end_mark.index, key.end_mark.index), len(inner))
        end = start + len(inner[:last].rstrip())
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        yield Entry(name, start + key.start_mark.index, end, EMPTY if kind == TEXT and not text.strip() else kind, text)


def _reason(error: Any) -> str:
    """What YAML says, on one line."""
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    return " ".join(str(said).split())


def _toml(inner: str, start: int) -> dict[str, Any]:
    try:
        import tomllib  # noqa: PLC0415 - only where a family has front matter
    except ImportError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef]  # noqa: PLC0415
    try:
        return tomllib.loads(inner.replace("\r\n", "\n").replace("\r", "\n"))
    except (ValueError, RecursionError, OverflowError) as error:
        raise FrontMatterError(" ".join(str(error).split()), start) from None


def _json(inner: str, start: int) -> dict[str, Any]:
    try:
        from json import loads  # noqa: PLC0415 - slow to import, and little front matter is JSON

        found = loads(inner)
    except (ValueError, RecursionError) as error:
        raise FrontMatterError(" ".join(str(error).split()), start) from None
    return found if isinstance(found, dict) else {}


def _tables(inner: str, start: int, values: dict[str, Any]) -> Iterator[Entry]:
    """Entries of what was read without places: each on the first line that begins with its key."""
    for key, value in values.items():
        name = re.escape(key)
        line = re.search(
            rf"^[ \t]*(?P<entry>[\[\"']*{name}[\"']?[ \t]*(?:[\]:=.].*)?)$", inner.replace("\r", "\n"), re.MULTILINE
        )
        at, end = line.span("entry") if line else (0, 0)
        yield Entry(key, start + at, start + end, _kind(value), _text(value))


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return BOOLEAN
    kinds = {(int, float): NUMBER, (date, time): DATE, (list,): LIST, (dict,): TABLE}
    kind = next((kind for types, kind in kinds.items() if isinstance(value, types)), TEXT)
    return EMPTY if value is None or value == "" else kind


def _text(value: object) -> str:
    if isinstance(value, (date, time)):
        return value.isoformat()
    return "" if value is None or isinstance(value, (list, dict)) else str(value)
