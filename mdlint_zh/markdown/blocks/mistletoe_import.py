"""mistletoe, imported in a fifth of the time.

Its module `core_tokens` asks Unicode for the category of each of 1,114,112 code points to find those that are
punctuation: 0.12 s of the 0.14 s that mistletoe takes. All of them stand in the first two planes, so its walk may end
there: while that one module is run for the first time, its `range` is a shorter one. It is found and run by the
machinery of imports as ever, nobody else sees any of this, and where there is no such walk nothing changes. A test
holds the outcome against what the module itself makes of all of Unicode.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

BEYOND_PUNCTUATION = 0x20000
"""From this code point on there is none: ideographs, tags, private use."""
_WALKER = "mistletoe.core_tokens"


@contextmanager
def quick_import() -> Iterator[None]:
    """While this lasts, mistletoe is imported quickly, unless it has been imported."""
    if _WALKER in sys.modules:
        yield
        return
    finder: Any = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder:
    """Finds the module that walks, where it is, and has it run with a `range` of its own."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """What Python's own finder finds, for that module alone."""
        spec = PathFinder.find_spec(name, path, target) if name == _WALKER else None
        if spec and spec.loader:
            _shorten(spec.loader)
        return spec


def _shorten(loader: Any) -> None:
    run = loader.exec_module

    def exec_module(module: Any) -> None:
        module.range = _up_to_punctuation
        run(module)
        del module.range

    loader.exec_module = exec_module


def _up_to_punctuation(*bounds: int) -> range:
    """`range`, which ends early when it would go over all of Unicode."""
    whole = range(*bounds)
    return range(whole.start, BEYOND_PUNCTUATION, whole.step) if whole.stop > sys.maxunicode else whole
