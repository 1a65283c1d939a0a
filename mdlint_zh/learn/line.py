"""One line as the byline of an archive might have it: timestamp, author and source link, and what stands between."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.timestamps.timestamp import find_timestamp

if TYPE_CHECKING:
    from mdlint_zh.page.timestamps.timestamp import Timestamp

_SOURCE = pattern(r"(?<!!)\[([^\[\]\n]*)\]\((https?://[^\s()]+)\)")
_CODE = pattern(r"(?<!`)`([^`\n]+)`(?!`)")
_BRACED = pattern(r"[{}]")
_DIGIT = pattern(r"\d")
LONGEST = 200
"""How long a line may be before its source link, for a timestamp in it to be a byline's."""


class Said(NamedTuple):
    """A line with its parts by their names in the place of what they say.

    `template`: the line so, "" where it is nothing that a byline could be; `label` and `url` of its source link;
    `stamp`: its timestamp as it is written.
    """

    template: str
    label: str = ""
    url: str = ""
    stamp: str = ""


def said(line: str, name: str) -> Said:
    """Read a line of a page whose own name is `name`."""
    if _BRACED.search(line) or line.count("](http") > 1:
        return Said("")
    source, code = _SOURCE.search(line), _CODE.search(line)
    label, url = source.groups() if source else ("", "")
    template, stamp = _SOURCE.sub("{source}", line, count=1), ""
    if code:
        inner, stamp = _in_code(code[1])
        template = template.replace(code[0], f"`{inner}`", 1)
    elif found := _stamp(line, source.start() if source else len(line)):
        stamp = line[found.start : found.end]
        template = template.replace(stamp, "{timestamp}", 1)
    if name and len(name) > 3:
        template = template.replace(name, "{name}")
    return Said(template, label, url, stamp)


def _stamp(line: str, end: int) -> Timestamp | None:
    """The timestamp before `end`: a date alone counts from the first digit on."""
    digit = _DIGIT.search(line, 0, end)
    if digit is None or end > LONGEST:
        return None
    return find_timestamp(line, 0, end, assume_utc=True) or find_timestamp(line, digit.start(), end, assume_utc=True)


def _in_code(code: str) -> tuple[str, str]:
    """What stands in ticks, with the names of its parts, and its timestamp as it is written."""
    found = find_timestamp(code, 0, len(code), assume_utc=True)
    if found is None:
        return _author(code), ""
    stamp = code[found.start : found.end]
    before, after = code[: found.start], code[found.end :]
    return f"{_author(before)}{{timestamp}}{_author(after)}", stamp


def _author(words: str) -> str:
    """The name of an author, with the sign before it and the spaces around it."""
    inner = words.strip()
    if not inner:
        return words
    at = words.index(inner)
    sign = inner[0] if inner[0] in "@＠" else ""
    return f"{words[:at]}{sign}{{author}}{words[at + len(inner) :]}"
