"""The form in which timestamps are written: tokens such as YYYY and mm, and what stands between them."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

# A zone's name is no token, whatever letters it has: HKT, MDT.
_PIECE = pattern(r"(?<![A-Za-z])[A-Z]{2,4}T(?![A-Za-z])|(?P<token>YYYY|MM|M|DD|D|HH|H|hh|h|mm|ss|A)")
_TOKENS: dict[str, Callable[[datetime], str]] = {
    "YYYY": lambda t: f"{t.year:04}",
    "MM": lambda t: f"{t.month:02}",
    "M": lambda t: str(t.month),
    "DD": lambda t: f"{t.day:02}",
    "D": lambda t: str(t.day),
    "HH": lambda t: f"{t.hour:02}",
    "H": lambda t: str(t.hour),
    "hh": lambda t: f"{(t.hour + 11) % 12 + 1:02}",
    "h": lambda t: str((t.hour + 11) % 12 + 1),
    "mm": lambda t: f"{t.minute:02}",
    "ss": lambda t: f"{t.second:02}",
    "A": lambda t: "PM" if t.hour >= 12 else "AM",
}

_SHAPES = dict.fromkeys(_TOKENS, r"\d{1,2}") | {
    "YYYY": r"\d{4}", **dict.fromkeys(("MM", "DD", "HH", "hh", "mm", "ss"), r"\d\d"), "A": "[AP]M",
}  # fmt: skip
_FIELDS = {
    "YYYY": "year", "MM": "month", "M": "month", "DD": "day", "D": "day", "HH": "hour", "H": "hour", "hh": "hour",
    "h": "hour", "mm": "minute", "ss": "second",
}  # fmt: skip
_DISTANCE = r"(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)"


def write(local: datetime, form: str) -> str:
    """Return a date and time of day, in whatever zone the form is in, written in the form."""
    return "".join([_TOKENS[piece](local) if is_token else piece for piece, is_token in pieces(form)])


def shape_of(form: str) -> str:
    """Return the source of a pattern of what is written in the form, whether there is such a moment or not."""
    return "".join([_SHAPES[piece] if is_token else re.escape(piece) for piece, is_token in pieces(form)])


def is_real(text: str, form: str) -> bool:
    """Tell whether a text is a date, perhaps with a time, that exists and is written in the form.

    In a form for this `ZZ` is the distance of a zone: `+08:00`, `-0500`, `Z`; and `SSS` a fraction of a second.
    """
    match = _reader(form).fullmatch(text)
    if match is None:
        return False
    said = {_FIELDS[name]: number for name, number in match.groupdict().items() if name != "A"}
    if match.groupdict().get("A") and not 1 <= int(said["hour"]) <= 12:
        return False
    try:
        datetime(**{field: int(number) for field, number in said.items()}, tzinfo=timezone.utc)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=64)
def _reader(form: str) -> re.Pattern[str]:
    found = [
        f"(?P<{piece}>{_SHAPES[piece]})"
        if is_token
        else re.escape(piece).replace("ZZ", _DISTANCE).replace("SSS", r"\d{1,9}")
        for piece, is_token in pieces(form)
    ]
    return re.compile("".join(found))


@lru_cache(maxsize=8)  # every page of a run is asked about the same form
def pieces(form: str) -> tuple[tuple[str, bool], ...]:
    """Return the form taken apart: each token, with True, and what stands between, with False."""
    found, at = list[tuple[str, bool]](), 0
    for match in _PIECE.finditer(form):
        if match["token"]:
            found += (form[at : match.start()], False), (match["token"], True)
            at = match.end()
    return (*found, (form[at:], False))
