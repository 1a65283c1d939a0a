r"""A link or a bare URL does not lead where it was meant to.

Why: whoever clicks on it gets an error, another page, or nothing.
Bad:   [某题](某题)，[官网](#)，[链接](https://example.org/1。)，https://example.org/a\_b
Good:  [链接](https://example.org/1)。
Fix:   writes the URL that was meant. Safe where it can be nothing else: `。` at the end of a URL of ASCII, brackets
       around one, `https：//`, a backslash in a bare URL, a link right behind one. Unsafe: `<…>` around a bare URL that
       goes on into a sentence, the URL of the text where the link leads to the front page of another site. None where
       only you know where it should lead.
"""

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
    read_bare_url_faults,
    read_target_faults,
    rule,
)

TARGET = pattern(r"\]\((?P<target>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)(?=[ )])")
BARE = pattern(r"(?:https?://|www\.)[^\s<>\[\]]+\Z")
BEGINS_BARE = pattern(r"https?://[A-Za-z0-9]")
LINK_TEXT = pattern(r"\[(?P<words>[^\[\]]*)\]\(?\Z")
NOISE = pattern(r"\\|\s|(?<=&)amp;")
REACH = 4000


def mends_url(before: str, edit: Edit) -> bool:
    """Whether a target becomes a part of what it was, or the text of its link; or a bare URL is set off."""
    start, end, new = edit
    old, above = before[start:end], before[max(0, start - REACH) : start]
    if old == "(" and above.endswith("]") and before.startswith(")", end):
        return new == f"({_words(above)}"
    at = max(0, start - 2)
    target = TARGET.match(before, at)
    if target and target.span("target") == (start, end):
        return _is_mended(old, new) or new == _words(above)
    if (old, new) == ("", "<"):
        return BEGINS_BARE.match(before, start) is not None
    is_set_off = len(old) == 1 and new in (f"{old} ", f"{old}>")
    is_unescaped = (old, new) == ("\\", "") and before.startswith("_", end)
    return (is_set_off or is_unescaped) and BARE.search(above + old) is not None


def _words(above: str) -> str:
    """The text of the link whose target begins there, as a URL."""
    found = LINK_TEXT.search(above)
    return NOISE.sub("", found["words"]) if found else ""


def _is_mended(old: str, new: str) -> bool:
    """Whether the new target is a piece of the old one, but for a scheme."""
    scheme, colon, rest = new.partition(":")
    return colon == ":" and scheme in ("http", "https", "mailto") and bool(rest) and rest.lstrip("/") in old


MENDED_URL = Change(
    "mended-url",
    "the target of a link becomes the URL that was in it or is its text; a bare URL is set off from what is behind it",
    mends_url,
    may_lose=frozenset(("link", "URL", "escape", "entity", "mark of emphasis", "HTML")),
    may_make=frozenset(("link", "URL", "HTML", "mark of emphasis")),
)


@rule(severity=WARNING, needs=("](", "://", "www."), fix=SAFE | UNSAFE, changes=MENDED_URL)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """One finding a link, and one a bare URL."""
    for fault in (*page.view(read_target_faults), *page.view(read_bare_url_faults)):
        fix = Fix(fault.edits, safe=fault.safe) if fault.edits else None
        yield Finding(fault.start, fault.end, fault.message, fix)
