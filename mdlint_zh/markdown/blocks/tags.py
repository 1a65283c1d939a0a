"""Tags and expressions of MDX that begin a line and go on over blank lines: Markdown would see paragraphs there.

The tag may be one of HTML, too; its values stand in quotes or, in MDX, in braces.
"""

from __future__ import annotations

from mdlint_zh.base.lazy import lazy, pattern

_NAME = pattern(r"<[A-Za-z][\w.:-]*")
_ATTRIBUTE = pattern(r"""\s+(?:[A-Za-z_:@$][\w.:@$-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`{}]+|(?={)))?|(?={))""")
_END = pattern(r"\s*/?>")
_BRACE = pattern(r"[{}]")
_BLANK = pattern(r"(?:\r\n|\n|\r)[ \t>]*[\r\n]")


class Tags:
    """Finds where tags and braces end. Takes time in proportion to the text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def end_of_tag(self, start: int) -> int | None:
        """Return where the tag at `start` ends; None where none does, or without a blank line in it."""
        name = _NAME.match(self.text, start)
        at = name.end() if name else len(self.text)
        while attribute := _ATTRIBUTE.match(self.text, at):
            at = attribute.end()
            if self.text.startswith("{", at):
                if at not in self.braces:
                    return None
                at = self.braces[at]
        end = _END.match(self.text, at)
        return self.with_blank(start, end.end()) if end else None

    def end_of_brace(self, start: int) -> int | None:
        """Return where the brace at `start` is closed; None where it is not, or without a blank line in it."""
        end = self.braces.get(start)
        return self.with_blank(start, end) if end else None

    def with_blank(self, start: int, end: int) -> int | None:
        """Return the end, where a blank line stands above it."""
        return end if _BLANK.search(self.text, start, end) else None

    @lazy
    def braces(self) -> dict[int, int]:
        """Where each brace opens that is closed, and the offset behind what closes it."""
        found: dict[int, int] = {}
        waiting: list[int] = []
        for brace in _BRACE.finditer(self.text):
            if brace.group() == "{":
                waiting.append(brace.start())
            elif waiting:
                found[waiting.pop()] = brace.end()
        return found
