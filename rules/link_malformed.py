"""A link is not written as one: a space or full-width brackets in it, or a bracket is missing.

Why: readers see brackets and an address where a link was meant.
Bad:   [公告] (https://example.org/1)，[公告]（https://example.org/1），[公告](https://example.org/1）
Good:  [公告](https://example.org/1)
Fix:   writes the brackets of a link. Unsafe: a label in brackets may have a URL behind it. None where nothing opens the
       link, where it stands around another one, or its URL has a space in it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from mdlint_zh import INFO, UNSAFE, Change, Edit, Finding, Fix, Options, Page, pattern, rule, wakes_marks

GAP = r"[ \t\u3000\xa0]"
URL = (
    r"(?:https?://|www\.|\.{0,2}/[A-Za-z0-9_])(?:[!-'*-;=?-Z^-~]|\([!-'*-;=?-Z^-~]*\))*"
    r"|[\w/%-]{1,200}\.(?:md|html?)\b(?:#[\w-]{0,80})?"
)
# Where the text of a link goes over into its URL, but for Markdown's own way, by the bracket that has to be there.
JUNCTIONS = {
    "]": pattern(rf"\](?:{GAP}{{1,3}}[(（]|（)"),
    "】": pattern(r"】[(（]"),
    "］": pattern(rf"］{GAP}{{0,3}}[(（]"),
}
OWN_JUNCTION = pattern(r"\]\(")
REVERSED = pattern(r"\((?<![\w)]\()(?P<words>[^()\[\]\r\n]{1,80})\)\[(?P<url>https?://[!-'*-;=?-Z^-~]+)\](?![(\[:])")
OPEN_URL = pattern(r"\(http(?<!\]\(http)")
UNENDED = pattern(rf"\[(?<![\\\]]\[)(?P<words>[^\[\]()（）\r\n]{{1,80}})\((?=(?:{URL})\))")
TEXT = pattern(r"(?P<open>[\[［【])(?P<words>[^\[\]［］【】\r\n]+)\Z")
TARGET = pattern(rf"[ \t]*(?P<url>{URL})(?P<gap>[ \t]*)(?P<close>[)）\]】])?")
# A task, a footnote, a number of a list of references.
NO_TEXT = pattern(r"[ \txX]?|\^.*|[\d\s,，-]+")
BREAKS = pattern(r"\s|[^\x00-\x7f\xad\u200b-\u200f\u2060\ufeff]|\Z")
BLANK = pattern(r"\r?\n[ \t]*\r?\n|\r[ \t]*\r")
LINK = pattern(rf"!?\[[^\[\]\r\n]+\]\((?:{URL})\)")
BRACKETS_AND_SPACES = pattern(r"[\[\]()［］【】（） \t\u3000\xa0]+")
REST = pattern(r"[^ \t\r\n<]{0,1000}")
REACH, FAR = 300, 400
NEAREST = 8
"""So many links may hold one another."""


def writes_link(before: str, edit: Edit) -> bool:
    """Whether a link is written that has the same text and URL, in this order, as what stood there."""
    old, new = before[edit.start : edit.end], edit.text
    same = BRACKETS_AND_SPACES.sub("", old) == BRACKETS_AND_SPACES.sub("", new)
    return same and LINK.fullmatch(new) is not None and "\n" not in old


BRACKETS = Change(
    "link-brackets",
    "the brackets of what was meant as a link become those of a link; its text and its URL stay",
    writes_link,
    may_lose=frozenset(("link", "URL", "URL in brackets", "reference")),
    may_make=frozenset(("link", "URL", "URL in brackets")),
)


@rule(severity=INFO, needs=("(", "（"), fix=UNSAFE, changes=BRACKETS)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link; what renders as one, or stands in one, is left alone."""
    text = page.text
    found = [_at_junction(page, one) for first in JUNCTIONS if first in text for one in JUNCTIONS[first].finditer(text)]
    found += [_at_junction(page, one) for one in _loose_ends(page)]
    if ")[http" in text:
        found += [_reversed(one) for one in REVERSED.finditer(text)]
    if OPEN_URL.search(text):
        found += [_unended(text, one) for one in UNENDED.finditer(text)]
    for finding in found:
        if finding and not _is_link(page, finding) and not page.is_markup(finding.start):
            yield finding


def _loose_ends(page: Page) -> list[re.Match[str]]:
    """Where a link of Markdown seems to end its text, and is none: most pages have as many such places as links."""
    top = page.header.end
    if page.text.find("](", top) < 0:
        return []
    ends = {one.text.end for one in page.inlines if one.text and one.target}
    if page.text.count("](", top) == sum(end >= top for end in ends):
        return []
    return [one for one in OWN_JUNCTION.finditer(page.text, top) if one.start() not in ends]


def _is_link(page: Page, finding: Finding) -> bool:
    """Whether it lies in the header, in a program, or over a link of Markdown or a bracket with a backslash."""
    start, end = finding.start, finding.end
    if start < page.header.end or page.is_program(start) or page.text.endswith("\\", 0, start):
        return True
    links = [one for one in page.inlines if one.text]
    index = bisect_right(links, end - 1, key=lambda one: one.start)
    return any(one.end > start for one in links[max(0, index - NEAREST) : index])


def _at_junction(page: Page, junction: re.Match[str]) -> Finding | None:
    """What was meant as a link with its text ending and its URL beginning here."""
    text, at = page.text, junction.start()
    line = page.lines.around(at)
    words = TEXT.search(text, max(line.start, at - REACH), at)
    target = TARGET.match(text, junction.end())
    if not target:
        return None
    if not words:
        return _unopened(at, target) if junction.group() == "](" else None
    is_label = words["open"] == "【" and junction.group() != "】("
    if NO_TEXT.fullmatch(words["words"]) or (is_label and target["close"] != "）"):
        return None
    start = words.start() - text.startswith("!", words.start() - 1)
    is_own = junction.group() == "](" and words["open"] == "["
    return _meant(text, start, words["words"], target, is_own=is_own)


def _meant(text: str, start: int, words: str, target: re.Match[str], *, is_own: bool) -> Finding | None:
    """The finding for a link that begins at `start`; `is_own`: up to its URL it is as Markdown has it."""
    close, end = target["close"], target.end() if target["close"] else target.end("url")
    if (close == ")" and is_own) or (not close and not BREAKS.match(text, target.end("url"))):
        return None
    if not close and target["gap"] and text[target.end() : target.end() + 1] not in ("", "\r", "\n"):
        return Finding(start, end, "a link has a space in its URL, or is never closed")
    what = "is never closed" if not close else "has a space or full-width brackets in it"
    wanted = f"{'!' * (text[start] == '!')}[{words}]({target['url']})"
    return Finding(start, end, f"a link {what}; expected `[…](…)`", _fix(text, start, end, wanted))


def _fix(text: str, start: int, end: int, wanted: str) -> Fix | None:
    """Write the link, unless marks behind its URL, which are read as a part of that, would mean something then."""
    rest = REST.match(text, end)
    return None if rest and wakes_marks(rest[0]) else Fix((Edit(start, end, wanted),), safe=False)


def _unopened(at: int, target: re.Match[str]) -> Finding | None:
    """`…](https://e.org)` with nothing that opens it, or with another link in its text."""
    if target["close"] != ")":
        return None
    return Finding(at, target.end(), "the end of a link that nothing opens, or that has another link in its text")


def _reversed(found: re.Match[str]) -> Finding:
    """`(公告)[https://e.org]`."""
    fix = _fix(found.string, *found.span(), f"[{found['words']}]({found['url']})")
    return Finding(*found.span(), "the brackets of a link are the wrong way round; expected `[…](…)`", fix)


def _unended(text: str, found: re.Match[str]) -> Finding | None:
    """`[公告(https://e.org)` with nothing in the paragraph that closes the text."""
    below = BLANK.split(text[found.end() : found.end() + FAR], maxsplit=1)[0]
    url = TARGET.match(text, found.end())
    if NO_TEXT.fullmatch(found["words"]) or "]" in below:
        return None
    if not url or url["close"] != ")":
        return None
    fix = _fix(text, found.start(), url.end(), f"[{found['words']}]({url['url']})")
    return Finding(found.start(), url.end(), "the text of a link is never closed; expected `[…](…)`", fix)
