"""Building one list of titles of many, and of what the pages below a folder link to."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from mdlint_zh.markdown.wikilinks import wikilinks_of
from mdlint_zh.run.discover import find_pages
from mdlint_zh.run.read import ReadError, read_page
from mdlint_zh.run.write.write import WriteError, write_file
from mdlint_zh.titles import built as titlefile
from mdlint_zh.titles.lists import TitlesError, read_titles, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Archives link what is no title, too: a target that stands on one page alone is not taken for one.
LEAST_PAGES = 3


def build(sources: Iterable[Path], output: Path) -> int:
    """Build one list of folders of pages and of lists of titles; how many titles it has. Raises TitlesError."""
    given = list(sources)
    _check_output(output, given)
    titles = {simplified(title) for source in given for title in _titles(source)}
    try:
        write_file(output, titlefile.packed(titles))
    except WriteError as error:
        raise TitlesError(f"{output}: {error}") from None
    return len(titles)


def _titles(source: Path) -> Iterator[str]:
    """The titles of a list, or those that a folder links to. Raises TitlesError."""
    return _linked(source) if os.path.isdir(source) else read_titles(source)  # noqa: PTH112 - never raises


def _check_output(output: Path, sources: Iterable[Path]) -> None:
    """Raise TitlesError when a list must not be written there: over what it is made of, or where none is looked for."""
    if output.suffix != titlefile.SUFFIX:
        raise TitlesError(f"{output}: a list is known by its name, which has to end in {titlefile.SUFFIX}")
    for source in sources:
        with suppress(OSError):
            if output.samefile(source):
                raise TitlesError(f"{output}: is one of the sources; it was left alone")


def _linked(folder: Path) -> Iterator[str]:
    """The targets that the pages below a folder link to, and that stand on several pages."""
    pages = Counter[str]()
    for path in find_pages([folder], lambda *_: None):
        try:
            pages.update({link.target for link in wikilinks_of(read_page(path).text)})
        except ReadError:
            continue
    yield from (title for title, count in pages.items() if count >= LEAST_PAGES)
