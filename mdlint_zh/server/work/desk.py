"""What a worker can be asked, a method a question: it has the rules and the settings, and answers with plain data."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.base.kept import edits_between, kept_of
from mdlint_zh.base.opening import MIB
from mdlint_zh.config import ConfigError
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.fix import alone
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.scope import WHOLE, Scope
from mdlint_zh.run.each_file import asked_for
from mdlint_zh.run.page import check_text, failed, fix_text, page_of
from mdlint_zh.run.read import ReadError, read_stream
from mdlint_zh.server.work.asked import MOST_FINDINGS, Asked, Looked, Repaired
from mdlint_zh.server.work.settings import CurrentSettings
from mdlint_zh.titles.lists import Titles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.config import Settings
    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.markdown.lines import Span
    from mdlint_zh.page import Page
    from mdlint_zh.run.choices import Choices
    from mdlint_zh.server.work.at_place import Told
    from mdlint_zh.server.work.files import OnDisk
    from mdlint_zh.server.work.links import Link
    from mdlint_zh.server.work.outline import Entry


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

    def good(self) -> Mapping[str, Settings]:
        """Return the settings that were sound when they were last read, by folder."""
        return self.settings.good

    def look(self, asked: Asked, fixed: int = 0) -> Looked:
        """Return what is found on a page, as `check -` shows it; of the first so many findings, the fixes too."""
        try:
            report = self._report(asked)
        except (ConfigError, ReadError) as error:
            report = failed(asked.path or "-", str(error))
        findings = report.findings[:MOST_FINDINGS]
        names = {finding.rule for finding in findings}
        urls = {name: self.rules[name].url for name in names if name in self.rules}
        more, problem = len(report.findings) - len(findings), self.settings.problem(asked.path)
        fixes = self.remedies(asked, findings[:fixed])
        return Looked(list(findings), urls, list(report.failures), problem, more, fixes)

    def repair(self, asked: Asked, spans: tuple[Span, ...] | None = None, *, as_check: bool = False) -> Repaired:
        """Return the edits of all safe fixes, or of those within these spans, as `format -` does them; `as_check`: as
        `check --fix` does, which leaves what a baseline knows.
        """
        choices = self.settings.choices(asked.path)
        try:
            text, settings = self._text(asked, choices)
            if asked.path and settings.excludes(asked.path):
                return Repaired()
            chosen = choices if as_check else replace(choices, baselines=None)
            report = fix_text(text, asked.place, chosen, Scope(spans) if spans else WHOLE)
        except (ConfigError, ReadError) as error:
            report = failed(asked.path or "-", str(error))
        if report.failures or report.fixed is None:
            return Repaired(failures=report.failures)
        return Repaired(list(edits_between(text, report.fixed, kept_of(text, report.rounds))))

    def remedies(self, asked: Asked, findings: Sequence[Finding]) -> list[list[Fix]]:
        """Return for each finding the ways to mend it, each as it would be done alone; none where no rule is known."""
        changes = {name: rule.changes for name, rule in self.rules.items()}
        return [alone(asked.text, one, changes[one.rule]) if one.rule in changes else [] for one in findings]

    def suppress(self, asked: Asked, finding: Finding, where: str) -> Edit | None:
        """Return the edit that puts a comment in against a finding; None where there is no place for one."""
        from mdlint_zh.server.work.ignoring import suppression  # noqa: PLC0415 - most sessions ask for none

        return suppression(asked.text, finding, where, lambda text: self._report(asked._replace(text=text)).findings)

    def hover(self, asked: Asked, offset: int, findings: Sequence[Finding]) -> Told | None:
        """Return what there is to say of a place; `findings` are those that lie over it."""
        from mdlint_zh.server.work.at_place import told_at  # noqa: PLC0415 - as above

        page, settings = page_of(asked.text, asked.place, self.settings.choices(asked.path))
        return told_at(page, offset, findings, self.rules, settings.options)

    def links(self, asked: Asked, urls: Mapping[str, str]) -> list[Link]:
        """Return where the links of a page lead."""
        from mdlint_zh.server.work.links import links_of  # noqa: PLC0415 - as above

        return links_of(self._page(asked), urls)

    def outline(self, asked: Asked) -> list[Entry]:
        """Return what stands on a page: its header and its headings."""
        from mdlint_zh.server.work.outline import outline_of  # noqa: PLC0415 - as above

        return outline_of(self._page(asked))

    def titles(self, asked: Asked, begun: str, most: int) -> list[str]:
        """Return titles that begin so, of the lists in the settings and of what the page links to; at most so many."""
        choices = self.settings.choices(asked.path)
        titles = choices.settings(asked.path or Path.cwd() / "-").titles
        linked = (link.target for link in self._page(asked).wikilinks)
        found = dict.fromkeys(target for target in linked if target.startswith(begun) and target != begun)
        if isinstance(titles, Titles):
            found.update(dict.fromkeys(titles.beginning(begun, most)))
        return list(found)[:most]

    def find(self, folders: Sequence[str]) -> list[str]:
        """Return the pages below these folders."""
        from mdlint_zh.server.work.files import find  # noqa: PLC0415 - as above

        return find(folders, self.settings.choices(None))

    def look_at_files(self, paths: Sequence[str], known: Sequence[str], encoding: str) -> list[OnDisk]:
        """Look at files that are not what they were."""
        from mdlint_zh.server.work.files import look_at_files  # noqa: PLC0415 - as above

        return look_at_files(paths, known, encoding, self.look, self.settings.choices(None))

    def _report(self, asked: Asked) -> FileReport:
        """The report of a page after all filters. Raises ConfigError, ReadError."""
        choices = self.settings.choices(asked.path)
        text, settings = self._text(asked, choices)
        if asked.path and settings.excludes(asked.path):
            return FileReport(asked.path)
        plan = choices.plan(asked.path, settings)
        report = check_text(text, asked.place, choices, plan)
        return asked_for(report, plan, choices.before(asked.path, settings), text)[0]

    def _page(self, asked: Asked) -> Page:
        """The page, to be read. Raises ConfigError."""
        return page_of(asked.text, asked.place, self.settings.choices(asked.path))[0]

    def _text(self, asked: Asked, choices: Choices) -> tuple[str, Settings]:
        """The text as a file with it would be read, and its settings. Raises ConfigError, ReadError."""
        settings = choices.settings(asked.path or Path.cwd() / "-")
        data = io.BytesIO(asked.text.encode("utf-8", "surrogatepass"))
        return read_stream(data, settings.limits.page * MIB), settings
