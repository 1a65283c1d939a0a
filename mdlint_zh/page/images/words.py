"""What a caption says, without marks, labels and links; and whether that tells anything of the picture."""

from __future__ import annotations

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.wikilinks import WIKILINK, shown
from mdlint_zh.page.images.credit import closing_credit, is_credit
from mdlint_zh.page.images.sources import count_han, in_one_spelling

MOST_COMPARED = 1200  # code points, so that a long line costs no time
FEWEST_HAN, FEWEST_WORDS = 2, 3
LONGEST_LABEL = 20
ALIKE = 0.3

_LINK = pattern(r"\[([^\[\]]{1,200})\]\((?:[^\s()]|\([^\s()]*\)){0,1000}\)")
_URL = pattern(r"https?://[^\s（）()]*")
_MARKS = pattern(r"[\s▲▼△▽*_]*[▲△▼▽][\s▲▼△▽]*")
_EMPHASIS = pattern(
    r"(?<![\\\d*])(\*{1,3})(?=[^\s*])([^*]{1,300}?)(?<!\s)\1(?!\*)|(?<![\w\\])(_{1,3})(?=[^\s_])([^_]{1,300}?)\3(?!\w)"
)
_LABEL = pattern(
    r"[(【\[]?(?:图[片像]?|照片|相片|图[说注解]|图片说明|[配插附]图|Fig(?:ure|\.)?|Photo|Image)"
    r"\s?(?:\d{1,3}(?:[-.–]\d{1,3}){0,2}|[一二三四五六七八九十]{1,3})?\s?[)】\]]?\s?(?::|(?<=[)】\]]))\s*",
)
_WRAPPED = pattern(r"（(?:[^（）()]|[（(][^（）()]*[）)])+）|\((?:[^（）()]|[（(][^（）()]*[）)])+\)")
_LOOSE = pattern(r"[\W_]+")
_WORD = pattern(r"[A-Za-z]{2,}")
_SIZE = pattern(r"\|\d{1,4}(?:x\d{1,4})?$")
_ADDED = pattern(r"[点點][击擊]|[查观觀]看|[大原][图圖]$|放大|^(?:[摄攝拍作绘繪][于於自]|[摄攝]影|[来來]自)|[Cc]lick")
# What sends the reader elsewhere, or says that nothing is said: 见正文, 同上, 略.
_NOTHING = pattern(
    r"(?:文字|图片?|照片|具体|详细|内容|相关|更多)*(?:说明|内容|介绍|解释|注释|描述)?(?:[请参详可]*)(?:见|看|阅|参考|参照)"
    r"(?:[正上下本原前后内左右])*(?:[文图表面方页述注边篇]|附录|附件|说明|报道)(?:中|内|末)?(?:所[示述])?(?:说明|部分|内容)?"
    r"|同[上前左右下][图文]?|从?略|[暂尚]?无(?:说明|标题|图注|图说|题|文字|描述)?|待[补定续]|如[上下左右]?[图题文表](?:所[示述])?|如[上下左右](?:所?[示述])?"
)
# What editors and converters write where nobody has written anything, and names that cameras and programs give.
_WORD_FOR_IMAGE = (
    r"(?:img|images?|pictures?|pic|photo|figure|fig|alt|alt ?text|untitled|screen ?shot|undefined|null|none"
    r"|图|圖|照片|截图|截圖|(?:文章|正文|文中|新闻|新聞)?(?:图片|圖片|图像|圖像|插图|插圖|配图|配圖))"
)
_FILE = r"\S{1,300}\.(?:jpe?g|png|gif|webp|bmp|svg|tiff?|heic|avif)"
_PLACEHOLDER = pattern(
    # the last of it is of Yuque: `image.png | left | 747x336`
    rf"(?:{_WORD_FOR_IMAGE}[\s_-]*\d{{0,4}}|{_FILE})(?:\s?\|\s?(?:left|right|center|inline)(?:\s?\|\s?\d+x\d+)?)?"
    r"|(?:https?:|file:)?//\S+|www\.\S+|data:\S+|\d[\d\s_.-]*"
    r"|(?:img|image|clip_image|dsc|mmexport|pasted image|微信图片|微信圖片)[\s_-]*\d[\d_-]*"
    # of CSDN, Gitee, SegmentFault, Stack Overflow, who ask for a description here
    r"|(?:在?[这這][里裡]|[请請]|[点點][击擊])?(?:[插输輸]入)?[图圖][片像](?:描述|说明|說明|名称|名稱|标题|標題)"
    r"|(?:enter )?image description(?: here)?"
    # of WordPress
    r"|(?:此|这个|這個)[图圖][像片]的\s?alt\s?[属屬]性[为為]空.*|this image has an empty alt attribute.*"
    # of Word, behind what a program has made of the picture
    r"|(?s:.*)(?:描述已自[动動]生成|自動產生的描述|description automatically generated)(?:\s?\([^()]{0,40}\))?",
    2,  # re.IGNORECASE
)


def plain_words(written: str) -> str:
    """Return what a caption says: links unwrapped, marks, emphasis, labels and a bracket around it all taken off."""
    words = written
    if "[" in words:
        words = _LINK.sub(r"\1", WIKILINK.sub(shown, words))
    if "http" in words:
        words = _URL.sub("", words)
    words = _unmarked(without_emphasis(words)).strip()
    if words.endswith(("）", ")")) and _WRAPPED.fullmatch(words) and not is_credit(in_one_spelling(words)):
        words = _unmarked(words[1:-1]).strip()
    label = _LABEL.match(in_one_spelling(words[:LONGEST_LABEL]))
    return words[label.end() :] if label and not is_credit(in_one_spelling(words)) else words


def _unmarked(words: str) -> str:
    """A text without the ▲ that it begins with."""
    mark = _MARKS.match(words)
    return words[mark.end() :] if mark else words


def without_emphasis(words: str) -> str:
    """Return a text without the stars and underscores that make it bold or slanted."""
    if "*" not in words and "_" not in words:
        return words
    return _EMPHASIS.sub(lambda match: match[2] or match[4], words)


def is_placeholder(alt: str) -> bool:
    """Tell whether an alt text or title stands for none: `img`, a file name, the note of a web editor."""
    return _PLACEHOLDER.fullmatch(alt.strip()) is not None


def tells(words: str) -> bool:
    """Tell whether a text tells anything of a picture besides its source, its number or its file's name."""
    if is_placeholder(words) or is_credit(in_one_spelling(words)):
        return False
    rest = without_credit(words)
    if count_han(rest) >= FEWEST_HAN:
        return _NOTHING.fullmatch(_LOOSE.sub("", in_one_spelling(rest))) is None
    found = _WORD.findall(rest)
    return len(found) >= FEWEST_WORDS and any(word.islower() for word in found)


def same_words(words: str, alt: str) -> bool:
    """Tell whether caption and alt text say the same, credit, punctuation, spaces and wikilinks apart."""
    if not alt.strip() or len(alt) > MOST_COMPARED:
        return False
    left, right = core(words), core(WIKILINK.sub(shown, alt))
    return bool(left) and left == right


def contradict(own: str, other: str) -> bool:
    """Tell whether two texts for one picture are in one language, and neither says, or nearly says, what the other
    does.
    """
    left, right = core(own), core(WIKILINK.sub(shown, other))
    if not left or not right or bool(count_han(left)) != bool(count_han(right)):
        return False
    return left not in right and right not in left and not _alike(left, right)


def disagree(title: str, alt: str) -> bool:
    """Tell whether title and alt text tell different things, so that one of them is another picture's.

    A title may add to what the alt text says: in another language, a size, its source, what a click does.
    """
    title, alt = WIKILINK.sub(shown, title), _SIZE.sub("", WIKILINK.sub(shown, alt))
    if not (tells(title) and tells(alt)) or _ADDED.search(title) or bool(count_han(title)) != bool(count_han(alt)):
        return False
    left, right = _LOOSE.sub("", title), _LOOSE.sub("", alt)
    return left not in right and right not in left and not _pairs(left) & _pairs(right)


def without_credit(words: str) -> str:
    """Return a text without the credit at its end."""
    credit = closing_credit(in_one_spelling(words))
    return words[: credit.start] if credit else words


def core(words: str) -> str:
    """Return the letters of a text without its credit."""
    return _LOOSE.sub("", without_credit(words)) or _LOOSE.sub("", words)


def _alike(own: str, other: str) -> bool:
    """Whether two texts tell of the same: much of the shorter one, in pairs of characters, is in the other."""
    left, right = _pairs(own), _pairs(other)
    return len(left & right) >= ALIKE * min(len(left), len(right))


def _pairs(text: str) -> set[str]:
    """The pairs of characters that stand beside each other."""
    return {text[i : i + 2] for i in range(len(text) - 1)}
