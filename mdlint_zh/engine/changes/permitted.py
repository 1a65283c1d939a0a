"""What an edit of each built-in kind of change may do, seen from the edit and the text around it alone.

`before` is the page with LF for all line ends and no byte-order mark; an edit's offsets are of that text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.engine.changes.top import header_end

if TYPE_CHECKING:
    from mdlint_zh.base.edit import Edit

_SPACE = pattern(r"[ \t\n\xa0]*")
_INVISIBLE = pattern(
    r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_SEPARATORS = frozenset("\u2028\u2029")
_LINK_SYNTAX = pattern(
    r"(?:[\\\[\]［］【】「」]|&#9[13];)|(?<![A-Za-z-])[A-Za-z][A-Za-z-]{1,11}\s*[:：﹕∶꞉]|[\s\u200b]"
)
_OVER_LINES = pattern(r"\[\[[^\[\]]*[\r\n]")
_TARGET = pattern(r"\[\[[^\[\]|｜]*[|｜]")
# Characters that mean something to Markdown, to one of its dialects or to HTML wherever they stand.
_MEANS_SOMETHING = frozenset("\\`*_{}[]()<>#+-.!|&~:=$@^;")
_FIRST_SHARED = 0xA0
"""Below it, HTML gives numbers the characters of windows-1252 and XML gives them controls."""
_CONTINUES = pattern(r"[ \t]{1,4}[^ \t\n]|[ \t]{4}|[=-]")
"""How a line begins that is something else once the line above is a heading, and no longer text."""
_FOOTNOTE = pattern(r"^[ \t>]*\[\^[^\]\s]+\]:", re.MULTILINE)
_STARS_OR_SPACE = pattern(r"[*\s]+")
_LONE_STARS = pattern(r"\*+[ \t]*\n\s*|\s*\n[ \t]*\*+")
_BEGINS_BLOCK = pattern(
    r"(?:[ \t>]*(?:[-+*]|\d{1,9}[.)])(?=[ \t]))*[ \t>]*(?:#{1,6}(?=[ \t]|$)|`{3}|~{3}|=+[ \t]*$|-+[ \t]*$|<|\||$)?"
)
_BLANK_LINE = pattern(r"[ \t]*\n[ \t>]*\n[ \t>]*")
_HASHES = pattern(r" {0,3}#{1,6}\Z")


def only_space(before: str, edit: Edit) -> bool:
    """Tell whether white space comes or goes; at the top, other byte-order marks behind the mark may go, too."""
    old = before[edit.start : edit.end]
    if edit.start == 0:
        old = old.lstrip("\ufeff")  # marks behind the mark
    return bool(_SPACE.fullmatch(old) and _SPACE.fullmatch(edit.text))


def in_header(before: str, edit: Edit) -> bool:
    """Tell whether the edit lies in the lines at the top where a header can be."""
    end = header_end(before)
    return edit.end < end or edit.end == len(before) <= end


def same_words(before: str, edit: Edit) -> bool:
    """Tell whether old and new text are the same but for brackets, namespaces, spaces.

    An alias may replace the target. No link is made that reaches over a line end: there it would be none.
    """
    old, new = before[edit.start : edit.end], edit.text
    wanted = _bare(new)
    return not _OVER_LINES.search(new) and wanted in (_bare(old), _bare(_TARGET.sub("", old)))


def _bare(text: str) -> str:
    return _LINK_SYNTAX.sub("", text).replace("｜", "|")


def in_image(before: str, edit: Edit) -> bool:
    """Tell whether the edit stays between `![` and the `)` of an image on the same line."""
    if "\n" in edit.text or "\n" in before[edit.start : edit.end]:
        return False
    line = before.rfind("\n", 0, edit.start) + 1
    return before.rfind("![", line, edit.start + 1) >= 0


def own_paragraph(before: str, edit: Edit) -> bool:
    """Tell whether a blank line comes in behind an image or before one, in the place of spaces at most.

    The marks of a quote may stand in it, and below it what a list or a quote begins its lines with.
    """
    old = before[edit.start : edit.end]
    at_image = before.endswith(")", 0, edit.start) or before.startswith("![", edit.end)
    above = before[before.rfind("\n\n", 0, edit.start) + 1 : edit.start]
    in_footnote = "[^" in above and _FOOTNOTE.search(above)  # the caption would fall out of it
    return at_image and not in_footnote and not old.strip() and _BLANK_LINE.fullmatch(edit.text) is not None


def is_entity(before: str, edit: Edit) -> bool:
    """Tell whether an entity becomes its character.

    It means nothing there, and all readers of HTML agree on it.
    """
    from html import unescape  # noqa: PLC0415 - slow to import, and few fixes are about entities

    old, new = before[edit.start : edit.end], edit.text
    if unescape(old) != new or len(new) != 1 or not new.isprintable() or new in _MEANS_SOMETHING:
        return False
    if new.isascii() and before[max(0, edit.start - 1) : edit.start] in ("<", "&"):
        return False
    number = re.fullmatch(r"&#(?:[xX]([0-9a-fA-F]+)|(\d+));", old)
    code = 0 if number is None else int(number[1], 16) if number[1] else int(number[2])
    return number is None or new.isascii() or code >= _FIRST_SHARED


def only_invisible(before: str, edit: Edit) -> bool:
    """Tell whether only what nobody sees goes; of separators of lines, only those that stand beside a space anyway."""
    old = before[edit.start : edit.end]
    if _INVISIBLE.sub("", old) != _INVISIBLE.sub("", edit.text):
        return False
    around = before[max(0, edit.start - 1) : edit.start], before[edit.end : edit.end + 1]
    return not _SEPARATORS & set(old) or any(not one or one.isspace() for one in around)


def same_characters(before: str, edit: Edit) -> bool:
    """Tell whether the same characters stand in another order, but for spaces; none is a `|`."""
    old, new = before[edit.start : edit.end], edit.text
    return "|" not in old and sorted(old.replace(" ", "").replace("\t", "")) == sorted(new.replace(" ", ""))


def only_stars(before: str, edit: Edit) -> bool:
    """Tell whether all characters but stars and white space stay in their order; or two `_` become stars.

    A line end goes only where nothing but stars stands on its line; what a line begins with and ends in stays.
    """
    old, new = before[edit.start : edit.end], edit.text
    if "__" in old and old.replace("__", "**") == new:
        return before[edit.start - 1 : edit.start] != "\\"
    if _STARS_OR_SPACE.sub("", old) != _STARS_OR_SPACE.sub("", new) or "|" in old:
        return False
    if "\n" in old or "\n" in new:
        return new == "**" and _LONE_STARS.fullmatch(old) is not None and _is_plain(before, edit)
    first, last = before.rfind("\n", 0, edit.start) + 1, _line_end(before, edit.end)
    line = before[first:last]
    changed = line[: edit.start - first] + new + line[edit.end - first :]
    return _begins_and_ends(line) == _begins_and_ends(changed)


def _is_plain(before: str, edit: Edit) -> bool:
    """Whether stars that leave their line come to stand beside text, and no mark of a block or a line break."""
    if before[edit.start].isspace():
        return edit.start > 0 and before[edit.start - 1] not in " \t\\"
    return _begins_and_ends(before[edit.end : _line_end(before, edit.end)]) == ("", False)


def _begins_and_ends(line: str) -> tuple[str, bool]:
    """What makes a line more than text: marks of blocks that it begins with, the line break that it ends in."""
    begins = _BEGINS_BLOCK.match(line)
    return begins.group().replace("*", "-") if begins else "", line.endswith(("  ", "\\")) or not line.strip()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def makes_heading(before: str, edit: Edit) -> bool:
    """Tell whether one space comes in behind the marks of a heading at the beginning of a line.

    The heading breaks off nothing.
    """
    line = before.rfind("\n", 0, edit.start) + 1
    if (edit.end, edit.text) != (edit.start, " ") or not _HASHES.match(before, line, edit.start):
        return False
    end = before.find("\n", edit.start)
    below = before[end + 1 : end + 5] if end >= 0 else ""
    breaks = before.endswith(("  \n", "\\\n"), 0, line) or (end >= 0 and before[end - 1] == "\\")
    return not breaks and not _CONTINUES.match(below)
