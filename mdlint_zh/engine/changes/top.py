"""The top of a text whose line ends are LF: where its front matter ends, and how far down a header can reach.

Read by a pattern of its own: the guard asks for it, and trusts nothing that the rules have read.
"""

from __future__ import annotations

from mdlint_zh.base.lazy import pattern

HEADER_LINES = 30
_FRONT_MATTER_REACH = 100_000
_YAML = r"(?:[#\]}\ \t]|-[ \t]|(?=\n))"
FRONT_MATTER = pattern(
    r"\A(?P<mark>---|\+\+\+)[ \t]*\n"
    rf"(?:{_YAML}[^\n]*\n)*(?:(?!-[ \t])[\w\"'-][^:=\n]*[:=](?=[ \t\n])[^\n]*\n(?:{_YAML}[^\n]*\n)*)+"
    r"(?P=mark)[ \t]*(?=\n|\Z)"
)


def front_matter_end(text: str) -> int:
    """Return where the front matter of a text ends; 0 when there is none."""
    match = FRONT_MATTER.search(text, 0, _FRONT_MATTER_REACH) if text[:3] in ("---", "+++") else None
    return match.end() if match else 0


def header_end(text: str) -> int:
    """Return where the lines end in which a header can be."""
    at = front_matter_end(text)
    for _ in range(HEADER_LINES):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at
