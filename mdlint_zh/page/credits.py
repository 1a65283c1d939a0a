"""Credits: the words that say where a picture is from, which no article's text has in their place.

Gathered by reading captions of a real archive (tests/data/captions.csv): of 141 captions on an image's line 111 have
one, of 12 texts there that are no caption none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.page.lazy import pattern

if TYPE_CHECKING:
    import re

_PICTURE = "[图圖]"
_COLON = r"\s?[:：／/]\s?(?=[^\s])"
_BEGIN = r"(?:^|(?<=[ （(。]))"

# 图片来源：…, 图源 …, 图片取自 …, 照片来自 …, 来源：…, Photo by …: what follows is the source.
_FROM = r"由|来源|來源|源自|源于|源於|源(?=[\s：:])|来自|來自|出处|出處|[取引摘翻截]自|[撷擷]取自"
_PICTURE_FROM = rf"(?:{_PICTURE}[片像源文]?|照片)\s?(?:{_FROM})|{_PICTURE}源|截自"
_ONLY_FROM = rf"{_BEGIN}(?:来源|來源|来自|來自)(?=\s?(?:[:：／/A-Z]|网络|網[絡路]|推特|互[联聯]|路透))"
_ENGLISH = (
    rf"{_BEGIN}(?:Source|Photo(?:graph)?s?|Image|Picture|Credit|Courtesy)"
    r"(?:\s?[:：/]|\s(?:by|credit|from|of|courtesy)\b)"
)
_SOURCE = rf"{_PICTURE_FROM}|{_ONLY_FROM}|{_ENGLISH}"
# 图／…, 图片制作：…, 摄影：…, 海报设计：…: a name follows, or (图：…) what is seen.
_MAKING = r"制作|製作|提供|[设設][计計]"
_MADE = (
    rf"(?<![下如]){_PICTURE}[片像文]?\s?(?:{_MAKING})?{_COLON}|(?:海[报報]|封面)(?:{_MAKING}){_COLON}"
    rf"|[摄攝]影?师?{_COLON}|照片{_COLON}|合成{_PICTURE}片?"
)
# 图为…, 示意图, 资料图, 截图: it is told that there is a picture.
_SHOWN = (
    rf"{_PICTURE}[为為](?!了|此|何|什)|示意{_PICTURE}|[资資]料[图圖照]|(?:网络|網[絡路])(?:{_PICTURE}|照)"
    r"|截[图圖屏]|[摄攝]影"
)
_AGENCY = r"©|\b(?:AFP|Getty Images|REUTERS|Reuters|Shutterstock|EPA|Unsplash|Pixabay)\b"
# What stands in a bracket at a caption's end: （图／…）, （…摄）, （…提供）, (Photo: …), （…社）, （互联网）.
_AGENCY_WORD = (
    r"Getty|AFP|\bAP\b|REUTERS|Reuters|Shutterstock|News\b|NASA|路透|法新|彭博|美[联聯]|新[华華]|大[纪紀]元|社$|社照片"
)
_IN_BRACKET = pattern(
    rf"{_PICTURE}片?\s?(?:[/／:：]|来源|來源|源|取|自)|{_PICTURE}片$|[制製]{_PICTURE}|[截撷擷][图圖取]|翻[拍摄攝]|[摄攝]|提供|合成"
    rf"|[资資]料|网络|網[絡路]|互[联聯][网網]|社交|来源|來源|[Pp]hoto|[Ii]mage|[Cc]ourtesy|{_AGENCY_WORD}"
)
_BRACKET_AT_END = pattern(r"[（(](?P<inside>[^（）()]{1,80})[）)](?=\s{2,}(?:#|\*\*)|[\s。.*_]*$)")
# Without brackets, behind the sentence: … 路透社/姓名, … Name Name/Bloomberg.
_TAIL = pattern(
    r"(?:[。.\s]|^)(?:路透社?|法新社|美联社|新华社|中新社|彭博社?|Bloomberg|AP)\s?[/／]"
    r"\s?[\w· ]{2,30}(?:[（(][^（）()]{1,40}[）)])?$"
    r"|[A-Za-z]\s?[/／]\s?(?:AP|AFP|Bloomberg|Reuters|Getty|EPA|NurPhoto)$"
)
_LABEL = pattern(rf"{_SOURCE}|{_MADE}|{_SHOWN}|{_AGENCY}")

_SOURCE_FIRST = pattern(rf"[该該]?(?:{_SOURCE}|{_AGENCY})")
_MADE_FIRST = pattern(rf"[配原题題]?(?:{_MADE})|[资資]料[图圖照]片?$")
_WHOSE = (
    r"撰稿人|作者|本人|[网網][络絡路友]|[视視][频頻]|[电電][视視]|[资資]料|文件|[档檔]案|[节節]目|示意"
    r"|互[联聯][网網]|推特|官[网網]|直播"
)
_KIND = pattern(rf"(?:{_WHOSE}|AP|\w{{2,4}}社|/){{0,9}}\s?(?:{_PICTURE}片?|照片?|截[图圖屏]|合成{_PICTURE}片?)")
_NAME_ALONE = pattern(
    r"[\w .·\-/&]{0,30}(?:网|網|社|报|報|新闻|新聞|财经|財經|路透|彭博|大[纪紀]元|AFP|AP|BBC|CNN|News|Times"
    r"|\.(?:com|org|net|cn|jp|it|in|edu)/?)"
)
_WRAPPED = pattern(r"[（(]((?:[^（）()]|[（(][^（）()]*[）)])*)[）)]")
_NUMBER = pattern(rf"(?:{_PICTURE}|表)\s?[\d一二三四五六七八九十]{{1,3}}")
_URL = pattern(r"https?://[^\s（）()]*")
_HAN = pattern(r"[\u3400-\u9fff]")
_STOP = pattern(r"[。？！?!]")
_PAUSE = pattern(r"[。？！?!，,]")
LONGEST_SOURCE, LONGEST_NAME, LONGEST_BRACKET = 60, 30, 15
FIRST, LAST = 8, 12


def credit_end(words: str) -> int:
    """Where the credit in a bracket at the end of a caption ends, 0 when there is none.

    Two spaces and a heading or a bold line may follow it, which are no part of the caption any more.
    """
    bracket = _credit(words)
    return bracket.end() if bracket else 0


def without_credit(words: str) -> str:
    """A caption without the credit in a bracket at its end."""
    bracket = _credit(words)
    return words[: bracket.start()].rstrip() if bracket else words


def _credit(words: str) -> re.Match[str] | None:
    return next((one for one in _BRACKET_AT_END.finditer(words) if _IN_BRACKET.search(one["inside"])), None)


def has_credit(words: str) -> bool:
    """Whether a text behind an image says where a picture is from, or that it is one."""
    return bool(_LABEL.search(words) or _TAIL.search(words) or credit_end(words))


def begins_with_credit(words: str) -> bool:
    """Whether a credit is the first that a text says."""
    return bool(_LABEL.search(words[: 2 * FIRST]))


def is_framed_by_credit(words: str) -> bool:
    """Whether a text apart from an image begins or ends with a credit: in a sentence 截图 is a word like others."""
    label = _LABEL.search(words[:FIRST]) or _LABEL.search(words[-LAST:])
    return bool(label or _TAIL.search(words) or credit_end(words))


def says_nothing(words: str) -> bool:
    """Whether a caption tells nothing of what is seen: it is a credit, the name of a source, or a number (图3)."""
    rest = (without_credit(words) or words).strip(" 。.")
    wrapped = _WRAPPED.fullmatch(rest)
    if wrapped:
        rest = wrapped[1].strip()
        if len(rest) <= LONGEST_BRACKET and _IN_BRACKET.search(rest):
            return True
    rest = _URL.sub("", rest).strip(" /")
    if not rest or any(alone.fullmatch(rest) for alone in (_KIND, _NAME_ALONE, _NUMBER)):
        return True
    if _SOURCE_FIRST.match(rest):
        return len(rest) <= LONGEST_SOURCE and not _STOP.search(rest)
    made = _MADE_FIRST.match(rest)
    if made is None:
        return False
    return not _HAN.search(rest, made.end()) or (len(rest) <= LONGEST_NAME and not _PAUSE.search(rest))
