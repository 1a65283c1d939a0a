"""What is measured: the commands of each section, this tool's first in every group."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus import Corpus, make_corpus, make_sized_page
from measure import Case, run_measured
from peers import OURS, Peer, answer, has_option

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECTIONS = ("whole", "part", "page", "growth", "size")
GOALS = "goals"
"""The section with what the goals need, and no more."""
GROWTH = (1_000, 4_000, 10_000, 20_000, 40_000)
OF_GOALS = 4_000
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LEAST_PAGES = 100
ONE_IN = 100
"""One page in so many is changed for the runs after a change."""
WHOLE_S, PAGE_S = 1_200.0, 120.0
SPLIT = "wikilink-split"
_HTML = '\n<div align="center">\n\n文字\n\n</div>\n'.encode()
_NEWS = "\n更新：本文有补充。\n".encode()


@dataclass(frozen=True)
class Group:
    """Commands that do the same work on the same pages: their names are tools, this one's comes first.

    `pages` and `size` (bytes) are what each of them reads.
    """

    title: str
    pages: int
    size: int
    cases: tuple[Case, ...]


@dataclass
class Setting:
    """What is there to measure with: a folder to work in, the installed tool, the peers that can be had."""

    work: Path
    own: Path
    peers: list[Peer]
    pages: int
    caches: bool = field(init=False)
    words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.caches = has_option(self.own, "check", "--no-cache")
        self.words = ("--extend-select", SPLIT) if answer(self.own, "rule", SPLIT) else ()

    @property
    def out(self) -> Path:
        """The file that all output goes to."""
        return self.work / "output.txt"

    def corpus(self, pages: int) -> Corpus:
        """A corpus of so many pages."""
        return make_corpus(self.work / f"pages-{pages}", pages)

    def cache(self, tool: str) -> Path:
        """The folder of a tool's cache."""
        return self.work / f"cache-{tool}"

    def uncached(self) -> tuple[str, ...]:
        """The command of this tool for a folder or a page, without a cache."""
        return (str(self.own), "check", *self.words, *(("--no-cache",) if self.caches else ()))

    def shown(self) -> str:
        """That command as a reader would type it."""
        return " ".join((OURS, *self.uncached()[1:], "."))

    def cached(self) -> tuple[str, ...]:
        """The command of this tool for a folder, with a cache."""
        return (str(self.own), "check", *self.words, "--cache-dir", str(self.cache(OURS)), ".")


def groups_of(section: str, setting: Setting) -> list[list[Group]]:
    """The groups of a section. Those in one list are measured together, in turn."""
    makers: dict[str, Callable[[Setting], list[list[Group]]]] = {
        "whole": _whole,
        "part": _part,
        "page": _page,
        "growth": _growth,
        "size": _size,
        GOALS: _goals,
    }
    return makers[section](setting)


def _whole(setting: Setting) -> list[list[Group]]:
    """All pages: cold, with a cache, and with a cache after a change."""
    corpus = setting.corpus(setting.pages)
    cold = _cold("cold", setting, corpus, 1)
    with_cache = [peer for peer in setting.peers if peer.cache and peer.share == 1]
    if not setting.caches:
        return [[cold]]
    commands = [(OURS, setting.cached(), frozenset({0, 1}))]
    for peer in with_cache:
        command = (str(peer.path), *peer.words(peer.cache, str(setting.cache(peer.name))))
        commands.append((peer.name, command, peer.fine))
    for name, _, _ in commands:
        shutil.rmtree(setting.cache(name), ignore_errors=True)
    cases = [Case(name, command, corpus.folder, timeout=WHOLE_S, fine=fine) for name, command, fine in commands]
    warm = tuple(_warm(case, setting) for case in cases)
    changed = tuple(_changed(case, setting, corpus) for case in cases)
    fixed = _group("warm `--fix`", corpus, (_fixed(setting),))
    return [[cold, _group("warm", corpus, warm), _group("changed", corpus, changed), fixed]]


def _part(setting: Setting) -> list[list[Group]]:
    """The slow peers, each share of the pages for itself."""
    shares = sorted({peer.share for peer in setting.peers if peer.share > 1})
    sizes = [(share, max(LEAST_PAGES, setting.pages // share)) for share in shares]
    return [[_cold(f"cold, 1 in {share}", setting, setting.corpus(pages), share)] for share, pages in sizes]


def _page(setting: Setting) -> list[list[Group]]:
    """One page of median size, and no page at all."""
    page = setting.corpus(setting.pages).median_page()
    size, folder = page.stat().st_size, page.parent
    own = Case(OURS, (*setting.uncached(), page.name), folder, timeout=PAGE_S)
    others = tuple(_on_page(peer, page) for peer in setting.peers)
    form = Case(OURS, (str(setting.own), "format", *setting.words, "-"), folder, stdin=page, timeout=PAGE_S)
    html = Case(OURS, (*setting.uncached(), page.name), _with_html(setting, page), timeout=PAGE_S)
    asked = tuple(
        Case(peer.name, (str(peer.path), *peer.version_words), folder, timeout=PAGE_S)
        for peer in setting.peers
        if peer.version_words
    )
    version = Case(OURS, (str(setting.own), "--version"), folder, timeout=PAGE_S)
    return [
        [
            Group("one page", 1, size, (own, *others)),
            Group("one page with HTML", 1, size + len(_HTML), (html,)),
            Group("one page, `format -`", 1, size, (form,)),
            Group("`--version`", 0, 0, (version, *asked)),
        ]
    ]


def _growth(setting: Setting) -> list[list[Group]]:
    """More and more pages, against the peers that can read them all."""
    steps = [*(pages for pages in GROWTH if pages < setting.pages), setting.pages]
    return [[_cold(f"{pages:,} pages", setting, setting.corpus(pages), 1, cached_only=True) for pages in steps]]


def _goals(setting: Setting) -> list[list[Group]]:
    """What the goals need: all pages and a part of them, one page, one that is large."""
    some = _cold(f"{OF_GOALS:,} pages", setting, setting.corpus(OF_GOALS), 1, cached_only=True)
    return [*_whole(setting), *_page(setting), [some], *_size(setting, SIZES[-1:])]


def _with_html(setting: Setting, page: Path) -> Path:
    """The folder with the page of this name that has HTML in it, too."""
    folder = setting.work / "html"
    folder.mkdir(exist_ok=True)
    (folder / page.name).write_bytes(page.read_bytes() + _HTML)
    return folder


def _fixed(setting: Setting) -> Case:
    """A repair of pages that were repaired, and have not changed since: pages of their own, and a cache of its own."""
    corpus = make_corpus(setting.work / f"fixed-{setting.pages}", setting.pages)
    cache = setting.cache(f"{OURS}-fixed")
    shutil.rmtree(cache, ignore_errors=True)
    command = (str(setting.own), "check", *setting.words, "--fix", "--cache-dir", str(cache), ".")
    case = Case(OURS, command, corpus.folder, timeout=WHOLE_S)

    def repair(number: int) -> None:
        for _ in range(1 if number else 2):  # the second run reads what the first has written
            run_measured(case, setting.out)

    return replace(case, ready=repair)


def _size(setting: Setting, sizes: tuple[int, ...] = SIZES) -> list[list[Group]]:
    """One page, larger and larger."""
    peers = [peer for peer in setting.peers if peer.share == 1 and peer.cache]
    groups = []
    for size in sizes:
        page = make_sized_page(setting.work / f"size-{size}" / f"{1_000_003}.md", size)
        own = Case(OURS, (*setting.uncached(), page.name), page.parent, timeout=PAGE_S)
        cases = (own, *(_on_page(peer, page) for peer in peers))
        groups.append(Group(f"{size:,} bytes", 1, page.stat().st_size, cases))
    return [groups]


def _cold(title: str, setting: Setting, corpus: Corpus, share: int, *, cached_only: bool = False) -> Group:
    """All pages of a corpus without a cache: this tool and the peers of a share."""
    own = Case(OURS, (*setting.uncached(), "."), corpus.folder, timeout=WHOLE_S)
    others = tuple(
        Case(peer.name, (str(peer.path), *peer.words(*peer.uncached)), corpus.folder, timeout=WHOLE_S, fine=peer.fine)
        for peer in setting.peers
        if peer.share == share and (peer.cache or not cached_only)
    )
    return _group(title, corpus, (own, *others))


def _on_page(peer: Peer, page: Path) -> Case:
    command = (str(peer.path), *peer.one, *peer.uncached, page.name)
    return Case(peer.name, command, page.parent, timeout=PAGE_S, fine=peer.fine)


def _warm(case: Case, setting: Setting) -> Case:
    """The case after a run that leaves the cache up to date."""
    return replace(case, ready=lambda _: run_measured(case, setting.out))


def _changed(case: Case, setting: Setting, corpus: Corpus) -> Case:
    """The case after some pages have changed since the cache was up to date. They are put back behind it."""
    kept: dict[Path, bytes] = {}

    def change(number: int) -> None:
        run_measured(case, setting.out)
        corpus.timestamp.rename(corpus.timestamp.with_suffix(".changed"))  # killed now, the corpus is made again
        for path in corpus.paths()[number % ONE_IN :: ONE_IN]:
            kept[path] = path.read_bytes()
            path.write_bytes(kept[path] + _NEWS)

    def put_back(_: int) -> None:
        for path, data in kept.items():
            path.write_bytes(data)
        kept.clear()
        corpus.timestamp.with_suffix(".changed").rename(corpus.timestamp)

    return replace(case, ready=change, after=put_back)


def _group(title: str, corpus: Corpus, cases: tuple[Case, ...]) -> Group:
    return Group(title, corpus.pages, corpus.size, cases)
