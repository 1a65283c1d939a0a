"""What a baseline knows of one page before a run, and what it is to know after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from mdlint_zh.engine.known import Known
from mdlint_zh.engine.scope import WHOLE, Scope
from mdlint_zh.report.told import Rewritten
from mdlint_zh.run.baseline.lines import line_of

if TYPE_CHECKING:
    from pathlib import Path

    from mdlint_zh.engine.known import Counts
    from mdlint_zh.run.baseline.baseline import Entry

Act: TypeAlias = Literal["use", "prune", "write"]
"""What is done with a baseline."""


class Before(NamedTuple):
    """What was known of a page before a run, what it is called in the baseline now, and what is to be done with that.

    The findings of the rules in `whole` count for their page.
    """

    file: Path
    act: Act
    name: bytes
    entry: Entry
    whole: frozenset[str]

    @property
    def scope(self) -> Scope:
        """What is shown and repaired: what is not known. All, where that is written anew."""
        return WHOLE if self.act == "write" else Scope(known=Known(self.entry.counts, self.whole))

    def rewritten(self, counts: Counts) -> Rewritten:
        """Return what is to be known of the page from now on."""
        return Rewritten(self.file, self.entry.name, self.name, line_of(self.name, counts) if counts else b"")
