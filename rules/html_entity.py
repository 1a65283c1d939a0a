"""An HTML entity stands for a character that could stand there itself.

Why: people and programs that read the page without rendering it see `&#8217;`.
Bad:   It&#8217;s 3 o&rsquo;clock&hellip;
Good:  It’s 3 o’clock…
Fix:   writes the character. Safe. Entities for spaces and for what means something to Markdown are left alone.
"""

import html
import re
from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, replace, rule

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
MEANS_SOMETHING = frozenset("\\`*_{}[]()<>#+-.!|&~:=$@^")
LOOK_BACK = 1000


@rule(severity=WARNING, fix=SAFE, changes=Change.ENTITY, needs=("&",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an entity, in running text."""
    for entity in ENTITY.finditer(page.text):
        (start, end), character = entity.span(), html.unescape(entity.group())
        can_stand = _can_stand(page, character, start) and not _beside_marks(page.text, start, end)
        if can_stand and page.is_prose(start, end):
            yield Finding(start, end, f"`{entity.group()}` stands for `{character}`", replace(start, end, character))


def _can_stand(page: Page, character: str, start: int) -> bool:
    """Whether the character is seen and nothing to Markdown; a quote is something behind `](` and in a tag."""
    if len(character) != 1 or not character.isprintable() or character.isspace() or character == "\ufffd":
        return False
    if character in "\"'":
        line = page.lines.span(page.lines.number(start)).start
        left = page.text[max(line, start - LOOK_BACK) : start]
        return left.rfind("](") <= left.rfind(")") and left.rfind("<") <= left.rfind(">") and "]:" not in left
    return character not in MEANS_SOMETHING and not (character.isascii() and character.isalnum())


def _beside_marks(text: str, start: int, end: int) -> bool:
    """Whether a mark of emphasis stands beside it: what is beside it decides whether that mark is one."""
    return text[start - 1 : start] in ("*", "_", "~") or text[end : end + 1] in ("*", "_", "~")
