"""How one page begins and ends: the lines that may be its header, each with the parts in it, and nothing assumed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.learn.line import Said, said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_LINES: Final = 40
"""How many lines of a page may be its header."""
MOST_BYLINES: Final = 3
"""How many lines under a title may be its byline."""
LONGEST: Final = 1000
_BREAK = pattern(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$")
_HEADING = pattern(r"(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_LINK = pattern(r"\[[^\[\]]*\]\(([^()\s]*)\)")
_BACK = pattern(
    r"返回|回到|首[页頁]|目[录錄]|上一[级級层層]|:house:|🏠|←|\b(?:back|home|index)\b|(?:^|/)(?:README|index|SUMMARY)\.md$",
    re.IGNORECASE,
)


class Head(NamedTuple):
    """What may be the header of one page.

    `return_link`, `separator`: the lines as they are, "" for none. `level`: of the title, 0 for none; `title`: its
    words, `in_title` the same with their parts. `bylines`: the lines under the title or the separator, until the first
    that is too long to be one. `foot`: the last line that is not blank. `gaps`: the blank lines above separator, title
    and first byline, and below each byline.
    """

    return_link: str = ""
    separator: str = ""
    level: int = 0
    title: str = ""
    in_title: Said | None = None
    bylines: tuple[Said, ...] = ()
    foot: Said | None = None
    gaps: tuple[int, int, int] = (0, 0, 0)
    below: tuple[int, ...] = ()


def read_head(text: str, name: str) -> Head:
    """Read the beginning and the end of a page off, whose own name is `name`; front matter is not in `text`."""
    lines = text.removeprefix("\ufeff").split("\n")
    top = _Lines([line.rstrip("\r") for line in lines[:MOST_LINES]])
    return_link = top.taken(_is_return_link)
    above_separator = top.blank() if return_link else 0
    separator = top.taken(_BREAK.match) if return_link else ""
    above_title = top.blank()
    heading = _HEADING.match(top.taken(_HEADING.match))
    words = ((heading[2] or "") if heading else "").strip()
    above_byline = top.blank() if heading else 0
    bylines, below = _bylines(top, name)
    last = next((line for line in reversed(lines) if line.strip()), "")
    foot = said(last.rstrip("\r"), name) if len(last) < LONGEST and len(lines) > len(bylines) + 3 else None
    return Head(
        return_link,
        separator,
        len(heading[1]) if heading else 0,
        words,
        said(words, name) if heading and "](" in words else None,
        bylines,
        foot,
        (above_separator if separator else 0, above_title, above_byline),
        below,
    )


class _Lines:
    """The first lines of a page, which are taken one by one."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines, self.at = lines, 0

    def blank(self) -> int:
        """Pass over blank lines, and return how many there were."""
        start = self.at
        while self.at < len(self.lines) and not self.lines[self.at].strip():
            self.at += 1
        return self.at - start

    def taken(self, wanted: Callable[[str], object]) -> str:
        """Take the next line, when it is wanted; "" when it is not."""
        line = self.lines[self.at] if self.at < len(self.lines) else ""
        if line and wanted(line):
            self.at += 1
            return line
        return ""


def _is_return_link(line: str) -> bool:
    """Whether a line is a heading, or a link alone, that leads back."""
    links = _LINK.findall(line)
    alone = _LINK.sub("", line).strip("#*<>[]【】«»‹›←|·- \t")
    return len(links) == 1 and not alone and not line.startswith("!") and _BACK.search(line) is not None


def _bylines(top: _Lines, name: str) -> tuple[tuple[Said, ...], tuple[int, ...]]:
    """The lines that may be the byline, and how many blank lines stand below each."""
    found, below = list[Said](), list[int]()
    while len(found) < MOST_BYLINES and top.at < len(top.lines):
        line = top.lines[top.at]
        if len(line) > LONGEST or _HEADING.match(line):
            break
        top.at += 1
        found.append(said(line.rstrip(), name))
        below.append(top.blank())
    return tuple(found), tuple(below)
