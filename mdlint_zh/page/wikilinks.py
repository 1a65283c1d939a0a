"""Wikilinks: `[[namespace:target]]` and `[[namespace:target|shown]]`."""

from __future__ import annotations

from typing import NamedTuple

from mdlint_zh.page.visible import WIKILINK


class Wikilink(NamedTuple):
    """A wikilink [start, end); `shown` is what a reader sees of it."""

    start: int
    end: int
    space: str
    target: str
    shown: str

    @property
    def name(self) -> str:
        """Namespace and target, as they stand in the brackets."""
        return f"{self.space}:{self.target}"


def read_wikilinks(text: str) -> list[Wikilink]:
    """Every well-formed wikilink of a text, in order."""
    if "[[" not in text:
        return []
    return [Wikilink(*m.span(), m["space"], m["target"], m["shown"] or m["target"]) for m in WIKILINK.finditer(text)]
