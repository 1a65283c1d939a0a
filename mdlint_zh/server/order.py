"""What can be done about a finding, as data that a client keeps and sends back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mdlint_zh.report.escape import one_line
from mdlint_zh.server.shown import text_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.server.protocol.buffer import Buffer

HERE, FILE, ALL = "here", "file", "all"
FIX: Final = "fix "
"""With the number of a finding's fix behind it."""
MOST_FIXES: Final = 10
"""How many fixes of a finding are offered."""
MOST_SHOWN: Final = 30
"""How many characters of an edit's text a title shows."""


class Order(NamedTuple):
    """What an action does that has no edit yet: on a version of a page, to a finding of a rule."""

    uri: str
    version: int
    does: str
    rule: str = ""
    start: int = 0
    end: int = 0

    @classmethod
    def of(cls, data: Any) -> Order | None:
        """Return the order that a client has sent back, None for anything else."""
        try:
            order = cls(*data)
        except TypeError:
            return None
        kinds = (str, int, str, str, int, int)
        return order if all(map(isinstance, order, kinds)) else None

    @property
    def fix(self) -> int | None:
        """The number of the fix that is to be done; None where it is something else."""
        number = self.does.removeprefix(FIX)
        return int(number) if number != self.does and number in map(str, range(MOST_FIXES)) else None


def data_of(finding: Finding, fixes: Sequence[Fix], buffer: Buffer, uri: str, version: int) -> dict[str, Any]:
    """Return what a diagnostic has for the server, and for clients that make actions of their own: the title and the
    edits of its fix, if it has one that may be done; `alternatives`, other ones; `ignore`, the arguments of the command
    that puts in a comment against it, which is made when it is asked for. All of this version of the page.
    """
    own, *others = [_remedy(finding, fix, buffer) for fix in fixes[:MOST_FIXES] if not fix.refused] or [_NONE]
    ignore = Order(uri, version, HERE, finding.rule, finding.start, finding.end)
    return {"code": finding.rule, **own, "alternatives": others, "version": version, "ignore": list(ignore)}


_NONE: Final[dict[str, Any]] = {"title": None, "edits": [], "isSafe": False}


def _remedy(finding: Finding, fix: Fix, buffer: Buffer) -> dict[str, Any]:
    edits = text_edits(fix.edits, buffer)
    return {"title": title_of(finding, fix, buffer.text), "edits": edits, "isSafe": fix.safe}


def title_of(finding: Finding, fix: Fix, text: str) -> str:
    """Return what a fix does, in one line."""
    start, end, new = fix.edits[0]
    old = text[start:end]
    does = f"`{_short(old)}` → `{_short(new)}`" if old and new else f"remove `{_short(old)}`"
    if not old:
        does = f"insert `{_short(new)}`"
    more = f", and {len(fix.edits) - 1} more" if len(fix.edits) > 1 else ""
    return f"{finding.rule}: {does}{more}{'' if fix.safe else ' (unsafe)'}"


def _short(text: str) -> str:
    return one_line(text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…")
