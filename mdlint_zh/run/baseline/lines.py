"""The form of a baseline: a line of JSON for each page, sorted, so that a change of one page changes one line.

    {"mdlint-zh-baseline":1}
    {"content/归档.md":{"line-endings-mixed":1,"wikilink-split":"0d56a1 3ca0f2*2"}}

By rule: how many findings count for the page, or the keys of the others, with how many there are of each. A page is
named by its path from the folder of the baseline. What in a path is not printed, or is no character, is escaped.
"""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING, Final

from mdlint_zh.base.lazy import pattern
from mdlint_zh.engine.known import DIGITS, WHOLE_PAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping

    from mdlint_zh.engine.known import Counts

MARK: Final = "mdlint-zh-baseline"
VERSION: Final = 1
HEAD: Final = f'{{"{MARK}":{VERSION}}}\n'.encode()
START: Final = f'{{"{MARK}":'.encode()
"""What a baseline of any version begins with."""
MOST_OF_A_KEY: Final = 10**9
_KEY = pattern(rf"([0-9a-f]{{{DIGITS}}})(?:\*([1-9][0-9]{{0,8}}))?")
_ODD = pattern("[\0-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]")
"""What nobody sees, or turns text round: a name with one is escaped. Not asked of Python, whose versions disagree."""
_CONFLICT = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
_SEPARATORS = (",", ":")
_MAY_LEAD_ELSEWHERE = (b"./", b"/.", b"//", b'"/', b'/"', b'."', b'""', b"\\u0000")
"""What the name of a page holds, in its quotes, that may be no path, or may lead out of the baseline's folder."""


class FormError(Exception):
    """A line that cannot be used; the message says why."""


def check_head(line: bytes) -> None:
    """Raise FormError for a first line that is not that of a baseline which we can read."""
    try:
        head = json.loads(line)
    except (ValueError, RecursionError):
        head = None
    version = head.get(MARK) if isinstance(head, dict) else None
    if type(version) is not int or version < 1:
        raise FormError("is no baseline of mdlint-zh")
    if version > VERSION:
        raise FormError(f"is a baseline of form {version}, of a newer mdlint-zh; this one reads {VERSION}")


def quoted(page: str) -> bytes:
    """Return a page's name as it stands in its line, in quotes."""
    return json.dumps(page, ensure_ascii=_ODD.search(page) is not None).encode()


def quoted_in(line: bytes, others: Container[bytes]) -> bytes:
    """Return the name of the page that a line is about, as `quoted` has it, which no other has. Raises FormError.

    Pages are many, and asked for are few: what stands behind the name is read by `counts_in`.
    """
    if not (line.startswith(b'{"') and line.endswith(b"}}")):
        raise FormError("is broken" + (": a merge left a conflict" if line[:7] in _CONFLICT else ""))
    name = line[1 : line.find(b'":{') + 1]
    if b"\\" in name or len(name) < 2:
        name = quoted(_only(line)[0])
    if name in others:
        raise FormError("is about a page that has a line already")
    return name


def climb(names: Collection[bytes]) -> int:
    """Return how many folders above the baseline's the highest of these quoted names begins.

    Raises FormError for one that is no path from there, in its shortest form.
    """
    together = b"\n".join(names)  # forty thousand are looked at one by one only where that may tell something
    if not any(one in together for one in _MAY_LEAD_ELSEWHERE):
        return 0
    return max(_climb(name) for name in names)


def _climb(name: bytes) -> int:
    if not any(one in name for one in _MAY_LEAD_ELSEWHERE):
        return 0
    try:
        page = json.loads(name)
    except ValueError:
        page = ""
    if not page or page.startswith("/") or "\0" in page or page != posixpath.normpath(page):
        raise FormError(f"names {name.decode()}, which is no path from here")
    parts = page.split("/")
    return next((number for number, part in enumerate(parts) if part != ".."), len(parts))


def line_of(name: bytes, counts: Counts) -> bytes:
    """Return the line of a page, by its quoted name."""
    told = {rule: _told(keys) for rule, keys in sorted(counts.items()) if keys}
    return b"{%s:%s}" % (name, json.dumps(told, separators=_SEPARATORS).encode())


def counts_in(line: bytes) -> Counts:
    """Return what a line tells of its page. Raises FormError."""
    rules = _only(line)[1]
    return {rule: _counts(keys) for rule, keys in rules.items()}


def _only(line: bytes) -> tuple[str, dict[str, object]]:
    """The one page of a line, and what is told of it."""
    try:
        pages = json.loads(line)
    except (ValueError, RecursionError):
        raise FormError("is broken JSON") from None
    if not isinstance(pages, dict) or len(pages) != 1:
        raise FormError("is not about one page")
    [(page, rules)] = pages.items()
    if not isinstance(rules, dict):
        raise FormError("does not say what is found, by rule")
    return page, rules


def _told(keys: Mapping[str, int]) -> int | str:
    """The findings of one rule."""
    if WHOLE_PAGE in keys:
        return keys[WHOLE_PAGE]
    return " ".join(key if count == 1 else f"{key}*{count}" for key, count in sorted(keys.items()))


def _counts(told: object) -> dict[str, int]:
    if type(told) is int and 0 < told < MOST_OF_A_KEY:
        return {WHOLE_PAGE: told}
    keys = [_KEY.fullmatch(one) for one in told.split(" ")] if isinstance(told, str) else [None]
    if None in keys:
        raise FormError("counts findings by keys that are none")
    counts = {key[1]: int(key[2] or 1) for key in keys if key}
    if len(counts) < len(keys):
        raise FormError("has a key twice")
    return counts
