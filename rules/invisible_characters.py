"""There are characters that nobody sees: zero-width spaces, byte-order marks, soft hyphens, bidi marks, controls.

Why: searches miss the words that they cut, and links with one inside lead nowhere.
Bad:   (新闻, U+200B, 发布会)
Good:  新闻发布会
Fix:   takes them out. Unsafe: you may want to look at them first. None for controls, in brackets and URLs, and where
       what stands on both sides would mean something to Markdown once it stands together. A separator of lines or
       paragraphs goes where a space or the edge of a line stands beside it.
"""

import re
import unicodedata
from collections.abc import Iterator

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, pattern, read_odd_characters, rule

SEEN_BY_NOBODY = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
SEPARATORS = r"\u2028\u2029"
CONTROLS = r"\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
INVISIBLE = pattern(rf"[{SEEN_BY_NOBODY}]+|[{SEPARATORS}]+|[{CONTROLS}]+")
ANY = pattern(rf"[{SEEN_BY_NOBODY}{SEPARATORS}{CONTROLS}]")
JOINERS = frozenset("\u200c\u200d")
MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
EMPHASIS = frozenset("*_~")
LEAD = pattern(r"[ \t>]*(?:(?:#{1,6}|[-+*]|\d{1,9}[.)])(?=[ \t]|$)|`{3}|~{3}|[-=_*]{2,}[ \t]*$|<|\[[^\[\]]*\]:)?")
NO_TEXT = pattern(r"[ \t>]*(?:[-+*]|\d{1,9}[.)]|#{1,6})?[ \t]*")
LOOK_BACK = 300
# What GitHub links by itself, and the word that it would be in.
ADDRESS = pattern(r"[\w.+-]@[\w-]+\.|://|www\.", re.IGNORECASE)
BEFORE, AFTER = pattern(r"\S{0,300}\Z"), pattern(r"\S*")
LINE_ENDERS = frozenset("#`~-=_*|:\\")
MOST_NAMED = 4


@rule(severity=WARNING, fix=UNSAFE, changes=Change.INVISIBLE, whole_page=True, needs=(read_odd_characters,))
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a page, at the first run."""
    odd = page.view(read_odd_characters)
    if not odd or not ANY.search(odd):
        return
    top = 1 if page.text.startswith("\ufeff") else 0
    found = [run for run in _runs(page.text, top) if not _belongs(page.text, run) and not page.is_code(run.start())]
    if not found:
        return
    edits = tuple(Edit(*run.span(), "") for run in found if _may_go(page, run))
    places = f" in {len(found)} places, the first here" if len(found) > 1 else ""
    message = f"invisible: {_names(found)}{places}"
    yield Finding(*found[0].span(), message, Fix(edits, safe=False, each=True) if edits else None)


def _runs(text: str, start: int) -> Iterator[re.Match[str]]:
    """The runs from an offset on: one set of characters is found fast, three of them are not."""
    while one := ANY.search(text, start):
        run = INVISIBLE.match(text, one.start())
        assert run  # noqa: S101 - it begins with any of them
        yield run
        start = run.end()


def _names(runs: list[re.Match[str]]) -> str:
    """The characters, the first one with its name."""
    seen = list(dict.fromkeys(character for run in runs for character in run.group()))
    name = unicodedata.name(seen[0], "control character").lower()
    more = [f"U+{ord(character):04X}" for character in seen[1:MOST_NAMED]] + ["…"] * (len(seen) > MOST_NAMED)
    return " ".join([f"U+{ord(seen[0]):04X} ({name})", *more])


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
    if re.match(f"[{CONTROLS}]", run.group()) or not page.is_prose(start, end):
        return False
    line = page.lines.span(page.lines.number(start))
    left, rest = page.text[max(line.start, start - LOOK_BACK) : start], page.text[end : line.end]
    right = rest[:LOOK_BACK]
    if re.match(f"[{SEPARATORS}]", run.group()) and left.strip()[-1:] == left[-1:] != "" != right[:1].strip():
        return False
    if start - line.start < LOOK_BACK and _leads(page.text, line, run):
        return False
    apart = _means_something(left[-1:]) and _means_something(right[:1]) and not (left[-1:] + right[:1]).isspace()
    return left.rfind("[") <= left.rfind("]") and not apart and not _matters_there(left, right, rest)


def _matters_there(left: str, right: str, rest: str) -> bool:
    """Whether what stands on both sides, and on the `rest` of the line, would be something else without it."""
    if _flanks(left[-1:], right[:1]) or (right[:1] == "\u3000" and not left.strip()):
        return True
    if not rest.strip() and (NO_TEXT.fullmatch(left) or _ends_line(left)):
        return True
    word = BEFORE.search(left), AFTER.match(right)
    return bool(ADDRESS.search("".join(part[0] for part in word if part)))


def _ends_line(left: str) -> bool:
    """Whether what stands before it would mean something at the end of a line: marks of a heading, a line break."""
    return left.endswith("  ") or left.rstrip(" \t")[-1:] in LINE_ENDERS


def _flanks(left: str, right: str) -> bool:
    """Whether it stands between a mark of emphasis and what is no letter: it may be what makes that mark one."""
    return (left in EMPHASIS and not right.isalnum()) or (right in EMPHASIS and not left.isalnum())


def _leads(text: str, line: tuple[int, int], run: re.Match[str]) -> bool:
    """Whether the line would begin a heading, a list or another block without it."""
    start, end = line
    before, after = text[start:end], text[start : run.start()] + text[run.end() : end]
    leads = LEAD.match(before), LEAD.match(after)
    return leads[0] is not None and leads[1] is not None and leads[0].group() != leads[1].group()


def _means_something(character: str) -> bool:
    """Whether it is ASCII punctuation or white space, or no character: the edge of the line."""
    return not character or character.isspace() or (character.isascii() and not character.isalnum())
