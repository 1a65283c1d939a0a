"""Collecting the Chinese names of which the pages below some folders link a piece."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdlint_zh.markdown.visible import Visible
from mdlint_zh.markdown.wikilinks import wikilinks_of
from mdlint_zh.run.discover import find_pages
from mdlint_zh.run.read import ReadError, read_page
from mdlint_zh.run.write.write import WriteError, write_file
from mdlint_zh.titles.lists import TitlesError, simplified
from mdlint_zh.titles.names import HEAD, read_start
from mdlint_zh.wordcut.certain.persons import collect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def build_names(sources: Iterable[Path], output: Path) -> int:
    """Write the names that the folders among the sources show, one a line; how many there are. Raises TitlesError.

    Only a list of names is written over.
    """
    if read_start(output) not in ("", HEAD):
        raise TitlesError(f"{output}: is no list of names; it was left alone")
    folders = [source for source in sources if os.path.isdir(source)]  # noqa: PTH112 - never raises
    names = collect(_shown(folders))
    try:
        write_file(output, "".join(f"{line}\n" for line in (HEAD, *names)).encode("utf-8"))
    except WriteError as error:
        raise TitlesError(f"{output}: {error}") from None
    return len(names)


def _shown(folders: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """The visible text of each page, and what its links show."""
    for path in find_pages(folders, lambda *_: None):
        try:
            text = read_page(path).text
        except ReadError:
            continue
        links = wikilinks_of(text)
        yield simplified(Visible(text, links).text), [simplified(link.shown) for link in links]
