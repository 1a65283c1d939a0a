"""The vocabulary of credits, as pieces of patterns: words for pictures, for where they are from, for who made them.

Gathered by reading captions of a real archive (tests/data/captions.csv) and of a score of others.
"""

from __future__ import annotations

PICTURE = r"(?:[图圖]片|[图圖]像|[图圖]|照片?|相片|影像)"
SHOT = r"(?:[图圖]片?|照片?|截[图圖屏]|[撷擷][图圖取]|[画畫]面)"

# Who sells pictures and nothing else, and who sells texts, too.
BANK = (
    r"(?:Getty|Shutterstock|i[Ss]tock|Unsplash|Pixabay|Pexels|Alamy|NurPhoto|Wikimedia|Flickr|Dreamstime|VCG|Imagine ?China"
    r"|Depositphotos|Adobe Stock|Handout|Courtesy|Photo|PHOTO|Image|盖蒂|蓋蒂|盖提|达志|達志|东方IC|视觉中国|視覺中國)"
)
AGENCY = (
    r"(?:AFP|AP|EPA|REUTERS|Reuters|Bloomberg|Xinhua|AXIOS|BBC|CNN|CNBC|NASA|VOA|RFA|NHK|Sputnik|Anadolu|路透|法新|美[联聯]|彭博|大[纪紀]元"
    r"|(?![图圖照截])[\w·]{1,8}(?:社|新[闻聞]|[报報]|[电電][视視]台?|[視视]台|[网網]|财经|財經))"
)
NAME = r"(?:[A-Za-zÀ-ž.’'‧\- ]{2,40}|[\u3400-\u9fff·‧]{2,10})"

# Between the word for a picture and the source: 图片来源：, 照片由, 截自.
FROM = (
    r"(?:[来來]源|[来來]自|[来來]|源[自于於]|源|出[处處]|[取引摘翻截撷擷]{1,2}自|[撷擷]取|[引]用自|提供|由|感[谢謝]|授[权權])[于於]?\s?[:：／/]?"
)
PICTURE_FROM = rf"(?:{PICTURE}{{1,2}}\s?(?:{FROM}|[/／|｜])|[图圖]文?源[\s:：自于於]|(?:截|[撷擷])[图圖取]?自)"
ENGLISH = (
    r"(?:Photo ?graph|Photo|Image|Picture|Illustration|Credit|Courtesy|Source|Photo [Cc]redit|Image [Ss]ource|Image [Cc]redit)s?"
    r"(?:\s?[:：/／]|\s(?:by|credit|from|of|courtesy|via)\b)"
)
# What kind of picture it is, and nothing of what it shows: 网络图片, 视频截图, 资料照, 美联社照片.
WHOSE = (
    r"(?:本?[网網][络絡路上]?|互[联聯][网網]|[资資]料|示意|[视視][频頻]|影片|[电電][视視]台?|[档檔]案|合成|[节節]目|官[网網方]|[原本][网網文]?|推[特文]"
    r"|[脸臉][书書]|微博|微信|直播|[网網][页頁站友]|文件|[历歷]史|\w{1,5}社|\w{0,3}[报報][导道導]|新[闻聞]|[制製]|盖蒂|达志|達志|[A-Z]{2,6}|Twitter"
    r"|YouTube|作者|本人|撰稿人|公共|文章)"
)
KIND = rf"(?:{WHOSE}[／/的]?){{1,3}}\s?{SHOT}"
# Who made it, before a colon or a slash: 摄影：…, 插图：…, 图片合成：…, 美工／….
MAKER = (
    rf"(?:[摄攝]影师?|拍[摄攝]|[插配供题題附封][图圖面][摄攝]?影?|[绘繪手][图圖画畫]?|[制製][图圖]|[图圖]文|文[图圖]|[图圖]\s?[/／+&]\s?文|文\s?[/／+&]\s?[图圖]"
    rf"|{PICTURE}?(?:合成|[设設][计計]|[处處]理|上色|[后後]期|[制製]作|提供|[摄攝]影|拍[摄攝])|美[工编編术術]|(?:海[报報]|封面)(?:[制製]作|[设設][计計]|提供)?|漫[画畫]"
    r"|[设設][计計]师|Illustrat(?:ion|or)|Graphics?|Photographer)"
)
