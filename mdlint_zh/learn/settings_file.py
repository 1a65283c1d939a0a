"""What was learnt, as a settings file that a person can read and change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.config.described.as_toml import as_key, as_toml
from mdlint_zh.learn.families import UNSAID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.learn.families import Learnt
    from mdlint_zh.learn.site import Site

MOST_NAMED = 3


class Archive(NamedTuple):
    """What is told of an archive: how many `pages` it has, and what is alike.

    `namespaces`: those of its wikilinks, where some are not known; `unread`: the pages that cannot be read.
    """

    pages: int
    families: Sequence[Learnt]
    site: Site | None
    namespaces: Sequence[str]
    unread: Sequence[str]

    @property
    def read(self) -> int:
        """How many pages were read."""
        return sum(family.read for family in self.families)


def written(archive: Archive) -> str:
    """Return the settings file."""
    return "\n".join([*_head(archive), *_namespaces(archive), *_families(archive), *_unread(archive)]) + "\n"


def _head(archive: Archive) -> Iterator[str]:
    few = archive.read < archive.pages
    drawn = f", of which {archive.read:,} were read" if few else ""
    yield f"# Settings of mdlint-zh, learnt from {archive.pages:,} pages{drawn}."
    yield "# A family says what nearly all of its pages have; `mdlint-zh check` tells of each page that differs. Change"
    yield "# what you like: docs/families.md says what may stand here, `init --check` where pages no longer fit."
    if archive.site:
        yield ""
        yield f"# There is {archive.site.file} of {archive.site.tool}."
        yield f'extend = "preset:{archive.site.preset}"'
        if archive.site.renderer:
            yield f'renderer = "{archive.site.renderer}"'


def _namespaces(archive: Archive) -> Iterator[str]:
    if archive.namespaces:
        yield ""
        yield "# Many wikilinks have these before their colon."
        yield "[profile]"
        yield f"namespaces = {as_toml(list(archive.namespaces))}"


def _families(archive: Archive) -> Iterator[str]:
    for family in archive.families:
        yield ""
        yield from _family(family)


def _family(family: Learnt) -> Iterator[str]:
    """The table of one family; of pages that are judged as without settings, a remark."""
    if family.kind == UNSAID:
        yield f"# {', '.join(map(as_toml, family.files))}:"
        yield f"# {_fit(family)}"
        return
    yield f"[families.{as_key(family.name)}]"
    yield f"# {_fit(family)}"
    yield f"files = {as_toml(list(family.files))}"
    if family.kind != "article":
        yield f"kind = {as_toml(family.kind)}"
    tables = {}
    for key, value in family.values.items():
        if isinstance(value, dict):
            tables[key] = value
        else:
            yield f"{key} = {as_toml(value)}"
    for key, value in tables.items():
        yield ""
        yield f"[families.{as_key(family.name)}.{key}]"
        yield from (f"{as_key(name)} = {as_toml(one)}" for name, one in value.items())


def _fit(family: Learnt) -> str:
    """How many pages fit, and some that do not."""
    read = f"{family.read:,} page{'s' if family.read > 1 else ''}"
    if family.kind == UNSAID:
        return f"{read} read: nothing is alike on nearly all of them, so each is asked for the header that it shows."
    if family.kind != "article" and family.strange:
        return f"{read} read, in folders of too few to learn from: {_some(family.strange)}."
    if family.kind != "article":
        return f"{read} read: no header that is alike on nearly all of them, so none is asked for."
    if not family.strange:
        return f"{read} read: all are so."
    return f"{read} read: {family.read - len(family.strange):,} are so; not so {_some(family.strange)}."


def _unread(archive: Archive) -> Iterator[str]:
    if archive.unread:
        yield ""
        many = "1 page" if len(archive.unread) == 1 else f"{len(archive.unread):,} pages"
        yield f"# {many} could not be read: {_some(archive.unread)}."


def _some(pages: Sequence[str]) -> str:
    """The first few of some pages, and how many more there are."""
    named = ", ".join(as_toml(page)[1:-1] for page in pages[:MOST_NAMED])
    more = len(pages) - MOST_NAMED
    return f"{named} and {more:,} more" if more > 0 else named
