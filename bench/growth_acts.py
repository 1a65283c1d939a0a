"""What is done to a page when its growth is measured: the acts of the command line, without files."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from growth_patterns import TITLES

from mdlint_zh.config import Settings
from mdlint_zh.fixer import fix_page
from mdlint_zh.linter import Plan, lint_page, with_edits
from mdlint_zh.page import Page, TooComplexError
from mdlint_zh.plugins import load_rules
from mdlint_zh.report import as_json, concise, diff, full
from mdlint_zh.titles import Titles

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
    return Settings(select=tuple(rules)).plan(rules)


def _page(text: str, kind: str | None) -> Page:
    return Page(text, kind=kind, titles=Titles.of(TITLES))


def check(text: str, kind: str | None) -> None:
    """Find, and tell it as a person and a program read it."""
    page = _page(text, kind)
    found = lint_page(page, plan()).findings
    full.render("1.md", page, found, full.Look(COLUMNS, _plain))
    concise.render("1.md", page, found)


def tell_json(text: str, kind: str | None) -> None:
    """Find, and tell it with all edits."""
    page = _page(text, kind)
    as_json.render("1.md", page, with_edits(lint_page(page, plan()), page).findings, load_rules().rules)


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
        for reading in (page.blocks, page.prose, page.images, page.stars, page.link_faults, page.misplaced_links):
            len(reading)
        list(page.cuts(0.0))


def show_diff(text: str, kind: str | None) -> None:
    """Tell what all fixes change."""
    diff.render("1.md", text, fix_all(text, kind))


def _plain(text: str, fg: str | None = None, *, bold: bool = False) -> str:  # noqa: ARG001 - in the place of click's
    return text


ACTS = (
    Act("check", check),
    Act("read", read_whole),
    Act("json", tell_json),
    Act("fix", fix),
    Act("unsafe", fix_all),
    Act("diff", show_diff),
)
