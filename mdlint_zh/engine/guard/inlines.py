"""What stands in the lines of a page, each found by a pattern or scan of its own, in time proportional to the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.engine.changes.top import front_matter_end
from mdlint_zh.engine.guard.items import Item, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_INDENT = 40
_PARAGRAPH = pattern(r"^[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", re.MULTILINE)
_RUN = pattern(r"\\`|`+")
_BLANK = pattern(r"\n[ \t]*\n")
_TAG = pattern(r"</?[A-Za-z](?:[^<>\n]|\n(?![ \t]*\n))*>|<(?:\?|![A-Za-z\[])[^<>]{0,4000}>")
# A tag that begins a line and goes on over blank ones: MDX, and no HTML to Markdown.
_VALUE_OVER_LINES = r"""(?:"[^"]*"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})"""
_LONG_TAG = pattern(
    rf"^[ \t>]*<[A-Za-z][\w.:-]*(?:\s+[A-Za-z_:@][\w:@.-]*(?:\s*=\s*{_VALUE_OVER_LINES})?)*\s*/?>", re.MULTILINE
)
_TOKEN = pattern(
    r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<emphasis>\*+|_+|~~+)"
)
_TITLE = r"""(?:"[^"]{0,4000}"|'[^']{0,4000}'|\([^()]{0,4000}\))"""
# To GitHub, a parenthesis may also stay open up to white space.
_TARGET = r"(?:<[^<>\n]*>|(?!<)(?:[^\s()\\]|\\.|\([^\s()]*\)|\((?=[^\s()]*[ \t\n])){0,4000})"
_ONE_END = r"[ \t]*(?:\n[ \t]*)?(?![ \t])"
_BRACKET = pattern(
    r"\\.|(?P<opener>!?\[)|\n[ \t]*\n"
    rf"|\](?:\((?P<target>{_ONE_END}{_TARGET})(?P<title>{_ONE_END}{_TITLE})?\s{{0,9}}\))?"
)
_REFERENCE = pattern(r"(?<![\[\\])\[[^\[\]\n]{1,200}\](?![\](:])")
_URL_MARKS = ("://", "www.")
_DEFINES = pattern(r"\]:")
_DEFINITION = pattern(
    rf"^[ \t>]*\[(?:[^\[\]\\\n]|\\.){{1,999}}\]:{_ONE_END}[^ \t\n]+(?=[ \t\n]|\Z)(?:{_ONE_END}{_TITLE})?[ \t]*$",
    re.MULTILINE,
)
_BARE_PIPE = pattern(r"\[\[[^\[\]\n]*\]\]|\\.|\|")
_PIPE = pattern(r"\\.|\|")
_RULE_OF_TABLE = pattern(
    r"(?<=\n)(?=[^|\n]*\|)[ \t>]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*(?:(?::-*:?|-+:?)[ \t]*)?)*(?=\n|\Z)"
)

_LINK_IN_URL = r"(?<=[/=?&#%_-])\[\[[^\[\]\n]*\]\]|\[\[[^\[\]\n]*\]\](?=[A-Za-z0-9/.?=&%\#_-])"
_PATTERNS: dict[str, tuple[str, re.Pattern[str]]] = {
    "wikilink": ("[[", pattern(r"\[\[[^\[\]\n]*\]\]")),
    "definition": (
        "]:",
        pattern(rf"(?<=\]:){_ONE_END}[^\s]+(?:{_ONE_END}{_TITLE})?", re.MULTILINE),
    ),
    "label": ("]:", pattern(r"^[ \t>]*\[[^\n]{1,999}?\]:", re.MULTILINE)),
    "footnote": ("[^", pattern(r"\[\^[^\[\]\s]+\]")),
    "indent": ("\u3000", pattern(r"^[ \t]*\u3000+", re.MULTILINE)),
    "URL": (
        "://",
        pattern(rf"(?:https?|ftp|ipfs|ipns)://(?:{_LINK_IN_URL}|[^\s<>\[\]*~()（）「」『』【】《》“”‘’，。；、！？])+"),
    ),
    "math": ("$", pattern(r"(?<![\\$\w])\$(?![\s$])[^$\n]{0,500}[^\s\\$]\$(?![\d$])|\$\$[^$\n]+\$\$")),
    "shortcode": ("{", pattern(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|\{[:#.][^{}\n]*\}|\{[a-z]+=[^{}\n]*\}")),
    "emoji": (":", pattern(r"(?<![A-Za-z0-9:]):[a-z+-][a-z0-9_+-]*:(?![A-Za-z0-9:])")),
    "hidden remark": ("%%", pattern(r"%%[^%\n]+%%")),
    "block id": ("^", pattern(r"(?<=\s)\^[A-Za-z0-9-]+(?=[ \t]*(?:\n|\Z))")),
}
"""By what they are called: what a text has to hold for there to be any, and how they look."""


def inline_items(text: str) -> Iterator[Item]:
    """Yield all that an edit may harm within lines."""
    end = front_matter_end(text)
    if end:
        yield whole("front matter", text, 0, end)
    for kind, (mark, shape) in _PATTERNS.items():
        if mark in text:
            yield from (whole(kind, text, *match.span()) for match in shape.finditer(text))
    for marks, read in _READERS:
        if any(mark in text for mark in marks):
            yield from read(text)


def _code(text: str) -> Iterator[Item]:
    """Code spans: in each paragraph, a run of backticks and the next one that is as long."""
    for paragraph in _PARAGRAPH.finditer(text):
        if text.find("`", *paragraph.span()) < 0:
            continue
        runs = [match.span() for match in _RUN.finditer(text, *paragraph.span())]
        places: dict[int, list[int]] = {}
        for start, end in runs:
            # Within code, a backslash is a backslash: it does not keep what stands behind it from being the end.
            behind = start + (text[start] == "\\")
            places.setdefault(end - behind, []).append(behind)
        done = 0
        for start, end in runs:
            if start < done or text[start] == "\\":
                continue
            same = places[end - start]
            index = bisect_right(same, start)
            if index < len(same):
                done = same[index] + end - start
                yield whole("code span", text, start, done)


def _html(text: str) -> Iterator[Item]:
    """Tags, declarations and comments. A comment within a paragraph ends there."""
    for tag in _TAG.finditer(text):
        yield whole("HTML", text, *tag.span())
    yield from (whole("HTML", text, *tag.span()) for tag in _LONG_TAG.finditer(text) if "\n" in tag.group())
    at, closer, blank = text.find("<!--"), -1, -1
    while at >= 0:
        if closer < at + 2:
            closer = text.find("-->", at + 2)
        if closer < 0:
            return
        if blank < at:
            found = _BLANK.search(text, at)
            blank = found.start() if found else len(text)
        is_comment = closer < blank or _begins_line(text, at)
        if is_comment:
            yield whole("comment", text, at, closer + 3)
        at = text.find("<!--", closer + 3 if is_comment else at + 4)


def _begins_line(text: str, offset: int) -> bool:
    """Whether nothing but an indent and marks of quotes stand before it on its line, as far as a sane page has them."""
    first = max(0, offset - MOST_INDENT)
    line = text.rfind("\n", first, offset)
    return (line >= 0 or not first) and not text[line + 1 : offset].strip(" \t>")


def _marks(text: str) -> Iterator[Item]:
    """Escapes, entities and marks of emphasis, which are known by what CommonMark asks of what stands beside them."""
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if token.lastgroup == "emphasis":
            before, after = text[start - 1 : start], text[end : end + 1]
            kinds = _kind_of(before), _kind_of(after)
            yield Item(start, end, start, ("mark of emphasis", token.group(), _flanks(*kinds), _flanks(*kinds[::-1])))
        else:
            yield whole(str(token.lastgroup), text, start, end)


def _flanks(there: str, here: str) -> bool:
    """Whether a run of marks is on the flank of the text `here`, with `there` on its other side."""
    return here != " " and (here != "." or there != "")


def _kind_of(character: str) -> str:
    """White space or an edge " ", punctuation ".", or neither ""."""
    if not character or character.isspace():
        return " "
    if character.isalnum():
        return ""
    return "." if unicodedata.category(character)[0] in "PS" else ""


def _links(text: str) -> Iterator[Item]:
    """What opens links and images, and their targets with it; their titles; paragraph by paragraph."""
    stack: list[tuple[int, str]] = []
    urls = sorted((at for mark in _URL_MARKS for at in _places(text, mark)), reverse=True)
    balance = 0
    for token in _BRACKET.finditer(text):
        if urls and urls[-1] < token.end():
            yield from _bracketed(urls, token, balance)
        if token["opener"]:
            stack.append((token.start(), token["opener"]))
            balance += 1
        elif token.group()[0] == "]":
            balance -= 1
            begin, opener = stack.pop() if stack else (token.start(), "")
            if token["target"] is not None:
                yield Item(begin, begin + len(opener), begin, ("link", opener))
                start = token.start("target")
                yield Item(token.start(), token.end("target"), token.start(), ("link", opener, token["target"].strip()))
                if token["title"]:
                    yield Item(*token.span("title"), start, ("title", token["title"].strip()))
        elif token.group()[0] == "\n":
            stack.clear()
            balance = 0
    yield from (_in_brackets(at, balance) for at in urls if balance)


def _bracketed(urls: list[int], token: re.Match[str], balance: int) -> Iterator[Item]:
    """The URLs above the token, by the balance of brackets. Takes them and those in it from the end of the list."""
    while urls and urls[-1] < token.end():
        at = urls.pop()
        if balance and at < token.start():
            yield _in_brackets(at, balance)


def _in_brackets(at: int, balance: int) -> Item:
    """A bare URL that may be no link: GitHub makes one only of what stands in no open bracket.

    `balance`: how many more open than close above it in the paragraph, those in code, too.
    """
    return Item(at, at + 1, at, ("URL in brackets", balance))


def _places(text: str, mark: str) -> Iterator[int]:
    """Where the mark stands."""
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + len(mark))


def _references(text: str) -> Iterator[Item]:
    """What may be a reference to a definition."""
    if _DEFINES.search(text):
        yield from (whole("reference", text, *match.span()) for match in _REFERENCE.finditer(text))


def _definitions(text: str) -> Iterator[Item]:
    """That a definition is one, and so is not seen: there is nothing behind its URL and title."""
    if _DEFINES.search(text):
        yield from (Item(*match.span(), match.start(), ("what is defined",)) for match in _DEFINITION.finditer(text))


def _cells(text: str) -> Iterator[Item]:
    """The marks between the cells of tables, from the line above its rule to the next blank line.

    In wikilinks they are apart. It is a table to Markdown when its head and its rule have as many cells.
    """
    done = 0
    for rule in _RULE_OF_TABLE.finditer(text):
        if rule.start() < done:
            continue
        blank = _BLANK.search(text, rule.end())
        top, end = text.rfind("\n", 0, rule.start() - 1) + 1, blank.start() if blank else len(text)
        if _columns(text[top : rule.start() - 1]) == _columns(rule.group()):
            yield Item(top, rule.end(), rule.start(), ("table",))
        for pipe in _BARE_PIPE.finditer(text, top, end):
            start, stop = pipe.span()
            if pipe.group() == "|":
                yield Item(start, stop, start, ("cell",))
            elif pipe.group()[0] == "[":
                bars = text.count("|", start, stop) - text.count("\\|", start, stop)
                if bars:
                    yield Item(start, stop, start, ("cell in a wikilink", bars))
        done = end


def _columns(line: str) -> int:
    """How many cells a row has to Markdown, which knows of no wikilinks."""
    pipes = [match.start() for match in _PIPE.finditer(line) if match.group() == "|"]
    inner = line.strip(" \t>")
    return 1 + len(pipes) - inner.startswith("|") - (bool(pipes) and pipes[-1] == len(line.rstrip(" \t")) - 1)


_READERS: tuple[tuple[str, Callable[[str], Iterable[Item]]], ...] = (
    ("`", _code),
    ("<", _html),
    ("\\&*_~", _marks),
    ("[", _links),
    ("[", _references),
    ("[", _definitions),
    ("|", _cells),
)
"""What a text has to hold one of, and who reads it then."""
