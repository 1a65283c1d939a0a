"""An HTML entity stands for a character that could stand there itself.

Why: people and programs that read the page without rendering it see `&#8217;`.
Bad:   It&#8217;s 3 o&rsquo;clock&hellip;
Good:  It’s 3 o’clock…
Fix:   writes the character. Safe. None for the numbers 128 to 159, on which readers disagree. Entities for spaces and
       for what means something to Markdown are left alone, and so are those in braces and in math.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, pattern, replace, rule

ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
MEANS_SOMETHING = frozenset("\\`*_{}[]()<>#+-.!|&~:=$@^;/")
# Below 160, browsers read numbers as windows-1252; to other readers they are controls.
DISPUTED = pattern(r"&#(?:[xX]0*[89][0-9a-fA-F]|0*(?:12[89]|1[345]\d));")
LOOK_BACK = 1000


@rule(severity=WARNING, fix=SAFE, changes=Change.ENTITY, needs=("&",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an entity, in running text."""
    text, has_labels = page.text, "]:" in page.text
    for entity in ENTITY.finditer(text):
        character, (start, end) = _shown(entity.group()), entity.span()
        if not character or (character in "\"'" and _is_in_quotes(text, start)) or _beside_marks(text, start, end):
            continue
        if page.is_prose(start, end):
            stays = DISPUTED.fullmatch(entity.group()) or _brackets(text, start) > (0 if has_labels else 1)
            fix = None if stays else replace(start, end, character)
            yield Finding(start, end, f"`{entity.group()}` stands for `{character}`", fix)


@lru_cache(maxsize=1024)  # a page has a few, hundreds of times
def _shown(entity: str) -> str:
    """The character that an entity stands for; "" for one that is not seen, or may mean something to Markdown."""
    from html import unescape  # noqa: PLC0415 - slow to import, and most pages have no entity

    character = unescape(entity)
    if len(character) != 1 or not character.isprintable() or character.isspace() or character == "\ufffd":
        return ""
    means = character in MEANS_SOMETHING or (character.isascii() and character.isalnum())
    return "" if means else character


def _is_in_quotes(text: str, start: int) -> bool:
    """Whether a quote would be something there: behind `](`, in a tag, in a definition."""
    left = re.split(r"\n\s*\n", text[max(0, start - LOOK_BACK) : start])[-1]
    return left.rfind("](") > left.rfind(")") or left.rfind("<") > left.rfind(">") or "]:" in left


def _brackets(text: str, start: int) -> int:
    """How many brackets are open there. A definition's label is compared as it is written, with its entities; and of an
    image within an image's alt text, renderers show other things.
    """
    before = text[max(0, start - LOOK_BACK) : start]
    return before.count("[") - before.count("]")


def _beside_marks(text: str, start: int, end: int) -> bool:
    """Whether the character would be read together with what stands beside it.

    What is beside a mark of emphasis decides whether it is one; behind `<` and `&` a tag or another entity may begin;
    and behind a backslash that is none itself, the entity is none.
    """
    if text[start - 1 : start] in ("*", "_", "~", "<", "&") or text[end : end + 1] in ("*", "_", "~"):
        return True
    before = text[max(0, start - LOOK_BACK) : start] if text.startswith("\\", start - 1) else ""
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
