"""Links that lead nowhere, or not where their text says: what stands between `](` and `)`."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.running_text import read_inlines
from mdlint_zh.page.header.readings import read_header
from mdlint_zh.page.links.url_faults import (
    CLOSING,
    FOREIGN,
    HAN,
    MARKS,
    OPENING,
    PAUSES,
    SHOUTS,
    WHOLE_URL,
    UrlFault,
    cut,
    decoded,
    marks_at_end,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mdlint_zh.markdown.inlines import Inline
    from mdlint_zh.markdown.lines import Span
    from mdlint_zh.page.subject import Subject

    Judge = Callable[[str, str], "tuple[str, str | None, bool] | None"]

# All but what nearly every target is: a URL of ASCII with nothing in it that could be wrong.
_UNUSUAL = pattern(r"\]\((?!https?://[A-Za-z0-9-]+\.[A-Za-z0-9.-]+(?:[/?#][!-'*-9=?-Z^-~]*)?[ )])")
# Such a URL as text, and another one behind it.
_OTHER_TEXT = pattern(r"\[[ \t]*(?P<url>(?:https?://|www\.)[^\[\]\s]*)[ \t]*\]\((?!(?P=url)[ )])")
_TO_TOP = pattern(rf"(?i:top|back|home|up)\b|[↑⇧⬆▲^]|[{HAN}]*(?:顶|頂|页首|頁首|回到|返回|目录|目錄|首页|首頁)")
_NOWHERE = pattern(r"(?i:#|javascript:(?:void\(0\))?;?|about:blank)")
_CODE_BEFORE = pattern(r"[A-Za-z0-9_)\]]")
_CODE_BEHIND = pattern(r"[ \t]*(?:->|mutable\b|noexcept\b|\{)")

_IN_MARKS = pattern(
    rf"(?P<before>[\[<\"'{OPENING}{PAUSES}]{{1,3}})(?P<url>https?://[^\s\[\]]+?)(?P<after>[\]>\"'{CLOSING}]{{0,3}})"
)
_BEHIND_LETTER = pattern(r"[^\x00-\x7f]{1,3}(?P<url>https?://[!-~]+)")
_SCHEMES = (
    (pattern(r"(https?)(?:：//|[:：]／／|：/(?!/)|；//|;//|//(?=[\w-]+\.))"), r"\1://"),
    (pattern(r"(?i:https?://+)(?=https?://)"), ""),
    (pattern(r"(?:t{1,2}|ht|h?t{3,4}|hht{1,2})ps://"), "https://"),
    (pattern(r"(?:t{1,2}|ht|h?t{3,4}|hht{1,2})p://"), "http://"),
)
_ADDRESS = pattern(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NO_SCHEME = pattern(
    r"(?:www\.[A-Za-z0-9-]+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|org|net|edu|gov|cn|io))(?=[/.:?#]|\Z)"
)
_HOST = pattern(r"https?://(?P<host>[^/?#]*)")
_PORT = pattern(r":\d+\Z")
_TEMPLATE = pattern(r"[{<\[][^{}<>\[\]]+[}>\]]|[$*]|\.\.\.|x{3,}")
_SHORTENED = pattern(r"\.\.\.|…")
_NO_HOST = pattern(rf"[\s\"'<>&,:—｜|{MARKS}]|\A\.|\.\.|\A\Z|[{HAN}]www\.")
_REAL_HOST = pattern(r"(?:https?://)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+|https?://localhost\b")
# What was written into an attribute of HTML behind the URL.
_ADDED = pattern(rf"(?:&quot;)?[（(]在?新[{HAN}]{{1,6}}(?:打开|開啟|开启|打開)[）)]\Z|&quot;\Z")
_SENTENCE = pattern(rf"[{PAUSES}]|(?<![/=_-])[{OPENING}]")
_ENCODED = pattern(r"%[89A-F]", re.IGNORECASE)
_ENCODED_SENTENCE = pattern(r"%E3%80%8[12]|%EF%BC%(?:8C|9B|9A)", re.IGNORECASE)
_NO_NAME = pattern(r"[a-z][a-z0-9+.-]*:|[^/]*[/#?]|.*\.[a-z0-9]{1,5}\Z", re.IGNORECASE | re.DOTALL)
_IS_PROSE = pattern(rf"[{HAN}]|[A-Za-z]['’][A-Za-z]")
_IN_NO_PATH = pattern(rf"[\s'{MARKS}]")
_FITS = pattern(r"[!-'*-;=?-Z^-~]+")
"""What may stand between parentheses as it is."""
_EMPHASIS = pattern(r"[*_~`\s]+")
_FILES = ("", ".md", ".html", "/index.md", "/README.md")
_KEY = pattern(r"[a-z]+://|(?:www|m|mobile)\.")
_SHORT = pattern(
    r"(?:t\.co|bit\.ly|goo\.gl|tinyurl\.com|t\.cn|url\.cn|dwz\.cn|suo\.im|is\.gd|ow\.ly|buff\.ly|amzn\.to|j\.mp|reurl\.cc"
    r"|ppt\.cc|pse\.is|b23\.tv|lnkd\.in|doi\.org|dx\.doi\.org)/"
)
LONGEST_ID = 4
"""From so many characters on, the last part of a URL is known again in another URL to the same page."""


def read_target_faults(page: Subject) -> list[UrlFault]:
    """Return the links whose target is none, or another one than their text says, in order."""
    text, start = page.text, page.view(read_header).end
    unusual = {one.start() for one in _UNUSUAL.finditer(text, start)}
    may_say_other = _OTHER_TEXT.search(text, start) is not None
    if not (unusual or may_say_other):
        return []
    links = [one for one in page.view(read_inlines) if one.kind == "link" and one.text and one.start >= start]
    odd = [one for one in links if (one.text and one.text.end in unusual) or (may_say_other and _says_other(text, one))]
    return [fault for link in odd for fault in _judged(page, link)]


def _says_other(text: str, link: Inline) -> bool:
    """Whether the text of a link is a URL that it does not lead to."""
    said = _OTHER_TEXT.match(text, link.start)
    return said is not None and plain(said["url"]) != plain(_part(text, link.target))


def _judged(page: Subject, link: Inline) -> Iterator[UrlFault]:
    """What is wrong with the target of a link, the first thing first."""
    text = page.text
    words, target = _part(text, link.text), _part(text, link.target)
    if not target or _NOWHERE.fullmatch(target):
        yield from _leads_nowhere(text, link, words, target)
        return
    on_page = (partial(_path, page), partial(_other_text, page))
    judges: tuple[Judge, ...] = (_in_marks, _scheme, _runs_on, _ends_in_mark, _host, *on_page)
    for judge in judges:
        if found := judge(target, plain(words)):
            message, wanted, safe = found
            edits = () if wanted is None or link.target is None else (Edit(*link.target, wanted),)
            yield UrlFault(link.start, link.end, message, edits, safe)
            return


def _part(text: str, span: Span | None) -> str:
    return text[slice(*span)] if span else ""


def _leads_nowhere(text: str, link: Inline, words: str, target: str) -> Iterator[UrlFault]:
    """An empty target, `#` or a script that does nothing; `#` leads to the top where the text says so."""
    said = plain(words)
    if target.startswith("#") and _TO_TOP.match(said):
        return
    is_code = _CODE_BEFORE.match(text, link.start - 1) if link.start and words.isascii() else None
    if not target and (is_code or (not said and _CODE_BEHIND.match(text, link.end))):
        return
    fits = not target and WHOLE_URL.match(said) and _FITS.fullmatch(said)
    edits = (Edit(link.target.start - 1, link.target.end, f"({said}"),) if link.target and fits else ()
    what = f"to `{target}` leads nowhere" if target else "leads nowhere: its target is empty"
    yield UrlFault(link.start, link.end, f"the link {what}", edits, safe=said.startswith("http"))


def _in_marks(target: str, _words: str) -> tuple[str, str | None, bool] | None:
    """`[https://e.org]`, `“https://e.org”`: brackets or quotes around it make a path of a URL."""
    if found := _IN_MARKS.fullmatch(target):
        return f"`{cut(target)}` is no URL; expected {cut(found['url'])}", found["url"], True
    if found := _BEHIND_LETTER.fullmatch(target):
        return f"`{cut(target)}` is no URL; expected {cut(found['url'])}", found["url"], False
    return None


def _scheme(target: str, _words: str) -> tuple[str, str | None, bool] | None:
    """`https：//e.org`, `http//e.org`, `http://https://e.org`, `ttps://e.org`."""
    for wrong, right in _SCHEMES:
        if found := wrong.match(target):
            wanted = found.expand(right) + target[found.end() :]
            return f"`{cut(target)}` begins as no URL does; expected {cut(wanted)}", wanted, True
    return None


def _ends_in_mark(target: str, words: str) -> tuple[str, str | None, bool] | None:
    """`https://e.org/1。`: the mark behind it is no part of a URL."""
    if not _REAL_HOST.match(target):
        return None
    added = _ADDED.search(target)
    tail = added.group() if added else marks_at_end(target)
    if not tail and "%" in target and words[-1:] in MARKS:
        tail = _encoded_tail(target, words)
    head = target[: len(target) - len(tail)]
    if not tail or (not head.isascii() and set(tail) <= set(SHOUTS)):
        return None
    safe = added is not None or (head.isascii() and not set(decoded(tail)) & set(SHOUTS))
    return f"the URL of a link ends in `{decoded(tail)}`; expected {cut(head)}", head, safe


def _encoded_tail(target: str, words: str) -> str:
    """The marks at the end of the text as they stand at the end of the target, as numbers; "" where they do not."""
    from urllib.parse import quote  # noqa: PLC0415 - slow to import, and few links have such an end

    tail = quote(marks_at_end(words))
    return target[len(target) - len(tail) :] if tail and target.upper().endswith(tail) else ""


def _runs_on(target: str, words: str) -> tuple[str, str | None, bool] | None:
    """`https://e.org/1，详见`: a sentence begins in it."""
    if not _REAL_HOST.match(target):
        return None
    first, shape = FOREIGN.search(target), _SENTENCE
    if not first and WHOLE_URL.match(words) and not words.isascii():
        first, shape = _ENCODED.search(target), _ENCODED_SENTENCE
    found = shape.match(target, first.start()) if first else None
    if not found or len(target) - found.start() <= len(marks_at_end(target)) or _ADDED.search(target):
        return None
    head = target[: found.start()]
    return f"the URL of a link runs into a sentence; expected {cut(head)}", head, False


def _host(target: str, _words: str) -> tuple[str, str | None, bool] | None:
    """`http://时评内容`, `http://&quot;The`: there is no such host."""
    found = _HOST.match(target)
    if not found or _TEMPLATE.search(found["host"]):
        return None
    host = _PORT.sub("", decoded(found["host"]).rpartition("@")[2])
    if host.startswith("[") or not (_NO_HOST.search(host) or ("." not in host and not host.isascii())):
        return None
    return f"`{cut(target)}` is no URL: there is no such host", None, False


def _path(page: Subject, target: str, words: str) -> tuple[str, str | None, bool] | None:
    """`[某题](某题)`: no URL, and no file; `[甲](www.e.org)`: a path, to browsers."""
    if _ADDRESS.fullmatch(target):
        return f"`{cut(target)}` is no URL; expected mailto:{cut(target)}", f"mailto:{target}", True
    if _NO_SCHEME.match(target) and not page.exists(target):
        return f"`{cut(target)}` is no URL: there is no https:// before it", f"https://{target}", False
    name = decoded(target)
    if _NO_NAME.match(name) or not _IS_PROSE.search(name):
        return None
    same = _EMPHASIS.sub("", name) == _EMPHASIS.sub("", words)
    if not (same or _IN_NO_PATH.search(name)) or any(page.exists(name + more) for more in _FILES):
        return None
    return f"`{cut(name)}` is no URL, and no file of this name is here", None, False


def _other_text(page: Subject, target: str, words: str) -> tuple[str, str | None, bool] | None:
    """`[https://e.org/1](https://e.net)`: it says one URL, and leads to another."""
    if not WHOLE_URL.fullmatch(words) or _SHORTENED.search(words) or page.exists(target):
        return None
    said, led = _key(words), _key(target)
    if _same_page(said, led):
        return None
    better = ("/" not in led and "/" in said) or decoded(decoded(led)) == decoded(said)
    wanted = words if better and words.isascii() and _FITS.fullmatch(words) else None
    return f"the text says {cut(words)}, the link leads to {cut(target)}", wanted, False


def _key(url: str) -> str:
    """What of a URL says where it leads: host and path, without what may differ."""
    key = plain(url)
    for _ in range(2):
        found = _KEY.match(key)
        key = key[found.end() :] if found else key
    return key.partition("#")[0].rstrip(f"/. {MARKS}")


def _same_page(said: str, led: str) -> bool:
    """Whether two URLs may lead to one page: a short one of it, one with another host, a copy in an archive."""
    if said in led or (led in said and "/" in led) or _SHORT.match(said) or _SHORT.match(led):
        return True
    last = said.rpartition("/")[2].rpartition("=")[2]
    return decoded(said) in decoded(led) or (len(last) >= LONGEST_ID and last in led)
