"""What is done to a page when its growth is measured: the acts of the command line, without files."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from growth_patterns import TITLES

from mdlint_zh.config import Settings
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import Plan, plan_for
from mdlint_zh.page import Page, TooComplexError
from mdlint_zh.page.emphasis.bold import read_bold_pairs
from mdlint_zh.page.links.misplaced import read_misplaced_links
from mdlint_zh.page.links.word_cuts import read_word_cuts
from mdlint_zh.report.format import Run, load_format
from mdlint_zh.report.formats import diff
from mdlint_zh.titles.lists import Titles

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = 100


class Act(NamedTuple):
    """Something to do to a text, as to a page of this kind."""

    name: str
    run: Callable[[str, str | None], object]


@cache
def plan() -> Plan:
    """All rules, those that are off by default, too."""
    rules = load_rules().rules
    return plan_for(Settings(select=tuple(rules)), rules)


def _page(text: str, kind: str | None) -> Page:
    return Page(text, kind=kind, titles=Titles.of(TITLES))


def check(text: str, kind: str | None) -> None:
    """Find, and tell it as a person and a program read it."""
    report = _report(text, kind)
    for name in ("full", "concise"):
        _tell(report, name)


def tell_json(text: str, kind: str | None) -> None:
    """Find, and tell it with all edits."""
    _tell(_report(text, kind), "json")


def _report(text: str, kind: str | None) -> FileReport:
    page = _page(text, kind)
    report = FileReport.on(page, "1.md", lint_page(page, plan()).findings)
    report.keep_excerpts(text)
    return report


def _tell(report: FileReport, name: str) -> None:
    form = load_format(name)
    form.begin(Run(load_rules().rules, colour=False, columns=COLUMNS))
    form.file(report, None)


def fix(text: str, kind: str | None) -> str:
    """Apply the safe fixes."""
    return fix_page(_page(text, kind), plan()).page.text


def fix_all(text: str, kind: str | None) -> str:
    """Apply all fixes."""
    return fix_page(_page(text, kind), plan(), unsafe=True).page.text


def read_whole(text: str, kind: str | None) -> None:
    """Read all that rules may ask of a page, by the parser, though a plain look would do."""
    page = Page(text, kind=kind, titles=Titles.of(TITLES), shortcuts=False)
    with suppress(TooComplexError):
        for reading in (
            page.blocks,
            page.prose,
            page.images,
            page.view(read_bold_pairs),
            page.link_faults,
            page.view(read_misplaced_links),
        ):
            len(reading)
        len(page.view(read_word_cuts))


def show_diff(text: str, kind: str | None) -> None:
    """Tell what all fixes change."""
    diff.render("1.md", text, fix_all(text, kind))


ACTS = (
    Act("check", check),
    Act("read", read_whole),
    Act("json", tell_json),
    Act("fix", fix),
    Act("unsafe", fix_all),
    Act("diff", show_diff),
)
