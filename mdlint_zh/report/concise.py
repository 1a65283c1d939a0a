"""One line a finding: `path:line:col: severity rule message`. Editors, problem matchers and grep read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.page.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.model import Finding
    from mdlint_zh.page import Page


_EMOJI = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_JOINER = pattern(rf"(?<={_EMOJI})\u200d(?={_EMOJI})")


def render(shown: str, page: Page, findings: Iterable[Finding]) -> str:
    """The lines for one page; `shown` is its path as people are to see it."""
    return "".join(f"{line(shown, page, finding)}\n" for finding in findings)


def line(shown: str, page: Page, finding: Finding) -> str:
    """The line for one finding, line and column from 1, the column in code points."""
    row, column = page.lines.position(finding.start)
    return f"{shown}:{row}:{column}: {finding.severity} {finding.rule} {one_line(finding.message)}"


def one_line(message: str) -> str:
    """The message without line ends and other controls, which would break a line of output or worse."""
    if message.isprintable():
        return message
    # What joins an emoji of several parts is not printable, and no control either.
    return "\u200d".join(_shown(part) for part in _JOINER.split(message))


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\u3000" else _picture(c) for c in text)


def _picture(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else f"<U+{code:04X}>"
