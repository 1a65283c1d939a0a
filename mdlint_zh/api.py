"""The library's front door: functions on text, so that a data pipeline can map them."""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mdlint_zh.config import Settings, load_settings
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.filters import shown
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.page import Page, Profile
from mdlint_zh.page.renderer import RENDERERS
from mdlint_zh.titles.lists import Titles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.page.renderer import RendererName

_NOTHING_SET = Settings()


class RuleFailedWarning(RuntimeWarning):
    """A rule that failed on a page: what the others have found is returned without what it would have found."""


def lint(  # noqa: PLR0913 - each by its name
    text: str,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    kind: str | None = None,
    profile: Profile | None = None,
    path: str | Path | None = None,
    settings: Settings | str | Path | None = None,
    titles: Iterable[str] | None = None,
    renderer: RendererName | None = None,
) -> list[Finding]:
    """Return the findings on a page, in its order.

    `select` and `ignore`: names of rules, or what several begin with; `kind`: article, index or other, told by the
    looks of the page when it is not given. `path`: where the page stands; what it links to is looked for beside it.
    `settings`: those of a file, or its path; what else is given goes over them. `titles`: the titles that are known;
    `renderer`: what shows the page, as in the settings.

    Raises ConfigError for an unknown rule or broken settings. A rule that fails is told by a RuleFailedWarning.
    """
    page, plan = _asked(text, _Asked(tuple(select), tuple(ignore), kind, profile, path, settings, titles, renderer))
    result = lint_page(page, plan)
    for failure in result.failures:
        warnings.warn(failure.message, RuleFailedWarning, stacklevel=2)
    report = FileReport.on(page, "", result.findings, result.failures)
    return list(shown(report, plan).findings)


def fix(  # noqa: PLR0913 - each by its name
    text: str,
    *,
    unsafe: bool = False,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    kind: str | None = None,
    profile: Profile | None = None,
    path: str | Path | None = None,
    settings: Settings | str | Path | None = None,
    titles: Iterable[str] | None = None,
    renderer: RendererName | None = None,
) -> str:
    """Return the page after its safe fixes, with `unsafe` after all fixes. Arguments are those of `lint`.

    Raises ConfigError as that does, and RuntimeError when a rule fails: no page is half repaired.
    """
    from mdlint_zh.engine.fix import fix_page  # noqa: PLC0415 - a rule takes its names from where this one stands

    page, plan = _asked(text, _Asked(tuple(select), tuple(ignore), kind, profile, path, settings, titles, renderer))
    fixed = fix_page(page, plan, unsafe=unsafe)
    if fixed.result.failures:
        raise RuntimeError(fixed.result.failures[0].message)
    return fixed.page.text


class _Asked(NamedTuple):
    """What was given beside a text, as `lint` has it."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    kind: str | None
    profile: Profile | None
    path: str | Path | None
    settings: Settings | str | Path | None
    titles: Iterable[str] | None
    renderer: RendererName | None


class _Same:
    """One object, known by being that one: what cannot be hashed can be remembered so."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


def _asked(text: str, asked: _Asked) -> tuple[Page, Plan]:
    """The page, and the rules to run on it. Raises ConfigError."""
    path = None if asked.path is None else Path(asked.path)
    settings = _settings(asked.settings)
    ignoring = settings.ignoring(path) if path else ()
    plan = _plan(_Same(settings), asked.select, asked.ignore, path if ignoring else None)
    page = Page(
        text,
        path,
        kind=asked.kind or settings.kind(path),
        profile=asked.profile or settings.profile_for(path),
        titles=settings.titles if asked.titles is None else _titles(_Same(asked.titles)),
    )
    page.names = settings.wordcut.names
    page.renderer = RENDERERS[asked.renderer or settings.renderer]
    return page, plan


def _settings(given: Settings | str | Path | None) -> Settings:
    """The settings themselves. Raises ConfigError."""
    if given is None or isinstance(given, Settings):
        return given or _NOTHING_SET
    try:
        changed = os.stat(given).st_mtime_ns  # noqa: PTH116 - asked for each page
    except OSError:
        changed = 0  # reading them tells why
    return _loaded(str(given), changed)


@lru_cache(maxsize=16)
def _loaded(path: str, _changed: int) -> Settings:
    return load_settings(Path(path), load_rules().rules, trusted=True)


@lru_cache(maxsize=16)
def _titles(given: _Same) -> Titles:
    return given.value if isinstance(given.value, Titles) else Titles.of(given.value)


@lru_cache(maxsize=64)
def _plan(settings: _Same, select: tuple[str, ...], ignore: tuple[str, ...], path: Path | None) -> Plan:
    own: Settings = settings.value
    chosen = replace(own, select=select or own.select, ignore=(*own.ignore, *ignore))
    return plan_for(chosen, load_rules().rules, path)
