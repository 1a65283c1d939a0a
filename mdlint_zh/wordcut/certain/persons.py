"""Chinese names of three characters of which an archive links the first two: 王军 of 王军涛."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from mdlint_zh.wordcut.text import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable

LINKED: Final = 2
"""How many characters of such a name a link covers."""
LENGTH: Final = 3
_LEAST: Final = 3
"""So often a name has to occur, and in more than half of the places where what is linked occurs."""
SURNAMES: Final = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "姚谭廖邹熊陆郝孔崔康毛邱秦史顾侯邵孟段钱汤尹黎乔贺赖龚庞樊殷施陶翟颜倪严牛温芦季俞鲁葛伍韦申尤毕聂丛焦柳邢岳梅莫庄辛管祝"
    "左涂谷祁舒耿牟卜詹苗凌费纪靳盛童欧甄项曲游阳裴席卫查屈鲍覃霍翁隋植甘薄柏柯阮桂闵"
)
"""Surnames that are seldom the beginning of other words."""
_FOLLOWERS: Final = frozenset(
    "的了在是和与及或之也都就还则却被把将向对从由以为于有没不会能可要想说称表认指告问答写做任当出来去到进上下中内外前后里间时年月日"
    "号先家党市区省县州国人军民部院局会员长主副总委书校队团社公司集网报方派系案事论件们着过得地等又再已曾因而但若如所其这那此该每"
    "各很太更最几两双单一二三四五六七八九十百千万亿个名位次名岁路街山海河湖岛站店厂兄女男老小大夫弟母父妻儿爱控资通旗"
)
"""What stands behind a name, and in none: 王军先, 江家, 李友的."""


def collect(texts: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """Return the names that pages show, sorted.

    Each page is given as its visible text and what its links show there, both in Simplified characters. A name is two
    characters that some page links and that begin with a surname, and the one that follows in most of their places.
    """
    pages = [
        (text, {shown for shown in links if len(shown) == LINKED and shown[0] in SURNAMES}) for text, links in texts
    ]
    wanted = frozenset[str]().union(*(links for _, links in pages))
    followers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, _ in pages:
        for at in range(len(text) - 1):
            if text[at] in SURNAMES and text[at : at + LINKED] in wanted:
                followers[text[at : at + LINKED]][text[at + LINKED : at + LENGTH]] += 1
    return sorted(linked + char for linked, counts in followers.items() for char in _most(counts))


def _most(counts: Counter[str]) -> Iterable[str]:
    """The character that follows in most places, when it may be the end of a name."""
    char, count = counts.most_common(1)[0]
    if count >= _LEAST and 2 * count > counts.total() and char and is_han(char) and char not in _FOLLOWERS:
        yield char
