"""The form in which the timestamps of many pages are written."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from mdlint_zh.page.timestamps.timestamp import find_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENOUGH: Final = 0.95
MOST_ASKED: Final = 100
_DATES = (
    "M/D/YYYY",
    "YYYY-MM-DD",
    "YYYY/MM/DD",
    "YYYY/M/D",
    "YYYY.MM.DD",
    "YYYY年M月D日",
    "YYYY年MM月DD日",
    "D/M/YYYY",
    "MM/DD/YYYY",
)
_TIMES = ("", " h:mm A", " HH:mm", " HH:mm:ss", " H:mm", "THH:mm:ss", "THH:mm", " hh:mm A")
_ZONES = ("", " UTC", "Z", "+08:00", " +0800", " +08:00", " GMT")


def form_of(stamps: Sequence[str]) -> str:
    """Return the form that nearly all of these timestamps are written in; "" when none is known."""
    some = stamps[:: len(stamps) // MOST_ASKED + 1]
    for form in _forms():
        if sum(_is_written(stamp, form) for stamp in some[:3]) and sum(
            _is_written(stamp, form) for stamp in some
        ) >= ENOUGH * len(some):
            return form
    return ""


def _forms() -> Iterator[str]:
    for date, (time, zone) in product(_DATES, product(_TIMES, _ZONES)):
        if time or not zone:
            yield date + time + zone


def _is_written(stamp: str, form: str) -> bool:
    found = find_timestamp(stamp, 0, len(stamp), assume_utc=True)
    return found is not None and found.is_written(stamp, form)
