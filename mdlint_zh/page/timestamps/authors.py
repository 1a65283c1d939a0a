"""Words beside a time that are known to be no place: they name who wrote, or what was done.

Anything else may name the place where the time counts, and no list of places is complete.
"""

from __future__ import annotations

from mdlint_zh.base.lazy import pattern

# Who writes: what the name of a desk, a publisher or a group ends in. 东部 is a region, 烟台 a town, 新会 a district.
_WHO = (  # a desk by its task, for 部 alone may be a region
    r"(?:[编編][辑輯]|新[闻聞]|翻[译譯]|[设設][计計]|[财財][经經]|文宣|宣[传傳]|公[关關]|[国國][际際]|外[联聯]|金融|政治|技[术術]|[采採][访訪]|[评評][论論])部"
    r"|[组組社网網报報团團団队隊]|[农農][场場]|庄园|莊園|小?[编編]|主[编編]|[编編][辑輯]|作者|[记記]者|[译譯]者|翻[译譯]|[学學]者|先生|女士|教授|老[师師]|同[学學]"
    r"|[电電][视視]台|[电電][台臺]|[频頻]道|公司|工作室|[协協][会會]|委[员員][会會]|基金[会會]|大[学學]|研究院|研究所|[杂雜][志誌]|[专專][栏欄]|[视視][频頻]|新[闻聞]|快[讯訊]|中文站"
)
_HAN_NAME = pattern(rf"(?:{_WHO})(?:$|(?=[^\u3400-\u9fff]))")
_LATIN_NAME = pattern(
    r"(?:Group|Team|News|Times|Post|Press|Media|Studio|Editors?|Reporters?|Staff|Admin|Agency|Journal|Weekly"
    r"|Translators?|Farm|Radio|TV)\b"
)
_LATIN_WORDS = pattern(r"[\s,.]*((?:[A-Za-z][\w.&'’-]*\s?)+)")
# What says that a name follows, or stands alone and is none: 作者：张三, By A. Name, 阅读 12, 发布.
_LABEL = (
    r"作者|[记記]者|[编編][辑輯]|[责責][编編]|[编編][译譯]|撰文|撰稿|[译譯]者|翻[译譯]|[来來]源|出[处處]|文"
    r"|[Aa]uthor|[Ee]ditor|[Bb]y"
)
_DONE = "[阅閱][读讀]|[浏瀏][览覽]|[点點][击擊]|[评評][论論]|原[创創]|[转轉][载載]|[发發][布佈表]|更新"
_LABELLED = pattern(rf"[\s,.]*(?:(?:{_LABEL})\s?[:/]|[Bb]y\s|(?:作者|{_DONE})(?![于於在自]))")
# Words that begin so tell where it was written, whoever they name behind that.
_FROM = pattern(r"[\s,.]*(?:[发發][自于於]|[写寫摄攝拍录錄][自于於在]|[于於在自])")
_LABELLED_ABOVE = pattern(rf"(?:{_LABEL})\s?[:/]\s?[^\s:/]+$")


def names_author(text: str, at: int) -> bool:
    """Tell whether the words of `text` from `at` on begin with the name of an author, or with a label of one."""
    if _LABELLED.match(text, at):
        return True
    if _FROM.match(text, at):
        return False
    latin = _LATIN_WORDS.match(text, at)
    if latin:
        return _LATIN_NAME.search(latin[1]) is not None and len(latin[1].split()) > 1
    word = text[at:].split(maxsplit=1)[:1]
    return bool(word) and _HAN_NAME.search(word[0]) is not None


def names_author_above(text: str) -> bool:
    """Tell whether the words that end a text name an author."""
    if _LABELLED_ABOVE.search(text):
        return True
    words = text.split()
    return bool(words) and (_HAN_NAME.search(words[-1]) is not None or _LATIN_NAME.search(words[-1]) is not None)
