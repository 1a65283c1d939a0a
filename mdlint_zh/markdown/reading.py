"""Readings: each is a function of a document, asked for by `document.view(reader)`, and kept once it was read.

A reading may have a shortcut beside it: a function that gives the same for the documents of which it can be sure, and
None for all others. `--no-shortcuts` asks none of them, and a property test holds each against what it stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property as named

    from mdlint_zh.markdown.document import Document

D = TypeVar("D", bound="Document")
T = TypeVar("T")


class Reading(Generic[D, T]):
    """A reader with a shortcut: `whole` reads any document; `quick` says the same or None."""

    def __init__(self, whole: Callable[[D], T], quick: Callable[[D], T | None]) -> None:
        self.whole, self.quick = whole, quick
        self.__doc__, self.__name__, self.__module__ = whole.__doc__, whole.__name__, whole.__module__

    def __call__(self, document: D) -> T:
        """Read the document, by the shortcut where it is sure."""
        if document.shortcuts:
            found = self.quick(document)
            if found is not None:
                return found
        return self.whole(document)


def reading(*, quick: Callable[[D], T | None]) -> Callable[[Callable[[D], T]], Reading[D, T]]:
    """Make a reader of a function of a document, with the shortcut `quick`."""

    def make(whole: Callable[[D], T]) -> Reading[D, T]:
        return Reading(whole, quick)

    return make


if not TYPE_CHECKING:

    class named:  # noqa: N801 - used like a function
        """A name on the document for what a reader reads; from then on it stands in the document's own dictionary."""

        def __init__(self, reader: Callable[[Any], Any]) -> None:
            self.reader = reader
            self.__doc__ = reader.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, document: Any, owner: type | None = None) -> Any:
            if document is None:
                return self
            value = document.__dict__[self.name] = document.view(self.reader)
            return value


__all__ = ["Reading", "named", "reading"]
