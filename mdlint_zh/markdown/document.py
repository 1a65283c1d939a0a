"""A text in Markdown, and what stands where in it. Everything is read once, and only when it is asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.front_matter import read_front_matter
from mdlint_zh.markdown.lines import Span, covers, read_lines
from mdlint_zh.markdown.reading import named
from mdlint_zh.markdown.running_text import (
    read_code,
    read_inlines,
    read_markup,
    read_programs,
    read_prose,
    read_taken,
)
from mdlint_zh.markdown.structure import read_blocks, read_literal, read_running, read_underlined
from mdlint_zh.markdown.visible import read_visible
from mdlint_zh.markdown.wikilinks import Wikilink, read_wikilinks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from typing_extensions import Self

    T = TypeVar("T")

UNDERLINE = pattern(r"(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")


class Above(NamedTuple):
    """What of the top of a text is read already, up to the offset `end`; `code` are the code spans in it."""

    end: int = 0
    code: Sequence[Span] = ()


class Document:
    """One text: `text` in code points as it was read; `path` is None when it is no file.

    Without `shortcuts` all is read in full, to see that it makes no difference.
    """

    above = Above()
    """Nothing of the text is known beforehand; who knows something tells it here."""

    def __init__(self, text: str, path: Path | None = None, *, shortcuts: bool = True) -> None:
        self.text = text
        self.path = path
        self.shortcuts = shortcuts
        self._views: dict[Callable[[Any], Any], Any] = {}

    def view(self, reader: Callable[[Self], T]) -> T:
        """Return what a reader reads off this document. It is called once: what it returns is kept, or raises.

        A reader is a function of the document, at the top of a module, that changes nothing.
        """
        views = self._views
        if reader in views:
            found = views[reader]
        else:
            try:
                found = views[reader] = reader(self)
            except Exception as error:  # noqa: BLE001 - whatever it is, it would be raised again
                found = views[reader] = _Raised(error)
        if type(found) is _Raised:
            raise found.error
        return found  # type: ignore[no-any-return] # what this reader returned

    lines = named(read_lines)
    front_matter = named(read_front_matter)
    blocks = named(read_blocks)
    literal = named(read_literal)
    running = named(read_running)
    inlines = named(read_inlines)
    prose = named(read_prose)
    wikilinks = named(read_wikilinks)
    visible = named(read_visible)

    def wikilinks_in(self, start: int, end: int) -> list[Wikilink]:
        """Return the wikilinks that lie in the code points [start, end)."""
        links = self.wikilinks
        first = bisect_left(links, start, key=lambda link: link.start)
        return links[first : bisect_right(links, end, first, key=lambda link: link.end)]

    def is_prose(self, start: int, end: int) -> bool:
        """Tell whether the code points [start, end), on one line and not blank, are running text itself."""
        taken = self.view(read_taken)
        index = bisect_right(taken, (end - 1, len(self.text))) - 1
        return not self.is_literal(start) and (index < 0 or taken[index].end <= start)

    def is_literal(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in front matter, a code block or an HTML block."""
        return covers(self.literal, offset)

    def is_code(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in a code span, or in what is no running text at all."""
        return covers(self.view(read_code), offset)

    def is_markup(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in a code span, a tag or a comment, or in no running text."""
        return covers(self.view(read_markup), offset)

    def outside_markup(self, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """Return those of many spans that do not begin in such; on most pages it ends with the header."""
        markup = self.view(read_markup) if spans else []
        last = markup[-1].end if markup else 0
        return [span for span in spans if span[0] >= last or not covers(markup, span[0])]

    def is_program(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in running text that another program reads as it stands."""
        return covers(self.view(read_programs), offset)

    def is_underlined(self, start: int, end: int) -> bool:
        """Tell whether a line of the code points [start, end] is of a heading that is one by the line under it."""
        if UNDERLINE.match(self.text, self.lines.around(end).end):
            return True
        first, last = self.lines.number(start), self.lines.number(end)
        underlined = self.view(read_underlined)
        index = bisect_left(underlined, first, key=attrgetter("last"))
        return index < len(underlined) and underlined[index].first <= last


class _Raised:
    """The error that a reader has raised."""

    def __init__(self, error: Exception) -> None:
        self.error = error
