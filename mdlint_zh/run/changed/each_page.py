"""What a run does to each page that has changed: what is found, and repaired, is what stands on the changed lines."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.base.opening import MIB
from mdlint_zh.config import ConfigError
from mdlint_zh.engine.finding import Failure
from mdlint_zh.run.each_file import EachFile
from mdlint_zh.run.page import check_text, failed, fix_file, fix_text, read_file
from mdlint_zh.run.read import ReadError, Source, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.scope import Scope
    from mdlint_zh.run.changed.pages import Changed
    from mdlint_zh.run.each_file import Done

HALF_STAGED = "was not repaired: what is staged of it is not what the file holds; stage all of it, or stash the rest"
NOWHERE = os.stat_result([0] * 10)
"""The state of a text that is no file: nothing can be written in its place."""


@dataclass(eq=False, repr=False, kw_only=True)
class EachChangedPage(EachFile):
    """The same for what has `changed`. Nothing comes from the cache or goes into it, where whole reports are kept."""

    changed: Changed

    @classmethod
    def of(cls, each: EachFile, changed: Changed) -> EachChangedPage:
        """Return the same for what has changed."""
        given = {one.name: getattr(each, one.name) for one in fields(EachFile)}
        return cls(**given, changed=changed)

    def __call__(self, paths: Sequence[str]) -> list[Done]:
        """Do it to these pages. Never raises."""
        return [self._done(path, partial(read_file, path, self.choices)) for path in paths]

    def report(self, path: str, source: Source) -> FileReport:
        """Return what is found on a page, or left there, and which of its lines are asked about. Raises ConfigError."""
        scope = self.changed.page(path).scope(source.text)
        if self.act == "check":
            return self.checked(path, source.text, scope)
        return fix_file(source, Path(path), self.choices, scope, write=self.act == "fix")

    def checked(self, path: str, text: str, scope: Scope) -> FileReport:
        """Return what is found on a text of which these lines are asked about. Raises ConfigError."""
        report = check_text(text, Path(path), self.choices)
        return replace(report, findings=scope.narrowed(list(report.findings)), spans=scope.spans)

    def _done(self, path: str, read: Callable[[], Source]) -> Done:
        try:
            source = read()
            plan = self.choices.plan(path, self.choices.settings(path))
            return self.judged(self.report(path, source), plan, source.text), None
        except (ReadError, ConfigError) as error:
            return self.told(failed(path, str(error))), None


@dataclass(eq=False, repr=False, kw_only=True)
class EachStagedPage(EachChangedPage):
    """The same for what is staged. A page is repaired in its file, where that holds what is staged, else not at all:
    what is not staged may be half of something, and the next commit would not have it.
    """

    def __call__(self, paths: Sequence[str]) -> list[Done]:
        """Do it to these pages. Raises GitError when git breaks off."""
        with self.changed.staged(paths) as next_blob:
            return [self._done(path, partial(self._staged, path, next_blob)) for path in paths]

    def report(self, path: str, source: Source) -> FileReport:
        """Return the same of what is staged. Raises ConfigError."""
        if self.act != "fix":
            return super().report(path, source)
        scope = self.changed.page(path).scope(source.text)
        report = fix_text(source.text, Path(path), self.choices, scope)
        if report.fixed is None:
            return report
        held = self._held(path, source.text)
        if held is None:
            return replace(self.checked(path, source.text, scope), failures=[Failure(HALF_STAGED)])
        return super().report(path, held)

    def _staged(self, path: str, next_blob: Callable[[int], bytes]) -> Source:
        """What is staged of a page. Raises ReadError."""
        return Source(decode(next_blob(self.choices.settings(path).limits.page * MIB)), NOWHERE)

    def _held(self, path: str, text: str) -> Source | None:
        """What the file of a page holds, when that is what is staged; git may have other line ends than the file."""
        try:
            held = read_file(path, self.choices)
        except ReadError:
            return None
        return held if held.text.replace("\r\n", "\n") == text.replace("\r\n", "\n") else None
