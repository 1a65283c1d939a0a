"""What is said about settings that cannot be used, and where in their file that stands."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Place: TypeAlias = "tuple[str | int, ...]"
"""The path of a key: names of tables and keys, numbers of what stands in lists, from 0."""


class Spot(NamedTuple):
    """Where in a file something is wrong: a line, from 1, what stands before it on that line, and the thing itself."""

    line: int
    lead: str
    marked: str = ""

    @property
    def column(self) -> int:
        """The column, from 1, in code points."""
        return len(self.lead) + 1


class ConfigError(Exception):
    """Settings that cannot be used; the message is one line and says where and why.

    `place`: the key that it is about, from the table that was looked at when it was raised. Of what is wrong with a
    file, `file` is its name, `why` the message without it, and `spot` where in it that stands, if that is known.
    """

    def __init__(self, told: str, *place: str | int) -> None:
        super().__init__(told)
        self.place: Place = place
        self.file, self.why = "", told
        self.spot: Spot | None = None

    @classmethod
    def at(cls, file: object, why: str, spot: Spot | None, place: Place = ()) -> ConfigError:
        """Return what is wrong with a file, at a spot in it where one is known."""
        where = f"{file}:{spot.line}:{spot.column}" if spot else f"{file}"
        error = cls(f"{where}: {why}", *place)
        error.file, error.why, error.spot = str(file), why, spot
        return error


@contextmanager
def within(*keys: str | int) -> Iterator[None]:
    """Have an error that is raised meanwhile be about what stands under these keys."""
    try:
        yield
    except ConfigError as error:
        error.place = (*keys, *error.place)
        raise


def suggestion(name: str, known: Iterable[str]) -> str:
    """`; did you mean X?` for a name that is nearly one of the known, else nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for messages of error

    near = get_close_matches(name[:80], list(known), 1, 0.6)
    return f"; did you mean `{near[0]}`?" if near else ""


def shown(name: str) -> str:
    """Return a name from the settings between ticks, shortened when it is long."""
    return f"`{name}`" if len(name) <= 80 else f"`{name[:77]}…`"
