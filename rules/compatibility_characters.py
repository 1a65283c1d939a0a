"""A radical, or a compatibility form, stands in the place of the Han character that it looks like.

Why: PDF files hold them; a search for the word does not find it, and programs do not know it.
Bad:   中国⼈民
Good:  中国人民
Fix:   writes the character that Unicode names as the same. Safe; unsafe for forms that look otherwise in one country.
       None in wikilinks. Pages about radicals are left alone.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from mdlint_zh import (
    SAFE,
    UNSAFE,
    WARNING,
    Change,
    Edit,
    Finding,
    Fix,
    Options,
    Page,
    pattern,
    read_odd_characters,
    rule,
)

# Radicals that are whole characters and have no normal form; from EquivalentUnifiedIdeograph.txt of Unicode 15.
RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
FORMS = pattern(r"[\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")
# Forms that are the same to the eye: radicals, and characters that a Korean standard had twice.
ALIKE = pattern(r"[\u2e80-\u2fd5\uf900-\ufa0d]")
ABOUT_RADICALS = ("部首", "偏旁", "Kangxi", "康熙")


def same_character(form: str) -> str:
    """The Han character that a form stands for; "" for one that stands for itself."""
    normal = RADICALS.get(form) or unicodedata.normalize("NFKC", form)
    return normal if normal != form and len(normal) == 1 else ""


def is_same(before: str, edit: Edit) -> bool:
    """Whether one form becomes the character that it stands for."""
    form = before[edit.start : edit.end]
    return FORMS.fullmatch(form) is not None and edit.text == same_character(form)


SAME_HAN = Change("same-han", "a radical or a compatibility form becomes the Han character that it stands for", is_same)


@rule(severity=WARNING, fix=SAFE | UNSAFE, changes=SAME_HAN, needs=(read_odd_characters,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding for all that look the same on a page, and one for all others."""
    odd = page.view(read_odd_characters)
    if not odd or not FORMS.search(odd) or any(word in page.text for word in ABOUT_RADICALS):
        return
    forms = [one for one in FORMS.finditer(page.text) if same_character(one.group()) and page.is_prose(*one.span())]
    for safe in (True, False):
        found = [one for one in forms if bool(ALIKE.match(one.group())) is safe]
        if found:
            yield _finding(page, found, safe=safe)


def _finding(page: Page, found: list[re.Match[str]], *, safe: bool) -> Finding:
    form, places = found[0].group(), f" in {len(found)} places, the first here" if len(found) > 1 else ""
    message = f"`{form}` (U+{ord(form):04X}) is no common Han character{places}; expected `{same_character(form)}`"
    free = (one for one in found if not _is_in_wikilink(page, one.start()))
    edits = tuple(Edit(*one.span(), same_character(one.group())) for one in free)
    return Finding(*found[0].span(), message, Fix(edits, safe=safe, each=True) if edits else None)


def _is_in_wikilink(page: Page, at: int) -> bool:
    above = bisect_right(page.wikilinks, at, key=lambda link: link.start)
    return above > 0 and at < page.wikilinks[above - 1].end
