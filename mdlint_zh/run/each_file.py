"""What a run does to each file: the same in this process and in a worker, anew or from the cache."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.digest import digest
from mdlint_zh.base.log import log_traceback
from mdlint_zh.base.paths import folder_of
from mdlint_zh.config import ConfigError
from mdlint_zh.engine import filters
from mdlint_zh.engine.file_report import FileReport, State
from mdlint_zh.engine.finding import Failure
from mdlint_zh.engine.scope import WHOLE, Scope
from mdlint_zh.report import statistics
from mdlint_zh.report.told import Told
from mdlint_zh.run import workers
from mdlint_zh.run.page import check_text, failed, fix_file, read_file
from mdlint_zh.run.read import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from mdlint_zh.engine.file_report import Tally
    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.report.format import Format
    from mdlint_zh.report.told import Compared
    from mdlint_zh.run.baseline.before import Before
    from mdlint_zh.run.cache.recall import Covered, Recall
    from mdlint_zh.run.cache.row import Row
    from mdlint_zh.run.cache.rows import Kept
    from mdlint_zh.run.choices import Choices
    from mdlint_zh.run.read import Source

    Done: TypeAlias = "tuple[Told, Kept | None]"
    """What is told of a file, and what goes into the cache."""

YOUNG_OBJECTS = 100_000


class Later(NamedTuple):
    """A format that is asked where output is printed, and how many findings of a rule it may show there, at most."""

    form: Format
    most: int


@dataclass(eq=False, repr=False)
class EachFile:
    """`formats`: what to make a text of for each file; `act`: check, fix (and write) or try (fix and write nothing);
    `recall`: what former runs have found; `counts`: whether to count the findings of each rule; `later`: what is asked
    where output is printed.
    """

    choices: Choices
    formats: Sequence[Format]
    act: str
    recall: Recall | None = None
    counts: bool = False
    later: Later | None = None

    @property
    def asking(self) -> Sequence[Format]:
        """All formats, also the one that is asked later: what they need is kept for them."""
        return (*self.formats, self.later.form) if self.later else self.formats

    def asked(self, *formats: Format, counts: bool, later: Later | None = None) -> EachFile:
        """Return the same for these formats."""
        return replace(self, formats=formats, counts=counts, later=later)

    def __call__(self, paths: Sequence[str]) -> list[Done]:
        """Do it to these files. Never raises."""
        choices, recall = self.choices, self.recall
        rows = recall.rows(paths) if recall else {}
        done: list[Done] = []
        for path in paths:
            try:
                folder = folder_of(path)
                plan, row = choices.plan(path, choices.settings_in(folder)), rows.get(path)
                known = self._remembered(row, path, plan, folder) if row else None
                if known is None:
                    read_ns, source = time.time_ns(), read_file(path, choices)
                    if self.act == "check":
                        report = check_text(source.text, Path(path), choices, plan)
                    else:
                        report = fix_file(source, Path(path), choices, write=self.act == "fix")
                    kept = self._kept(report, source, read_ns, plan)
                    known = self.judged(report, plan, source.text), kept
                done.append(known)
            except (ReadError, ConfigError) as error:
                done.append((self.told(failed(path, str(error))), None))
        return done

    def judged(self, report: FileReport, plan: Plan, text: str) -> Told:
        """Return what is told of a report that is new; `text` is the page before the fixes. Raises ConfigError."""
        before = self._before(report.path, folder_of(report.path)) if report.kind else None
        left, compared = asked_for(report, plan, before, text)
        return self.told(left, text, compared)

    def told(self, report: FileReport, text: str | None = None, compared: Compared | None = None) -> Told:
        """Return what a report adds to the output; `text` is the page before the fixes, if it was read."""
        if text is not None and self._shows_lines:
            _keep_excerpts(report, text)
        texts = tuple([self._shown(form, report, text) for form in self.formats])
        repaired, changed = sum(report.repaired.values()) if report.repaired else 0, report.fixed is not None
        told = Told(report.path, texts, report.failures, report.tally, bool(report.kind), changed, repaired)
        if compared:
            told = told._replace(compared=compared)
        if self.counts:
            told = told._replace(counts=statistics.count(report.findings))
        if self.later:
            page = text if self.later.form.needs_text else None
            told = told._replace(report=filters.first(report, self.later.most), page=page)
        return told

    def _shown(self, form: Format, report: FileReport, text: str | None) -> str:
        try:
            if not report.kind:
                return form.failed(report)
            return form.file(report, text if form.needs_text else None)
        except Exception as error:  # noqa: BLE001 - a format may be somebody else's
            log_traceback(__name__, "the format", error)
            report.failures = [*report.failures, Failure(f"the format failed: {type(error).__name__}: {error}")]
            return ""

    def _before(self, path: str, folder: str) -> Before | None:
        """What a baseline knows of a page in this folder."""
        baselines = self.choices.baselines
        return self.choices.before(path, self.choices.settings_in(folder)) if baselines and baselines.read else None

    def _remembered(self, row: Row, path: str, plan: Plan, folder: str) -> Done | None:
        """What a former run has found, when that still holds and is all that this run would find and do."""
        assert self.recall  # noqa: S101 - the row came from there
        recall = self.recall
        still, covered = recall.still_holds(row, path, folder), recall.covered(row, plan)
        if still is None or not covered.names:
            return None
        before, kept = self._before(path, folder), None if still is row else recall.touched(still)
        # What the comments of a page suppress depends on the rules of the run.
        if row.marks or before or plan.grades or self._asks_for_findings or not covered.alone:
            return self._recalled(row, path, plan, before, covered, kept)
        report = recall.counted(row, path)
        return None if self._is_to_fix(report.tally) else (self.told(report), kept)

    def _recalled(
        self, row: Row, path: str, plan: Plan, before: Before | None, covered: Covered, kept: Kept | None
    ) -> Done | None:
        """The same where more is asked of a row than its lines and counts."""
        assert self.recall  # noqa: S101 - the row came from there
        report = self.recall.report(row, path, excerpts=before is not None)
        if report is None:
            return None
        if covered.names != plan.names:
            return self._completed(report, row, plan, covered.names)
        if not covered.alone:
            report = filters.of_rules(report, plan.names)
        report = filters.suppressed(report, plan)
        left, compared = _compared(report, plan, before)
        if self._is_to_fix((report if before and before.scope is WHOLE else left).tally):
            return None
        report, text = filters.graded(left, plan), None
        if report.findings and any(form.needs_text and form.needs_findings for form in self.asking):
            text = read_file(path, self.choices).text
            if digest(text.encode()) != row.state.digest:
                return None
        return self.told(report, text, compared), kept

    @cached_property
    def _shows_lines(self) -> bool:
        """Whether a format shows lines of the page."""
        return any(form.shows_lines for form in self.asking)

    @cached_property
    def _asks_for_findings(self) -> bool:
        """Whether more is asked of a page than its lines and counts. Formats know it when output has begun."""
        return self.counts or any(form.needs_findings for form in self.asking)

    def _is_to_fix(self, tally: Tally) -> bool:
        """Whether something is to be fixed on a page with these findings."""
        return self.act != "check" and bool(tally.safe or (tally.unsafe and self.choices.unsafe))

    def _completed(self, report: FileReport, row: Row, plan: Plan, covered: frozenset[str]) -> Done | None:
        """The same with what those rules find that were not run then; None where more than that has to be done."""
        source, recall = read_file(report.path, self.choices), self.recall
        if self.act != "check" or recall is None or digest(source.text.encode()) != row.state.digest:
            return None
        others = [finding for finding in report.findings if finding.rule in covered or finding.rule not in plan.names]
        whole = check_text(source.text, Path(report.path), self.choices, plan.without(covered), others)
        whole.state, whole.looked_for = report.state, {**recall.looked_for(row), **whole.looked_for}
        whole.keep_excerpts(source.text)
        own = filters.of_rules(whole, plan.names)
        return self.judged(own, plan, source.text), recall.kept(whole, plan, row)

    def _kept(self, report: FileReport, source: Source, read_ns: int, plan: Plan) -> Kept | None:
        """What goes into the cache: of a page that was written, nothing."""
        if self.recall is None or report.fixed is not None:
            return None
        report.state = State.of(source.stat, digest(source.text.encode()), read_ns)
        report.keep_excerpts(source.text)
        return self.recall.kept(report, plan)


def asked_for(report: FileReport, plan: Plan, before: Before | None, text: str) -> tuple[FileReport, Compared | None]:
    """Return what of a report that is new is shown, after all filters, and what a baseline says of it; `text` is the
    page before the fixes.
    """
    if before:
        _keep_excerpts(report, text)
    left, compared = _compared(filters.suppressed(report, plan), plan, before)
    return filters.graded(left, plan), compared


def _compared(report: FileReport, plan: Plan, before: Before | None) -> tuple[FileReport, Compared | None]:
    """What of a report is asked for and was not there before, and what is said of that; then it has its excerpts."""
    if before is None:
        return filters.in_scope(report, Scope(report.spans)), None
    from mdlint_zh.run.baseline.compared import compared  # noqa: PLC0415 - most runs have no baseline

    return compared(report, before, before.scope._replace(spans=report.spans), plan.names)


def _keep_excerpts(report: FileReport, text: str) -> None:
    """Have a report keep excerpts of the page, which was this text before the fixes."""
    if report.findings and not report.excerpts:
        report.keep_excerpts(text if report.fixed is None else report.fixed)


def _collect_seldom() -> None:
    """Have the collector of cycles look seldom: pages leave few behind, and it looks at all that is kept."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def look_at_all(each: EachFile, paths: Iterable[str], jobs: int) -> Iterator[Told]:
    """Yield what is told of all files, in their order, by `jobs` processes; what is to be kept goes into the cache."""
    _collect_seldom()
    for told, kept in workers.share_out(each, paths, jobs):
        if each.recall and kept:
            each.recall.keep(kept)
        yield told
    if each.recall:
        each.recall.close()
