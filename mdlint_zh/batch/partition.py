"""One partition: pages in, tables out. Nothing is read, asked or written here, so that any engine can run it."""

from __future__ import annotations

import posixpath
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.opening import MIB, too_large
from mdlint_zh.batch.tables.facts import facts_of
from mdlint_zh.batch.tables.rows import Looked, Rows
from mdlint_zh.engine import filters
from mdlint_zh.engine.load import load_rules
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.page import check_text, failed, fix_text
from mdlint_zh.run.read import ReadError, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mdlint_zh.batch.item import Item
    from mdlint_zh.batch.tables.schema import Tables
    from mdlint_zh.config import Settings
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.rule import Rule


class Repaired(NamedTuple):
    """What is known of some pages after their fixes: `texts` are those that are not what they were, by path."""

    tables: Tables
    texts: Mapping[str, str]


def lint_partition(items: Iterable[Item], settings: Settings, exists: Callable[[str], bool]) -> Tables:
    """Return the findings on some pages and the facts of them, as tables of Arrow with the columns in `schema`.

    `settings` can be pickled. `exists` tells whether there is a file at a path, which is that of a page with what the
    page names beside it. What goes wrong with a page is told in its row of facts. Raises ConfigError for settings that
    name a rule which there is not, BatchError without pyarrow.
    """
    rows = Rows()
    for looked in looked_at(items, Given(settings, exists), check_text):
        rows.add(looked)
    return rows.tables()


def fix_partition(
    items: Iterable[Item], settings: Settings, exists: Callable[[str], bool], *, unsafe: bool = False
) -> Repaired:
    """Return some pages after their safe fixes, with `unsafe` after all, and what is then known of them.

    Arguments and errors are those of `lint_partition`; nothing is written.
    """
    rows, texts = Rows(), dict[str, str]()
    choices = Given(settings, exists)
    choices.unsafe = unsafe
    for looked in looked_at(items, choices, fix_text):
        rows.add(looked)
        if looked.report.fixed is not None and not looked.report.failures:
            texts[looked.item.path] = looked.report.fixed
    return Repaired(rows.tables(), texts)


class Given(Choices):
    """One settings for all pages, and an answer to what stands beside them that is no look at a disk."""

    def __init__(self, settings: Settings, exists: Callable[[str], bool], *, shortcuts: bool = True) -> None:
        super().__init__(_rules(), shortcuts=shortcuts)
        self._settings, self._exists = settings, exists

    def settings_in(self, _folder: str) -> Settings:
        """Return the settings."""
        return self._settings

    def is_file(self, path: str) -> bool:
        """Tell whether there is a file at this path, as a manifest would have it: without `..` and `.`."""
        return self._exists(posixpath.normpath(path))


@cache
def _rules() -> Mapping[str, Rule]:
    """The rules of all plugins: finding these takes as long as a hundred pages where many packages are installed."""
    return load_rules().rules


def looked_at(
    items: Iterable[Item], choices: Choices, look: Callable[..., FileReport] = check_text
) -> Iterator[Looked]:
    """Yield what is known of each page: what is shown of it, with excerpts. `look` lints a text, or fixes it."""
    for item in items:
        place = item.place or item.path
        try:
            text = _text(item, choices.settings(place).limits.page)
        except ReadError as error:
            yield Looked(item, failed(item.path, str(error)), None)
            continue
        report = look(text, Path(place), choices, facts=facts_of)
        now = text if report.fixed is None else report.fixed
        report = filters.shown(report, choices.plan(place, choices.settings(place)))
        report.keep_excerpts(now)
        yield Looked(item, report, now)


def _text(item: Item, most: int) -> str:
    """The text of a page of at most `most` MiB. Raises ReadError."""
    if item.data is None:
        raise ReadError(item.fault)
    if len(item.data) > most * MIB:
        raise ReadError(str(too_large(most * MIB, "limits.page")))
    return decode(item.data)
