"""Definitions of links, `[label]: target "title"`, as CommonMark 0.31 section 4.7 has them, line by line."""

from __future__ import annotations

import re

from mdlint_zh.base.lazy import pattern

MOST_CHARACTERS = 3000
"""Of one definition; what is longer is taken for a paragraph."""
_LABEL = r"\[(?P<label>(?=[^\]]*[^\s\]])(?:[^\[\]\\]|\\.){1,999})\]:"
_APART = r"[ \t]*(?:\n[ \t]*)?"
_TARGET = r"(?:<(?:[^<>\\\n]|\\.)*>|(?!<)[^\x00-\x20\x7f]+)"
_WHOLE = pattern(
    rf"{_LABEL}{_APART}{_TARGET}(?P<tail>(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(?P<title>"
    r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ \t]*\Z""",
    re.DOTALL,
)
_BEGUN = pattern(
    rf"\[(?:[^\[\]\\]|\\.)*\\?\Z|{_LABEL}{_APART}\Z|{_LABEL}{_APART}{_TARGET}(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)"
    r"""(?:"(?:[^"\\]|\\.)*\\?|'(?:[^'\\]|\\.)*\\?|\((?:[^()\\]|\\.)*\\?)\Z""".replace("(?P<label>", "(?:"),
    re.DOTALL,
)


def normal_label(label: str) -> str:
    """Return a label as CommonMark compares them: case-folded, white space collapsed."""
    return " ".join(label.split()).casefold()


class Pending:
    """A paragraph that may be a definition, as far as it has been read."""

    def __init__(self, line: str) -> None:
        self.written = line.rstrip(" ")
        self.found = _WHOLE.match(self.written)

    @property
    def complete(self) -> bool:
        """Whether it is a definition."""
        return self.found is not None

    @property
    def label(self) -> str:
        """The label that it defines, normalized; "" when it is none."""
        return normal_label(self.found["label"]) if self.found else ""

    def ends_before(self, line: str) -> bool:
        """Tell whether it is a definition to which this line does not belong: only a title may."""
        return self.found is not None and (self.found["title"] is not None or not line.startswith(('"', "'", "(")))

    def goes_on(self, line: str) -> bool:
        """Take one more line; whether it may still be a definition."""
        self.written += "\n" + line.strip(" ")
        self.found = _WHOLE.match(self.written)
        return self.complete or (len(self.written) <= MOST_CHARACTERS and bool(_BEGUN.match(self.written)))
