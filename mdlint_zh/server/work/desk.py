"""What a worker is asked for, a method a question: it has the rules and the settings, and answers with plain data."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.kept import edits_between, kept_of
from mdlint_zh.base.opening import MIB
from mdlint_zh.config import ConfigError
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.fix import alone
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.scope import WHOLE, Scope
from mdlint_zh.run.each_file import asked_for
from mdlint_zh.run.page import check_text, failed, fix_text
from mdlint_zh.run.read import ReadError, read_stream
from mdlint_zh.server.work.settings import CurrentSettings, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.config import Settings
    from mdlint_zh.engine.finding import Failure, Finding, Fix
    from mdlint_zh.markdown.lines import Span
    from mdlint_zh.run.choices import Choices


class Asked(NamedTuple):
    """A page that something is asked about: its text, and where it stands or will stand, if that is known."""

    text: str
    path: str | None

    @property
    def place(self) -> Path | None:
        """The path as the engine has it."""
        return Path(self.path) if self.path else None


class Looked(NamedTuple):
    """What is shown of a page: its findings, in order, where their rules are explained, and what went wrong."""

    findings: Sequence[Finding] = ()
    urls: Mapping[str, str] = {}
    failures: Sequence[Failure] = ()
    problem: Problem | None = None


class Repaired(NamedTuple):
    """The edits, in order and apart, that repair a page; and what went wrong, so that there are none."""

    edits: Sequence[Edit] = ()
    failures: Sequence[Failure] = ()


class Desk:
    """The rules, and the settings as they are now."""

    def __init__(self) -> None:
        self.rules, self.problems = load_rules()
        self.settings = CurrentSettings(self.rules)

    def begin(self, folder: str | None, good: Mapping[str, Settings]) -> Sequence[str]:
        """Work in the folder of the workspace, with settings that held before; the plugins that were left out."""
        if folder and os.path.isdir(folder):  # noqa: PTH112 - never raises
            os.chdir(folder)
        self.settings = CurrentSettings(self.rules, good)
        return self.problems

    def forget(self) -> None:
        """Read all settings anew, when they are next asked for."""
        self.settings.forget()

    def look(self, asked: Asked) -> Looked:
        """Return what is found on a page, as `check -` shows it."""
        try:
            report = self._looked(asked, self.settings.choices(asked.path))
        except (ConfigError, ReadError) as error:
            report = failed(asked.path or "-", str(error))
        names = {finding.rule for finding in report.findings}
        urls = {name: self.rules[name].url for name in names if name in self.rules}
        return Looked(list(report.findings), urls, list(report.failures), self.settings.problem(asked.path))

    def _looked(self, asked: Asked, choices: Choices) -> FileReport:
        """The report of a page after all filters. Raises ConfigError, ReadError."""
        text, settings = self._page(asked, choices)
        plan = choices.plan(asked.path, settings)
        if asked.path and settings.excludes(asked.path):
            return FileReport(asked.path)
        report = check_text(text, asked.place, choices, plan)
        return asked_for(report, plan, choices.before(asked.path, settings), text)[0]

    def repair(self, asked: Asked, spans: tuple[Span, ...] | None = None) -> Repaired:
        """Return the edits of all safe fixes, as `format -` does them; within these spans alone, if there are any."""
        choices = self.settings.choices(asked.path)
        try:
            text, settings = self._page(asked, choices)
            if asked.path and settings.excludes(asked.path):
                return Repaired()
            report = fix_text(text, asked.place, choices, Scope(spans) if spans else WHOLE)
        except (ConfigError, ReadError) as error:
            report = failed(asked.path or "-", str(error))
        if report.failures or report.fixed is None:
            return Repaired(failures=report.failures)
        return Repaired(list(edits_between(text, report.fixed, kept_of(text, report.rounds))))

    def remedies(self, asked: Asked, findings: Sequence[Finding]) -> list[list[Fix]]:
        """Return for each finding the ways to mend it, each as it would be done alone; none where no rule is known."""
        changes = {name: rule.changes for name, rule in self.rules.items()}
        return [alone(asked.text, one, changes[one.rule]) if one.rule in changes else [] for one in findings]

    def _page(self, asked: Asked, choices: Choices) -> tuple[str, Settings]:
        """The text as a file with it would be read, and its settings. Raises ConfigError, ReadError."""
        settings = choices.settings(asked.path or Path.cwd() / "-")
        data = io.BytesIO(asked.text.encode("utf-8", "surrogatepass"))
        return read_stream(data, settings.limits.page * MIB), settings
