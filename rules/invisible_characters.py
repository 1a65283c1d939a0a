"""There are characters that nobody sees: zero-width spaces, byte-order marks, soft hyphens, bidi marks, controls.

Why: searches miss the words that they cut, and links with one inside lead nowhere.
Bad:   (新闻, U+200B, 发布会)
Good:  新闻发布会
Fix:   takes them out. Unsafe: a zero-width space can be what makes bold text bold. None for controls, in brackets and
       URLs, and where what stands on both sides would mean something to Markdown once it stands together.
"""

import re
import unicodedata
from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule

SEEN_BY_NOBODY = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
CONTROLS = r"\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
INVISIBLE = re.compile(rf"[{SEEN_BY_NOBODY}]+|[{CONTROLS}]+")
ANY = re.compile(rf"[{SEEN_BY_NOBODY}{CONTROLS}]")
JOINERS = frozenset("\u200c\u200d")
MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LOOK_BACK = 300


@rule(severity=WARNING, fix=UNSAFE, changes=Change.INVISIBLE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a run."""
    if not ANY.search(page.text):
        return
    top = 1 if page.text.startswith("\ufeff") else 0
    for run in INVISIBLE.finditer(page.text, top):
        start, end = run.span()
        if page.is_code(start) or _belongs(page.text, run):
            continue
        names = " ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in run.group()))
        name = unicodedata.name(run.group()[0], "control character").lower()
        fix = Fix((Edit(start, end, ""),), safe=False) if _may_go(page, run) else None
        yield Finding(start, end, f"invisible: {names} ({name})", fix)


def _belongs(text: str, run: re.Match[str]) -> bool:
    """Whether it does what it is for: joins an emoji or letters of a script that joins; turns text that runs left."""
    around = text[max(0, run.start() - 2) : run.start()] + text[run.end() : run.end() + 2]
    kinds = {unicodedata.bidirectional(character) for character in around}
    if set(run.group()) <= JOINERS:
        return any(ord(c) > 0x1F000 or c in "\ufe0f♀♂⚕❤☠⚖✈" or 0x590 <= ord(c) < 0xE00 for c in around)
    return set(run.group()) <= MARKS and bool(kinds & {"R", "AL"})


def _may_go(page: Page, run: re.Match[str]) -> bool:
    """Whether nothing but the run itself goes away with it."""
    start, end = run.span()
    if re.match(f"[{CONTROLS}]", run.group()):
        return False
    line = page.lines.span(page.lines.number(start))
    if not page.is_prose(start, end):
        return False
    left = page.text[max(line.start, start - LOOK_BACK) : start]
    apart = _means_something(left[-1:]) and _means_something(page.text[end : min(line.end, end + 1)])
    return left.rfind("[") <= left.rfind("]") and not apart


def _means_something(character: str) -> bool:
    """Whether it is ASCII punctuation or white space, or no character: the edge of the line."""
    return not character or character.isspace() or (character.isascii() and not character.isalnum())
