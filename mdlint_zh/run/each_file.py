"""What a run does to each file: the same in this process and in a worker, anew or from the cache."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.log import log_traceback
from mdlint_zh.config import ConfigError
from mdlint_zh.engine import filters
from mdlint_zh.engine.file_report import FileReport, State, Tally
from mdlint_zh.engine.finding import Failure
from mdlint_zh.run import workers
from mdlint_zh.run.cache.rows import Cache, digest
from mdlint_zh.run.page import check_text, failed, fix_file, read_file
from mdlint_zh.run.read import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.report.format import Format
    from mdlint_zh.run.cache.recall import Recall
    from mdlint_zh.run.cache.rows import Kept, Row
    from mdlint_zh.run.choices import Choices

YOUNG_OBJECTS = 100_000


class Told(NamedTuple):
    """What becomes of one file's report: the text that the format makes of it, and what a run counts and complains of.

    `read`: whether the file could be read; `changed`: whether its text was, or would be, another after the fixes;
    `repaired`: how many findings were mended; `kept`: what goes into the cache.
    """

    path: str
    text: str
    failures: Sequence[Failure]
    tally: Tally
    read: bool
    changed: bool
    repaired: int
    kept: Kept | None = None


@dataclass(eq=False, repr=False)
class EachFile:
    """`act`: check, fix (and write) or try (fix and write nothing); `recall`: what former runs have found."""

    choices: Choices
    format: Format
    act: str
    recall: Recall | None = None

    def __call__(self, paths: Sequence[str]) -> list[Told]:
        """Do it to these files. Never raises."""
        rows = self.recall.rows(paths) if self.recall else {}
        return [self._one(path, rows.get(path)) for path in paths]

    def told(self, report: FileReport, text: str | None = None, kept: Kept | None = None) -> Told:
        """What a report adds to the output; `text` is the page before the fixes, if it was read."""
        if text is not None and self.format.shows_lines and not report.excerpts:
            report.keep_excerpts(text if report.fixed is None else report.fixed)
        shown = self._shown(report, text) if report.kind else ""
        repaired, changed = sum(report.repaired.values()), report.fixed is not None
        return Told(report.path, shown, report.failures, report.tally, bool(report.kind), changed, repaired, kept)

    def _shown(self, report: FileReport, text: str | None) -> str:
        try:
            return self.format.file(report, text if self.format.needs_text else None)
        except Exception as error:  # noqa: BLE001 - a format may be somebody else's
            log_traceback(__name__, "the format", error)
            report.failures = [*report.failures, Failure(f"the format failed: {type(error).__name__}: {error}")]
            return ""

    def _one(self, path: str, row: Row | None) -> Told:
        try:
            plan = self.choices.plan(path, self.choices.settings(path))
            known = self._remembered(path, row, plan, self.recall) if self.recall and row else None
            return known or self._looked_at(path, plan)
        except (ReadError, ConfigError) as error:
            return self.told(failed(path, str(error)))

    def _remembered(self, path: str, row: Row, plan: Plan, recall: Recall) -> Told | None:
        """What a former run has found, when that still holds and is all that this run would find and do."""
        still = recall.still_holds(row, path)
        covered = recall.covered(row, plan) if still else frozenset()
        if still is None or not covered:
            return None
        is_whole = recall.is_whole(row, plan)
        report = recall.report(row, path, whole=not is_whole or self.format.needs_findings)
        if report is None:
            return None
        if covered != plan.names:
            return self._completed(report, row, plan, covered)
        if not is_whole:
            report = filters.shown(report, plan)
        if self.act != "check" and (report.tally.safe or (report.tally.unsafe and self.choices.unsafe)):
            return None  # there is something to fix
        return self.told(report, kept=None if still is row else recall.touched(still))

    def _completed(self, report: FileReport, row: Row, plan: Plan, covered: frozenset[str]) -> Told | None:
        """The same with what those rules find that were not run then; None where more than that has to be done."""
        source, recall = read_file(report.path, self.choices), self.recall
        if self.act != "check" or recall is None or digest(source.text.encode()) != row.digest:
            return None
        others = [finding for finding in report.findings if finding.rule in covered or finding.rule not in plan.names]
        whole = check_text(source.text, Path(report.path), self.choices, plan.without(covered), others)
        whole.state, whole.asked = report.state, {**recall.asked(row), **whole.asked}
        whole.keep_excerpts(source.text)
        return self.told(filters.shown(whole, plan), source.text, recall.kept(whole, plan, row))

    def _looked_at(self, path: str, plan: Plan) -> Told:
        """What is found now. Raises ReadError, ConfigError."""
        read_ns = time.time_ns()
        source = read_file(path, self.choices)
        if self.act == "check":
            report = check_text(source.text, Path(path), self.choices, plan)
        else:
            report = fix_file(source, Path(path), self.choices, write=self.act == "fix")
        kept = None
        if self.recall and report.fixed is None:
            report.state = State.of(source.stat, digest(source.text.encode()), read_ns)
            report.keep_excerpts(source.text)
            kept = self.recall.kept(report, plan)
        return self.told(report, source.text, kept)


def _collect_seldom() -> None:
    """Have the collector of cycles look seldom: pages leave few behind, and it looks at all that is kept."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def look_at_all(each: EachFile, paths: Iterable[str], jobs: int) -> Iterator[Told]:
    """What is told of all files, in their order, by `jobs` processes; what is to be kept goes into the cache."""
    _collect_seldom()
    cache: Cache | None = None  # a connection does not survive a fork: it is made when the workers are there
    for told in workers.share_out(each, paths, jobs):
        if each.recall and told.kept:
            cache = cache or Cache(each.recall.where)
            cache.put(told.kept)
        yield told
    if cache:
        cache.close()
