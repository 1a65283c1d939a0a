"""The signs by which a text beside an image is known for its caption, or for something else.

A sign *for*: ▲ before it, a label (`图1：`, 左图：), 图为…, a picture's credit at its end. A sign *against* weighs
more than all of them: a text that announces the next picture, the head of a section, the line of a desk, an article's
own words.
All functions but `may_be_marked` take flat text (see `sources`).
"""

from __future__ import annotations

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.images.credit import begins_with_credit, closing_credit, is_bare_name, is_credit

MOST_SENTENCES = 3

TRIANGLE = pattern(r"[\s*_(▼▽]*[▲△]")
# Signs that are spoken of, or that stand for a picture below as well.
_BOTH_SIGNS = pattern(
    r"[^▼▽]*[▼▽]|[\s*_(]*[▲△][\s*_、,/和与及]*[\"“「]?(?:表示|代表|为|是|指|意为|[三双]角|三角|双?向?箭头|符号|标[记志识])"
)
_SLOPE = pattern(r"[\s*_(]*[▼▽]")
_PICTURE = r"(?:[图圖][片像]?|照片|相片|[图圖][说說註注解]|[图圖]片[说說]明|[配插附][图圖]|Fig(?:ure|\.)?)"
_NUMBER = r"(?:\d{1,3}(?:[-.–]\d{1,3}){0,2}|[一二三四五六七八九十]{1,3})"
_LABEL = pattern(
    rf"[\s*_(【\[]{{0,4}}(?:[上左右](?:半)?)?{_PICTURE}\s?{_NUMBER}?\s?(?::|[)】\]]\s?:?(?=\S))|[\s*_(]{{0,4}}[上左右中]?图片?为(?![了此何什媒]|.{{0,3}}[据证])"
)
_SHOWN_LATE = pattern(r"[。!?;]\s*图为")
# It tells what comes next: below it stands the picture that it speaks of.
_ANNOUNCES = pattern(
    r"^[\s*_(]*(?:如|见|请[看见]?|再?看|点击)?(?:以下|下[面方列]|下[图表]|接下来|接下来)"
    r"|(?:[如见][下上]?[图表]|下[图表]|如下|下列|图如下|所示|见下[图方面]|(?:下[面方]|以下)(?:[是为的几两这]|[图截屏照]))"
    r"|[:👇↓⬇▼→][\s*_]*$|下一?[张幅]|关注我们|(?:点击|扫描?|长按).{0,6}(?:蓝字|二维码|关注|订阅|链接)"
)
_ENDS_ANNOUNCING = pattern(r"(?:[如见]下|以下|下[图表])[\s:。….]*$")
# The head of a section or the item of a list: 一、 （二） 3. 第四章 ① 步骤五.
_NUMBERED = pattern(
    r"[\s*_]*(?:[一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、)．]|\d{1,2}\.(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\s"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条步点部]|[①-⑳⑴-⑽❶-❿]|步骤\s?[\d一二三四五六七八九十]|[Ss]tep\s?\d|[A-Da-d][.、．]\s)"
)
_NAVIGATION = pattern(r"(?:返回|回到|上一|下一|[点點][击擊]|长按|扫描|扫码|[关關]注|[订訂][阅閱]|展开|收起)")
_BOLD = pattern(r"\s*(?:\*\*|__)")
# What would be no paragraph on a line of its own, or is none now.
_BLOCK = pattern(
    r"#{1,6}(?:\s|$)|>|\||[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|`|~~~|<|!\[|\[[^\[\]]*\]:|(?:[-=*_]\s*){3,}$|\{|:::|!!!|\?\?\?|\$\$|%%|\^|\]|\[\^"
)
# A text that goes on from the picture: it stands in a sentence.
_GOES_ON = pattern(r"\s*[，,。、;:!?)」』”’》】…—·|]")
# A desk's lines about the article: who wrote, translated, checked and published it, what to read next.
_DESK = pattern(
    r"[＊*]{0,2}(?:"
    r"免责|责[任编]|转载|本文|更多|原文|接上|[关相][联关]|延伸|阅读|链接|参考|信息|素材|文章"
    r"|编[辑译]|发[布稿]|听写|制作|音频|视频(?!截)|新闻[来链]|[校审核][对核校]|翻译|作者|记者|[撰整]|文[:/]|文字"
    r"|直播|主播|剪辑|上传|配音|策划|资料来源|【[^】]{0,20}讯|注:|备注"
    r")|http|@|▎"
)
_LINK_LINE = pattern(r"\[[^\[\]]*\]\(")
# Article text that runs on: speech, a report, a dateline, the zero-width spaces of a converter.
_BODY = pattern(
    r":[「“『]|\u200b|^[“「『][^”」』]*[，。!?][”」』]|据(?!.{0,4}图)[^，。]{0,12}(?:报[道导]|了解|悉)"
    r"|^[^。(]{2,16}[(【](?!图)[^()]{2,8}[社电][)】]"
)
_SENTENCE = pattern(r"[。?!]")


# Every mark and every credit has one of these; most lines below images have none.
_HINT = pattern(r"[▲△▼▽图圖照影摄攝源©/／|｜屏取绘繪供A-Z]|[来來]自|[画畫]面|[）)*_。. ]{0,4}[）)*_][。. ]*$")


def may_be_marked(written: str) -> bool:
    """Tell whether a text, as it is written, may have a mark or a credit: seen at once."""
    return _HINT.search(written) is not None


def is_marked(written: str) -> bool:
    """Tell whether a text begins with a mark: ▲, a label, 图为."""
    return bool(TRIANGLE.match(written) or _LABEL.match(written)) and not begins_with_credit(written)


def begins_block(written: str) -> bool:
    """Tell whether a text would be no paragraph on a line of its own."""
    return _BLOCK.match(written) is not None


def is_against(written: str, words: str) -> bool:
    """Tell whether a sign speaks against this text being the caption of the image above or before it."""
    if _BLOCK.match(written) or "![" in written or _SLOPE.match(written):
        return True
    if _ANNOUNCES.search(words) and (not is_credit(words) or _ENDS_ANNOUNCING.search(words)):
        return True
    if TRIANGLE.match(written):
        rest = TRIANGLE.sub("", words, count=1).lstrip(" *_")
        return bool(_NUMBERED.match(rest) or _NAVIGATION.match(rest))
    return bool(_GOES_ON.match(words) or _NUMBERED.match(words))


def is_article(written: str, words: str) -> bool:
    """Tell whether a text is of a desk or of the article."""
    looks = _DESK.match(words) or _LINK_LINE.match(written) or _BODY.search(written)
    return looks is not None and (not is_credit(words) or is_bare_name(words))


def is_heading(written: str) -> bool:
    """Tell whether a text begins bold, as a heading does that is none to Markdown."""
    return bool(_BOLD.match(written))


def sentences(words: str) -> int:
    """Return how many sentences end in a text."""
    return len(_SENTENCE.findall(words))


def weight(written: str, words: str) -> str:
    """Return what speaks for a text being a caption, "" when nothing does.

    mark: ▲, or a picture's credit; label: `图1：`, 图为; bare: a credit that articles have, too; near: ▲ beside ▼, or
    spoken of.
    """
    if is_credit(words):
        return "" if is_bare_name(words) else "mark"
    if TRIANGLE.match(written) and not _BOTH_SIGNS.match(written):
        return "mark"
    credit = closing_credit(words)
    if credit and sentences(words[: credit.start]) > MOST_SENTENCES:
        credit = None
    if credit and not credit.bare and not _SHOWN_LATE.search(words):
        return "mark"
    if TRIANGLE.match(written):
        return "near"
    return "label" if is_marked(written) else "bare" if credit else ""
