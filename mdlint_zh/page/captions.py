"""Which text belongs to an image as its caption, and how sure that is.

Told apart by reading 351 images of a real archive (tests/data/captions.csv). Text on the image's own line is a caption
unless something speaks against it; a line below is one only on evidence: it repeats the alt text, or carries a credit or
a mark. Shortness alone is none: most short lines below an image are a desk's boilerplate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.page.visible import WIKILINK, shown

if TYPE_CHECKING:
    from mdlint_zh.page.lines import Lines

LINES_BELOW = 3
MOST_INLINE, MOST_NEXT, MOST_UNMARKED = 140, 120, 70
_BRACKET_CREDIT = (
    r"[（(](?=[^（）()]{1,60}[）)])(?:[^（）()]*(?:[图圖照]片?\s?[/／:：]|提供|[摄攝]|合成|[资資]料[照图圖]|翻[拍摄攝]|截[图圖]|[撷擷]|网络|網[絡路]|"
    r"来源|來源|Photo|photo|Image|Getty|AFP|AP|Reuters|路透|新社|社交)[^（）()]*)[）)]"
)
_CREDIT = re.compile(
    r"[图圖](?:片|像|源|文)?(?:来源|來源|源自|来自|來自|出处|出處|取自|[摘翻截]自|制作|製作|提供|[:：／/])"
    r"|[图圖]源|[图圖][为為](?!了)|示意[图圖]|[资資]料[图圖照]|网络[图圖]|網[絡路][图圖]|截[图圖屏]|截[图圖]自|[圖图]/|[摄攝][:：]|摄影|攝影"
    r"|(?:^|[ （(。])(?:来源|來源|来自|來自|Source|Photo(?:graph)?s?|Image|Picture|Credit|Courtesy|via)(?:\s?[:：/]|\s(?:by|credit|from|of|courtesy)\b|\s?网络|网)"
    r"|©|\b(?:AFP|Getty Images|REUTERS|Reuters|Shutterstock|EPA|Unsplash|Pixabay)\b"
    rf"|{_BRACKET_CREDIT}"
)
_ALONE = re.compile(r"[\w .·\-/&]{2,30}(?:网|網|社|报|報|新闻|\.com|\.org|\.net|\.cn|AFP|News|Times)")
_NO_CAPTION = re.compile(
    r"[＊*]{0,2}(?:免[责責]|[编編][辑輯]|[发發][布稿]|[听聽][写寫]|制作|製作|音[频頻]|更多|原文|接上|[视視][频頻]|文章|新[闻聞][来來]|新[闻聞][链鏈]|信息|素材|参考|參考|校[对對]|翻[译譯]|作者|[记記]者|[责責][编編]|"
    r"[责責]任|[转轉][载載]|[关關][联聯]|相[关關]|延伸|[阅閱][读讀]|[撰整]|本文|文[:：/／]|文字|直播|主播|[审審][核校]|上[传傳]|配音|策[划劃]|[链鏈]接|[资資]料[来來]源)"
    r"|#|>|\||[-*+] |\d+[.)]|!\[|\[[^\[\]]*\]\(|\*\*|</?|http|@|▎|`"
)
_BODY = re.compile(r"：[「“『]|\u200b|[据據](?!.{0,4}[图圖])[^，。]{0,12}(?:报[道导]|報[道導]|了解|悉)|^[^，。（(]{2,8}[（(][^（）()]{2,8}社[）)]")
_PARTIAL = re.compile(rf"{_BRACKET_CREDIT}(?=\s{{2,}}(?:#|\*\*))")
_MARKS = re.compile(r"^[\s▲▼△▽↑↓*_（(]*[▲△▽▼][\s▲▼△▽]*")
_LOOSE = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"[。？！?!]")
_WRAPPED = re.compile(r"（[^（）]{2,60}）|\([^()]{2,60}\)|\*[^*]{2,90}\*|_[^_]{2,90}_")


class Caption(NamedTuple):
    """A caption [start, end), without spaces at its edges.

    `place`: inline (behind the image, on its line) or next (a line below). `evidence`: alt (it repeats the alt text),
    mark (a credit or a mark), or near (nothing but where and how it stands). `words` is what it says: wikilinks
    unwrapped, marks taken off.
    """

    start: int
    end: int
    place: str
    evidence: str
    words: str

    @property
    def sure(self) -> bool:
        """Whether a safe fix may rely on it."""
        return self.evidence != "near"

    def contradicts(self, alt: str) -> bool:
        """Whether it is sure, says something, and neither it nor the alt text says a part of the other."""
        if not self.sure or self.is_credit or len(alt.strip()) < 4:
            return False
        own, other = core(self.words), core(WIKILINK.sub(shown, alt))
        return bool(other) and own not in other and other not in own

    @property
    def is_credit(self) -> bool:
        """Whether it says nothing but where the picture is from."""
        return says_nothing(self.words)


def inline_caption(text: str, start: int, end: int, alt: str) -> Caption | None:
    """The caption in the text [start, end) behind an image on its line."""
    span = _trimmed(text, start, end)
    partial = _PARTIAL.search(text, *span)
    if partial:
        span = (span[0], partial.end())
    written = text[slice(*span)]
    if not written or len(written) > 4 * MOST_INLINE:
        return None
    words = plain_words(written)
    if same_words(words, alt):
        return Caption(*span, "inline", "alt", words)
    if not _LOOSE.sub("", words) or _NO_CAPTION.match(words) and not _CREDIT.search(words[:12]):
        return None
    if len(words) <= MOST_INLINE and (_CREDIT.search(words) or _MARKS.match(written)) and "\u200b" not in written:
        return Caption(*span, "inline", "mark", words)
    near = not alt.strip() and len(words) <= MOST_UNMARKED and len(_SENTENCE.findall(words)) <= 1 and not _BODY.search(written)
    return Caption(*span, "inline", "near", words) if near else None


def next_caption(text: str, lines: Lines, number: int, alt: str) -> Caption | None:
    """The caption in the lines below line `number`, which ends in an image."""
    for below in range(number + 1, min(number + LINES_BELOW, len(lines)) + 1):
        span = _trimmed(text, *lines.span(below))
        written = text[slice(*span)]
        if written:
            evidence = _evidence(text, written, alt)
            return Caption(*span, "next", evidence, plain_words(written)) if evidence else None
    return None


def _evidence(text: str, written: str, alt: str) -> str:
    """What speaks for this line below an image being its caption; "" when nothing does."""
    words = plain_words(written)
    if same_words(words, alt):
        return "alt"
    if len(words) > MOST_NEXT or "\u200b" in written:
        return ""
    if _MARKS.match(written):
        return "mark" if _is_mark(text) else ""
    if _NO_CAPTION.match(words) or _BODY.search(words):
        return ""
    if _CREDIT.search(words) and len(_SENTENCE.findall(words)) <= 2:
        return "mark"
    return "near" if _WRAPPED.fullmatch(words) else ""


def _is_mark(text: str) -> bool:
    """Whether ▲ marks captions on this page: there are not many more of them than images. It can be a bullet, too."""
    return len(re.findall(r"^[▲△]", text, re.MULTILINE)) <= text.count("![") + 1


def plain_words(written: str) -> str:
    """What a caption says: wikilinks unwrapped, marks and stars at its edges taken off."""
    words = _MARKS.sub("", WIKILINK.sub(shown, written)).strip()
    for edge in ("**", "*", "_"):
        if words.startswith(edge) and words.endswith(edge) and len(words) > 2 * len(edge):
            return words[len(edge) : -len(edge)].strip()
    return words


def same_words(words: str, alt: str) -> bool:
    """Whether caption and alt text say the same, credit, punctuation, spaces and wikilinks apart."""
    left, right = core(words), core(WIKILINK.sub(shown, alt))
    return bool(left) and left == right


def core(words: str) -> str:
    """The letters of a caption without its credit."""
    return _LOOSE.sub("", re.sub(rf"{_BRACKET_CREDIT}\s*[。.]?\s*$", "", words)) or _LOOSE.sub("", words)


def says_nothing(words: str) -> bool:
    """Whether words are nothing but a credit."""
    rest = re.sub(_BRACKET_CREDIT, "", words).strip(" 。.")
    if not rest or _ALONE.fullmatch(rest):
        return True
    credit = _CREDIT.match(rest)
    return credit is not None and len(rest) <= 40 and not _SENTENCE.search(rest[:-1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without spaces at its edges."""
    while start < end and text[start] in " \t\xa0\u3000":
        start += 1
    while end > start and text[end - 1] in " \t\xa0\u3000":
        end -= 1
    return start, end
