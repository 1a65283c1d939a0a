"""What a former run has found on a page, where that still holds, as if it had just been found.

It holds while the page is the same, with all that it was read with, and the files that were looked for beside it; and
only for the rules that were run with the same options.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from stat import S_ISREG
from time import time_ns
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.digest import digest
from mdlint_zh.base.paths import folder_of
from mdlint_zh.engine.file_report import FileReport, State
from mdlint_zh.report.line import lines
from mdlint_zh.run.cache.database import MOST_OF_A_ROW
from mdlint_zh.run.cache.packing import (
    pack_excerpts,
    pack_findings,
    pack_marks,
    unpack_excerpts,
    unpack_findings,
    unpack_marks,
)
from mdlint_zh.run.cache.row import Row
from mdlint_zh.run.cache.rows import Cache, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.run.cache.rows import Kept
    from mdlint_zh.run.choices import Choices

# A file changed within the clock's grain of being read may look the same to `stat` and not be.
GRAIN_NS = 2_000_000_000
MOST_ANSWERS = 1024
MOST_BYTES = MOST_OF_A_ROW // 2


class Covered(NamedTuple):
    """What of a plan a former run has done: the rules that it ran with the options that they have in the plan, and
    whether it ran none besides.
    """

    plan: Plan
    names: frozenset[str]
    alone: bool


class Recall:
    """Reports of former runs, for the pages of a run with these choices. `excerpts`: whether they are to have any."""

    def __init__(self, where: Where, choices: Choices, *, excerpts: bool) -> None:
        self.where, self._choices, self._excerpts = where, choices, excerpts
        self._cache: Cache | None = None
        self._process = 0
        self._rules: dict[bytes, dict[str, str]] = {}
        self._said: dict[int, tuple[Plan, bytes, bytes]] = {}
        self._same: dict[tuple[bytes, str], bool] = {}
        self._covered: dict[tuple[bytes, int], Covered] = {}

    def rows(self, paths: Iterable[str]) -> dict[str, Row]:
        """Return what is kept of these pages, by path."""
        return self._open().rows(paths)

    def still_holds(self, row: Row, path: str, folder: str) -> Row | None:
        """Return the row while all that it was made from is the same, with the new times of a page that was touched."""
        if row.settings != self._choices.fingerprint(folder):
            return None
        try:
            stat = os.stat(path)  # noqa: PTH116
            then, now = row.state, State.of(stat, row.state.digest, row.state.read_ns)
            if now.size != then.size or not S_ISREG(stat.st_mode) or not self._same_beside(row.looked_for, folder):
                return None
            if now == then and now.read_ns - max(now.mtime_ns, now.ctime_ns) > GRAIN_NS:
                return row
            read_ns = time_ns()
            if digest(Path(path).read_bytes()) != then.digest:
                return None
        except (OSError, ValueError):
            return None
        return row._replace(state=now._replace(read_ns=read_ns))

    def covered(self, row: Row, plan: Plan) -> Covered:
        """Tell what of a plan was done for this row."""
        key = row.plan, id(plan)
        if key not in self._covered:
            run = self._run(row.plan)
            names = frozenset(one.rule.name for one in plan.active if run.get(one.rule.name) == repr(one.options))
            self._covered[key] = Covered(plan, names, row.plan == self._told(plan)[1])
        return self._covered[key]

    def counted(self, row: Row, path: str) -> FileReport:
        """Return of the report that a row keeps what most runs ask for: its lines and counts."""
        said = row.lines.decode("utf-8", "surrogatepass")
        return FileReport(path, row.kind.decode(), counted=row.tally, lines=said)

    def report(self, row: Row, path: str, *, excerpts: bool = False) -> FileReport | None:
        """Return the whole report that a row keeps; None when a part of it is lost.

        `excerpts`: whether it is to have them, whatever the others have.
        """
        report = self.counted(row, path)
        report.state, report.marks = row.state, unpack_marks(row.marks)
        if report.lines:
            findings = self._open().findings(row)
            around = self._open().excerpts(row) if self._excerpts or excerpts else b""
            if findings is None or around is None:
                return None
            report.findings, report.starts = unpack_findings(findings)
            report.excerpts = unpack_excerpts(around)
        return report

    def looked_for(self, row: Row) -> dict[str, bool]:
        """Return what was asked of the file system for a row, with the answers."""
        return _answers(row.looked_for)

    def kept(self, report: FileReport, plan: Plan, former: Row | None = None) -> Kept | None:
        """Return the row that keeps what a plan has found, and what the other rules of a former row had.

        None for what may be otherwise next time.
        """
        if report.state is None or report.failures or any(one.fix and one.fix.refused for one in report.findings):
            return None
        _, key, rules = self._told(plan)
        if former:
            rules = json.dumps({**self._run(former.plan), **json.loads(rules)}).encode()
            key = self._open().plan_key(rules)
        row = Row(
            self._open().key(report.path),
            report.state,
            self._choices.fingerprint(folder_of(report.path)),
            key,
            report.kind.encode(),
            json.dumps(dict(report.looked_for)).encode() if report.looked_for else b"",
            pack_marks(report.marks),
            report.tally,
            lines(report).encode("utf-8", "surrogatepass"),
        )
        findings, excerpts = pack_findings(report.findings, report.starts), pack_excerpts(report.excerpts)
        if max(len(row.lines), len(findings), len(excerpts)) > MOST_BYTES:
            return None  # one page that is too large for a row is looked at anew, and costs the others nothing
        return self._open().kept(row, rules, findings, excerpts)

    def touched(self, row: Row) -> Kept | None:
        """Return the row with its new times, sealed; None where they have no room."""
        return self._open().kept(row, self._open().plan(row.plan) or b"")

    def keep(self, kept: Kept) -> None:
        """Keep what is kept of a page, for runs to come."""
        self._open().put(kept)

    def close(self) -> None:
        """Write what is to be kept, and let go of the cache."""
        if self._cache is not None and self._process == os.getpid():
            self._cache.close()
            self._cache = None

    def _open(self) -> Cache:
        """The cache, by a connection of this process: none survives a fork."""
        if self._cache is None or self._process != os.getpid():
            self._cache, self._process = Cache(self.where), os.getpid()
        return self._cache

    def _told(self, plan: Plan) -> tuple[Plan, bytes, bytes]:
        """The plan, its key, and its rules with their options in bytes."""
        if id(plan) not in self._said:
            rules = {one.rule.name: repr(one.options) for one in plan.active}
            told = json.dumps(rules).encode()
            key = self._open().plan_key(told)
            self._said[id(plan)] = plan, key, told
        return self._said[id(plan)]

    def _run(self, key: bytes) -> Mapping[str, str]:
        """The rules that were run, with their options."""
        if key not in self._rules:
            told = self._open().plan(key)
            self._rules[key] = json.loads(told) if told else {}
        return self._rules[key]

    def _same_beside(self, looked_for: bytes, folder: str) -> bool:
        """Whether the files that pages in this folder looked for are still there, or still are not.

        Most pages of a folder ask the same, and an answer holds for the run.
        """
        key = looked_for, folder
        if key not in self._same:
            if len(self._same) >= MOST_ANSWERS:
                self._same.clear()
            answers, is_file = _answers(looked_for).items(), self._choices.is_file
            self._same[key] = all(is_file(os.path.join(folder, name)) == there for name, there in answers)  # noqa: PTH118
        return self._same[key]

    def __getstate__(self) -> dict[str, object]:
        """All but the connection, which is of one process."""
        return {**self.__dict__, "_cache": None, "_said": {}, "_covered": {}}


def _answers(looked_for: bytes) -> dict[str, bool]:
    """What was asked of the file system, with the answers."""
    answers: dict[str, bool] = json.loads(looked_for) if looked_for else {}
    return answers
