"""An archive read: what its pages have alike, and which pages settings that stand there no longer fit."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.config.settings import INDEX
from mdlint_zh.engine.load import load_rules
from mdlint_zh.learn.families import learn
from mdlint_zh.learn.fit import fits, form_rules, too_many
from mdlint_zh.learn.groups import grouped
from mdlint_zh.learn.sample import drawn
from mdlint_zh.learn.settings_file import Archive
from mdlint_zh.learn.site import site_of
from mdlint_zh.page.form import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mdlint_zh.config import Settings
    from mdlint_zh.learn.families import Learnt
    from mdlint_zh.learn.sample import Drawn, Progress

OFTEN: Final = 0.02
"""On what part of the pages a namespace must stand, to be one."""
_SPACE = pattern(r"\[\[([A-Za-z][A-Za-z-]{0,11}):[^\[\]|\n]{1,60}[|\]]")


class Unfit(NamedTuple):
    """A family whose pages no longer fit it: how many of those that were read do not, and some of them."""

    name: str
    strange: int
    read: int
    some: tuple[str, ...]


def learn_archive(top: Path, pages: Sequence[str], progress: Progress) -> Archive:
    """Return what the pages below a folder have alike."""
    unread: list[str] = []
    read = [*drawn(_articles(pages), str(top), lambda path, _: unread.append(_below(path, top)), progress)]
    families = [_relative(family, top) for family in learn(grouped(read), form_rules(load_rules()[0]))]
    return Archive(len(pages), families, site_of(top), _namespaces(read), unread)


def unfit(top: Path, pages: Sequence[str], settings: Settings, progress: Progress) -> Iterator[Unfit]:
    """Yield the families of the settings that too many pages below a folder do not fit."""
    plan, strange, read = form_rules(load_rules()[0]), dict[str, list[str]](), Counter[str]()
    for page in drawn(_articles(pages), str(top), lambda *_: None, progress):
        family = settings.family(page.path)
        if family and settings.kind(page.place) == "article":
            read[family.name] += 1
            if not fits(page, family.profile, plan):
                strange.setdefault(family.name, []).append(_below(page.path, top))
    for name, some in strange.items():
        if too_many(len(some), read[name]):
            yield Unfit(name, len(some), read[name], tuple(some[:3]))


def _articles(pages: Iterable[str]) -> list[str]:
    """The pages but those that are an index by their name."""
    return [page for page in pages if not INDEX.match(page)]


def _namespaces(pages: Sequence[Drawn]) -> tuple[str, ...]:
    """The namespaces of wikilinks, when there are some on many pages that are not known."""
    counts = Counter(space for page in pages for space in {match[1].lower() for match in _SPACE.finditer(page.text)})
    often = {space for space, count in counts.items() if count >= max(2, OFTEN * len(pages))}
    known = set(NAMESPACES)
    return tuple(sorted(often | (counts.keys() & known))) if often - known else ()


def _relative(family: Learnt, top: Path) -> Learnt:
    return family._replace(strange=tuple(_below(path, top) for path in family.strange))


def _below(path: str, top: Path) -> str:
    return os.path.relpath(path, top).replace(os.sep, "/")
