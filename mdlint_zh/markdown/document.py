"""A text in Markdown, and the door by which all is read that stands in it: once, and only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from mdlint_zh.base.lazy import lazy
from mdlint_zh.markdown.front_matter import front_matter_end
from mdlint_zh.markdown.lines import Lines, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from typing_extensions import Self

    T = TypeVar("T")


class Above(NamedTuple):
    """What of the top of a text is read already, up to the offset `end`; `code` are the code spans in it."""

    end: int = 0
    code: Sequence[Span] = ()


class Document:
    """One text: `text` in code points as it was read; `path` is None when it is no file.

    Without `shortcuts` all is read in full, to see that it makes no difference.
    """

    text: str
    """The text in code points as it was read, with its own line ends and byte-order mark."""
    path: Path | None
    """Where it stands; None for a text that is no file."""

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
        found = self._views.get(reader, _UNREAD)  # asked eighty times of each page
        if found is _UNREAD:
            try:
                found = reader(self)
            except Exception as error:  # noqa: BLE001 - whatever it is, it would be raised again
                found = _Raised(error)
            self._views[reader] = found
        if type(found) is _Raised:
            raise found.error
        return found  # type: ignore[no-any-return] # what this reader returned

    @lazy
    def lines(self) -> Lines:
        """Where the lines begin and end."""
        return Lines(self.text)

    @lazy
    def front_matter(self) -> Span:
        """The front matter, empty when there is none."""
        return Span(0, front_matter_end(self.text))


_UNREAD: Final = object()


class _Raised:
    """The error that a reader has raised."""

    def __init__(self, error: Exception) -> None:
        self.error = error
