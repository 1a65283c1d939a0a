"""`lazy` and `pattern` for the modules beside this one; what they are is told in `mdlint_zh.lazy`."""

from mdlint_zh.lazy import lazy, pattern

__all__ = ["lazy", "pattern"]
