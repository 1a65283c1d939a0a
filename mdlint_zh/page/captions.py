"""Which text belongs to an image as its caption, and how sure that is.

Told apart by reading 351 images of a real archive (tests/data/captions.csv). Text on the image's own line is a caption
unless something speaks against it; a line below is one only on evidence: it repeats the alt text, or carries a credit
or a mark. Shortness alone is none: most short lines below an image are a desk's boilerplate.
"""

from __future__ import annotations

from typing import NamedTuple

from mdlint_zh.page.credits import (
    begins_with_credit,
    credit_end,
    has_credit,
    is_framed_by_credit,
    says_nothing,
    without_credit,
)
from mdlint_zh.page.lazy import pattern
from mdlint_zh.page.wikilinks import WIKILINK, shown

LINES_BELOW = 3
MOST_WRITTEN = 1200  # code points with URLs and wikilinks, so that a long line costs no time
MOST_INLINE, MOST_NEXT, MOST_UNMARKED = 140, 120, 70
ALIKE = 0.3

# What would be no paragraph any more on a line of its own, or is none now.
_BLOCK = pattern(r"#{1,6}(?:\s|$)|>|\||[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|`|~~~|<|!\[|\[[^\[\]]*\]:|(?:[-=*_]\s*){3,}$")
# A desk's lines about the article: who wrote, translated, checked and published it, what to read next.
_DESK = pattern(
    r"[＊*]{0,2}(?:"
    r"免[责責]|[责責][任编編]|[转轉][载載]|本文|更多|原文|接上|[关關相][联聯关關]|延伸|[阅閱][读讀]|[链鏈]接|参考|參考|信息|素材|文章"
    r"|[编編][辑輯]|[发發][布稿]|[听聽][写寫]|制作|製作|音[频頻]|[视視][频頻](?!截)|新[闻聞][来來链鏈]|[校审審核][对對核校]|翻[译譯]|作者|[记記]者|[撰整]|文[:：/／]|文字"
    r"|直播|主播|上[传傳]|配音|策[划劃]|[资資]料[来來]源"
    r")|http|@|▎"
)
_LINK_LINE = pattern(r"\[[^\[\]]*\]\(|\*\*")
# Article text that runs on: speech, a report, a dateline, the zero-width spaces of a converter.
_BODY = pattern(
    r"：[「“『]|\u200b|[据據](?!.{0,4}[图圖])[^，。]{0,12}(?:报[道导]|報[道導]|了解|悉)"
    r"|^[^。（(]{2,16}[（(【][^（）()]{2,8}[社电電][）)】]"
)
_MARKS = pattern(r"[\s▲▼△▽↑↓*_（(]*[▲△▽▼][\s▲▼△▽]*")
_LABELS = pattern(r"[（(\[]?[图圖][片像]?[说說]明?[）)\]]?[:：]?\s*")
_URL = pattern(r"https?://[^\s（）()]*")
_LINK = pattern(r"\[([^\[\]]{1,200})\]\((?:[^\s()]|\([^\s()]*\)){0,1000}\)")
_LOOSE = pattern(r"[\W_]+")
_SENTENCE = pattern(r"[。？！?!]")
_WRAPPED = pattern(r"（(?:[^（）]|（[^（）]*）){2,90}）|\((?:[^()]|\([^()]*\)){2,90}\)|\*[^*]{2,90}\*|_[^_]{2,90}_")
_STARRED = pattern(r"\*\*|(?<!\*)\*([^*\s]{1,90})\*(?!\*)")
_NOTE = pattern(r"[备備]注|^注[:：]|播放|[听聽][写寫]|\d\d:\d\d")  # in brackets or slanted, too, but no captions
_SPACES = " \t\xa0\u3000"
# The first line that is not blank, of the next few.
_BELOW = pattern(rf"(?:(?:\r\n|\n|\r)[{_SPACES}]*){{1,{LINES_BELOW}}}(?P<line>[^\r\n{_SPACES}][^\r\n]*)")
_HAN = pattern(r"[\u3400-\u9fff]")


class Caption(NamedTuple):
    """A caption [start, end), without spaces at its edges.

    `place`: inline (behind the image, on its line) or next (a line below). `evidence`: alt (it repeats the alt text),
    mark (a credit or a mark), or near (nothing but where and how it stands). `words` is what it says: wikilinks and
    links unwrapped, marks taken off.
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
        """Whether it is sure, says something in the language of the alt text, and the two are not much alike."""
        if not self.sure or self.is_credit or len(alt.strip()) < 4:
            return False
        own, other = core(self.words), core(WIKILINK.sub(shown, alt))
        if not other or bool(_HAN.search(own)) != bool(_HAN.search(other)):
            return False
        return own not in other and other not in own and not _alike(own, other)

    @property
    def is_credit(self) -> bool:
        """Whether it says nothing but where the picture is from."""
        return says_nothing(self.words)


def inline_caption(text: str, start: int, end: int, alt: str) -> Caption | None:
    """The caption in the text [start, end) behind an image on its line."""
    start, end = _trimmed(text, start, end)
    if not 0 < end - start <= MOST_WRITTEN:
        return None
    written = text[start:end]
    cut = credit_end(written)
    if cut and written[cut:].strip(" \t*_。."):
        end, written = start + cut, written[:cut]
    words = plain_words(written)
    evidence = "" if _BLOCK.match(written) else _inline_evidence(written, words, alt)
    return Caption(start, end, "inline", evidence, words) if evidence else None


def _inline_evidence(written: str, words: str, alt: str) -> str:
    """What speaks for this text behind an image being its caption; "" when nothing does."""
    if same_words(words, alt):
        return "alt"
    first = begins_with_credit(words)
    if not _LOOSE.sub("", words) or (not first and (_DESK.match(words) or _LINK_LINE.match(written))):
        return ""
    body = _BODY.search(written)
    if len(words) <= MOST_INLINE and (first or (not body and (has_credit(words) or _MARKS.match(written)))):
        return "mark"
    short = len(words) <= MOST_UNMARKED and len(_SENTENCE.findall(words)) <= 1
    return "near" if short and not alt.strip() and not body else ""


def next_caption(text: str, line_end: int, alt: str) -> Caption | None:
    """The caption in the lines below the line that ends at offset `line_end`, and that ends in an image."""
    below = _BELOW.match(text, line_end)
    if below is None:
        return None
    start, end = _trimmed(text, *below.span("line"))
    written = text[start : min(end, start + MOST_WRITTEN + 1)]
    evidence = _next_evidence(written, alt)
    if evidence == "mark" and _MARKS.match(written) and _is_bullet(text, below.end()):
        evidence = ""
    return Caption(start, end, "next", evidence, plain_words(written)) if evidence else None


def _next_evidence(written: str, alt: str) -> str:
    """What speaks for this line below an image being its caption; "" when nothing does."""
    words = plain_words(written)
    if len(written) > MOST_WRITTEN or _BLOCK.match(written):
        return ""
    if same_words(words, alt):
        return "alt"
    if len(words) > MOST_NEXT or "\u200b" in written:
        return ""
    marked = _MARKS.match(written)
    credit = is_framed_by_credit(words)
    if not marked and (_DESK.match(words) or _BODY.search(words) or (_LINK_LINE.match(written) and not credit)):
        return ""
    if marked or (credit and len(_SENTENCE.findall(words)) <= 2):
        return "mark"
    return "near" if _WRAPPED.fullmatch(written) and not _NOTE.search(words) else ""


def _is_bullet(text: str, line_end: int) -> bool:
    """Whether the ▲ of the line that ends at this offset is a bullet: the next paragraph has one, too."""
    below = _BELOW.match(text, line_end)
    return below is not None and bool(_MARKS.match(below["line"][:100]))


def plain_words(written: str) -> str:
    """What a caption says: links unwrapped, marks, stars, labels and a bracket around it all taken off."""
    words = written
    if "[" in words:
        words = _LINK.sub(r"\1", WIKILINK.sub(shown, words))
    if "http" in words:
        words = _URL.sub("", words)
    mark = _MARKS.match(words)
    words = words[mark.end() :] if mark else words
    words = (_STARRED.sub(r"\1", words) if "*" in words else words).strip()
    if len(words) > 2 and words[0] == words[-1] and words[0] in "*_":
        words = words[1:-1].strip()
    label = _LABELS.match(words)
    words = words[label.end() :] if label else words
    return words[1:-1].strip() if _WRAPPED.fullmatch(words) and not says_nothing(words) else words


def same_words(words: str, alt: str) -> bool:
    """Whether caption and alt text say the same, credit, punctuation, spaces and wikilinks apart."""
    if not alt.strip() or len(alt) > MOST_WRITTEN:
        return False
    left, right = core(words), core(WIKILINK.sub(shown, alt))
    return bool(left) and left == right


def core(words: str) -> str:
    """The letters of a caption without its credit."""
    return _LOOSE.sub("", without_credit(words)) or _LOOSE.sub("", words)


def _alike(own: str, other: str) -> bool:
    """Whether two texts tell of the same: much of the shorter one, in pairs of characters, is in the other."""
    left, right = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (own, other))
    return len(left & right) >= ALIKE * min(len(left), len(right))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without spaces at its edges."""
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    return start, end
