"""Wikilinks: `[[namespace:target]]` and `[[namespace:target|shown]]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    import re

    from mdlint_zh.markdown.document import Document

# In a table the pipe has a backslash before it, so that it does not end the cell.
WIKILINK = pattern(
    r"\[\[(?P<space>[A-Za-z][A-Za-z-]{1,11}):"
    r"(?P<target>[^\[\]|\r\n]*[^\[\]|\r\n\\])"
    r"(?:\\?\|(?P<shown>[^\[\]|\r\n]+))?\]\]"
)


def shown(link: re.Match[str]) -> str:
    """Return what a reader sees of a wikilink."""
    return link["shown"] or link["target"]


def unlinked(text: str) -> str:
    """Return a text with its wikilinks read as what they show."""
    return WIKILINK.sub(shown, text)


class Wikilink(NamedTuple):
    """A wikilink [start, end); `shown` is what a reader sees of it; `space` is empty where it has no namespace."""

    start: int
    end: int
    space: str
    target: str
    shown: str

    @property
    def name(self) -> str:
        """Namespace and target, as they stand in the brackets."""
        return self.to(self.target)

    def to(self, target: str) -> str:
        """Return what stands in the brackets of a link of the same namespace to another target."""
        return f"{self.space}:{target}" if self.space else target


def read_wikilinks(document: Document) -> list[Wikilink]:
    """Return every well-formed wikilink, wherever it stands, in order."""
    return wikilinks_of(document.text)


def wikilinks_of(text: str) -> list[Wikilink]:
    """Return every well-formed wikilink of a text, in order."""
    if "[[" not in text:
        return []
    make = tuple.__new__  # what Wikilink(...) comes to, in half the time: pages hold scores of links
    return [
        make(Wikilink, (match.start(), match.end(), space, target, alias or target))
        for match in WIKILINK.finditer(text)
        for space, target, alias in (match.groups(),)
    ]
