"""An HTML entity stands for a character that could stand there itself.

Why: people and programs that read the page without rendering it see `&#8217;`.
Bad:   It&#8217;s 3 o&rsquo;clock&hellip;
Good:  It’s 3 o’clock…
Fix:   writes the character. Safe. None for the numbers 128 to 159, on which readers disagree. Entities for spaces and
       for what means something to Markdown are left alone.
"""

import html
import re
from collections.abc import Iterator

from mdlint_zh import SAFE, WARNING, Change, Finding, Options, Page, replace, rule

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
MEANS_SOMETHING = frozenset("\\`*_{}[]()<>#+-.!|&~:=$@^;/")
# Below 160, browsers read numbers as windows-1252; to other readers they are controls.
DISPUTED = re.compile(r"&#(?:[xX]0*[89][0-9a-fA-F]|0*(?:12[89]|1[345]\d));")
LOOK_BACK = 1000


@rule(severity=WARNING, fix=SAFE, changes=Change.ENTITY, needs=("&",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an entity, in running text."""
    programs = _Programs(page)
    for entity in ENTITY.finditer(page.text):
        (start, end), character = entity.span(), html.unescape(entity.group())
        can_stand = _can_stand(page, character, start) and not _beside_marks(page.text, start, end)
        can_stand = can_stand and not programs.hold(start)
        if can_stand and page.is_prose(start, end):
            fix = None if DISPUTED.fullmatch(entity.group()) else replace(start, end, character)
            yield Finding(start, end, f"`{entity.group()}` stands for `{character}`", fix)


def _can_stand(page: Page, character: str, start: int) -> bool:
    """Whether the character is seen and nothing to Markdown; a quote is something behind `](` and in a tag."""
    if len(character) != 1 or not character.isprintable() or character.isspace() or character == "\ufffd":
        return False
    if character in "\"'":
        left = re.split(r"\n\s*\n", page.text[max(0, start - LOOK_BACK) : start])[-1]
        return left.rfind("](") <= left.rfind(")") and left.rfind("<") <= left.rfind(">") and "]:" not in left
    return character not in MEANS_SOMETHING and not (character.isascii() and character.isalnum())


class _Programs:
    """Tells where another program reads a page: in braces (attributes, shortcodes, MDX), in math, in an abbreviation.

    Reads on from place to place, which have to come in order and hold `&`: a line may have many.
    """

    def __init__(self, page: Page) -> None:
        self._text, self._lines = page.text, page.lines
        self._start = self._end = self._at = self._last_dollar = -1
        self._braced = self._bracketed = self._odd = False

    def hold(self, place: int) -> bool:
        """Whether another program reads what stands at this offset."""
        text = self._text
        if place >= self._end:
            self._start, self._end = self._lines.around(place)
            self._at, self._last_dollar = self._start, text.rfind("$", self._start, self._end)
            self._braced = self._bracketed = self._odd = False
        passed = text[self._at : place]
        self._at = place
        self._braced = _is_open(passed, "{", "}", before=self._braced)
        self._bracketed = _is_open(passed, "\\(", "\\)", before=self._bracketed)
        self._odd ^= passed.count("$") % 2 == 1
        math = (self._odd and self._last_dollar > place) or self._bracketed
        return self._braced or math or text.startswith("*[", self._start, place)


def _is_open(passed: str, opener: str, closer: str, *, before: bool) -> bool:
    """Whether the opener was there later than the closer, in this text or `before` it."""
    opened, closed = passed.rfind(opener), passed.rfind(closer)
    return before if opened == closed else opened > closed


def _beside_marks(text: str, start: int, end: int) -> bool:
    """Whether the character would be read together with what stands beside it.

    What is beside a mark of emphasis decides whether it is one; behind `<` and `&` a tag or another entity may begin;
    and behind a backslash that is none itself, the entity is none.
    """
    before = text[max(0, start - LOOK_BACK) : start]
    backslashes = len(before) - len(before.rstrip("\\"))
    return before[-1:] in ("*", "_", "~", "<", "&") or text[end : end + 1] in ("*", "_", "~") or backslashes % 2 == 1
