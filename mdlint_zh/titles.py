"""Lists of the titles that pages of an encyclopedia have: read, built into one file, and looked up in it.

A built list is a trie on the disk that is mapped into memory: it opens at once, whatever its size, and processes share
it. Titles are held in Simplified characters, so that Traditional and Simplified forms of one title count as known.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    import marisa_trie

BUILT = ".trie"
_CHARACTERS = Path(__file__).parent / "data" / "simplified.txt"
# Archives link what is no title, too: a target that stands on one page alone is not taken for one.
LEAST_PAGES = 3


class TitlesError(Exception):
    """A list of titles that cannot be used; the message is one line and says why."""


class Titles:
    """The titles of several lists. `title in titles` tells whether one of them has it, in either script."""

    def __init__(self, lists: Iterable[Container[str]], name: str = "") -> None:
        self._lists = list(lists)
        self._name = name

    @classmethod
    def opened(cls, paths: Iterable[Path]) -> Titles:
        """The titles of these files. Raises TitlesError."""
        files = list(paths)
        lists: list[Container[str]] = [_open(path) for path in files]
        return cls(lists, ", ".join(f"{path} {path.stat().st_mtime_ns}" for path in files))

    @classmethod
    def of(cls, titles: Iterable[str]) -> Titles:
        """These titles."""
        given = frozenset(map(simplified, titles))
        return cls([given] if given else [])

    def __contains__(self, title: object) -> bool:
        """Whether it is known, read as MediaWiki reads the target of a link.

        `_` is a space, the first letter may be small, and what follows `#` is a place on the page.
        """
        name, has_place, _ = simplified(str(title)).partition("#")
        wanted = " ".join(name.replace("_", " ").split()) if has_place or "_" in name else name
        if not wanted:
            return bool(has_place)
        return any(wanted in one or wanted[0].upper() + wanted[1:] in one for one in self._lists)

    def __repr__(self) -> str:
        """What tells these titles from others: their files, and when those were changed."""
        return f"Titles({self._name})"

    def __bool__(self) -> bool:
        return bool(self._lists)


def build(sources: Iterable[Path], output: Path) -> int:
    """Build one list of folders of pages and of lists of titles; how many titles it has. Raises TitlesError."""
    import marisa_trie  # noqa: PLC0415 - only where there are titles

    titles = {simplified(title) for source in sources for title in read_titles(source)}
    try:
        output.write_bytes(marisa_trie.Trie(titles).tobytes())
    except OSError as error:
        raise TitlesError(f"{output}: cannot be written: {error}") from None
    return len(titles)


def read_titles(source: Path) -> Iterator[str]:
    """The titles of a list, one a line, plain or gzipped, with underscores or spaces; or those that a folder links."""
    if source.is_dir():
        yield from _linked(source)
        return
    import gzip  # noqa: PLC0415 - only where there are lists

    try:
        with (
            gzip.open(source, "rt", encoding="utf-8")
            if source.suffix == ".gz"
            else source.open(encoding="utf-8") as lines
        ):
            for line in lines:
                title = line.strip().replace("_", " ")
                if title and title != "page title":
                    yield title
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise TitlesError(f"{source}: cannot be read: {error}") from None


def simplified(title: str) -> str:
    """The title in Simplified characters, one for one."""
    return title.translate(_table())


def _linked(folder: Path) -> Iterator[str]:
    """The targets that the pages below a folder link to, and that stand on several pages."""
    from mdlint_zh.files import ReadError, find_pages, read_page  # noqa: PLC0415 - a list of titles needs none of it
    from mdlint_zh.page.wikilinks import read_wikilinks  # noqa: PLC0415

    pages = Counter[str]()
    for path in find_pages([folder], lambda *_: None):
        try:
            pages.update({link.target for link in read_wikilinks(read_page(path).text)})
        except ReadError:
            continue
    yield from (title for title, count in pages.items() if count >= LEAST_PAGES)


@cache
def _open(path: Path) -> marisa_trie.Trie | frozenset[str]:
    """A list that can be looked up in: mapped when it was built, else read."""
    if path.suffix != BUILT:
        return frozenset(simplified(title) for title in read_titles(path))
    import marisa_trie  # noqa: PLC0415 - only where there are titles

    trie = marisa_trie.Trie()
    try:
        return trie.mmap(str(path))
    except (OSError, RuntimeError) as error:
        raise TitlesError(f"{path}: is no list made by `mdlint-zh titles build`: {error}") from None


@cache
def _table() -> dict[int, str]:
    """Traditional characters and the Simplified ones that stand for them, from OpenCC (see data/README.md)."""
    traditional, simple = _CHARACTERS.read_text(encoding="utf-8").splitlines()
    return {ord(old): new for old, new in zip(traditional, simple, strict=True)}
