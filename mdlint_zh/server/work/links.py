"""Where the links of a page lead: wikilinks to an encyclopedia, the return link and images to files beside the page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from mdlint_zh.page.links.misplaced import read_working_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdlint_zh.markdown.wikilinks import Wikilink
    from mdlint_zh.page import Page

ENCYCLOPEDIA: Final = "https://{namespace}.wikipedia.org/wiki/{title}"
"""Where wikilinks lead when nothing else is set for their namespace."""
ANY: Final = "*"
_SAFE: Final = "/:(),'!*@;~-._"
_MOST_OF_A_PATH: Final = 4096


class Link(NamedTuple):
    """The code points [start, end) lead to this URL."""

    start: int
    end: int
    url: str


def links_of(page: Page, urls: Mapping[str, str]) -> list[Link]:
    """Return the links, in order. `urls`: patterns with {namespace} and {title}, by namespace, `*` for all others; ""
    for those that lead nowhere.
    """
    found = [*_wikilinks(page, urls), *_images(page), *_return_link(page)]
    return sorted(found)


def _wikilinks(page: Page, urls: Mapping[str, str]) -> Iterator[Link]:
    for link in page.view(read_working_links):
        form = urls.get(link.space, urls.get(ANY, ENCYCLOPEDIA))
        if form and link.space.lower() in page.profile.namespaces:
            yield Link(
                link.start, link.end, form.replace("{namespace}", link.space.lower()).replace("{title}", _title(link))
            )


def _title(link: Wikilink) -> str:
    """The target as it stands in URLs: a place on the page stays one."""
    title, has_place, place = link.target.strip().partition("#")
    return quote(title.replace(" ", "_"), safe=_SAFE) + (f"#{quote(place, safe=_SAFE)}" if has_place else "")


def _images(page: Page) -> Iterator[Link]:
    for image in page.images:
        if url := _url(page, page.text[slice(*image.url)]):
            yield Link(*image.url, url)


def _return_link(page: Page) -> Iterator[Link]:
    link = page.header.return_link
    if link and link.target and (url := _url(page, link.target)):
        at = page.text.find(link.target, link.start, link.end)
        if at >= 0:
            yield Link(at, at + len(link.target), url)


def _url(page: Page, target: str) -> str:
    """Where a destination leads from this page; "" for nowhere."""
    try:
        scheme, host, path, *_ = urlsplit(target)
    except ValueError:
        return ""
    if scheme in ("http", "https"):
        return target
    if scheme or host or not path or page.path is None or len(path) > _MOST_OF_A_PATH:
        return ""
    return _beside(page.path, unquote(path))


def _beside(page: Path, path: str) -> str:
    try:
        return Path(os.path.normpath(page.absolute().parent / path)).as_uri()
    except ValueError:  # a name that no file can have
        return ""
