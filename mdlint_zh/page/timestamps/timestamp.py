"""Timestamps as people and converters write them, read as moments in UTC.

Real dates only: 2/30, 25:61 and 13/45/2024 are read as timestamps that name no moment. Where day and month could
change places, or the time zone has several meanings, nothing is guessed.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.wikilinks import WIKILINK, shown
from mdlint_zh.page.timestamps.form import write
from mdlint_zh.page.timestamps.shapes import COMMON, FULL_WIDTH, MONTH, STAMP, label_above

if TYPE_CHECKING:
    import re
    from collections.abc import Container

    from mdlint_zh.page.timestamps.zone import Zone

_MONTHS = {one[:3].lower(): number for number, one in enumerate(MONTH.split("|"), 1)}
# The hours that each half of the day is said with; what else is written is a slip, and not guessed at.
_HOURS: dict[str, Container[int]] = {
    "am": range(13), "pm": range(1, 13), "上午": range(13), "下午": range(1, 13),
    "凌晨": range(13), "清晨": range(3, 9),
    "早上": range(3, 12), "早晨": range(3, 12), "中午": (12, 1, 2), "傍晚": range(4, 9), "晚上": range(5, 12),
}  # fmt: skip
_AFTER_NOON = {"pm", "下午", "中午", "傍晚", "晚上"}
NO_TIME = "it has no time of day"
SHORT_YEAR = "its year has not four digits"
NO_MINUTES = "it has no minutes"
FIRST_YEAR = 1911  # the year before the first of 民国
_DIGIT = pattern(r"\d")
# What can stand between two words and is not seen, or seen as something else than a word.
_MARKS = pattern(r"[*`~｀\u00ad\u200b-\u200f\u2060\ufeff]")

# Words before a time that make it no point in time.
_VAGUE = pattern(r"(?:约|約|大概|左右|预计|預計|预定|預定|截至|截止|截[至止]到?|[自从從至到])[\s:：]*$")


class Timestamp(NamedTuple):
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
        """Return the moment in a profile's form; raises ValueError when there is none."""
        if self.moment is None:
            raise ValueError(self.doubt)
        return render(self.moment, form)

    def means(self, other: Timestamp | None) -> bool:
        """Tell whether another one says the same, wherever it stands: the same moment, or none for the same reason."""
        return other is not None and self[2:] == other[2:]

    def without_words(self, text: str) -> Timestamp:
        """It as it is read, in UTC, without a word beside it that may be a zone and may be an author."""
        from mdlint_zh.page.timestamps.zone import MAY_BE  # noqa: PLC0415 - a common timestamp needs none of it

        beside = self.doubt.endswith(MAY_BE)
        return (find_timestamp(text, self.start, self.end, assume_utc=True) if beside else None) or self

    def is_written(self, text: str, form: str) -> bool:
        """Tell whether it stands in `text` in a profile's form, whatever kind of spaces it has."""
        return self.moment is not None and " ".join(text[self.start : self.end].split()) == self.written(form)


class _DoubtError(ValueError):
    """The text names no moment, or more than one."""


def find_timestamp(text: str, start: int, end: int, *, assume_utc: bool) -> Timestamp | None:
    """Return the timestamp that begins or ends the code points [start, end) of `text`, or stands alone in them; or
    None.

    One that is not at the beginning counts only with a time of day: names of programmes hold dates, too. The words
    beside it that name its time zone, or may do so, are a part of it.
    """
    common = COMMON.match(text, start, end)
    if common and (timestamp := _read_common(common)):
        return timestamp
    if not _DIGIT.search(text, start, end):
        return None
    inner = text[start:end]
    timestamp = _search(inner, assume_utc=assume_utc)
    if timestamp is None:
        return None
    if timestamp.moment and _VAGUE.search(inner, 0, timestamp.start):
        timestamp = timestamp._replace(moment=None, doubt="it is not exact")
    if (
        timestamp.moment
        and (bare := _bare(inner)) != inner
        and not timestamp.means(_search(bare, assume_utc=assume_utc))
    ):
        timestamp = timestamp._replace(moment=None, doubt="it is not clear what the words beside it are")
    return timestamp._replace(start=start + timestamp.start, end=start + timestamp.end)


@lru_cache(maxsize=8)  # one rule after the other asks for the same
def render(moment: datetime, form: str) -> str:
    """Return the moment, which is in UTC, written in a profile's form, and in the form's own time zone.

    >>> render(datetime(2024, 3, 15, 15, 11), "M/D/YYYY h:mm A UTC")
    '3/15/2024 3:11 PM UTC'
    >>> render(datetime(2024, 3, 15, 15, 11), "YYYY-MM-DD HH:mm +08:00")
    '2024-03-15 23:11 +08:00'
    """
    return write(moment + _east(form), form)


@lru_cache(maxsize=8)  # every page of a run is asked about the same form
def _east(form: str) -> timedelta:
    """How far the time zone of a form is ahead of UTC: read off a moment that is written in it."""
    some = datetime(2000, 12, 31, 15, 30, tzinfo=timezone.utc)
    text = write(some, form)
    timestamp = find_timestamp(text, 0, len(text), assume_utc=True)
    return some - timestamp.moment if timestamp and timestamp.moment else timedelta(0)


def _read_common(match: re.Match[str]) -> Timestamp | None:
    """A timestamp in the commonest of all forms; None when it names no moment."""
    month, day, year, hour, minute = map(int, match.groups()[:5])
    if not 1 <= hour <= 12:
        return None
    try:
        moment = _real((year, month, day), (hour % 12 + (12 if match[6] == "P" else 0), minute, 0, 0))
    except ValueError:
        return None
    return Timestamp(match.start(1), match.end(), moment)


def _bare(text: str) -> str:
    """The words of a text as a reader sees them: without marks, brackets of wikilinks, unseen characters, entities."""
    said = WIKILINK.sub(shown, text)
    if "&" in said:
        from html import unescape  # noqa: PLC0415 - slow to import, and few timestamps need it

        said = unescape(said)
    return _MARKS.sub("", said)


def _search(text: str, *, assume_utc: bool) -> Timestamp | None:
    """The timestamp in a text that is nothing but the place of one."""
    folded = text.translate(FULL_WIDTH)
    for match in STAMP.finditer(folded):
        above, below = _zones(folded, match)
        start, end = above.start if above else match.start(), below.end if below else match.end()
        begins = not folded[:start].strip() and not _is_number(match)
        if begins or (match["hour"] and _stands_apart(folded[:start], folded[end:])):
            return _read(match, above, below, start, end, assume_utc=assume_utc)
    return None


def _zones(text: str, match: re.Match[str]) -> tuple[Zone | None, Zone | None]:
    """The zones above and below. Words that could be an author are one where the other side names a zone."""
    from mdlint_zh.page.timestamps.zone import Zone, zone_after, zone_before  # noqa: PLC0415 - a common timestamp needs none of it

    if not match["hour"]:
        return None, None
    at = match.end()
    above = zone_before(text, match.start())
    if match["iso"] and text[at : at + 1] in ("Z", "z") and not text[at + 1 : at + 2].isascii():
        return above, Zone(at, at + 1, 0)
    clock = int(match["hour"]), int(match["minute"] or 0)
    exact = bool(match["iso"] or match["second"])
    below = zone_after(text, at, clock, exact=exact, half=bool(match["after"]))
    if above and below and above.maybe != below.maybe:
        return (None, below) if above.maybe else (above, None)
    return above, below


def _is_number(match: re.Match[str]) -> bool:
    """Whether it could as well be a version or a telephone number: 1.5.2."""
    short = match["sep"] in (".", "-") and len(match["a"]) < 4 and len(match["c"]) < 4
    return short and match["hour"] is None and not match["era"]


def _stands_apart(before: str, after: str) -> bool:
    """Whether a timestamp between these ends the text, has spaces on both sides, a label or brackets around it."""
    if label_above(before):
        return True
    if before[-1:].isascii() and before[-1:].isalnum():
        return False
    apart = before[-1:].isspace() and after[:1].isspace()
    return not after.strip() or apart or before.strip() + after[:1] in ("()", "[]", "【】", "**", "***")


def _read(
    match: re.Match[str], above: Zone | None, below: Zone | None, start: int, end: int, *, assume_utc: bool
) -> Timestamp:
    try:
        if match["hour"] is None:
            _real(_date(match))
            return Timestamp(start, end, None, NO_TIME)
        clock = _clock(match, glued=below is None and bool(match.string[match.end() : match.end() + 1].strip()))
        _real((2024, 1, 1), clock)  # an impossible time is one on whatever day
        moment = _real(_date(match), clock)
        return Timestamp(start, end, moment - _offset(above, below, assume_utc=assume_utc))
    except _DoubtError as doubt:
        return Timestamp(start, end, None, str(doubt))
    except (ValueError, OverflowError) as error:
        return Timestamp(start, end, None, str(error), impossible=True)


def _date(match: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day; raises _DoubtError where day and month could change places."""
    if match["era"]:
        year, month, day = (match[name] for name in (("year", "month", "day") if match["year"] else ("a", "b", "c")))
        return FIRST_YEAR + (1 if year == "元" else int(year)), int(month), int(day)
    if match["year"]:
        if len(match["year"]) != 4:
            raise _DoubtError(SHORT_YEAR)
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
        raise _DoubtError(SHORT_YEAR)
    half = match["before"] or match["after"] or ""
    month_first = match["sep"] == "/" and half != "" and half.isascii()
    if a > 12 >= b:
        return c, b, a
    if b > 12 or month_first or a == b or 0 in (a, b):
        return c, a, b
    raise _DoubtError("day and month could change places")


def _clock(match: re.Match[str], *, glued: bool) -> tuple[int, int, int, int]:
    """Hour (0-23, or out of range for `datetime` to refuse), minute, second and microsecond.

    `glued`: a word that is no zone stands right behind it.
    """
    if match["whole"] and len(match["whole"]) == 1:
        raise _DoubtError(NO_MINUTES)
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    written = match["before"] or match["after"] or ""
    half = "".join(written.lower().replace(".", "").split())
    if (hour, minute, second) == (24, 0, 0):
        raise _DoubtError("24:00 is the end of that day or the beginning of the next")
    if match["after"] and glued and not 1 <= hour <= 12:
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


def _offset(above: Zone | None, below: Zone | None, *, assume_utc: bool) -> timedelta:
    """How far the named zone is ahead of UTC; raises _DoubtError when that is not known, or none is named."""
    zone = below or above
    if zone is None:
        if not assume_utc:
            raise _DoubtError("it names no time zone")
        return timedelta(0)
    if zone.wrong:
        raise ValueError(zone.doubt)
    if zone.minutes is None:
        raise _DoubtError(zone.doubt)
    if above and below and above.minutes != below.minutes:
        raise _DoubtError("it names two time zones")
    return timedelta(minutes=zone.minutes)
