"""What settings say of a key in front matter: its types, `list|text`, with `?` where the key may be missing."""

from __future__ import annotations

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.timestamps.form import pieces

TYPES = ("text", "number", "boolean", "date", "list", "table", "any")
_WORD = pattern(r"[A-Za-z]+")
_WORDS = {"T", "Z", "UTC", "GMT"}
_APART = pattern("SSS|ZZ")


def is_needed(kind: str) -> bool:
    """Tell whether the key has to be there."""
    return not kind.endswith("?")


def types_of(kind: str) -> tuple[str, ...]:
    """Return the types that the value may have."""
    return tuple(kind.removesuffix("?").split("|"))


def date_form_fault(form: str) -> str:
    """Return what is wrong with a form of dates; "" for a good one."""
    tokens = {piece for piece, is_token in pieces(form) if is_token}
    words = [word for piece, is_token in pieces(form) if not is_token for word in _WORD.findall(_APART.sub(" ", piece))]
    if unknown := next((word for word in words if word not in _WORDS), None):
        return f"without `{unknown}`"
    if not ("YYYY" in tokens and {"MM", "M"} & tokens and {"DD", "D"} & tokens):
        return "with a year, a month and a day"
    return ""
