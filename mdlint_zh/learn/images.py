"""Images that stand on many pages without an alt text: counted by URL, with what other pages say of them.

What another page says is told to whoever writes the settings, and fills nothing: what is found on a page is a function
of that page and its settings, whichever pages are checked before it, or beside it by another process.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.paths import folder_of
from mdlint_zh.config import ConfigError
from mdlint_zh.page import TooComplexError
from mdlint_zh.page.images.alt import wants_alt
from mdlint_zh.page.images.given import check_alt, unescaped
from mdlint_zh.page.images.words import is_placeholder, tells
from mdlint_zh.run.page import page_of, read_file
from mdlint_zh.run.read import ReadError
from mdlint_zh.run.workers import share_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mdlint_zh.page import Page
    from mdlint_zh.run.choices import Choices


class OnPage(NamedTuple):
    """What one page has: by URL how many images are without an alt text, and which alt texts others have; or why it
    could not be read.
    """

    path: str
    bare: Mapping[str, int] = {}
    said: frozenset[tuple[str, str]] = frozenset()
    failure: str = ""


@dataclass
class Use:
    """Where the images of one URL are without an alt text: how many images, on how many pages, and the first of them;
    and the alt texts that other pages give, by how many.
    """

    url: str
    first: str = ""
    pages: int = 0
    images: int = 0
    alts: Counter[str] = field(default_factory=Counter)
    is_one: bool = True
    """Whether it is the same picture on all pages: a path that is relative to a page is not, in several folders."""
    _folder: str | None = None

    @property
    def suggested(self) -> str | None:
        """The alt text that all other pages give which give one; None where they differ, or it is no good."""
        return next(iter(self.alts)) if len(self.alts) == 1 else None

    def add(self, page: str) -> None:
        """Count a page that has it."""
        folder = os.path.abspath(folder_of(page))  # noqa: PTH100 - asked for each image, and pathlib is slow
        self.is_one = self.is_one and (self._folder in (None, folder) or not _is_relative(self.url))
        self._folder = folder


@dataclass(eq=False, repr=False)
class OfEachPage:
    """The work of a process: what each page has."""

    choices: Choices

    def __call__(self, paths: Sequence[str]) -> list[OnPage]:
        """Read these pages. Never raises."""
        return [self._read(path) for path in paths]

    def _read(self, path: str) -> OnPage:
        try:
            page, _ = page_of(read_file(path, self.choices).text, Path(path), self.choices)
            return _on_page(path, page)
        except (ReadError, ConfigError, TooComplexError) as error:
            return OnPage(path, failure=str(error))


def _on_page(path: str, page: Page) -> OnPage:
    """What a page has."""
    bare, said = Counter[str](), set[tuple[str, str]]()
    for image in page.images:
        written = page.text[slice(*image.url)]
        if not wants_alt(page, image) or page.alt_of(written):
            continue
        url, alt = unescaped(written), " ".join(page.text[slice(*image.alt)].split())
        if not alt:
            bare[url] += 1
        elif _is_good(alt):
            said.add((url, alt))
    return OnPage(path, dict(bare), frozenset(said))


def uses(pages: Iterable[str], choices: Choices, jobs: int, failed: list[tuple[str, str]]) -> list[Use]:
    """Return the URLs that stand on these pages without an alt text, those of most pages first; `failed` gets the pages
    that cannot be read, with the reasons.
    """
    found: dict[str, Use] = {}
    for one in share_out(OfEachPage(choices), pages, jobs):
        if one.failure:
            failed.append((one.path, one.failure))
        for url, images in one.bare.items():
            use = found.setdefault(url, Use(url))
            use.first, use.pages, use.images = use.first or one.path, use.pages + 1, use.images + images
            use.add(one.path)
        for url, alt in one.said:
            use = found.setdefault(url, Use(url))
            use.alts[alt] += 1
            use.add(one.path)
    bare = [use for use in found.values() if use.pages and use.is_one]
    return sorted(bare, key=lambda use: (-use.pages, -use.images, use.url))


def _is_good(alt: str) -> bool:
    """Whether an alt text tells something, and may stand in the settings."""
    if is_placeholder(alt) or not tells(alt):
        return False
    try:
        check_alt(alt)
    except ValueError:
        return False
    return True


def _is_relative(url: str) -> bool:
    """Whether a URL counts from the page that it stands on."""
    return not url.startswith("/") and ":" not in url.partition("/")[0]
