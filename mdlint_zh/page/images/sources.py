"""The vocabulary of credits, as pieces of patterns: words for pictures, for where they are from, for who made them.

Gathered by reading captions of a real archive (tests/data/captions.csv) and of a score of others. All patterns for
captions are written for text in which every word is spelt in one way.
"""

from __future__ import annotations

from functools import lru_cache

from mdlint_zh.base.lazy import pattern

_FLAT = str.maketrans(
    "專為書於眾傳體寫農擊劃製歷發臺號後聽圖場處備屬誌戶報據攝擷數雜權來檔點電畫絡紀組繪維編網聯臉節視見計訊記設譯說請讀謝責資轉載輯選導鏈聞閱頻驟頁題術頭該團隊註幾兩這證條關審對觀蓋達覺國財參歐韓"
    "（）：／｜；？！\u3000\xa0",
    "专为书于众传体写农击划制历发台号后听图场处备属志户报据摄撷数杂权来档点电画络纪组绘维编网联脸节视见计讯记设译说请读谢责资转载辑选导链闻阅频骤页题术头该团队注几两这证条关审对观盖达觉国财参欧韩"
    "():/|;?!  ",
)

_HAN = pattern("[\u3400-\u9fff]")


@lru_cache(maxsize=16)  # of one text it is asked several times in a row
def in_one_spelling(text: str) -> str:
    """Return the text, as long as it was, in simplified characters and half-width punctuation, as far as patterns need
    it.
    """
    return text.translate(_FLAT)


def count_han(text: str) -> int:
    """Return how many Han characters are in a short text."""
    return len(_HAN.findall(text))


PICTURE = r"(?:图片|图像|图|照片?|相片|影像)"
SHOT = r"(?:图片?|照片?|截[图屏]|撷[图取]|画面)"

# Who sells pictures and nothing else, and who sells texts, too.
BANK = (
    r"(?:Getty|Shutterstock|i[Ss]tock|Unsplash|Pixabay|Pexels|Alamy|NurPhoto|Wikimedia|Flickr|Dreamstime|VCG"
    r"|Imagine ?China|Depositphotos|Adobe Stock|Handout|Courtesy|Photo|PHOTO|Image|盖蒂|盖提|达志|东方IC|视觉中国)"
)
AGENCY = (
    r"(?:AFP|AP|EPA|REUTERS|Reuters|Bloomberg|Xinhua|AXIOS|BBC|CNN|CNBC|NASA|VOA|RFA|NHK|Sputnik|Anadolu|路透|法新|美联|彭博|大纪元"
    r"|(?![图照截])[\w·]{1,8}(?:社|新闻|报|电视台?|视台|网|财经))"
)
NAME = r"(?:[A-Za-zÀ-ž.’'‧\- ]{2,40}|[\u3400-\u9fff·‧]{2,10})"

# Between the word for a picture and the source: 图片来源：, 照片由, 截自.
FROM = r"(?:来源|来自|来|源[自于]|源|出处|[取引摘翻截撷]{1,2}自|撷取|引用自|提供|由|感谢|授权)于?\s?[:/]?"
PICTURE_FROM = rf"(?:{PICTURE}{{1,2}}\s?(?:{FROM}|[/|])|图文?源[\s:自于]|(?:截|撷)[图取]?自)"
ENGLISH = (
    r"(?:(?:Photo|Image) (?:[Cc]redit|[Ss]ource)|Photo(?: ?graph)?|Image|Picture|Illustration|Credit|Courtesy|Source)s?"
    r"(?:\s?[:/]|\s(?:by|credit|from|of|courtesy|via)\b)"
)
# What kind of picture it is, and nothing of what it shows: 网络图片, 视频截图, 资料照, 美联社照片.
WHOSE = (
    r"(?:本?网[络路上]?|互联网|资料|示意|视频|影片|电视台?|档案|合成|节目|官[网方]|[原本][网文]?|推[特文]"
    r"|脸书|微博|微信|直播|网[页站友]|文件|历史|\w{1,5}社|\w{0,3}报[导道]|新闻|制|盖蒂|达志|[A-Z]{2,6}|Twitter"
    r"|YouTube|作者|本人|撰稿人|公共|文章)"
)
KIND = rf"(?:{WHOSE}[/的]?){{1,3}}\s?{SHOT}"
# Who made it, before a colon or a slash: 摄影：…, 插图：…, 图片合成：…, 美工／….
MAKER = (
    rf"(?:摄影师?|拍摄|[插配供题附封][图面]摄?影?|[绘手][图画]?|制图|图文|文图|图\s?[/+&]\s?文|文\s?[/+&]\s?图"
    rf"|{PICTURE}?(?:合成|设计|处理|上色|后期|制作|提供|摄影|拍摄)|美[工编术]|(?:海报|封面)(?:制作|设计|提供)?|漫画"
    r"|设计师|Illustrat(?:ion|or)|Graphics?|Photographer)"
)
