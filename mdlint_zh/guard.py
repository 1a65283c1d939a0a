"""The guard: does a set of edits do to a page only what its rules declare?

It trusts neither the parser nor the rules that made the edits: it has patterns of its own and looks at text before and
after alone. A formatter whose guard shares its parser is blind to what that parser drops.
"""

from __future__ import annotations

import html
import itertools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.change import Change
from mdlint_zh.model import Edit, apply
from mdlint_zh.page.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

HEADER_LINES = 30
HEADER_CHARACTERS = 100_000
LINE_ENDS = ("\n", "\r\n", "\r")
_SPACE = pattern(r"[ \t\r\n\ufeff\xa0]*")
_INVISIBLE = pattern(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_LINK_SYNTAX = pattern(r"(?:[\\\[\]［］【】「」]|&#9[13];)|(?<![A-Za-z])[A-Za-z]{2,12}\s*[:：﹕∶꞉]|[\s\u200b]")
_LONE_CR = pattern(r"\r(?!\n)")

_TOP = r"(?:^|(?<=\A\ufeff))"
_FENCE = pattern(
    _TOP + r"(?P<head>(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*)(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)",
    re.MULTILINE,
)
_UNQUOTED = pattern(r"^(?![ \t]*>)", re.MULTILINE)
_UNLISTED = pattern(r"^(?=[^ \t\r\n])", re.MULTILINE)
_YAML = r"(?:[#\]}\ \t]|-[ \t]|(?=\r?\n))"

# What no edit may touch without leave, each with the pattern by which the guard sees it.
_PROTECTED = {
    "front matter": pattern(
        r"(?:\A|(?<=\A\ufeff))(?P<mark>---|\+\+\+)[ \t]*\r?\n"
        rf"(?:{_YAML}[^\n]*\n)*(?:(?!-[ \t])[\w\"'-][^:=\r\n]*[:=](?=[ \t\r\n])[^\n]*\n(?:{_YAML}[^\n]*\n)*)+"
        r"(?P=mark)[ \t]*(?=\r?\n|\Z)"
    ),
    "code block": _FENCE,
    "code": pattern(r"(?<!`)(?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)(?!`)"),
    # A comment reaches over blank lines only where it begins a line, after marks of quotes and lists; `<!-->` is whole.
    "HTML": pattern(
        r"^[ \t>*+.)\d\ufeff-]*<!--(?:-?>|.{0,4000}?-->)|<!--(?:-?>|(?:[^\n]|\n(?![ \t\r]*[\n<])){0,4000}?-->)"
        r"|</?[A-Za-z][^<>\n]*>",
        re.DOTALL | re.MULTILINE,
    ),
    "link target": pattern(r"\]\((?:<[^<>\n]*>|(?:[^\s()\[\]]|\[\[[^\s\[\]]*\]\]|\([^\s()]*\))*)"),
    "wikilink": pattern(r"\[\[[^\[\]\n]*\]\]"),
    "footnote": pattern(r"\[\^[^\[\]\s]+\]"),
    "indent": pattern(_TOP + r"\u3000+", re.MULTILINE),
    "line break": pattern(r"(?<=[^ \t\r\n\ufeff])(?: {2,}|\\)\r?\n(?=[ \t]*[^ \t\r\n])"),
}
_MAY_TOUCH: dict[Change, frozenset[str]] = {
    Change.HEADER: frozenset(_PROTECTED) - {"front matter"},
    Change.LINK: frozenset({"wikilink", "link target", "HTML", "front matter", "code", "code block"}),
    Change.IMAGE: frozenset({"wikilink"}),
    Change.EMPHASIS: frozenset({"wikilink"}),
}


class Applied(NamedTuple):
    """An edit that was applied, the rule that made it, and what that rule declares its edits to do."""

    edit: Edit
    rule: str
    change: Change


class _Item(NamedTuple):
    start: int
    end: int
    text: str


def breaches(before: str, after: str, applied: Sequence[Applied]) -> list[str]:
    """Why the step from `before` to `after` is not to be trusted, each reason with the rule to blame; [] when it is.

    `applied` is sorted by where the edits begin.
    """
    return list(_breaches(before, after, applied))


def _breaches(before: str, after: str, applied: Sequence[Applied]) -> Iterator[str]:
    edits = [one.edit for one in applied]
    if not all(0 <= edit.start <= edit.end <= len(before) for edit in edits):
        yield f"an edit is not on the page ({_rules(applied)})"
        return
    if any(left.end > right.start for left, right in itertools.pairwise(edits)):
        yield f"two edits lie over each other ({_rules(applied)})"
        return
    if apply(before, edits) != after:
        yield f"the text outside the edits is not what it was ({_rules(applied)})"
        return
    for one in applied:
        if not _PERMITTED[one.change](before, one.edit):
            yield f"{one.rule} would turn {_quote(before[one.edit.start : one.edit.end])} into {_quote(one.edit.text)}"
    yield from _broken_inventory(before, after, applied)


def _broken_inventory(before: str, after: str, applied: Sequence[Applied]) -> Iterator[str]:
    """What is protected and was lost, came up or was touched without leave."""
    old = [one for one in applied if not _is_line_end(before, one.edit)]
    new = list(_moved(old, applied))
    for name, shape in _PROTECTED.items():
        kept_before, touched_before = _sort(shape, before, old)
        kept_after, touched_after = _sort(shape, after, new)
        for one in (*touched_before, *touched_after):
            if name not in _MAY_TOUCH.get(one.change, frozenset()):
                yield f"{one.rule} would change the {name} around {_quote(one.edit.text)}"
        if kept_before != kept_after:
            yield f"a {name} is not what it was ({_rules(applied)})"


def _sort(pattern: re.Pattern[str], text: str, applied: Sequence[Applied]) -> tuple[list[str], list[Applied]]:
    """The texts that match and that no edit touches; the edits that touch one."""
    starts = [one.edit.start for one in applied]
    kept, touching = [], []
    for item in _items(pattern, text):
        here = list(_over(item, applied, starts))
        touching += here
        if not here:
            kept.append(item.text)
    return kept, touching


def _items(pattern: re.Pattern[str], text: str) -> Iterator[_Item]:
    """What the pattern finds; how its lines end does not count."""
    text = _LONE_CR.sub("\n", text) if "\r" in text else text
    spans = _code_blocks(text) if pattern is _FENCE else (match.span() for match in pattern.finditer(text))
    for start, end in spans:
        yield _Item(start, end, text[start:end].replace("\r\n", "\n"))


def _code_blocks(text: str) -> Iterator[tuple[int, int]]:
    """The fenced code blocks that are closed. One in a quote or a list ends with it."""
    opener, last = None, 0
    for line in _FENCE.finditer(text):
        if opener and line.start() >= last:
            opener = None
        if opener is None:
            if line["fence"][0] == "~" or "`" not in line["info"]:
                opener, last = line, _container_end(text, line)
        elif line["fence"].startswith(opener["fence"]) and not line["info"].strip():
            yield opener.start(), line.end()
            opener = None


def _container_end(text: str, line: re.Match[str]) -> int:
    """Where the quote or the list that holds this line ends; beyond the text when it stands in none."""
    stop = _UNQUOTED if ">" in line["head"] else _UNLISTED if line["head"].strip() else None
    end = stop.search(text, line.end()) if stop else None
    return end.start() if end else len(text) + 1


def _over(item: _Item, applied: Sequence[Applied], starts: list[int]) -> Iterator[Applied]:
    """The edits that lie over the item, or in it."""
    index = max(0, bisect_left(starts, item.start) - 1)
    for one in applied[index:]:
        if one.edit.start >= item.end:
            return
        if one.edit.end > item.start and (one.edit.start < item.end):
            yield one


def _moved(old: Iterable[Applied], applied: Sequence[Applied]) -> Iterator[Applied]:
    """The same edits as spans of the text after them all."""
    wanted = {one.edit for one in old}
    shift = 0
    for one in applied:
        start = one.edit.start + shift
        if one.edit in wanted:
            yield one._replace(edit=Edit(start, start + len(one.edit.text), one.edit.text))
        shift += len(one.edit.text) - (one.edit.end - one.edit.start)


def _is_line_end(text: str, edit: Edit) -> bool:
    """Whether the edit puts one line end in the place of another, which is the same to Markdown."""
    return text[edit.start : edit.end] in LINE_ENDS and edit.text in LINE_ENDS


def _only_space(before: str, edit: Edit) -> bool:
    return bool(_SPACE.fullmatch(before[edit.start : edit.end]) and _SPACE.fullmatch(edit.text))


def _in_header(before: str, edit: Edit) -> bool:
    """Whether the edit lies in the lines at the top where a header can be."""
    return len(re.findall(r"\r\n|\n|\r", before[: edit.end])) < HEADER_LINES + before.count("\n", 0, _front(before))


def _front(before: str) -> int:
    match = _PROTECTED["front matter"].search(before, 0, HEADER_CHARACTERS)
    return match.end() if match else 0


def _same_words(before: str, edit: Edit) -> bool:
    """Whether old and new text are the same but for brackets, namespaces, spaces; an alias may replace the target."""
    old, new = before[edit.start : edit.end], edit.text
    shown = re.sub(r"\[\[[^\[\]|]*\|", "", old)
    return _LINK_SYNTAX.sub("", new) in (_LINK_SYNTAX.sub("", old), _LINK_SYNTAX.sub("", shown))


def _in_image(before: str, edit: Edit) -> bool:
    """Whether the edit stays between `![` and the `)` of an image on the same line, and out of its URL."""
    opener = before.rfind("![", 0, edit.start + 1)
    return opener >= 0 and not {"\n", "\r"} & set(before[opener : edit.end] + edit.text)


def _is_entity(before: str, edit: Edit) -> bool:
    return html.unescape(before[edit.start : edit.end]) == edit.text and edit.text.isprintable()


def _only_invisible(before: str, edit: Edit) -> bool:
    return _INVISIBLE.sub("", before[edit.start : edit.end]) == _INVISIBLE.sub("", edit.text)


def _same_characters(before: str, edit: Edit) -> bool:
    old, new = before[edit.start : edit.end], edit.text
    return sorted(old.replace(" ", "")) == sorted(new.replace(" ", ""))


_PERMITTED: dict[Change, Callable[[str, Edit], bool]] = {
    Change.NOTHING: lambda _before, _edit: False,
    Change.SPACE: _only_space,
    Change.HEADER: _in_header,
    Change.LINK: _same_words,
    Change.IMAGE: _in_image,
    Change.ENTITY: _is_entity,
    Change.INVISIBLE: _only_invisible,
    Change.EMPHASIS: _same_characters,
}


def _rules(applied: Iterable[Applied]) -> str:
    return ", ".join(sorted({one.rule for one in applied}))


def _quote(text: str) -> str:
    return repr(text if len(text) <= 30 else text[:30] + "…")
