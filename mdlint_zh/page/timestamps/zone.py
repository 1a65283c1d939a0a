"""The time zone beside a timestamp, read off the words that stand there.

Whatever may be a zone is taken for one: what is no zone with one meaning is a doubt, and so is every word that is not
known to name an author. Known are UTC, numeric offsets and the few names that mean one offset all over the world.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.timestamps.authors import names_author, names_author_above
from mdlint_zh.page.timestamps.places import places
from mdlint_zh.page.timestamps.shapes import HAN, label_above

EAST = {
    "UTC": 0, "GMT": 0, "Z": 0, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "EST": -5, "EDT": -4, "PST": -8, "PDT": -7,
    "MDT": -6, "CDT": -5, "CET": 1, "CEST": 2, "MSK": 3, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "北京": 8, "中国": 8, "中國": 8, "香港": 8, "台北": 8, "臺北": 8, "台湾": 8, "台灣": 8, "臺灣": 8,
    "东京": 9, "東京": 9, "日本": 9,
}  # fmt: skip
"""Zones with one meaning, in hours east of Greenwich."""

# Abbreviations in use that do not end in T after two to four capitals, or are words when they are small.
_ODD = "MSK|MSD|WIB|WITA|AOE|UT|HKST|CHAST|CHADT"
_SHORT = rf"(?:(?:[A-Z]{{2,4}}|[ECMP])T|{_ODD}|(?i:[ECMPA][SD]T|HKT|JST|CEST))(?![A-Za-z\d'’&-])"
_IN_USE = (
    "CST|CDT|EST|EDT|MST|MDT|PST|PDT|AKST|HST|AST|ADT|GMT|UTC|BST|CET|CEST|EET|EEST|WET|WEST|MSK|IST|PKT|ICT|WIB|SGT"
    "|MYT|PHT|HKT|JST|KST|AEST|AEDT|ACST|AWST|NZST|NZDT|SAST|EAT|CAT|WAT|BRT|ART|CLT|GST|TRT"
)
_TIME_WORD = r"(?:时间|時間)"
_KNOWN_PLACE = "(?:" + "|".join(name for name in EAST if not name.isascii()) + ")"
_KNOWN_TIME = rf"(?P<known>{_KNOWN_PLACE})(?:[标標][准準])?{_TIME_WORD}"
_AREA = "(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc|US|Canada|Brazil)"
_ENDS = r"(?=[\s()\[\]:,.;、。|/·]|$)"
_FORMS = (
    rf"{HAN}{{1,15}}?{_TIME_WORD}|{_TIME_WORD}{_ENDS}"  # 新加坡时间
    rf"|{HAN}{{1,8}}[时時][区區制]?{_ENDS}"  # 东部夏令时, 北京时, 东八时区
    rf"|[东東西中零本]?\s?[-+\d〇零一二三四五六七八九十半]{{1,3}}\s?[时時]?[区區]{_ENDS}"  # 东8区
    rf"|[东東西]\s?[\d〇零一二三四五六七八九十半]{{1,3}}\s?[时時]?[区區]|{HAN}{{1,6}}[区區]{_ENDS}"  # 东八区, 美东地区
    rf"|{_AREA}/[A-Za-z][A-Za-z0-9_/+-]*"  # Asia/Shanghai
    rf"|(?:[A-Za-z.]+\s){{1,4}}(?i:time){_ENDS}|{_SHORT}"  # China Standard Time, CST
    r"|(?i:UTC|GMT)\d+"
    rf"|(?:左右|前后|前後|许|許|起|止|前|后|後|开始|開始|结束|結束|截止|以前|以后|以後|之前|之后|之後){_ENDS}"
)
_UTC = (
    r"(?:UTC|GMT)(?![a-z\d])|(?i:UTC|GMT|Z)(?![A-Za-z\d\u4e00-\u9fff])"
    rf"|(?i:UTC|GMT)(?={_TIME_WORD})"
)
_OFFSET = pattern(
    r"\s*(?P<open>[(\[])?\s?(?:(?P<utc>(?i:UTC|GMT)(?:\s?/\s?(?i:UTC|GMT))?)(?P<gap>\s)?)?(?P<sign>[+\-])"
    r"(?P<hour>\d{1,2})(?::?(?P<minute>\d{2}))?(?![\d:])(?(gap)(?(minute)|(?![^\s)\]])))(?(open)\s?[)\]])"
)
_NAME = pattern(
    rf"\s*(?P<open>[(\[])?\s?(?:(?P<utc>{_UTC})(?:\s?/\s?(?i:UTC|GMT))?"
    rf"(?:[标標][准準])?(?:{_TIME_WORD}|\s(?:{_TIME_WORD}|[Tt]ime){_ENDS})?|{_KNOWN_TIME}|(?P<form>{_FORMS}))(?(open)\s?[)\]])"
)
# What an offset says a second time: +0800 CST, GMT+0800 (中国标准时间).
_AGAIN = pattern(
    rf"\s*\((?P<in>{_SHORT}|UTC|[^()]{{0,30}}(?:[Tt]ime|{_TIME_WORD}))\)"
    rf"|\s?(?P<word>(?:{_IN_USE})(?![A-Za-z])|{HAN}{{1,12}}?{_TIME_WORD})"
)
_SPAN = pattern(
    r"\s*(?:-{1,2}|~|〜|—{1,2}|―|至|到|\bto\b|[/、&,])\s*(?:[^\s\d]{0,4}\s?|\d[\d/.\-年月日]{3,10}\s)?"
    r"\d{1,2}(?:\s?[:时時点點]\s?(?:\d{1,2})?分?|(?=\s?[AaPp]\.?[Mm]))(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
)
_BRACKETED = pattern(r"\s*[(\[]\s?[^\W\d_][^()\[\]\d]{0,19}[)\]]")
_WORD = pattern(r"[\s,.]*(?:[^\s,;、。|/·:()\[\]]+)")
_LETTER = pattern(r"[^\W\d_]")
_BETWEEN = pattern(r"[\s,;、。|/·:()\[\]]+")
_APART = pattern(r"\s*[,;、|·/—-]+\s*")
_BETWEEN_WORDS = pattern(r"[\s,;、。|/·]+")
# What leaves it open where the time is, or which half of the day: 15:11 in Paris, 15:11 @台北, 3:11 UTC PM, UTC 8.
_OPEN = pattern(r"\s*(?:@|(?:in|at)\s|[A-Z]{1,4}[-+]?\d)\S*")
_OPEN_BEHIND_UTC = pattern(r"\s?(?:[AaPp]\.?\s?[Mm](?![A-Za-z])|[-+]?\d{1,2}(?!\w))")
_MORE_LATIN = pattern(r"\s*[A-Za-z]")
_SUFFIX = pattern(r"(?:地区|地區|方面|[当當]地|[市省州县縣区區讯訊电電])$")
_KNOWN_ABOVE = pattern(rf"{_KNOWN_TIME}\s?[:,]?\s*$")
_FORM_ABOVE = pattern(rf"(?P<form>{_FORMS})\s?[:,]?\s*$")
MOST_WORDS = 4
MOST_HOURS, MOST_MINUTES, FARTHEST_WEST = 14, 59, -12 * 60
MOST_ABOVE = 30
MAY_BE = "may be its time zone"
NOT_KNOWN = "its time zone is not known"


class Zone(NamedTuple):
    """The zone in [start, end) of a text: `minutes` east of Greenwich, None where there is a doubt.

    `wrong`: there is no such zone. `maybe`: the words could name an author as well.
    """

    start: int
    end: int
    minutes: int | None
    doubt: str = ""
    wrong: bool = False
    maybe: bool = False


def zone_after(text: str, at: int, clock: tuple[int, int], *, exact: bool, half: bool) -> Zone | None:
    """Return the zone that follows a time which ends at `at`, perhaps after a comma; None when what follows is none.

    `clock` is the time's hour and minute as written, to tell an offset from the end of a span of hours; `exact` a time
    with seconds or after a T, `half` one with AM or PM behind it: neither begins a span whose end has none of them.
    """
    zone = _zone_at(text, at, clock, exact=exact, half=half)
    apart = None if zone else _APART.match(text, at)
    if apart and (zone := _zone_at(text, apart.end(), clock, exact=exact, half=half)):
        return zone._replace(start=at)
    return zone


def _zone_at(text: str, at: int, clock: tuple[int, int], *, exact: bool, half: bool) -> Zone | None:
    """The zone right behind the time."""
    offset, span = _OFFSET.match(text, at), _SPAN.match(text, at)
    if offset and not (span and (span.end() > offset.end() or (not exact and not half and _later(offset, clock)))):
        loose = offset["sign"] == "-" and not (offset["utc"] or offset["minute"] or exact or half)
        return _unclear(at, offset) if loose else _offset(text, at, offset)
    if span:
        return Zone(at, span.end(), None, "it is a span of hours")
    name = _NAME.match(text, at)
    if name:
        return _named(at, name)
    if unclear := _OPEN.match(text, at):
        return Zone(at, unclear.end(), None, f"{unclear.group().strip(' ,')} {MAY_BE}", maybe=True)
    bracketed = _BRACKETED.match(text, at)
    if bracketed:
        return Zone(at, bracketed.end(), None, f"{bracketed.group().strip()} {MAY_BE}", maybe=True)
    return _place(text, at) or _unknown(text, at)


def zone_before(text: str, at: int) -> Zone | None:
    """Return the zone that stands right above a date which begins at `at`; None when what stands there is none."""
    shift = max(0, at - MOST_ABOVE)
    above = text[shift:at]
    if not above.strip() or label_above(above):
        return None
    known = _KNOWN_ABOVE.search(above)
    if known:
        return Zone(shift + known.start(), at, EAST[known["known"]] * 60)
    form = _FORM_ABOVE.search(above)
    if form:
        glued = _BETWEEN_WORDS.split(above[: form.start()])[-1]
        return Zone(shift + form.start() - len(glued), at, None, NOT_KNOWN)
    word = _BETWEEN.split(above.rstrip(" :,)]"))[-1]
    if not _is_place(word):
        is_author = not _LETTER.search(word) or names_author_above(above.rstrip(" :,)]"))
        return None if is_author else _maybe(at, word)
    start = above.rindex(word)
    start -= above[start - 1 : start] in ("(", "[")
    return Zone(shift + start, at, None, f"{word} {MAY_BE}", maybe=True)


def _unclear(at: int, match: re.Match[str]) -> Zone:
    return Zone(at, match.end(), None, f"it is not clear whether {match['sign']}{match['hour']} is its time zone")


def _later(offset: re.Match[str], clock: tuple[int, int]) -> bool:
    """Whether `-11:00` may be the hour at which something ends that began at `clock`."""
    return offset["sign"] == "-" and not offset["utc"] and (int(offset["hour"]), int(offset["minute"] or 0)) > clock


def _offset(text: str, at: int, match: re.Match[str]) -> Zone:
    """The zone of a numeric offset, with the name that repeats it."""
    hours, minutes = int(match["hour"]), int(match["minute"] or 0)
    east = (hours * 60 + minutes) * (1 if match["sign"] == "+" else -1)
    shown_text, end = match.group().strip(), match.end()
    behind = text[end : end + 1].strip()
    if hours > MOST_HOURS or minutes > MOST_MINUTES:
        return Zone(at, end, None, f"there is no time zone {shown_text}", wrong=True)
    if behind and not match["minute"] and (match["sign"] == "-" or not match["utc"]):
        return _unclear(at, match)
    if minutes % 15 or east < FARTHEST_WEST:
        return Zone(at, end, None, f"{shown_text} is no time zone in use")
    again = _AGAIN.match(text, end)
    if again is None:
        return Zone(at, end, east)
    known = EAST.get(_plain(again["in"] or again["word"]))
    agrees = known == east / 60 or (known is None and (again["in"] or again["word"].isascii()))
    doubt = "" if agrees else f"{shown_text} and {again.group().strip()} may be two time zones"
    return Zone(at, again.end(), None if doubt else east, doubt)


def _named(at: int, match: re.Match[str]) -> Zone:
    """The zone of a name."""
    if match["utc"] and _OPEN_BEHIND_UTC.match(match.string, match.end()):
        return Zone(at, match.end(), None, f"it is not clear what stands behind {match['utc']}")
    if match["utc"] or match["known"]:
        return Zone(at, match.end(), EAST[match["known"]] * 60 if match["known"] else 0)
    word = match["form"]
    east = EAST.get(_plain(word))
    if east is not None:
        return Zone(at, match.end(), east * 60)
    many = word.isascii() and word.isupper()
    doubt = f"{word} is no time zone with one meaning" if many else f"the time zone {word.strip()} is not known"
    return Zone(at, match.end(), None, doubt)


def _plain(word: str) -> str:
    """A zone's name without the words that all have."""
    return re.sub(r"(?:[标標][准準])?(?:时间|時間)$", "", word).upper()


def _place(text: str, at: int) -> Zone | None:
    """The name of a place at the beginning of the words that follow: in up to four of them, or in one link."""
    words, end = "", at
    for _ in range(MOST_WORDS):
        word = _WORD.match(text, end)
        if word is None:
            return None
        end = word.end()
        words = f"{words} {word.group().strip(' ,.')}".strip()
        # Tokyo Sakura Group is an author; 纽约 编辑部 may be a zone and an author.
        if _is_place(words) and not _MORE_LATIN.match(text, end):
            return Zone(at, end, None, f"{words} {MAY_BE}", maybe=True)
        if not words.isascii():
            break
    return None


def _unknown(text: str, at: int) -> Zone | None:
    """The word that follows, unless it is known to name an author: it may be a place that nobody has listed."""
    word = _WORD.match(text, at)
    if word is None or not _LETTER.search(word.group()) or names_author(text, at):
        return None
    return _maybe(at, word.group().strip(" ,."))


def _maybe(at: int, word: str) -> Zone:
    """A doubt that takes nothing: the word beside the time, which begins or ends at `at`, may name an author, too."""
    return Zone(at, at, None, f"{word} {MAY_BE}", maybe=True)


def _is_place(words: str) -> bool:
    """Whether these words name places and nothing else: 纽约, 美国纽约, New York."""
    known = places()
    words = words[1:] if len(words) > 2 and words[0] in "于於在" else words
    name = _SUFFIX.sub("", words) if len(words) > 2 else words
    if words.lower() in known or name.lower() in known:
        return True
    return any(name[:cut] in known and name[cut:] in known for cut in range(2, len(name) - 1))
