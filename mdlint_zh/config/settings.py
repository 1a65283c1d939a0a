"""What is configured, and what that says about a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from mdlint_zh.base.opening import MIB
from mdlint_zh.config.error import shown
from mdlint_zh.config.page_patterns import PagePatterns
from mdlint_zh.config.selection import named
from mdlint_zh.page import Profile
from mdlint_zh.titles.lists import MOST_BYTES as MOST_OF_TITLES

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from pathlib import Path

    from mdlint_zh.config.selection import Known


MOST_OF_A_PAGE = 64 * MIB
"""How large a page may be where nothing else is set."""
INDEX = PagePatterns(("README*.md",))
_MOST_MIB = 1 << 20
MOST_ASKED = 1_000_000
"""How often a pattern may be held against a page to tell which mean none."""
MOST_IDLE = 20
"""How many of them are told."""


@dataclass(frozen=True)
class Limits:
    """How large files may be, in MiB: a `page`, and a list of `titles` when it is unpacked."""

    page: int = MOST_OF_A_PAGE // MIB
    titles: int = MOST_OF_TITLES // MIB

    def __post_init__(self) -> None:
        for name, size in (("page", self.page), ("titles", self.titles)):
            if not 1 <= size <= _MOST_MIB:
                raise ValueError(f"`{name}` has to be a number of MiB, 1 to {_MOST_MIB:,}")


@dataclass(frozen=True)
class Settings:
    """What is configured.

    `select`, `extend_select` and `ignore` hold names of rules, or what several begin with; `options` the options of
    rules that are not at their defaults; `severity` the severities of rules that are not; `titles` the titles of the
    lists that are named, `names` the Chinese names of theirs; `file` is where it stands.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: PagePatterns = field(default_factory=PagePatterns)
    per_file_ignores: Mapping[PagePatterns, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, PagePatterns] = field(default_factory=lambda: {"index": INDEX})
    profile: Profile = field(default_factory=Profile)
    options: Mapping[str, object] = field(default_factory=dict)
    severity: Mapping[str, str] = field(default_factory=dict)
    titles: Container[str] = ()
    names: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    file: Path | None = None

    def kind(self, path: Path | None) -> str | None:
        """Return the kind of page that the patterns give to a path, or None when they say nothing.

        Where nothing is an article, what is not named is another page, a text without a path too.
        """
        for kind, patterns in self.kinds.items():
            if path and patterns.match(path):
                return kind
        return None if self.kinds.get("article", INDEX) else "other"

    def excludes(self, path: str | Path) -> bool:
        """Tell whether a path is left out."""
        return self.exclude.match(path)

    def chosen(self, rules: Mapping[str, Known], path: str | Path | None = None) -> set[str]:
        """Return the names of the rules to run, on this path when it is given. Raises ConfigError for unknown names."""
        names = named(rules, self.select) if self.select else {name for name, rule in rules.items() if rule.on}
        names |= named(rules, self.extend_select)
        names -= named(rules, self.ignore, opt=True)
        for patterns in self.ignoring(path) if path else ():
            names -= named(rules, self.per_file_ignores[patterns], opt=True)
        return names

    def ignoring(self, path: str | Path) -> tuple[PagePatterns, ...]:
        """Return the patterns of `per_file_ignores` that a path matches."""
        if not self.per_file_ignores:
            return ()
        return tuple(patterns for patterns in self.per_file_ignores if patterns.match(path))

    def idle_patterns(self, pages: list[str]) -> Iterator[str]:
        """Yield a line for each pattern of this file that means none of these pages; those of extended files are for
        many.

        Of a few: each is held against all pages, and both may be many.
        """
        return islice(self._idle(pages), MOST_IDLE)

    def _idle(self, pages: list[str]) -> Iterator[str]:
        if self.file is None:
            return
        here = str(self.file.parent)
        given = [("exclude", self.exclude), *((f"kinds.{kind}", one) for kind, one in self.kinds.items())]
        given += [("per-file-ignores", patterns) for patterns in self.per_file_ignores]
        own = ((key, *each) for key, one in given if one.folders[:1] == (here,) for each in one.each())
        for key, line, alone in islice(own, MOST_ASKED // (len(pages) + 1)):
            if not any(map(alone.match, pages)):
                yield f"{self.file}: the pattern {shown(line)} in `{key}` matches no page"
