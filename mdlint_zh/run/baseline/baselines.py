"""The baselines of a run: the one that was named, or those in the settings, and what they say of each page."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from mdlint_zh.engine.known import Known
from mdlint_zh.engine.scope import WHOLE, Scope
from mdlint_zh.report.told import Rewritten
from mdlint_zh.run.baseline.baseline import Baseline, Entry, read_baseline
from mdlint_zh.run.baseline.lines import line_of

if TYPE_CHECKING:
    from pathlib import Path

    from mdlint_zh.config import Settings
    from mdlint_zh.engine.known import Counts


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


@dataclass(eq=False, repr=False)
class Baselines:
    """`act`: use what is known, prune it, or write it anew; `whole`: the rules whose findings count for their page;
    `named`: the one baseline to take, instead of those in the settings. `read`: those that were read, by their files.
    """

    act: Act
    whole: frozenset[str]
    named: Path | None = None
    read: dict[Path, Baseline] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the one that was named. Raises ConfigError."""
        if self.named is not None:
            new = self.act == "write" and not os.path.lexists(self.named)
            self.read[self.named] = Baseline(self.named, {}) if new else read_baseline(self.named, named=True)

    def open(self, settings: Settings, *, named: bool) -> None:
        """Read the baseline of settings, which a person may have named, if it is to be taken. Raises ConfigError."""
        file = settings.baseline
        if self.named is None and file is not None and file not in self.read:
            self.read[file] = read_baseline(file, named=named)

    def before(self, path: str, settings: Settings) -> Before | None:
        """Return what is known of a page; None where no baseline is. Raises ConfigError for a line that is broken."""
        file = self.named or settings.baseline
        if file is None:
            return None
        baseline = self.read[file]
        return Before(file, self.act, baseline.name(path), baseline.entry(path), self.whole)
