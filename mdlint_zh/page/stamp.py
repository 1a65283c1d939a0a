"""Timestamps as people and converters write them, read as moments in UTC.

Real dates only: 2/30, 25:61 and 13/45/2024 are read as timestamps that name no moment. Where day and month could
change places, or the time zone has several meanings, nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20, 0x2212: 0x2D, 0x2009: 0x20}
_DATE = (
    r"(?:(?P<a>\d{1,4})\s?(?P<sep>[/.\-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<c>\d{1,4})(?!\d)"
    r"|(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号號]?"
    r"|(?P<name>[A-Za-z]{3,9})\.?\s?(?P<named_day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<named_year>\d{4})"
    r"|(?P<first_day>\d{1,2})\s(?P<last_name>[A-Za-z]{3,9})\.?,?\s(?P<last_year>\d{4}))"
)
_WEEKDAY = r"(?:\s*\(?(?:星期|周|週|禮拜|礼拜)[一二三四五六日天]\)?)?"
_HALF = r"[AaPp]\.?\s?[Mm]\b\.?|上午|下午|中午|凌晨|早上|晚上"
_TIME = (
    rf"(?P<before>{_HALF})?\s*(?P<hour>\d{{1,2}})\s?[:時时点點]\s?(?P<minute>\d{{1,2}})"
    rf"(?:\s?[:分]\s?(?P<second>\d{{1,2}})(?:\.\d+)?\s?秒?|\s?分)?(?!\d)\s*(?P<after>{_HALF})?"
)
_ZONE = (
    r"\s*\(?(?P<zone>(?:UTC|GMT|Z|utc|gmt)?\s?(?P<sign>[+\-])(?P<off_hour>\d{1,2})(?::?(?P<off_minute>\d{2}))?(?!\d)"
    r"|(?:UTC|GMT|utc|gmt|Utc)(?![A-Za-z])|[Zz](?![A-Za-z])|北京時間|北京时间|[A-Z]{2,4}T(?![A-Za-z]))\)?"
)
_STAMP = re.compile(rf"{_DATE}(?:{_WEEKDAY}(?:\s*,\s*|\s*[Tt]|\s*){_TIME}(?:{_ZONE})?)?")
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "北京時間": 8, "北京时间": 8, "HKT": 8, "JST": 9, "EST": -5, "EDT": -4, "PST": -8,
    "PDT": -7, "MDT": -6, "CDT": -5, "CET": 1, "CEST": 2, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_TOKEN = re.compile(r"YYYY|MM|M|DD|D|HH|H|hh|h|mm|ss|A")
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


class Stamp(NamedTuple):
    """A timestamp at the code points [start, end) of a page, and what it means.

    `moment` is in UTC, None when it cannot be known; then `doubt` says why, and `impossible` whether no such date or
    time exists at all.
    """

    start: int
    end: int
    moment: datetime | None
    doubt: str = ""
    impossible: bool = False

    def written(self, form: str) -> str:
        """The moment in a profile's form; raises ValueError when there is none."""
        if self.moment is None:
            raise ValueError(self.doubt)
        return render(self.moment, form)


class _Doubt(ValueError):
    """The text names no moment, or more than one."""


def find_stamp(text: str, start: int, end: int, *, assume_utc: bool) -> Stamp | None:
    """The timestamp that begins or ends the code points [start, end) of `text`, spaces apart, or None.

    One at the end counts only with a time of day: names of programmes end in dates, too.
    """
    folded = text[start:end].translate(_FULL_WIDTH)
    lead = len(folded) - len(folded.lstrip())
    match = _STAMP.match(folded, lead) or _last_stamp(folded)
    if match is None:
        return None
    return _read(match, start + match.start(), start + match.end(), assume_utc=assume_utc)


def render(moment: datetime, form: str) -> str:
    """The moment written in a profile's form.

    >>> render(datetime(2024, 3, 15, 15, 11), "M/D/YYYY h:mm A UTC")
    '3/15/2024 3:11 PM UTC'
    """
    return _TOKEN.sub(lambda m: _TOKENS[m.group()](moment), form)


def _last_stamp(folded: str) -> re.Match[str] | None:
    """The timestamp with a time of day that ends the text."""
    for match in _STAMP.finditer(folded):
        if match["hour"] and not folded[match.end() :].strip():
            return match
    return None


def _read(match: re.Match[str], start: int, end: int, *, assume_utc: bool) -> Stamp:
    try:
        year, month, day = _date(match)
        if match["hour"] is None:
            _real(year, month, day)
            return Stamp(start, end, None, "it has no time of day")
        hour, minute = _clock(match)
        moment = _real(year, month, day, hour, minute, int(match["second"] or 0))
        return Stamp(start, end, _to_utc(moment, match, assume_utc=assume_utc))
    except _Doubt as doubt:
        return Stamp(start, end, None, str(doubt))
    except (ValueError, OverflowError) as error:
        return Stamp(start, end, None, str(error), impossible=True)


def _date(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day; raises _Doubt where day and month could change places."""
    if match["year"]:
        return int(match["year"]), int(match["month"]), int(match["day"])
    name = match["name"] or match["last_name"]
    if name:
        month = _MONTHS.get(name[:3].lower())
        if month is None:
            raise _Doubt(f"`{name}` is no month")
        return int(match["named_year"] or match["last_year"]), month, int(match["named_day"] or match["first_day"])
    return _numbers(match)


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day of a date in three numbers. Slashes with AM or PM are month first, as in the archive."""
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        return a, b, c
    if len(match["c"]) != 4:
        raise _Doubt("its year has not four digits")
    half = (match["before"] or match["after"] or "").isascii() and (match["before"] or match["after"])
    month_first = match["sep"] == "/" and half
    if a <= 12 < b or month_first and a <= 12 or a == b:
        return c, a, b
    if b <= 12 < a:
        return c, b, a
    if a > 12 and b > 12:
        return c, a, b
    raise _Doubt("day and month could change places")


def _clock(match: re.Match[str]) -> tuple[int, int]:
    """Hour (0-23, or out of range for `datetime` to refuse) and minute."""
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["before"] or match["after"] or "").lower().replace(".", "").replace(" ", "")
    if half in ("pm", "下午", "晚上", "中午") and hour < 12:
        if hour == 0 or half == "中午" and hour > 2 or half == "晚上" and hour < 5:
            raise _Doubt(f"{hour} o'clock does not go with {match['before'] or match['after']}")
        return hour + 12, minute
    if half in ("am", "上午", "凌晨", "早上"):
        if hour > 12:
            raise ValueError(f"there is no hour {hour} in the morning")
        return hour % 12, minute
    return hour, minute


def _real(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """The moment, in UTC for now; raises ValueError with the reason when there is no such date or time."""
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)


def _to_utc(moment: datetime, match: re.Match[str], *, assume_utc: bool) -> datetime:
    """Shift by the zone that is named; raises _Doubt when it has several meanings, or when none is named."""
    zone = match["zone"]
    if match["sign"]:
        hours, minutes = int(match["off_hour"]), int(match["off_minute"] or 0)
        if hours > 14 or minutes > 59:
            raise ValueError(f"there is no time zone {zone.strip()}")
        offset = timedelta(hours=hours, minutes=minutes)
        return moment - offset if match["sign"] == "+" else moment + offset
    if zone is None:
        if not assume_utc:
            raise _Doubt("it names no time zone")
        return moment
    hours_east = _ZONES.get(zone.upper())
    if hours_east is None:
        raise _Doubt(f"{zone} has more than one meaning")
    return moment - timedelta(hours=hours_east)
