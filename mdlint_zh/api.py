"""The library's front door: pure functions on text, so that a data pipeline can map them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mdlint_zh.config import Settings
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.filters import shown
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.page import Page, Profile
from mdlint_zh.page.renderer import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.page.renderer import RendererName


def lint(
    text: str,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    kind: str | None = None,
    profile: Profile | None = None,
    renderer: RendererName = "gfm",
) -> list[Finding]:
    """Return the findings on a page, in its order.

    `select` and `ignore`: names of rules, or what several begin with; `kind`: article, index or other, told by the
    looks of the page when it is not given; `renderer`: what shows the page, as in the settings. Raises ConfigError for
    an unknown rule, RuntimeError when a rule fails.
    """
    page, plan = _page(text, kind, profile, renderer), _plan(tuple(select), tuple(ignore))
    result = lint_page(page, plan)
    if result.failures:
        raise RuntimeError(result.failures[0].message)
    return list(shown(FileReport.on(page, "", result.findings), plan).findings)


def fix(
    text: str,
    *,
    unsafe: bool = False,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    kind: str | None = None,
    profile: Profile | None = None,
    renderer: RendererName = "gfm",
) -> str:
    """Return the page after its safe fixes, with `unsafe` after all fixes. Arguments and errors are those of `lint`."""
    from mdlint_zh.engine.fix import fix_page  # noqa: PLC0415 - a rule takes its names from where this one stands

    page = _page(text, kind, profile, renderer)
    fixed = fix_page(page, _plan(tuple(select), tuple(ignore)), unsafe=unsafe)
    if fixed.result.failures:
        raise RuntimeError(fixed.result.failures[0].message)
    return fixed.page.text


def _page(text: str, kind: str | None, profile: Profile | None, renderer: RendererName) -> Page:
    page = Page(text, kind=kind, profile=profile)
    page.renderer = RENDERERS[renderer]
    return page


@lru_cache(maxsize=16)
def _plan(select: tuple[str, ...], ignore: tuple[str, ...]) -> Plan:
    return plan_for(Settings(select=select, ignore=ignore), load_rules().rules)
