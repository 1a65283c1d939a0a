"""What `check` is asked of baselines, and what it does with one when all pages were looked at."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mdlint_zh.base.paths import folder_of
from mdlint_zh.cli.errors import OutputError, complain
from mdlint_zh.config import ConfigError
from mdlint_zh.run.baseline.baselines import Baselines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mdlint_zh.engine.rule import Rule
    from mdlint_zh.report.summary import Totals
    from mdlint_zh.report.told import Rewritten, Told
    from mdlint_zh.run.baseline.before import Act
    from mdlint_zh.run.choices import Choices


class Asked(Protocol):
    """The options that are about baselines, and those that they do not go with."""

    baseline: str | None
    no_baseline: bool
    write_baseline: str | None
    prune_baseline: bool
    diff: bool
    stdin_filename: str | None

    @property
    def is_stdin(self) -> bool:
        """Whether the page on standard input was asked for."""


def check_baseline(asked: Asked) -> None:
    """Raise ConfigError for what cannot be asked for together, and for a name that is none."""
    if sum(map(bool, (asked.baseline is not None, asked.no_baseline, asked.write_baseline is not None))) > 1:
        raise ConfigError("of --baseline, --no-baseline and --write-baseline, one can be asked for at a time")
    if "" in (asked.baseline, asked.write_baseline):
        raise ConfigError("a baseline needs the name of a file")
    if asked.prune_baseline and (asked.no_baseline or asked.write_baseline is not None):
        raise ConfigError("--prune-baseline needs a baseline that is in use: --baseline, or one in the settings")
    if (asked.prune_baseline or asked.write_baseline is not None) and (asked.diff or asked.is_stdin):
        raise ConfigError("a baseline is written of pages as they are, in files: neither with --diff, nor of -")
    if asked.baseline is not None and asked.is_stdin and not asked.stdin_filename:
        raise ConfigError("a baseline knows pages by their names: - needs --stdin-filename to be held against one")


def baselines_of(asked: Asked, rules: Mapping[str, Rule]) -> Baselines | None:
    """Return the baselines that a run is to use, None when it is to use none. Raises ConfigError, OutputError."""
    if asked.no_baseline:
        return None
    file = asked.write_baseline if asked.write_baseline is not None else asked.baseline
    if asked.write_baseline is not None and not os.path.isdir(os.path.dirname(asked.write_baseline) or "."):  # noqa: PTH112, PTH120 - never raises
        raise OutputError(f"{asked.write_baseline}: cannot be written: there is no folder for it")
    whole = frozenset(name for name, rule in rules.items() if rule.whole_page)
    act: Act = "write" if asked.write_baseline is not None else "prune" if asked.prune_baseline else "use"
    return Baselines(act, whole, None if file is None else Path(file))


def check_prunable(choices: Choices, paths: Sequence[str]) -> None:
    """Raise ConfigError when a baseline is to be pruned, and none is in use where pages were named."""
    baselines = choices.baselines
    if baselines and baselines.act == "prune" and baselines.named is None:
        folders = [path if os.path.isdir(path) else folder_of(path) for path in paths]  # noqa: PTH112 - never raises
        if folders and not any(choices.settings_in(folder).baseline for folder in folders):
            raise ConfigError("there is no baseline to prune; --write-baseline makes one")


def tell_stale(totals: Totals, baselines: Baselines) -> None:
    """Say how many entries are not needed any more, when they stay."""
    if totals.stale and baselines.act == "use":
        are = "1 entry of the baseline is" if totals.stale == 1 else f"{totals.stale:,} entries of the baseline are"
        complain(f"{are} not found any more; --prune-baseline removes {'it' if totals.stale == 1 else 'them'}")


class Rewriting:
    """A view that gathers what is to be known of each page from now on, and writes the baselines anew."""

    def __init__(self, baselines: Baselines, *, quiet: bool) -> None:
        self._baselines, self._quiet = baselines, quiet
        self._pages: dict[Path, list[Rewritten]] = {}

    def add(self, told: Told) -> None:
        """Remember what is to be known of a page."""
        if page := told.compared.rewritten:
            self._pages.setdefault(page.file, []).append(page)

    def end(self, totals: Totals) -> None:
        """Write the baselines. Raises OutputError when one cannot be written."""
        from mdlint_zh.run.baseline.rewrite import rewrite  # noqa: PLC0415 - few runs write one
        from mdlint_zh.run.write.write import WriteError  # noqa: PLC0415

        gone = 0
        for file, baseline in self._baselines.read.items():
            try:
                gone += rewrite(baseline, self._pages.get(file, ()))
            except WriteError as error:
                raise OutputError(f"{file}: {error}") from None
        if self._baselines.act == "prune" and not self._quiet:
            many = totals.stale + gone
            entries = "1 entry of the baseline was" if many == 1 else f"{many:,} entries of the baseline were"
            complain(f"{entries} not found any more, and {'is' if many == 1 else 'are'} gone")
