"""There are characters that nobody sees: zero-width spaces, byte-order marks, soft hyphens, bidi marks, controls.

Why: searches miss the words that they cut, and links with one inside lead nowhere.
Bad:   (新闻, U+200B, 发布会)
Good:  新闻发布会
Fix:   takes them out. Unsafe: a zero-width space can be what makes bold text bold. None for controls.
"""

import re
import unicodedata
from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule

INVISIBLE = re.compile(
    r"[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+|[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]+"
)
JOINERS = frozenset("\u200c\u200d")
MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@rule(severity=WARNING, fix=UNSAFE, changes=Change.INVISIBLE)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a run."""
    for run in INVISIBLE.finditer(page.text):
        start, end = run.span()
        if (start == 0 and run.group() == "\ufeff") or page.is_code(start) or _belongs(page.text, run):
            continue
        names = " ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in run.group()))
        name = unicodedata.name(run.group()[0], "control character").lower()
        fix = None if name == "control character" or "separator" in name else Fix((Edit(start, end, ""),), safe=False)
        yield Finding(start, end, f"invisible: {names} ({name})", fix)


def _belongs(text: str, run: re.Match[str]) -> bool:
    """Whether it does what it is for: joins an emoji, or letters of a script that joins; turns text that runs leftwards."""
    around = text[max(0, run.start() - 2) : run.start()] + text[run.end() : run.end() + 2]
    kinds = {unicodedata.bidirectional(character) for character in around}
    if set(run.group()) <= JOINERS:
        return any(ord(c) > 0x1F000 or c in "\ufe0f♀♂⚕❤☠⚖✈" or 0x590 <= ord(c) < 0xE00 for c in around)
    return set(run.group()) <= MARKS and bool(kinds & {"R", "AL"})
