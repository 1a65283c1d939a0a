"""What is configured, and what that says about a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

from mdlint_zh.base.lazy import pattern
from mdlint_zh.base.opening import MIB
from mdlint_zh.config.error import shown
from mdlint_zh.config.families import Kind, overlaps
from mdlint_zh.config.page_patterns import PagePatterns
from mdlint_zh.config.selection import AnyRule, RuleThatIsOn, named
from mdlint_zh.page import Profile
from mdlint_zh.page.images.given import GivenAlts
from mdlint_zh.page.subject import CAPTIONS
from mdlint_zh.titles.lists import MOST_BYTES as MOST_OF_TITLES

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping
    from pathlib import Path

    from mdlint_zh.config.families import Family
    from mdlint_zh.config.selection import Known
    from mdlint_zh.page.renderer import RendererName


MOST_OF_A_PAGE = 64 * MIB
"""How large a page may be where nothing else is set."""
INDEX = PagePatterns(("README*.md",))
SUFFIXES = (".md", ".markdown")
SUFFIX = pattern(r"\.[\w.-]{1,20}")
Level: TypeAlias = Literal["info", "warning", "error"]
_MOST_MIB = 1 << 20
MOST_ASKED = 1_000_000
"""How often a pattern may be held against a page to tell which mean none."""
MOST_IDLE = 20
"""How many of them are told."""


@dataclass(frozen=True)
class Limits:
    """How large files may be, in MiB."""

    page: int = MOST_OF_A_PAGE // MIB
    """How large a page may be, in MiB; a larger one is not read."""
    titles: int = MOST_OF_TITLES // MIB
    """How large a list of titles may be when it is unpacked, in MiB."""

    def __post_init__(self) -> None:
        for name, size in (("page", self.page), ("titles", self.titles)):
            if not 1 <= size <= _MOST_MIB:
                raise ValueError(f"`{name}` has to be a number of MiB, 1 to {_MOST_MIB:,}")


@dataclass(frozen=True)
class WordCut:
    """What is known of the words that links may cut, beside what is shipped."""

    names: str | Container[str] = ()
    """Lists of Chinese names: files with one name a line, as `mdlint-zh titles build --names` makes them."""


@dataclass(frozen=True)
class Settings:
    """What is configured; what is written in files is told key by key in `described/`, from these fields.

    `options` are those of rules that are not at their defaults, `families` stand in their order, `file` is where it
    stands.
    """

    select: tuple[RuleThatIsOn, ...] = ()
    """The rules to run, by name, by what several names begin with, or ALL; where none are named, all that are on by
    default."""
    extend_select: tuple[RuleThatIsOn, ...] = ()
    """Rules to run beside those."""
    ignore: tuple[AnyRule, ...] = ()
    """Rules not to run."""
    exclude: PagePatterns = field(default_factory=PagePatterns)
    """Pages to leave alone, by patterns as in a .gitignore."""
    suffixes: tuple[str, ...] = SUFFIXES
    """How the names of pages end: what is looked for in folders."""
    renderer: RendererName = "gfm"
    """What shows the pages: emphasis, strikethrough and headings are judged as it shows them. Jekyll shows pages by
    kramdown, MkDocs by Python-Markdown, GitHub, Docusaurus and Hugo as gfm does."""
    titles: Container[str] = ()
    """Lists of known titles: files with one title a line, or what `mdlint-zh titles build` makes of them."""
    wordcut: WordCut = field(default_factory=WordCut)
    """What is known of the words that links may cut."""
    baseline: Path | None = None
    """The file of the findings that were there before, which are not shown."""
    kinds: Mapping[Kind, PagePatterns] = field(default_factory=lambda: {"index": INDEX})
    """Which pages are of this kind, by patterns as in a .gitignore. What no pattern says is an article only when it
    shows a header; `article = []` says that nothing is one."""
    per_file_ignores: Mapping[PagePatterns, tuple[AnyRule, ...]] = field(default_factory=dict)
    """Rules that are not run on some pages: patterns as in a .gitignore, each with its list of rules."""
    profile: Profile = field(default_factory=Profile)
    """How the header of an article should look."""
    families: tuple[Family, ...] = ()
    """Pages that are alike, by a name for them; the first that means a page counts."""
    captions: tuple[str, ...] = CAPTIONS
    """What captions below images look like, besides those that are known by a mark: elements such as `<figcaption>`,
    `<center>`, `<p align="center">`; `italic`, `bold`, `brackets` for what is all so; templates such as
    `图 {n}：{text}`, in which {text} is the caption, {n} a number, and all else is literal. What is bold may be the
    head of a section, so that no alt text is taken of it for certain."""
    images: Mapping[str, str] = field(default_factory=dict)
    """The alt text of images that have none, by their URL as pages have it; in which `*` stands for any characters,
    slashes too, and nothing else is special. The longest that fits counts, a whole URL before all others. "" is for
    images that need none."""
    severity: Mapping[AnyRule, Level] = field(default_factory=dict)
    """The severity of rules that is not to be their own."""
    options: Mapping[str, object] = field(default_factory=dict)
    """Options of rules."""
    limits: Limits = field(default_factory=Limits)
    """What is larger is not read."""
    file: Path | None = None

    @cached_property
    def alts(self) -> GivenAlts:
        """The alt texts of `images`, to be asked for by URL."""
        return GivenAlts(self.images)

    def kind(self, path: Path | None) -> str | None:
        """Return the kind of page that the patterns give to a path, or None when they say nothing.

        Where nothing is an article, what is not named is another page, a text without a path too.
        """
        for kind, patterns in self.kinds.items():
            if path and patterns.match(path):
                return kind
        if family := self.family(path):
            return family.kind
        return None if self.kinds.get("article", INDEX) else "other"

    def family(self, path: str | Path | None) -> Family | None:
        """Return the family of a page: the first whose patterns mean it."""
        if not self.families or path is None:
            return None
        return next((family for family in self.families if family.files.match(path)), None)

    def profile_for(self, path: str | Path | None) -> Profile:
        """Return the header that the page should have."""
        family = self.family(path)
        return family.profile if family else self.profile

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
        """Yield a line for each pattern of this file that means none of these pages, and for families that share some;
        patterns of extended files are for many.

        Of a few: each is held against all pages, and both may be many.
        """
        return islice(self._idle(pages), MOST_IDLE)

    def _idle(self, pages: list[str]) -> Iterator[str]:
        if self.file is None:
            return
        here = str(self.file.parent)
        given = [("exclude", self.exclude), *((f"kinds.{kind}", one) for kind, one in self.kinds.items())]
        given += [("per-file-ignores", patterns) for patterns in self.per_file_ignores]
        given += [(f"families.{family.name}.files", family.files) for family in self.families]
        own = ((key, *each) for key, one in given if one.folders[:1] == (here,) for each in one.each())
        for key, line, alone in islice(own, MOST_ASKED // (len(pages) + 1)):
            if not any(map(alone.match, pages)):
                yield f"{self.file}: the pattern {shown(line)} in `{key}` matches no page"
        yield from (f"{self.file}: {line}" for line in overlaps(self.families, pages))
