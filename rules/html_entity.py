"""An HTML entity stands for a character that could stand there itself.

Why: people and programs that read the page without rendering it see `&#8217;`.
Bad:   It&#8217;s 3 o&rsquo;clock&hellip;
Good:  It’s 3 o’clock…
Fix:   writes the character. Safe. None for the numbers 128 to 159, on which readers disagree. Entities for spaces and
       for what means something to Markdown are left alone, and so are those in braces and in math. In a URL it is `&`
       that is looked for, which leads to the same page, and in the byline's code every entity, which is shown raw.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from mdlint_zh import (
    SAFE,
    WARNING,
    Change,
    Edit,
    Finding,
    Fix,
    Options,
    Page,
    pattern,
    read_urls,
    replace,
    rule,
)

ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
MEANS_SOMETHING = frozenset("\\`*_{}[]()<>#+-.!|&~:=$@^;/")
# Below 160, browsers read numbers as windows-1252; to other readers they are controls.
DISPUTED = pattern(r"&#(?:[xX]0*[89][0-9a-fA-F]|0*(?:12[89]|1[345]\d));")
LOOK_BACK = 1000
AMPERSAND = pattern(r"&(?:amp|AMP|#0*38|#[xX]0*26);")
# With this behind it, an ampersand would make an entity again, and the URL another one.
GOES_ON = pattern(r"#?[A-Za-z0-9]{1,32};")
URL = pattern(r"(?:\]\(|://|www\.)[^\s<>]*\Z")
SURELY_URL = pattern(r"(?:\]\(|://)[^\s<>()]*\Z")
TICKS = pattern(r"`+")
REACH = 4000
LOWEST_BYLINE = 30


def writes_character(before: str, edit: Edit) -> bool:
    """Whether an entity becomes its character: in prose, in a URL when it stays the same, in code only at the top."""
    old, start, end = before[edit.start : edit.end], edit.start, edit.end
    above = before[max(0, start - REACH) : start].rpartition("\n\n")[2]
    if len(TICKS.findall(above)) % 2 and "`" in before[end : end + REACH].partition("\n\n")[0]:
        return before.count("\n", 0, start) < LOWEST_BYLINE and _raw(old) == edit.text != ""
    if edit.text == "&":
        return bool(AMPERSAND.fullmatch(old) and URL.search(above)) and not GOES_ON.match(before, end)
    return Change.ENTITY.permits(before, edit) and not SURELY_URL.search(above)


CHARACTER = Change(
    "character",
    "an entity is written as the character it stands for; a URL leads where it did",
    writes_character,
    may_lose=frozenset(("entity", "link", "URL", "definition", "code span")),
)


@rule(severity=WARNING, fix=SAFE, changes=CHARACTER, needs=("&",))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding an entity in running text, a URL, or the code of a byline."""
    entities = list(ENTITY.finditer(page.text))
    if entities:
        yield from _in_prose(page, entities)
        yield from _in_urls(page)
        yield from _in_byline(page)


def _in_prose(page: Page, entities: list[re.Match[str]]) -> Iterator[Finding]:
    text, has_labels = page.text, "]:" in page.text
    for entity in entities:
        character, (start, end) = _shown(entity.group()), entity.span()
        if not character or (character in "\"'" and _is_in_quotes(text, start)) or _beside_marks(text, start, end):
            continue
        if page.is_prose(start, end):
            stays = DISPUTED.fullmatch(entity.group()) or _brackets(text, start) > (0 if has_labels else 1)
            fix = None if stays else replace(start, end, character)
            yield Finding(start, end, f"`{entity.group()}` stands for `{character}`", fix)


def _in_urls(page: Page) -> Iterator[Finding]:
    if not AMPERSAND.search(page.text):
        return
    targets = [one.target for one in page.inlines if one.target and one.text]
    bare = [url for url in page.view(read_urls) if not page.is_markup(url.start) and not page.is_program(url.start)]
    for url in sorted([*targets, *bare]):
        found = list(AMPERSAND.finditer(page.text, *url))
        if found:
            stays = page.text[url.start - 1] == "<" or any(GOES_ON.match(page.text, one.end()) for one in found)
            fix = None if stays else Fix(tuple(Edit(*one.span(), "&") for one in found), safe=True)
            yield Finding(*found[0].span(), f"`{found[0].group()}` stands for `&` in a URL", fix)


def _in_byline(page: Page) -> Iterator[Finding]:
    for code in page.header.code if page.kind == "article" else ():
        for entity in ENTITY.finditer(page.text, *code):
            character = _raw(entity.group())
            if character is not None:
                fix = replace(*entity.span(), character) if character else None
                yield Finding(*entity.span(), f"`{entity.group()}` is shown as it stands in the byline's code", fix)


def _raw(entity: str) -> str | None:
    """The character to write for an entity in code; "" where it has to stay, None where it is no entity."""
    from html import unescape  # noqa: PLC0415 - slow to import, and most bylines have no entity

    character = unescape(entity)
    if len(character) != 1:
        return None
    stays = character in " `\ufffd" or not character.isprintable() or character.isspace()
    return "" if stays or DISPUTED.fullmatch(entity) else character


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
