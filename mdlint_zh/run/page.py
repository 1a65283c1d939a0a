"""One page: read, looked at, fixed and written. What goes wrong with it stops no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.base.opening import MIB
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.finding import Failure
from mdlint_zh.engine.lint import in_order, lint_page
from mdlint_zh.engine.scope import WHOLE
from mdlint_zh.page import Page
from mdlint_zh.page.renderer import RENDERERS
from mdlint_zh.run.read import Source, read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from mdlint_zh.config import Settings
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.engine.scope import Scope
    from mdlint_zh.run.choices import Choices

    Facts: TypeAlias = Callable[[Page], Mapping[str, object]]


def no_facts(_page: Page) -> Mapping[str, object]:
    """Tell nothing of a page but what is found on it."""
    return {}


def check_text(
    text: str,
    path: Path | None,
    choices: Choices,
    plan: Plan | None = None,
    known: Sequence[Finding] = (),
    facts: Facts = no_facts,
) -> FileReport:
    """Lint a text as if it stood at `path`. Raises ConfigError.

    By the rules of the plan when one is given; `known` is what other rules have found on this text; `facts` tells what
    else is to be known of the page.
    """
    page, settings = page_of(text, path, choices)
    if _is_empty(text):
        return _with(facts, page, FileReport.on(page, _name(path), ()))
    found = lint_page(page, plan or choices.plan(path, settings))
    findings = sorted((*known, *found.findings), key=in_order) if known else found.findings
    return _with(facts, page, FileReport.on(page, _name(path), findings, found.failures))


def fix_text(
    text: str, path: Path | None, choices: Choices, scope: Scope = WHOLE, facts: Facts = no_facts
) -> FileReport:
    """Fix what of a text is in the scope as if it stood at `path`; nothing is written.

    `facts` tells what else is to be known of the page as it is then. Raises ConfigError.
    """
    page, settings = page_of(text, path, choices)
    if _is_empty(text):
        return _with(facts, page, FileReport.on(page, _name(path), ()))
    from mdlint_zh.engine.fix import fix_page  # noqa: PLC0415 - a check needs none of it

    if before := choices.before(path, settings):
        scope = scope._replace(known=before.scope.known)
    done = fix_page(page, choices.plan(path, settings), unsafe=choices.unsafe, scope=scope)
    report = FileReport.on(done.page, _name(path), done.result.findings, done.result.failures)
    report.repaired = done.repaired
    report.fixed = done.page.text if done.page.text != text else None
    report.rounds = done.rounds
    report.spans = done.scope.spans
    return _with(facts, done.page, report)


def fix_file(source: Source, path: Path, choices: Choices, scope: Scope = WHOLE, *, write: bool) -> FileReport:
    """Fix what is in the scope of a file that was read, and with `write` put the new text in its place.

    Raises ConfigError.
    """
    from mdlint_zh.run.write.write import WriteError, write_page  # noqa: PLC0415 - a check needs none of it

    report = fix_text(source.text, path, choices, scope)
    if write and report.fixed is not None and not report.failures:
        try:
            write_page(path, report.fixed, source.stat, choices.named)
        except WriteError as error:
            return failed(path, str(error))
    return report


def failed(path: str | Path, reason: str) -> FileReport:
    """Make the report of a file that could not be looked at."""
    return FileReport(str(path), failures=[Failure(reason)])


def read_file(path: str, choices: Choices) -> Source:
    """Read a page of the size that the settings allow. Raises ReadError, ConfigError."""
    return read_page(path, choices.settings(path).limits.page * MIB)


def clean_up(pages: list[str]) -> list[str]:
    """Clean up after runs that were killed while they wrote; lines on what was done to these pages. Never raises."""
    from mdlint_zh.run.write.leftovers import sweep  # noqa: PLC0415 - a check needs none of it

    return list(sweep(pages))


def _with(facts: Facts, page: Page, report: FileReport) -> FileReport:
    """The report with what else is to be known of its page."""
    report.facts = facts(page)
    return report


def _is_empty(text: str) -> bool:
    return not text.strip("\ufeff \t\r\n")


def _name(path: Path | None) -> str:
    return "-" if path is None else str(path)


def page_of(text: str, path: Path | None, choices: Choices) -> tuple[Page, Settings]:
    """Return a text as the page that it is with the settings for `path`, and the settings. Raises ConfigError."""
    settings = choices.settings(path or Path.cwd() / "-")
    page = Page(
        text,
        path,
        kind=settings.kind(path),
        profile=settings.profile_for(path),
        titles=settings.titles,
        shortcuts=choices.shortcuts,
        is_file=choices.is_file,
    )
    page.names, page.renderer = settings.wordcut.names, RENDERERS[settings.renderer]
    page.alt_of, page.captions = settings.alts, settings.captions
    return page, settings
