"""An editor that types at random, and undoes what it has typed, on several pages that a server has open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import random

PIECES = (
    "a", "中", "😀", "𠮷", "\n", "\r\n", "\r", "\u2028", "\x0c", "é\u0301",
    " ", "[[zh:三国]]", "![](x.png)", "`", "# ", "",
)  # fmt: skip
MOST_CHARACTERS = 20_000
SIZES = {"utf-8": lambda c: len(c.encode("utf-8", "surrogatepass")), "utf-16": lambda c: 1 + (c > "\uffff")}


class Client(Protocol):
    """What takes what was typed."""

    def open(self, uri: str, text: str) -> None:
        """Open a page."""

    def change(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        """Tell of changes."""


@dataclass
class Page:
    """A page as the editor has it; `before` are edits that undo what was typed: what stands in [start, end) goes, the
    text comes.
    """

    text: str
    version: int = 1
    before: list[tuple[int, int, str]] = field(default_factory=list)


class Editor:
    """The pages that are open; `uri` is the one that was typed in last."""

    def __init__(self, client: Client, encoding: str, rng: random.Random) -> None:
        self.client, self.encoding, self.rng = client, encoding, rng
        self.pages: dict[str, Page] = {}
        self.uri = ""

    @property
    def text(self) -> str:
        """The page that was typed in last."""
        return self.pages[self.uri].text

    def open(self, uri: str, text: str) -> None:
        """Open a page."""
        self.pages[uri], self.uri = Page(text), uri
        self.client.open(uri, text)

    def step(self) -> None:
        """Type something on some page, or undo what was typed there."""
        self.uri = self.rng.choice(list(self.pages))
        page = self.pages[self.uri]
        if page.before and (self.rng.random() < 0.4 or len(page.text) > MOST_CHARACTERS):
            start, end, text = page.before.pop()
        else:
            start, end = self._somewhere(page.text)
            text = "".join(self.rng.choices(PIECES, k=self.rng.choice([1, 1, 1, 3, 12])))
            page.before.append((start, start + len(text), page.text[start:end]))
        if not (is_place(page.text, start) and is_place(page.text, end)):
            # What was typed has met a line end: there is no place between CR and LF.
            page.before.clear()
            start, end, text = 0, len(page.text), page.text[:start] + text + page.text[end:]
        self._send(page, start, end, text)

    def _somewhere(self, text: str) -> tuple[int, int]:
        start = self.rng.randint(0, len(text))
        end = min(len(text), start + self.rng.choice([0, 0, 0, 1, 2, 30]))
        return start - (not is_place(text, start)), end + (not is_place(text, end))

    def _send(self, page: Page, start: int, end: int, text: str) -> None:
        where = {"start": self._position(page.text, start), "end": self._position(page.text, end)}
        page.text = page.text[:start] + text + page.text[end:]
        page.version += 1
        whole = self.rng.random() < 0.02
        self.client.change(self.uri, page.version, {"text": page.text} if whole else {"range": where, "text": text})

    def _position(self, text: str, offset: int) -> dict[str, int]:
        ends = [found.end() for found in re.finditer(r"\r\n|\r|\n", text) if found.end() <= offset]
        start = ends[-1] if ends else 0
        size = SIZES.get(self.encoding, lambda _: 1)
        return {"line": len(ends), "character": sum(map(size, text[start:offset]))}


def is_place(text: str, offset: int) -> bool:
    """Whether there is a place here: none is between CR and LF."""
    return not (0 < offset < len(text) and text[offset - 1] == "\r" and text[offset] == "\n")
