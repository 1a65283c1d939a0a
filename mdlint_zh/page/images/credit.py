"""Credits: the words that say where a picture is from, and nothing of what it shows.

A credit stands at the end of a caption, in a bracket （图／某社）, (Photo: A. Name), or behind its last sentence (图片来源：某网,
A. Name/AFP); or it stands alone. It is *bare* when a paragraph of an article could end in it as well: the name of an agency
（某社）, the source of a text （来源：某网）.
"""

from __future__ import annotations

from typing import NamedTuple

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
)
from mdlint_zh.page.lazy import pattern

LONGEST = 160
"""A credit begins in the last so many code points of a text."""
MOST_OF_A_NAME = 7

_AT_END = pattern(
    r"[（(](?P<inside>[^（）()。！？；]{1,80}(?:[（(][^（）()]{1,40}[）)][^（）()。！？；]{0,20})?)[）)][\s。.*_]*$"
)
# What only a picture has: its source, who took it, what kind it is, a bank of pictures, a name and an agency.
_OF_PICTURE = pattern(
    rf"^[^，。]{{0,16}}{PICTURE}\s?(?:{FROM}|[/／:：|｜])|(?:^|\s){ENGLISH}"
    rf"|(?:[摄攝]影?|[绘繪][图圖]?|[制製][图圖]|供[图圖]|提供|合成)(?:\s?[/／].{{1,20}})?$|[摄攝]影?\s?[:：]|^[^，。]{{0,16}}{WHOSE}\s?{SHOT}$"
    rf"|^(?:截[图圖屏]|[撷擷][图圖取])(?:$|[自于於]|[来來][自源]|\s?[:：/／])|^[截取撷擷翻]{{1,2}}[自摄攝拍]|^(?:[来來]自|源自|取自)?(?:网络|網[絡路]|互[联聯][网網])$|©|{BANK}"
)
_SLASH = pattern(r"[/／|]")
_ONE_OF_AGENCIES = pattern(rf"(?:^|[/／|，、\s]){AGENCY}")
# A bracket that tells of a text: a dateline, a reference, a note.
_OF_TEXT = pattern(
    r"[报報][导道導](?!.{0,6}[图圖截])|[讯訊]$|[专專]?[电電]$|[编編][译譯]|[下如见見][图圖]|[图圖][中示]|不代表|[转轉][载載]|[点點][击擊]"
    r"|(?:[数數][据據]|信息|文稿|消息|[报報]告|[资資]料|情[报報]|文章|原文)[^图圖照，]{0,8}提供"
)
_BARE = pattern(
    rf"(?![图圖照截]){AGENCY}(?:[、/／ ]{AGENCY})?|(?:[来來]源|出[处處]|Source)\s?[:：].{{1,40}}|(?:[来來]自|[来來]源于)[^，。图圖照]{{1,20}}"
)
_APART = r"(?:^|(?<=[\s。.！？!?；;，,|｜*”」』）)—–\-/／]))"
_TAIL = pattern(
    rf"{_APART}(?:(?:{PICTURE_FROM}|(?!\A){PICTURE}\s?[:：]|{ENGLISH})\s?[^。！？（()）]{{2,60}}(?:[（(][^（）()]{{1,30}}[）)])?"
    rf"|{KIND}|{PICTURE}[/／]{AGENCY}|[来來]源[:：][^。！？]{{2,40}}{SHOT})[\s。*]*$"
)
_SLASHED = pattern(
    rf"{_APART}(?:{NAME}\s?[/／|｜]\s?(?:{NAME}\s?[/／|｜]\s?)?(?:{AGENCY}|{BANK})(?![A-Za-z])[A-Za-z .·’'/／-]{{0,30}}"
    rf"|(?:{AGENCY}|{BANK})\s?[/／|｜]\s?{NAME}(?:\s?[/／|｜]\s?{NAME})?|©\s?[\w ./／·-]{{2,40}})(?:[（(][^（）()]{{1,40}}[）)])?[\s。*]*$"
)
# A sentence that begins with a credit. The rest of a file's name may stand before it.
_FIRST = pattern(
    rf"[\dA-Za-z’'_.\-\s（(【]{{0,6}}(?:[该該此本]|[上下左右中](?=[图圖]))?(?:[配原题題插附头頭]?{PICTURE_FROM}|{ENGLISH}|{MAKER}\s?[:：/／|｜]"
    rf"|(?:[来來]源|出[处處])\s?[:：／/]|[来來]自(?:[^，。]{{0,16}}{SHOT}|网络|網[絡路]|[^，。]{{1,10}}$)|[选選]自|源自|©|[Vv]ia\s)"
)
_ALONE = pattern(
    rf"{KIND}|{SHOT}|{BANK}.{{0,20}}"
    r"|[^，。：:（()）]{1,20}(?:[摄攝]影?|拍[摄攝]|供[图圖]|提供|[绘繪制製][图圖]|[图圖]片社|工作室|[设設][计計][组組](?:[（(][^（）()]{1,8}[）)]?)?)"
    rf"|[\w.·’'‧\-]{{1,20}}\s?[-–—]\s?(?:{AGENCY}|{BANK})[\w ]{{0,12}}"
    r"|[上下左右]?(?:[图圖]|表|[Ff]ig(?:ure|\.)?)\s?[\d一二三四五六七八九十.\-]{0,6}|[上下左右]方?|[如]?[上下左右]?[图圖]?所?示"
)
# 图：… and 照片：… name a source, or tell what is seen.
_LABELLED = pattern(rf"[原配题題]?{PICTURE}\s?[:：]\s?(?P<what>[^/／]*)")
# The name of a source, or the address of one.
_BARE_NAME = pattern(
    rf"{AGENCY}|[^，。：:（()）]{{1,16}}(?:[频頻]道|[链鏈]接)|[\w .·&/／\-]{{0,30}}\.(?:com|org|net|cn|jp|it|in|edu|news|uk|tw|hk)/?")
_SOURCE = pattern(
    r"[社组組]|[网網]|[团團队隊]|[报報]|[台臺]$|[视視]|公司|工作室|官方|提供|[摄攝]|[来來][自源]|截[图圖屏]|AI|作者|本人|平台|媒[体體]|[杂雜][志誌]|微博|推特"
    r"|[用客][户戶]|[频頻]道|[农農][场場]|[设設][计計]|博客|公[众眾][号號]|[维維]基|新[闻聞]|[A-Za-z]{3,}\.[a-z]{2,3}"
)
_PAUSE = pattern(r"[，,、]")
_HAN = pattern(r"[\u3400-\u9fff]")
_STOP = pattern(r"[。！？!?；;]+|\s[|｜]\s")
_SIDE = pattern(r"^[（(]?[上下左右中](?:半?[图圖])?[）)]?\s?[:：]")
_EDGES = " \t\xa0\u3000（()）【】[]*_。.,，"


class Credit(NamedTuple):
    """A credit that ends a text, from the code point `start` of it on; `bare`: it may be that of an article."""

    start: int
    bare: bool


def closing_credit(words: str) -> Credit | None:
    """The credit that ends a text, None when there is none."""
    first = max(0, len(words) - LONGEST)
    bracket = _AT_END.search(words, first)
    if bracket:
        inside = bracket["inside"].strip()
        kind = _in_bracket(inside)
        if kind:
            return Credit(bracket.start(), bare=kind == "bare")
    tail = _TAIL.search(words, first) or _SLASHED.search(words, first)
    return Credit(tail.start(), bare=False) if tail else None


def _in_bracket(inside: str) -> str:
    """What kind of credit a bracket holds: "picture", "bare", or "" for none."""
    if _OF_TEXT.search(inside):
        return ""
    if _BARE.fullmatch(inside):
        return "bare"
    slashed = (_SLASH.search(inside) or "，" in inside) and _ONE_OF_AGENCIES.search(inside)
    return "picture" if _OF_PICTURE.search(inside) or slashed else ""


def without_credit(words: str) -> str:
    """A text without the credit at its end."""
    credit = closing_credit(words)
    return words[: credit.start].rstrip(" \t\xa0*-–—/／|｜，,") if credit else words


def begins_with_credit(words: str) -> bool:
    """Whether the first that a text says is where a picture is from."""
    return _FIRST.match(words) is not None


def is_credit(words: str) -> bool:
    """Whether a text is credits and nothing else: sentence by sentence, each says where a picture is from."""
    bare = words.strip(_EDGES)
    if not bare or _BARE_NAME.fullmatch(bare) or _is_one(bare):
        return True
    parts = (_SIDE.sub("", part.strip(_EDGES)).strip(_EDGES) for part in _STOP.split(without_credit(words)))
    return all(not part or _BARE_NAME.fullmatch(part) or _is_one(part) for part in parts)


def is_bare_name(words: str) -> bool:
    """Whether a text is but the name of somebody who might be the source of a picture."""
    return _BARE_NAME.fullmatch(words.strip(_EDGES)) is not None and not begins_with_credit(words)


def _is_one(part: str) -> bool:
    """Whether a sentence is one credit."""
    labelled = _LABELLED.match(part)
    if labelled:
        what = labelled["what"]
        return len(_HAN.findall(what)) <= MOST_OF_A_NAME or (not _PAUSE.search(what) and bool(_SOURCE.search(what)))
    if _FIRST.match(part):
        return len(_PAUSE.findall(part)) < 2
    return bool(_ALONE.fullmatch(part) or _SLASHED.fullmatch(part))
