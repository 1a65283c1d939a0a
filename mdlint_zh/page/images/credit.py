"""Credits: the words that say where a picture is from, and nothing of what it shows.

A credit stands at the end of a caption, in a bracket （图／某社）, (Photo: A. Name), or behind its last sentence
(图片来源：某网, A. Name/AFP); or it stands alone. It is *bare* when a paragraph of an article could end in it as well:
the name of an agency （某社）, the source of a text （来源：某网）. All functions take flat text (see `sources`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.images.sources import (
    AGENCY,
    BANK,
    ENGLISH,
    FROM,
    KIND,
    MAKER,
    NAME,
    PICTURE,
    PICTURE_FROM,
    SHOT,
    WHOSE,
    count_han,
)

if TYPE_CHECKING:
    import re

LONGEST = 160
"""A credit begins in the last so many code points of a text."""
MOST_OF_A_NAME, LONGEST_ALONE = 7, 60

_AT_END = pattern(r"\((?P<inside>[^()。!?;]{1,80}(?:\([^()]{1,40}\)[^()。!?;]{0,20})?)\)[\s。.*_]*$")
# What only a picture has: its source, who took it, what kind it is, a bank of pictures, a name and an agency.
_OF_PICTURE = pattern(
    rf"^[^，。]{{0,16}}{PICTURE}\s?(?:{FROM}|[/:|])|(?:^|\s){ENGLISH}"
    rf"|(?:摄影?|绘图?|制图|供图|提供|合成)(?:\s?/.{{1,20}})?$|摄影?\s?:|^[^，。]{{0,16}}{WHOSE}\s?{SHOT}$"
    rf"|^(?:截[图屏]|撷[图取])(?:$|[自于]|来[自源]|\s?[:/])|^[截取撷翻]{{1,2}}[自摄拍]|^(?:来自|源自|取自)?(?:网络|网[络路]|互联网)$|©|{BANK}"
)
_SLASH = pattern(r"[/|]")
_ONE_OF_AGENCIES = pattern(rf"(?:^|[/|，、\s]){AGENCY}")
# A bracket that tells of a text: a dateline, a reference, a note.
_OF_TEXT = pattern(
    r"报[导道](?!.{0,6}[图截])|讯$|专?电$|编译|[下如见]图|图[中示]|不代表|转载|点击"
    r"|(?:数据|信息|文稿|消息|报告|资料|情报|文章|原文)[^图照，]{0,8}提供"
)
_BARE = pattern(
    rf"(?![图照截]){AGENCY}(?:[、/ ]{AGENCY})?|(?:来源|出处|Source)\s?:.{{1,40}}|(?:来自|来源于)[^，。图照]{{1,20}}"
)
_APART = r"(?:^|(?<=[\s。.！？!?；;，,|｜*”」』）)—–\-/／]))"
_TAIL = pattern(
    rf"{_APART}(?:(?:{PICTURE_FROM}|(?!\A){PICTURE}\s?:|{ENGLISH})\s?[^。!?()]{{2,60}}(?:\([^()]{{1,30}}\))?"
    rf"|{KIND}|{PICTURE}/{AGENCY}|来源:[^。!?]{{2,40}}{SHOT})[\s。*]*$"
)
# Names with slashes between them, one of which sells pictures; or a copyright.
_SLASHED = pattern(
    rf"{_APART}(?:{NAME}(?:\s?[/|]\s?{NAME}){{1,3}}|©\s?[\w ./·-]{{2,40}})(?:\([^()]{{1,40}}\))?[\s。*]*$"
)
_SELLER = pattern(rf"(?:{AGENCY}|{BANK})(?![A-Za-z])|©|{BANK}")
# A sentence that begins with a credit. The rest of a file's name may stand before it.
_FIRST = pattern(
    rf"[\dA-Za-z’'_.\-\s(【]{{0,6}}(?:[该此本]|[上下左右中](?=图))?(?:[配原题插附头]?{PICTURE_FROM}|{ENGLISH}|{MAKER}\s?[:/|]"
    rf"|(?:来源|出处)\s?[:/]|来自(?:[^，。]{{0,16}}{SHOT}|网络|网[络路]|[^，。]{{1,10}}$)|选自|源自|©|[Vv]ia\s)"
)
_ALONE = pattern(
    rf"来源于(?!.{{0,40}}(?:如下|所示)).{{1,40}}|(?:图为)?网友(?:上传|提供|供图|投稿)|[^，。]{{1,12}}社(?:照片|图片).{{0,40}}|{KIND}|{SHOT}|{BANK}.{{0,20}}"
    r"|[^，。:()]{1,20}(?:摄影?|拍摄|供图|提供|[绘制]图|图片社|工作室|设计组(?:\([^()]{1,8}\)?)?)"
    rf"|[\w.·’'‧\-]{{1,20}}\s?[-–—]\s?(?:{AGENCY}|{BANK})[\w ]{{0,12}}"
    r"|[上下左右]?(?:图|表|[Ff]ig(?:ure|\.)?)\s?[\d一二三四五六七八九十.\-]{0,6}|[上下左右]方?|如?[上下左右]?图?所?示"
)
# 图：… and 照片：… name a source, or tell what is seen.
_LABELLED = pattern(rf"[原配题]?{PICTURE}\s?:\s?(?P<what>[^/]*)")
# The name of a source, or the address of one.
_BARE_NAME = pattern(
    rf"{AGENCY}|[^，。:()]{{1,16}}(?:频道|链接)|[\w .·&/\-]{{0,30}}\.(?:com|org|net|cn|jp|it|in|edu|news|uk|tw|hk)/?"
)
_SOURCE = pattern(
    r"[社组]|网|[团队]|报|台$|视|公司|工作室|官方|提供|摄|来[自源]|截[图屏]|AI|作者|本人|平台|媒体|杂志|微博|推特"
    r"|[用客]户|频道|农场|设计|博客|公众号|维基|新闻|[A-Za-z]{3,}\.[a-z]{2,3}"
)
_PAUSE = pattern(r"[，,、]")
_STOP = pattern(r"[。!?;]+|\s\|\s")
_SIDE = pattern(r"^\(?[上下左右中](?:半?图)?\)?\s?:")
_EDGES = " \t\xa0\u3000（()）【】[]*_。.,，"


class Credit(NamedTuple):
    """A credit that ends a text, from the code point `start` of it on; `bare`: it may be that of an article."""

    start: int
    bare: bool


@lru_cache(maxsize=16)  # of one text it is asked several times in a row
def closing_credit(words: str) -> Credit | None:
    """Return the credit that ends a text, None when there is none."""
    first = max(0, len(words) - LONGEST)
    bracket = _AT_END.search(words, first)
    if bracket:
        inside = bracket["inside"].strip()
        kind = _in_bracket(inside)
        if kind:
            return Credit(bracket.start(), bare=kind == "bare")
    tail = _TAIL.search(words, first) or _slashed(words, first)
    return Credit(tail.start(), bare=False) if tail else None


def _slashed(words: str, first: int) -> re.Match[str] | None:
    """The names with slashes between them that end a text, from the code point `first` on."""
    names = _SLASHED.search(words, first)
    return names if names and _SELLER.search(names.group()) else None


def _in_bracket(inside: str) -> str:
    """What kind of credit a bracket holds: "picture", "bare", or "" for none."""
    if _OF_TEXT.search(inside):
        return ""
    if _BARE.fullmatch(inside):
        return "bare"
    slashed = (_SLASH.search(inside) or "，" in inside) and _ONE_OF_AGENCIES.search(inside)
    return "picture" if _OF_PICTURE.search(inside) or slashed else ""


def without_credit(words: str) -> str:
    """Return a text without the credit at its end."""
    credit = closing_credit(words)
    return words[: credit.start].rstrip(" \t\xa0*-–—/／|｜，,") if credit else words


def begins_with_credit(words: str) -> bool:
    """Tell whether the first that a text says is where a picture is from."""
    return _FIRST.match(words) is not None


@lru_cache(maxsize=16)
def is_credit(words: str) -> bool:
    """Tell whether a text is credits and nothing else: sentence by sentence, each says where a picture is from."""
    if len(words) > LONGEST_ALONE and not _FIRST.match(words):
        return False
    bare = words.strip(_EDGES)
    if not bare or _BARE_NAME.fullmatch(bare) or _is_one(bare):
        return True
    parts = (_SIDE.sub("", part.strip(_EDGES)).strip(_EDGES) for part in _STOP.split(without_credit(words)))
    return all(not part or _BARE_NAME.fullmatch(part) or _is_one(part) for part in parts)


def is_bare_name(words: str) -> bool:
    """Tell whether a text is but the name of somebody who might be the source of a picture."""
    return _BARE_NAME.fullmatch(words.strip(_EDGES)) is not None and not begins_with_credit(words)


def _is_one(part: str) -> bool:
    """Whether a sentence is one credit."""
    labelled = _LABELLED.match(part)
    if labelled:
        what = labelled["what"]
        return count_han(what) <= MOST_OF_A_NAME or (not _PAUSE.search(what) and bool(_SOURCE.search(what)))
    if _FIRST.match(part):
        return len(_PAUSE.findall(part)) < 2
    if _ALONE.fullmatch(part):
        return True
    names = _slashed(part, 0)
    return names is not None and not names.start()
