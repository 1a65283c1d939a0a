"""How a wikilink is written within its brackets, and what can be wrong with that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator

SPACES = " \t\u3000\xa0\u200b"
COLONS = ":：﹕∶꞉"
NAMESPACE = r"[A-Za-z][A-Za-z-]{1,11}"
HEAD = pattern(
    rf"(?P<before>[{SPACES}\r\n]*)(?P<colon_first>:?)(?P<space>{NAMESPACE})(?P<gap>[{SPACES}]*)(?P<colon>[{COLONS}])"
)

_LINE_END = pattern(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_LATIN_BREAK = pattern(r"(?<=[A-Za-z0-9,.])[ \t]*(?:\r\n|\n|\r)[ \t]*(?=[A-Za-z0-9])")
# What makes it doubtful that two lines were one: quotes and tags, code, line breaks.
_IN_DOUBT = pattern(r"[>`]|(?: {2}|\\)[\r\n]")
_HAN = "\u3400-\u9fff"
_HAN_SPACE = pattern(rf"(?<=[{_HAN}])[{SPACES}]+(?=[{_HAN}A-Za-z0-9])|(?<=[A-Za-z0-9])[{SPACES}]+(?=[{_HAN}])")
_ENCODED = pattern(r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]\w*);|(?<!\d)%[0-9A-Fa-f]{2}")
_SECOND_SPACE = pattern(rf"(?P<space>{NAMESPACE}):")


def joined(target: str) -> str:
    """Return the target on one line. Between Latin words, the line end was a space."""
    if not {"\r", "\n"} & set(target):
        return target
    return _LINE_END.sub("", _LATIN_BREAK.sub(" ", target))


def head_faults(head: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong from the brackets to the colon, each with the verdict safe, unsafe or "" for no fix."""
    if head["colon"] != ":":
        yield f"has `{head['colon']}` for a colon", "safe"
    if {"\r", "\n"} & set(head["before"]):
        yield "is broken across lines", "unsafe"
    elif head["before"] or head["gap"]:
        yield "has a space before its namespace or colon", "safe"
    if head["colon_first"]:
        yield "begins with a colon", ""
    if head["space"] != head["space"].lower():
        yield "has its namespace in capitals", "safe"


def target_faults(target: str, shows: list[str], spaces: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the target and with what stands behind its pipes, each with a verdict as above."""
    name = target.strip(SPACES)
    broken = bool({"\r", "\n"} & set(name))
    if broken:
        yield "is broken across lines", "" if _IN_DOUBT.search(name) else "unsafe"
    elif name != target:
        yield "has a space at the edge of its target", "safe"
    second = _SECOND_SPACE.match(name)
    if second and second["space"].lower() in spaces:
        yield "has two namespaces", ""
    if "**" in name:
        yield "has a mark of emphasis in it", ""
    if _ENCODED.search(name):
        yield "has an encoded target", ""
    if set(SPACES) & set(name) and not broken and _HAN_SPACE.search(name):
        yield "has a space in its target", ""
    if set("[]") & set(name):
        yield "has brackets in its target", ""
    if "｜" in name and not shows:
        yield "has `｜` for a pipe", "unsafe"
    if len(shows) > 1 or "" in shows:
        yield "has a `|` too many", ""
