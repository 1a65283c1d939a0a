"""Counted calls of functions: the same on each machine, where seconds are not."""

from __future__ import annotations

import gc
from cProfile import Profile
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def counted(run: Callable[[], T], of: str = "") -> tuple[T, int]:
    """What `run` gives, and how many functions it calls with `of` in their names; ours and Python's own."""
    profile = Profile()
    gc.disable()  # Python 3.11.0 to 3.11.2 may crash when it collects garbage while it profiles (gh-101975)
    try:
        made = profile.runcall(run)
    finally:
        gc.enable()
    return made, sum(entry.callcount for entry in profile.getstats() if of in str(entry.code))
