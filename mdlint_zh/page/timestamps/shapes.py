"""The shapes of dates, times of day and timestamps, as patterns of text whose full-width characters are folded."""

from __future__ import annotations

from mdlint_zh.base.lazy import pattern

FULL_WIDTH = (
    {0xFF01 + i: 0x21 + i for i in range(94)}
    | {0x3000: 0x20, 0xA0: 0x20, 0x2009: 0x20, 0x202F: 0x20}
    | dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), 0x2D)
)
HAN = r"[\u3007\u4e00-\u9fff]"
MONTH = (
    r"Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?"
)
_DATE = (
    r"(?:(?:(?:中[华華])?(?P<era>民[国國])\s?)?"
    r"(?:(?P<a>\d{4}|\d{1,3})\s?(?P<sep>[/.\-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<c>\d{1,4})(?!\d)"
    r"|(?P<year>\d{2,4}|元)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})(?:\s?[日号號])?)"
    rf"|(?i:(?P<name>{MONTH}))\.?\s?(?P<named_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<named_year>\d{{4}})"
    rf"|(?P<first_day>\d{{1,2}})[\s-]?(?i:(?P<last_name>{MONTH}))\.?,?[\s-]?(?P<last_year>\d{{4}}))"
)
_ENGLISH_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{0,6}day)?\.?"
_WEEK = "(?:星期|周|週|禮拜|礼拜)"
_WEEKDAY = (
    rf"(?:\s*[(\[]\s?(?:{_WEEK}?[一二三四五六日天]|{_ENGLISH_DAY})\s?[)\]]"
    rf"|\s*{_WEEK}[一二三四五六日天]|,?\s{_ENGLISH_DAY},?(?=\s))?"
)
_DAY_NAME = rf"(?:{_ENGLISH_DAY},?\s{{1,3}})?"
_HALF = r"[AaPp]\.?\s?[Mm](?:(?=UTC|GMT)|(?![A-Za-z]))\.?|上午|下午|中午|凌晨|清晨|早上|早晨|傍晚|晚上"
_TIME = (
    rf"(?P<before>{_HALF})?\s*(?P<hour>\d{{1,2}})\s?"
    r"(?:[:时時点點]\s?(?P<minute>\d{1,2})(?:\s?[:分]\s?(?P<second>\d{1,2})(?P<fraction>\.\d{1,9})?(?:\s?秒)?|\s?分)?(?!\d)"
    rf"|(?P<whole>[时時点點][整鐘钟]?)(?![\u4e00-\u9fff\d]))(?:\s*(?P<after>{_HALF}))?"
)
STAMP = pattern(rf"(?<!\d){_DAY_NAME}{_DATE}(?:{_WEEKDAY}(?:\s*,\s*|\s*(?P<iso>[Tt])|\s+at\s+|\s*){_TIME})?")
# What nearly every byline begins with, followed by nothing that could be a part of it.
COMMON = pattern(
    r" *([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}) ([0-9]{1,2}):([0-9]{2}) ([AP])M UTC"
    r"(?= ?\Z| (?![时時][间間]|[Tt][Ii][Mm][Ee]|[标標][准準])[^\W\d_])"
)
_PUBLISHING = (
    "发布|發布|發佈|发佈|发表|發表|更新|刊登|刊出|刊发|原文|直播|首发|首發|上传|上傳|创建|創建|修改|编辑|編輯|录制|錄製|撰写|撰寫|写作"
    "|寫作|成文|转载|轉載|采访|採訪|拍摄|拍攝"
)
_LABEL = pattern(
    rf"(?:(?:{_PUBLISHING})(?:日期|时间|時間|[于於])|(?<!{HAN})(?:日期|时间|時間)(?=\s?:)"
    r"|\b(?i:(?:Published|Posted|Updated)(?:\son)?|(?:Date|Time)(?=\s?:)))\s?:?\s*$",
)


def label_above(text: str) -> str:
    """Return the words at the end of a text that announce a timestamp, such as `发布时间：`; "" when there are none."""
    match = _LABEL.search(text.replace("：", ":"))
    return text[match.start() :] if match else ""
