"""What an edit of each class of change may do, seen from the edit and the line around it alone."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.engine.change import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.guard.step import Step

_SPACE = pattern(r"[ \t\n\xa0]*")
_INVISIBLE = pattern(
    r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_SEPARATORS = frozenset("\u2028\u2029")
_LINK_SYNTAX = pattern(
    r"(?:[\\\[\]［］【】「」]|&#9[13];)|(?<![A-Za-z-])[A-Za-z][A-Za-z-]{1,11}\s*[:：﹕∶꞉]|[\s\u200b]"
)
_TARGET = pattern(r"\[\[[^\[\]|｜]*[|｜]")
# Characters that mean something to Markdown, to one of its dialects or to HTML wherever they stand.
_MEANS_SOMETHING = frozenset("\\`*_{}[]()<>#+-.!|&~:=$@^;")
_FIRST_SHARED = 0xA0
"""Below it, HTML gives numbers the characters of windows-1252 and XML gives them controls."""
_CONTINUES = pattern(r"[ \t]{1,4}[^ \t\n]|[ \t]{4}|[=-]")
"""How a line begins that is something else once the line above is a heading, and no longer text."""
_EMPHASIS = pattern(r"[*_~]")
_FOOTNOTE = pattern(r"^[ \t>]*\[\^[^\]\s]+\]:", re.MULTILINE)
_EMPHASIS_OR_URL = pattern(r"(?P<mark>[*_~])|\]\([^()\s]*\)")
_MOST_ABOVE = 10_000
"""So much of a paragraph is looked at above a caption: many may stand in one."""
_HASHES = pattern(r" {0,3}#{1,6}\Z")


def is_permitted(step: Step, edit: Edit, change: Change) -> bool:
    """Tell whether the edit does what its class of change allows."""
    return _PERMITTED[change](step, edit)


def _only_space(step: Step, edit: Edit) -> bool:
    old = step.before[edit.start : edit.end]
    if edit.start == 0:
        old = old.lstrip("\ufeff")  # marks behind the mark
    return bool(_SPACE.fullmatch(old) and _SPACE.fullmatch(edit.text))


def _in_header(step: Step, edit: Edit) -> bool:
    """Whether the edit lies in the lines at the top where a header can be."""
    return edit.end < step.header_end or edit.end == len(step.before) <= step.header_end


def _same_words(step: Step, edit: Edit) -> bool:
    """Whether old and new text are the same but for brackets, namespaces, spaces; an alias may replace the target."""
    old, new = step.before[edit.start : edit.end], edit.text
    wanted = _bare(new)
    return wanted in (_bare(old), _bare(_TARGET.sub("", old)))


def _bare(text: str) -> str:
    return _LINK_SYNTAX.sub("", text).replace("｜", "|")


def _in_image(step: Step, edit: Edit) -> bool:
    """Whether the edit stays between `![` and the `)` of an image on the same line."""
    if "\n" in edit.text or "\n" in step.before[edit.start : edit.end]:
        return False
    line = step.before.rfind("\n", 0, edit.start) + 1
    return step.before.rfind("![", line, edit.start + 1) >= 0


def _own_paragraph(step: Step, edit: Edit) -> bool:
    """Whether a blank line comes in behind an image, in the place of spaces at most."""
    old = step.before[edit.start : edit.end]
    behind_image = step.before.endswith(")", 0, edit.start)
    above = step.before[step.before.rfind("\n\n", 0, edit.start) + 1 : edit.start]
    in_footnote = "[^" in above and _FOOTNOTE.search(above)  # the caption would fall out of it
    return behind_image and not in_footnote and not old.strip() and edit.text.strip(" \t") == "\n\n"


def opens_caption(text: str, start: int, end: int) -> bool:
    """Tell whether the marks of emphasis [start, end) are around all of a caption, and can have no other partner.

    With a blank line above them they can open alone; behind the `)` of an image, between two marks of punctuation, they
    could close as well. Nothing is open there to be closed when no such mark stands above in the paragraph.
    """
    marks, line_end = text[start:end], text.find("\n", end)
    caption = text[end : line_end if line_end >= 0 else len(text)].rstrip(" \t")
    if not caption.endswith(marks) or _EMPHASIS.search(caption.removesuffix(marks)):
        return False
    blank = text.rfind("\n\n", max(0, start - _MOST_ABOVE), start)
    if blank < 0 and start > _MOST_ABOVE:
        return False
    return not any(found["mark"] for found in _EMPHASIS_OR_URL.finditer(text, blank + 1, start))


def _is_entity(step: Step, edit: Edit) -> bool:
    """Whether an entity becomes its character, which means nothing there and on which all readers of HTML agree."""
    old, new = step.before[edit.start : edit.end], edit.text
    if html.unescape(old) != new or len(new) != 1 or not new.isprintable() or new in _MEANS_SOMETHING:
        return False
    if new.isascii() and step.before[max(0, edit.start - 1) : edit.start] in ("<", "&"):
        return False
    number = re.fullmatch(r"&#(?:[xX]([0-9a-fA-F]+)|(\d+));", old)
    code = 0 if number is None else int(number[1], 16) if number[1] else int(number[2])
    return number is None or new.isascii() or code >= _FIRST_SHARED


def _only_invisible(step: Step, edit: Edit) -> bool:
    """Whether only what nobody sees goes; of separators of lines, only those that stand beside a space anyway."""
    old = step.before[edit.start : edit.end]
    if _INVISIBLE.sub("", old) != _INVISIBLE.sub("", edit.text):
        return False
    around = step.before[max(0, edit.start - 1) : edit.start], step.before[edit.end : edit.end + 1]
    return not _SEPARATORS & set(old) or any(not one or one.isspace() for one in around)


def _same_characters(step: Step, edit: Edit) -> bool:
    old, new = step.before[edit.start : edit.end], edit.text
    return "|" not in old and sorted(old.replace(" ", "").replace("\t", "")) == sorted(new.replace(" ", ""))


def _makes_heading(step: Step, edit: Edit) -> bool:
    """Whether one space comes in behind the marks of a heading at the beginning of a line that breaks off nothing."""
    line = step.before.rfind("\n", 0, edit.start) + 1
    if (edit.end, edit.text) != (edit.start, " ") or not _HASHES.match(step.before, line, edit.start):
        return False
    end = step.before.find("\n", edit.start)
    below = step.before[end + 1 : end + 5] if end >= 0 else ""
    breaks = step.before.endswith(("  \n", "\\\n"), 0, line) or (end >= 0 and step.before[end - 1] == "\\")
    return not breaks and not _CONTINUES.match(below)


_PERMITTED: dict[Change, Callable[[Step, Edit], bool]] = {
    Change.NOTHING: lambda _step, _edit: False,
    Change.SPACE: _only_space,
    Change.HEADER: _in_header,
    Change.LINK: _same_words,
    Change.IMAGE: _in_image,
    Change.CAPTION: _own_paragraph,
    Change.ENTITY: _is_entity,
    Change.INVISIBLE: _only_invisible,
    Change.EMPHASIS: _same_characters,
    Change.HEADING: _makes_heading,
}
