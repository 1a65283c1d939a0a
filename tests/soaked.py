"""An editor that types at random, and undoes what it has typed, on several pages of a server in the same process."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Any

from served import Client, units

PIECES = [
    "a",
    "中",
    "😀",
    "𠮷",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    " ",
    "[[zh:三国]]",
    "![](x.png)",
    "`",
    "# ",
    "é\u0301",
    "\x0c",
    "",
]
MOST_CHARACTERS = 20_000


@dataclass
class Page:
    """A page as the editor has it, and what it was before each edit."""

    text: str
    version: int = 1
    before: list[tuple[int, int, str]] = field(default_factory=list)
    """Edits that undo what was typed: what stands in [start, end) goes, the text comes."""


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

    def server_text(self) -> str:
        """The same as the server has it."""
        return str(self.client.session.documents[self.uri].buffer.text)

    def open(self, uri: str, text: str) -> None:
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
        if not (_is_place(page.text, start) and _is_place(page.text, end)):
            page.before.clear()  # what was typed has met a line end, and no place is left between CR and LF
            start, end, text = 0, len(page.text), page.text[:start] + text + page.text[end:]
        self._send(page, start, end, text)

    def _somewhere(self, text: str) -> tuple[int, int]:
        start = self.rng.randint(0, len(text))
        end = min(len(text), start + self.rng.choice([0, 0, 0, 1, 2, 30]))
        return start - (not _is_place(text, start)), end + (not _is_place(text, end))

    def _send(self, page: Page, start: int, end: int, text: str) -> None:
        change: dict[str, Any] = {
            "range": {"start": self._place(page.text, start), "end": self._place(page.text, end)},
            "text": text,
        }
        page.text = page.text[:start] + text + page.text[end:]
        page.version += 1
        self.client.change(self.uri, page.version, {"text": page.text} if self.rng.random() < 0.02 else change)

    def _place(self, text: str, offset: int) -> dict[str, int]:
        line, start = 0, 0
        for found in re.finditer(
            r"\r\n|\r|\n", text[:offset] + ("\n" if text[offset - 1 : offset + 1] == "\r\n" else "")
        ):
            line, start = line + 1, found.end()
        return {"line": line, "character": units(text[start:offset], self.encoding)}


def _is_place(text: str, offset: int) -> bool:
    """Whether there is a place here: none is between CR and LF."""
    return not (0 < offset < len(text) and text[offset - 1] == "\r" and text[offset] == "\n")
