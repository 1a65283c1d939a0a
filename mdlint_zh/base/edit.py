"""The smallest change of a text."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """Replace the code points [start, end) of a page by `text`."""

    start: int
    end: int
    text: str
