"""What is wrong with a wikilink's own syntax, and how it was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.page.brackets import Pair, read_pairs
from mdlint_zh.page.visible import WIKILINK

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from mdlint_zh.page.lines import Span

SPACES = " \t\u3000\xa0\u200b\u200c\ufeff"
_COLONS = ":：﹕∶꞉"
_HEAD = re.compile(rf"(?P<before>[{SPACES}\r\n]*)(?P<colon_first>:?)(?P<space>[A-Za-z][A-Za-z-]{{1,11}})(?P<gap>[{SPACES}]*)(?P<colon>[{_COLONS}])")
_SUSPECT = re.compile(rf"\[\[|\]\]|[［【「]{{2}}|[］】」]{{2}}|[\[［【][{SPACES}]*[A-Za-z-]{{2,12}}[{SPACES}]*[{_COLONS}]|[\[［【]{{2}}|[\]］】]{{2}}")
_ODD_LINK = re.compile(rf"\[\[(?:[a-z-]*[A-Z]|[A-Za-z-]+:(?:[{SPACES}]|[A-Za-z-]{{2,12}}:|[^\[\]|]*(?:[{SPACES}*\\]|&#?\w+;|%[0-9A-Fa-f]{{2}})))")
_ESCAPED = re.compile(r"(?:\\\[|&#91;|\[){2}(?P<space>[A-Za-z-]{2,12}):(?P<rest>[^\[\]\\&\r\n]{1,80})(?:\\\]|&#93;|\]){2}")
_UNOPENED = re.compile(rf"(?<![\w\[［【])(?P<space>[A-Za-z-]{{2,12}})[{_COLONS}][^\s\[\]［］【】，。、；：！？（）「」《》“”]{{1,30}}\Z")
_BEFORE_TARGET = re.compile(r"\[\[(?P<space>[A-Za-z-]{2,12}):[^\[\]\r\n]+\]\](?=[(])")
_DEFINITION = re.compile(r"^ {0,3}(?P<label>\[(?P<space>[A-Za-z-]{2,12}):[^\[\]\r\n]+\]):", re.MULTILINE)
_RARE = re.compile(r"\\\[|&#91;|\]\]\(|\]:")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_HAN_SPACE = re.compile(rf"(?<=[\u3400-\u9fff])[{SPACES}]+(?=[\u3400-\u9fffA-Za-z0-9])|(?<=[A-Za-z0-9])[{SPACES}]+(?=[\u3400-\u9fff])")
_MIRROR = str.maketrans("[［【「", "]］】」")


class LinkFault(NamedTuple):
    """A wikilink [start, end) that is none, or not the one that was meant.

    `kind`: malformed, empty or nested; `fixed` is what was meant, None when that cannot be told; `safe` whether it can
    be nothing else.
    """

    kind: str
    start: int
    end: int
    message: str
    fixed: str | None = None
    safe: bool = False


def read_faults(text: str, running: Iterable[Span], taken: Collection[int], namespaces: Collection[str]) -> list[LinkFault]:
    """All faults in running text. `taken`: offsets of the brackets of Markdown's own links."""
    if not (_SUSPECT.search(WIKILINK.sub("\ue000", text)) or _ODD_LINK.search(text) or _RARE.search(text)):
        return []

    def is_link(offset: int) -> bool:
        head = _HEAD.match(text, offset)
        return head is not None and head["space"].lower() in namespaces

    faults: list[LinkFault] = []
    for span in running:
        pairs = list(read_pairs(text, span.start, span.end, taken, is_link))
        found = (fault for pair in pairs for fault in _judge(text, pair, pairs, namespaces))
        faults += [fault for fault in found if fault.kind]
        faults += [*_escaped(text, span, namespaces), *_captured(text, span, namespaces)]
    return sorted(faults)


def _judge(text: str, pair: Pair, pairs: list[Pair], namespaces: Collection[str]) -> Iterator[LinkFault]:
    """What is wrong with one pair of brackets, if it was meant as a wikilink."""
    if pair.start == pair.inner_start:
        yield from _unopened(text, pair, namespaces)
        return
    inner = pair.inner(text)
    head = _HEAD.match(inner) if len(inner) < 400 or pair.inner_end == pair.end else None  # noqa: PLR2004
    if head is None or head["space"].lower() not in namespaces:
        yield from _empty(text, pair)
    elif pair.inner_end == pair.end:
        yield from _unclosed(text, pair)
    elif any(pair.inner_start <= other.start and other.end <= pair.inner_end and "[[" in other.opening(text) for other in _near(pair, pairs)):
        yield LinkFault("nested", pair.start, pair.end, f"a wikilink in a wikilink: {_cut(text[pair.start : pair.end])}")
    else:
        yield from _link(text, pair, head)


def _near(pair: Pair, pairs: list[Pair]) -> Iterator[Pair]:
    """The pairs that end just before this one, which is where inner ones stand."""
    index = pairs.index(pair)
    yield from reversed(pairs[max(0, index - 8) : index])


def _empty(text: str, pair: Pair) -> Iterator[LinkFault]:
    """`[[]]`, `[[ ]]`, `[[|x]]`: nothing is linked. Before `(` or `[` it is a link of Markdown's own."""
    inner = pair.inner(text)
    if (pair.opening(text), pair.closing(text)) != ("[[", "]]") or text[pair.end : pair.end + 1] in ("(", "["):
        return
    target, bar, shown = inner.partition("|")
    if not target.strip(SPACES) and "\n" not in inner:
        fixed = shown.strip(SPACES) if bar else ""
        yield LinkFault("empty", pair.start, pair.end, f"an empty wikilink: {_cut(text[pair.start : pair.end])}", fixed or None)


def _link(text: str, pair: Pair, head: re.Match[str]) -> Iterator[LinkFault]:
    """A pair that is meant as a wikilink: all that is wrong with it, as one fault."""
    inner, opening, closing = pair.inner(text), pair.opening(text), pair.closing(text)
    target, *shown = inner[head.end() :].split("|")
    shows = [part.strip(SPACES) for part in shown]
    if not target.strip(SPACES):
        yield LinkFault("empty", pair.start, pair.end, f"a wikilink to nothing: {_cut(text[pair.start : pair.end])}", "".join(shows[-1:]) or None)
        return
    faults = [*_bracket_faults(text, pair, opening, closing), *_head_faults(head), *_target_faults(target, shows)]
    if not faults:
        return
    name = _LINE_END.sub("", target).strip(SPACES)
    fixed = f"[[{head['space'].lower()}:{name}{'|' + shows[0] if shows else ''}]]"
    mendable = all(verdict for _, verdict in faults)
    yield LinkFault(
        "malformed",
        pair.start,
        pair.end,
        f"{_cut(text[pair.start : pair.end])} {' and '.join(what for what, _ in faults)}",
        fixed if mendable else None,
        safe=all(verdict == "safe" for _, verdict in faults),
    )


def _bracket_faults(text: str, pair: Pair, opening: str, closing: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the brackets, each with the verdict safe, unsafe or "" for no fix."""
    mirrored = opening.translate(_MIRROR) == closing
    if (opening, closing) == ("[[", "]]"):
        return
    elif len(opening) == 1 and len(closing) == 1:
        if opening in "［【":
            yield "has single full-width brackets", "unsafe"
    elif len(opening) == 4 and mirrored and set(opening) == {"["}:  # noqa: PLR2004
        yield "has its brackets doubled", "safe"
    elif len(opening) == len(closing) == 2:  # noqa: PLR2004
        yield "has full-width brackets", "safe" if mirrored and len(set(opening)) == 1 else "unsafe"
    elif {len(opening), len(closing)} == {1, 2}:
        yield "lacks a bracket", "unsafe" if _alone_on_line(text, pair) else ""
    else:
        yield "has a bracket too many", ""


def _head_faults(head: re.Match[str]) -> Iterator[tuple[str, str]]:
    if head["colon"] != ":":
        yield f"has `{head['colon']}` for a colon", "safe"
    if head["before"].strip("\r\n") or head["gap"]:
        yield "has a space before its namespace or colon", "safe"
    if head["colon_first"]:
        yield "begins with a colon", ""
    if head["space"] != head["space"].lower():
        yield "has its namespace in capitals", "safe"


def _target_faults(target: str, shows: list[str]) -> Iterator[tuple[str, str]]:
    name = target.strip(SPACES)
    if _LINE_END.search(name):
        yield "is broken across lines", "" if ">" in name else "unsafe"
    elif name != target:
        yield "has a space at the edge of its target", "safe"
    if re.match(r"[A-Za-z-]{2,12}:", name):
        yield "has two namespaces", ""
    if "*" in name:
        yield "has a mark of emphasis in it", ""
    if re.search(r"&#?\w+;|%[0-9A-Fa-f]{2}", name):
        yield "has an encoded target", ""
    if _HAN_SPACE.search(name) and not _LINE_END.search(name):
        yield "has a space in its target", ""
    if len(shows) > 1 or "" in shows:
        yield "has a `|` too many", ""
    if name.endswith("\\"):
        yield "has a backslash before its `|`, and is in no table", ""


def _unclosed(text: str, pair: Pair) -> Iterator[LinkFault]:
    """`[[zh:美国` with nothing that closes it."""
    if len(pair.opening(text)) >= 2:  # noqa: PLR2004
        end = min(pair.end, pair.inner_start + 20, *(text.find(c, pair.inner_start) % (len(text) + 1) or pair.end for c in "\r\n"))
        yield LinkFault("malformed", pair.start, end, f"{_cut(text[pair.start : end])} is never closed")


def _unopened(text: str, pair: Pair, namespaces: Collection[str]) -> Iterator[LinkFault]:
    """`zh:美国]]` with nothing that opens it."""
    head = _UNOPENED.search(text, max(0, pair.start - 45), pair.start)
    if head and head["space"].lower() in namespaces and len(pair.closing(text)) >= 2:  # noqa: PLR2004
        yield LinkFault("malformed", head.start(), pair.end, f"{_cut(text[head.start() : pair.end])} is never opened")


def _escaped(text: str, span: Span, namespaces: Collection[str]) -> Iterator[LinkFault]:
    r"""`\[\[zh:美国\]\]` and `&#91;[zh:美国]]`: a tool took the brackets for text."""
    for match in _ESCAPED.finditer(text, *span):
        written = match.group()
        if match["space"].lower() in namespaces and ("\\" in written or "&#" in written):
            fixed = f"[[{match['space'].lower()}:{match['rest']}]]"
            yield LinkFault("malformed", *match.span(), f"{_cut(written)} has escaped brackets", fixed)


def _captured(text: str, span: Span, namespaces: Collection[str]) -> Iterator[LinkFault]:
    """`[[zh:美国]](url)` is Markdown's own link; `[zh:美国]: url` makes one of every `[[zh:美国]]` on the page."""
    for match in _BEFORE_TARGET.finditer(text, *span):
        if match["space"].lower() in namespaces:
            yield LinkFault("malformed", *match.span(), f"{_cut(match.group())} is a link of Markdown, with brackets in its text")
    for match in _DEFINITION.finditer(text, *span):
        if match["space"].lower() in namespaces:
            yield LinkFault("malformed", *match.span("label"), f"{_cut(match['label'])} is defined as a link of Markdown")


def _alone_on_line(text: str, pair: Pair) -> bool:
    """Whether the line holds no other bracket."""
    start = max(text.rfind(c, 0, pair.start) for c in "\r\n") + 1
    rest = re.match(r"[^\r\n]*", text[pair.end : pair.end + 2000])
    beside = text[start : pair.start] + (rest.group() if rest else "")
    return not set(beside) & set("[]［］【】")


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return f"`{flat if len(flat) <= 40 else flat[:40] + '…'}`"
