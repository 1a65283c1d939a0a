"""The baselines of a run: the one that was named, or those in the settings, and what they say of each page."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mdlint_zh.config import Settings
    from mdlint_zh.run.baseline.baseline import Baseline
    from mdlint_zh.run.baseline.before import Act, Before


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
            from mdlint_zh.run.baseline.baseline import Baseline, read_baseline  # noqa: PLC0415 - few runs have one

            new = self.act == "write" and not os.path.lexists(self.named)
            self.read[self.named] = Baseline(self.named, {}) if new else read_baseline(self.named, named=True)

    def open(self, settings: Settings, *, named: bool) -> None:
        """Read the baseline of settings, which a person may have named, if it is to be taken. Raises ConfigError."""
        file = settings.baseline
        if self.named is None and file is not None and file not in self.read:
            from mdlint_zh.run.baseline.baseline import read_baseline  # noqa: PLC0415 - as above

            self.read[file] = read_baseline(file, named=named)

    def before(self, path: str, settings: Settings) -> Before | None:
        """Return what is known of a page; None where no baseline is. Raises ConfigError for a line that is broken."""
        file = self.named or settings.baseline
        if file is None:
            return None
        from mdlint_zh.run.baseline.before import Before  # noqa: PLC0415 - as above

        baseline = self.read[file]
        return Before(file, self.act, baseline.name(path), baseline.entry(path), self.whole)
