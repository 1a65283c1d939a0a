"""Timestamps as people and converters write them, read as moments in UTC.

Real dates only: 2/30, 25:61 and 13/45/2024 are read as timestamps that name no moment. Where day and month could
change places, or the time zone has several meanings, nothing is guessed.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.page.lazy import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Container

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20, 0x2212: 0x2D, 0x2009: 0x20}
_MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
_DATE = (
    r"(?:(?P<a>\d{4}|\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<c>\d{1,4})(?!\d)"
    r"|(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})(?:\s?[日号號])?"
    rf"|(?i:(?P<name>{_MONTH}))\.?\s?(?P<named_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<named_year>\d{{4}})"
    rf"|(?P<first_day>\d{{1,2}})[\s-]?(?i:(?P<last_name>{_MONTH}))\.?,?[\s-]?(?P<last_year>\d{{4}}))"
)
_WEEKDAY = r"(?:\s*(?P<around>\()?(?:星期|周|週|禮拜|礼拜)[一二三四五六日天](?(around)\)))?"
_DAY_NAME = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{0,6}day)?\.?,?\s{1,3})?"
_HALF = r"[AaPp]\.?\s?[Mm](?:(?=UTC|GMT)|(?![A-Za-z]))\.?|上午|下午|中午|凌晨|清晨|早上|早晨|傍晚|晚上"
_TIME = (
    rf"(?P<before>{_HALF})?\s*(?P<hour>\d{{1,2}})\s?[:時时点點]\s?(?P<minute>\d{{1,2}})"
    rf"(?:\s?[:分]\s?(?P<second>\d{{1,2}})(?P<fraction>\.\d{{1,9}})?(?:\s?秒)?|\s?分)?(?!\d)(?:\s*(?P<after>{_HALF}))?"
)
_PLACE = (
    r"(?P<{}>(?:北京|中[国國]|香港|[台臺][北湾灣]|东京|東京|日本|美[东東西中]|[纽紐][约約]|[伦倫]敦|巴黎|悉尼|多伦多|[洛落]杉[矶磯]"
    r"|[当當本]地|[东東西]部|太平洋|格林[威尼]治|世界|[协協][调調]世界)(?:[标標][准準]|夏令)?(?:时间|時間))"
)
_IN_BRACKETS = r"(?:\s*\((?:[A-Z]{2,4}T|UTC|GMT|[^()]{0,30}(?:[Tt]ime|时间|時間))\))?"
_ZONE = (
    r"\s*(?P<open>\()?(?P<zone>(?P<utc>[Uu][Tt][Cc]|[Gg][Mm][Tt])?(?P<gap>(?<=[CcTt])\s)?(?P<sign>[+\-])"
    r"(?P<off_hour>\d{1,2})(?::?(?P<off_minute>\d{2}))?(?!\d)(?(gap)(?(off_minute)|(?![^\s)])))"
    rf"{_IN_BRACKETS}|(?:UTC|GMT)(?![a-z])|(?:[Uu][Tt][Cc]|[Gg][Mm][Tt]|[Zz])(?![A-Za-z\u4e00-\u9fff])"
    r"|(?(iso)(?<=\d)[Zz](?![A-Za-z])|(?!))"
    rf"|(?:[A-Z]{{2,4}}T|[ECMP]T|MSK|WIB)(?![A-Za-z])|{_PLACE.format('far')})(?(open)\))"
)
_STAMP = pattern(
    rf"(?<!\d)(?:{_PLACE.format('place')}\s*:?\s*)?{_DAY_NAME}{_DATE}"
    rf"(?:{_WEEKDAY}(?:\s*,\s*|\s*(?P<iso>[Tt])|\s+at\s+|\s*){_TIME}(?:{_ZONE})?)?"
)
_MONTHS = {one[:3].lower(): number for number, one in enumerate(_MONTH.split("|"), 1)}
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "EST": -5, "EDT": -4, "PST": -8, "PDT": -7,
    "MDT": -6, "CDT": -5, "CET": 1, "CEST": 2, "MSK": 3, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "北京": 8, "中国": 8, "中國": 8, "香港": 8, "台北": 8, "臺北": 8, "台湾": 8, "台灣": 8, "臺灣": 8,
    "东京": 9, "東京": 9, "日本": 9,
}  # fmt: skip
_PUBLISHED = pattern(r"(?:发布|發布|發佈|发表|發表|更新|刊登|原文|直播)(?:时间|時間)")
_PLAIN_PLACE = pattern(r"(?:[标標][准準])?(?:时间|時間)$")
# The hours that each half of the day is said with; what else is written is a slip, and not guessed at.
_HOURS: dict[str, Container[int]] = {
    "am": range(13), "pm": range(1, 13), "上午": range(13), "下午": range(1, 13),
    "凌晨": range(13), "清晨": range(3, 9),
    "早上": range(3, 12), "早晨": range(3, 12), "中午": (12, 1, 2), "傍晚": range(4, 9), "晚上": range(5, 12),
}  # fmt: skip
_AFTER_NOON = {"pm", "下午", "中午", "傍晚", "晚上"}
NO_TIME = "it has no time of day"
_DIGIT = pattern(r"\d")
_TOKEN = pattern(r"YYYY|MM|M|DD|D|HH|H|hh|h|mm|ss|A")
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

    def is_written(self, text: str, form: str) -> bool:
        """Whether it stands in `text` in a profile's form, whatever kind of spaces it has."""
        return self.moment is not None and " ".join(text[self.start : self.end].split()) == self.written(form)


class _DoubtError(ValueError):
    """The text names no moment, or more than one."""


def find_stamp(text: str, start: int, end: int, *, assume_utc: bool) -> Stamp | None:
    """The timestamp that begins or ends the code points [start, end) of `text`, or stands alone in them; or None.

    One that is not at the beginning counts only with a time of day: names of programmes hold dates, too.
    """
    if not _DIGIT.search(text, start, end):
        return None
    folded = text[start:end].translate(_FULL_WIDTH)
    lead = len(folded) - len(folded.lstrip())
    match = _STAMP.match(folded, lead)
    if match is None or _is_number(match):
        match = _later_stamp(folded)
    if match is None:
        return None
    return _read(match, start + match.start(), start + match.end(), assume_utc=assume_utc)


def render(moment: datetime, form: str) -> str:
    """The moment written in a profile's form.

    >>> render(datetime(2024, 3, 15, 15, 11), "M/D/YYYY h:mm A UTC")
    '3/15/2024 3:11 PM UTC'
    """
    return "".join([piece if isinstance(piece, str) else piece(moment) for piece in _pieces(form)])


@lru_cache(maxsize=8)  # every page of a run is asked about the same form
def _pieces(form: str) -> list[str | Callable[[datetime], str]]:
    """The form taken apart: tokens as the functions that write them, and what stands between."""
    pieces, at = list["str | Callable[[datetime], str]"](), 0
    for token in _TOKEN.finditer(form):
        pieces += form[at : token.start()], _TOKENS[token.group()]
        at = token.end()
    return [*pieces, form[at:]]


def _is_number(match: re.Match[str]) -> bool:
    """Whether it could as well be a version or a telephone number: 1.5.2."""
    short = match["sep"] in (".", "-") and len(match["a"]) < 4 and len(match["c"]) < 4
    return short and match["hour"] is None


def _later_stamp(folded: str) -> re.Match[str] | None:
    """The timestamp with a time of day that ends the text, has spaces on both sides, or brackets at the beginning."""
    for match in _STAMP.finditer(folded):
        before, after = folded[: match.start()], folded[match.end() :]
        if before[-1:].isascii() and before[-1:].isalnum():
            continue
        apart = before[-1:].isspace() and after[:1].isspace()
        bracketed = before.strip() + after[:1] in ("()", "[]", "【】", "**", "***")
        if match["hour"] and (not after.strip() or apart or bracketed):
            return match
    return None


def _read(match: re.Match[str], start: int, end: int, *, assume_utc: bool) -> Stamp:
    try:
        if match["hour"] is None:
            _real(_date(match))
            return Stamp(start, end, None, NO_TIME)
        clock = _clock(match)
        _real((2024, 1, 1), clock)  # an impossible time is one on whatever day
        moment = _real(_date(match), clock)
        return Stamp(start, end, _to_utc(moment, match, assume_utc=assume_utc))
    except _DoubtError as doubt:
        return Stamp(start, end, None, str(doubt))
    except (ValueError, OverflowError) as error:
        return Stamp(start, end, None, str(error), impossible=True)


def _date(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day; raises _DoubtError where day and month could change places."""
    if match["year"]:
        return int(match["year"]), int(match["month"]), int(match["day"])
    name = match["name"] or match["last_name"]
    if name:
        year, day = match["named_year"] or match["last_year"], match["named_day"] or match["first_day"]
        return int(year), _MONTHS[name[:3].lower()], int(day)
    return _numbers(match)


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day of a date in three numbers. Slashes with AM or PM are month first, as in the archive."""
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        return a, b, c
    if len(match["c"]) != 4:
        raise _DoubtError("its year has not four digits")
    half = match["before"] or match["after"] or ""
    month_first = match["sep"] == "/" and half != "" and half.isascii()
    if a > 12 >= b:
        return c, b, a
    if b > 12 or month_first or a == b or 0 in (a, b):
        return c, a, b
    raise _DoubtError("day and month could change places")


def _clock(match: re.Match[str]) -> tuple[int, int, int, int]:
    """Hour (0-23, or out of range for `datetime` to refuse), minute, second and microsecond."""
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    written = match["before"] or match["after"] or ""
    half = "".join(written.lower().replace(".", "").split())
    if (hour, minute, second) == (24, 0, 0):
        raise _DoubtError("24:00 is the end of that day or the beginning of the next")
    if match["after"] and match.end() == match.end("after") and not 1 <= hour <= 12 and _word_behind(match):
        raise _DoubtError(f"it is not clear whether {written} belongs to it")
    if half in _HOURS and hour <= 12:
        if hour not in _HOURS[half]:
            raise _DoubtError(f"{hour} o'clock does not go with {written}")
        hour = hour % 12 + (12 if half in _AFTER_NOON else 0)
    elif half in _HOURS and half not in _AFTER_NOON:
        raise ValueError(f"there is no hour {hour} in the morning")
    return hour, minute, second, int((match["fraction"] or ".")[1:7].ljust(6, "0"))


def _real(date: tuple[int, int, int], clock: tuple[int, int, int, int] = (0, 0, 0, 0)) -> datetime:
    """The moment, in UTC for now; raises ValueError with the reason when there is no such date or time."""
    return datetime(*date, *clock, tzinfo=timezone.utc)


def _word_behind(match: re.Match[str]) -> bool:
    return bool(match.string[match.end() :][:1].strip())


def _to_utc(moment: datetime, match: re.Match[str], *, assume_utc: bool) -> datetime:
    """Shift by the zone that is named; raises _DoubtError when it has several meanings, or when none is named."""
    zone = match["zone"] or match["place"]
    if match["sign"]:
        hours, minutes = int(match["off_hour"]), int(match["off_minute"] or 0)
        if hours > 14 or minutes > 59:
            raise ValueError(f"there is no time zone {zone.strip()}")
        loose = match["sign"] == "-" or not match["utc"]
        if loose and not match["off_minute"] and _word_behind(match):
            raise _DoubtError(f"it is not clear whether {match['sign']}{match['off_hour']} is its time zone")
        offset = timedelta(hours=hours, minutes=minutes)
        return moment - offset if match["sign"] == "+" else moment + offset
    if zone is None:
        above = match.string[: match.start()].rstrip(" :")
        if above.endswith(("时间", "時間")) and not _PUBLISHED.search(above):
            raise _DoubtError("its time zone is not known")
        if not assume_utc:
            raise _DoubtError("it names no time zone")
        return moment
    hours_east = _ZONES.get(_PLAIN_PLACE.sub("", zone).upper())
    if hours_east is None:
        raise _DoubtError(f"{zone} is no time zone with one meaning")
    return moment - timedelta(hours=hours_east)
