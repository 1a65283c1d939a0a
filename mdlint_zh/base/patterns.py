"""Patterns as a `.gitignore` has them, in time that grows with what they are held against and no faster.

Translated word for word into a regular expression, `*a*a*a*b` tries every way to share a name out among its stars. Here
a star ends at the first place where what follows it stands, and no other is tried: what follows has a fixed length, so
that place leaves the most for the rest. The same holds for `**` and whole names. What git does is told at
https://git-scm.com/docs/gitignore and, where that is silent, by its wildmatch.c; only `?` and `[…]` are held against
characters here, and against bytes there.
"""

from __future__ import annotations

import re
from itertools import count, groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Item = TypeVar("_Item")
MOST_WILD = 1 << 16
"""How many characters the patterns with wildcards of one list may have; what comes then is passed over."""
_LONGEST = 4096
"""No path has more characters; a pattern that asks for more matches nothing."""
_TOGETHER = 64
"""How many patterns make one regular expression; many more with groups would slow it down out of proportion."""

_WILD = pattern(r"[*?\[\\]")
_TOKEN = pattern(
    r"\\(?P<escaped>.)|(?P<stars>\*+)|(?P<any>\?)|\[(?P<not>[!^]?)(?P<set>\]?(?:\\.|\[:[^\]]*:\]|[^\]\\])*)\]|(?P<plain>[^\\\[])",
    re.DOTALL,
)
_MEMBER = pattern(r"\[:(?P<kind>[^\]]*):\]|(?:\\(?P<a>.)|(?P<b>[^\\]))(?:-(?:\\(?P<c>.)|(?P<d>[^\\])))?", re.DOTALL)
_KINDS = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": r" \t", "cntrl": r"\x00-\x1f\x7f", "digit": "0-9", "graph": "!-~",
    "lower": "a-z", "print": " -~", "punct": r"!-/:-@\[-`{-~", "space": r" \t\n\r\v\f", "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}  # fmt: skip
_ANY, _STAR, _SLASH = "[^/]", "*", "/"
_numbers = count()  # no two groups of a regular expression may have one name


class Patterns:
    """A list of patterns, one a line. Of those that match a path the last one counts.

    Lines that are no pattern, comments among them, say nothing. `passed_over` tells whether some were too many.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._plain: dict[str, tuple[int, bool]] = {}
        parsed: list[tuple[int, _Parsed]] = []
        left = MOST_WILD
        for number, line in enumerate(lines):
            left -= len(line) if _WILD.search(line) else 0
            if (left >= 0 or not _WILD.search(line)) and (one := _parse(line)):
                parsed.append((number, one))
                if one.plain is not None:
                    self._plain[one.plain] = (number, one.leaves_out)
        self.passed_over = left < 0
        self._runs = [run for _, same in groupby(parsed, lambda each: each[1].leaves_out) if (run := _run(list(same)))]

    def verdict(self, above: str, name: str) -> bool | None:
        """Tell whether the patterns leave a path out; None when they say nothing about it.

        `above`: the folders between the patterns and the name, each followed by a slash; `name`: the last part, a
        folder's followed by a slash.
        """
        path = above + name
        best = (-1, False)
        if self._plain:
            bare = name.rstrip("/")
            keys = {name, bare, f"/{path}", f"/{above}{bare}"}
            best = max((self._plain[key] for key in keys if key in self._plain), default=best)
        for last, leaves_out, names, paths in reversed(self._runs):
            if last < best[0]:
                break
            if _matches(names, name) or _matches(paths, path):
                return leaves_out
        return None if best[0] < 0 else best[1]


def _matches(regexes: list[re.Pattern[str]], text: str) -> bool:
    for regex in regexes:  # noqa: SIM110 - asked for each page, and `any` takes twice as long
        if regex.match(text):
            return True
    return False


class _Parsed(NamedTuple):
    """One pattern, for a name or for a path: a regular expression, or what is to be found when it has no wildcards."""

    leaves_out: bool
    for_path: bool
    regex: str
    plain: str | None


class _Run(NamedTuple):
    """Patterns that say the same and have none between them that says the opposite; `last` is the last one's number."""

    last: int
    leaves_out: bool
    names: list[re.Pattern[str]]
    paths: list[re.Pattern[str]]


def _run(parsed: list[tuple[int, _Parsed]]) -> _Run | None:
    """The patterns with wildcards among these, which follow each other and say the same; None when there are none."""
    wild = [(number, one) for number, one in parsed if one.plain is None]
    if not wild:
        return None
    names, paths = (_either([one.regex for _, one in wild if one.for_path == for_path]) for for_path in (False, True))
    return _Run(wild[-1][0], wild[-1][1].leaves_out, names, paths)


def _either(regexes: list[str]) -> list[re.Pattern[str]]:
    starts = range(0, len(regexes), _TOGETHER)
    return [re.compile("|".join(regexes[start : start + _TOGETHER]), re.DOTALL) for start in starts]


def _parse(line: str) -> _Parsed | None:
    """The pattern that a line holds, without its line end; None when it holds none that can match."""
    body = _trimmed(line)
    if not body or body.startswith("#"):
        return None
    leaves_out = not body.startswith("!")
    body = body[not leaves_out :]
    folder = body.endswith("/")
    body = body[: len(body) - folder]
    for_path = "/" in body
    body = body.removeprefix("/")
    tokens = [(body, body)] if body and not _WILD.search(body) else _tokens(body)
    if not tokens or sum(token != _STAR for token, _ in tokens) > _LONGEST:
        return None
    characters = [character for _, character in tokens]
    if None not in characters:
        plain = f"{'/' * for_path}{''.join(filter(None, characters))}{'/' * folder}"
        return _Parsed(leaves_out, for_path, "", plain)
    names = list(_split([token for token, _ in tokens], _SLASH))
    regex = _path(names) if for_path else _name(names[0])
    return _Parsed(leaves_out, for_path, regex + (r"/\Z" if folder else r"/?\Z"), None)


def _trimmed(line: str) -> str:
    """A line without the spaces at its end; one behind a backslash stays."""
    bare = line.rstrip(" ")
    backslashes = len(bare) - len(bare.rstrip("\\"))
    return line[: len(bare) + 1] if backslashes % 2 else bare


def _tokens(body: str) -> list[tuple[str, str | None]] | None:
    """What a pattern is made of: for each part a regular expression, and the character when it stands for one only."""
    tokens: list[tuple[str, str | None]] = []
    at = 0
    while at < len(body):
        found = _TOKEN.match(body, at)
        if found is None:
            return None  # a bracket that is not closed, a backslash at the end
        at = found.end()
        character = found["escaped"] or found["plain"]
        if character:
            tokens.append((_SLASH if character == "/" else re.escape(character), character))
        elif found["stars"]:
            tokens += [(_STAR, None)] * min(len(found["stars"]), 2)
        else:
            members = _ANY if found["any"] else _set(found["set"], negated=bool(found["not"]))
            if not members:
                return None
            tokens.append((members, None))
    return tokens


def _set(body: str, *, negated: bool) -> str:
    """A regular expression for a set of characters; "" for one that has none or that git does not know."""
    members: list[str] = []
    for found in _MEMBER.finditer(body):
        if found["kind"] is not None:
            if found["kind"] not in _KINDS:
                return ""
            members.append(_KINDS[found["kind"]])
            continue
        first, last = found["a"] or found["b"], found["c"] or found["d"]
        members.append(re.escape(first))
        if last and first <= last:
            members.append(f"{re.escape(first)}-{re.escape(last)}")
    if not members:
        return ""
    return f"[^/{''.join(members)}]" if negated else f"(?!/)[{''.join(members)}]"


def _path(names: list[list[str]]) -> str:
    """The regular expression for a path: runs of names, with `**` for any folders between them."""
    runs = list(_split(names, [_STAR, _STAR]))
    first, *rest = ["/".join(map(_name, run)) for run in runs]
    if not rest:
        return first
    parts = [f"{first}/" if first else ""]
    parts += [_once(f"(?:[^/]+/)*?{run}/") for run in rest[:-1] if run]
    parts.append(f"(?:[^/]+/)*{rest[-1]}" if rest[-1] else "[^/].*")
    return "".join(parts)


def _name(tokens: list[str]) -> str:
    """The regular expression for one name: pieces of fixed length, with stars between them."""
    first, *rest = ["".join(piece) for piece in _split(tokens, _STAR)]
    if not rest:
        return first
    middle = "".join(_once(f"[^/]*?{piece}") for piece in rest[:-1] if piece)
    if not (first or middle or rest[-1]):
        return "[^/]+"
    return f"{first}{middle}[^/]*{rest[-1]}"


def _once(regex: str) -> str:
    """A regular expression that is matched in one way and in no other, as `(?>…)` is from Python 3.11 on."""
    name = f"g{next(_numbers)}"
    return f"(?=(?P<{name}>{regex}))(?P={name})"


def _split(items: list[_Item], mark: _Item) -> Iterator[list[_Item]]:
    """The runs of items between the marks."""
    run: list[_Item] = []
    for item in items:
        if item == mark:
            yield run
            run = []
        else:
            run.append(item)
    yield run
