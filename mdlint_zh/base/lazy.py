"""What is made only when it is first asked for: a property of a page, a regular expression.

`lazy` is `functools.cached_property` without the lock which that takes up to Python 3.11: a page asks for a score of
them, and the lock costs as much as a small rule. `pattern` is `re.compile`, put off: compiling all patterns takes
longer than checking a page, and most pages need a few of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property as lazy
    from re import compile as pattern
else:

    class lazy:  # noqa: N801 - used like a function
        """What `func` gives stands in the object's own dictionary from then on, where Python looks first."""

        def __init__(self, func: Callable[[Any], Any]) -> None:
            self.func = func
            self.__doc__ = func.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            value = instance.__dict__[self.name] = self.func(instance)
            return value

    class pattern:  # noqa: N801 - used like a function
        """A regular expression. Once compiled, its methods are this object's own attributes, found as fast."""

        METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")

        def __init__(self, source: str, flags: int = 0) -> None:
            self._written = source, flags

        def __getattr__(self, name: str) -> Any:
            compiled = re.compile(*self._written)
            for method in self.METHODS:
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)


__all__ = ["lazy", "pattern"]
