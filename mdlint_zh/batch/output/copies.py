"""Repaired copies: pages that a fix has changed, each below one folder by the path that it has in its source."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.output.store import Store
from mdlint_zh.batch.paths import name_of
from mdlint_zh.batch.places import is_url, local

if TYPE_CHECKING:
    from collections.abc import Iterable


class Copies:
    """Writes copies below a place. No path leads out of it, be it by a link that lies there."""

    def __init__(self, place: str) -> None:
        self._store = Store(place)
        self._real = os.path.realpath(self._store.place) if self._store.is_local else ""

    def write(self, path: str, text: str) -> None:
        """Write a page that has this path in its source. Raises BatchError."""
        name, refusal = name_of(path)
        if refusal:
            raise BatchError(f"{path}: {refusal}; no copy of it was written")
        if self._real:
            above = os.path.realpath(os.path.dirname(self._store.at(name)))  # noqa: PTH120
            if above != self._real and not above.startswith(os.path.join(self._real, "")):  # noqa: PTH118
                raise BatchError(f"{self._store.at(name)}: leads to {above}, out of the folder for copies")
        self._store.write(name, text.encode("utf-8"))


def check_apart(fix_to: str, sources: Iterable[str]) -> None:
    """Raise BatchError where copies would be written over, among or around what they are made of."""
    place = local(fix_to)
    for source in map(local, sources):
        if is_url(place) != is_url(source):
            continue
        one, other = (_folder(place), _folder(source))
        if one == other or one.startswith(other) or other.startswith(one):
            raise BatchError(f"{fix_to}: is, holds or lies in the source {source}; copies go elsewhere")


def _folder(place: str) -> str:
    """A place as the start of all below it; of a glob what stands before its first sign."""
    if is_url(place):
        return f"{_before_signs(place).rstrip('/')}/"
    return os.path.join(os.path.realpath(_before_signs(place)), "")  # noqa: PTH118


def _before_signs(place: str) -> str:
    found = next((at for at, sign in enumerate(place) if sign in "*?["), None)
    return place if found is None else place[: place.rfind("/", 0, found) + 1] or "."
