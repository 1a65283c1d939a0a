"""The templates that the bylines of a group follow: what many pages have is one, what few have is the article."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.learn.head import Head
    from mdlint_zh.learn.line import Said

SELDOM: Final = 0.02
"""What part of the pages of a group must follow a template, at least; and two pages."""
GOES_ON: Final = 0.9
"""What part of the pages that begin so must go on alike, for the next line to be of the byline, too."""
_PART = pattern(r"\{(?:timestamp|source|author)\}")
_VIA = pattern(r"(?:[轉转]載自|[轉转]自|[來来]自|[來来]源|原文|出[處处]|作者|by|via|from)[：: ]*$", re.IGNORECASE)
_IN_TICKS = pattern(r"` *([^`]*?) *`")
_CLASSIC_FORMS = {"`{author}` {source}", "`{timestamp} {author}` {source}", "`{timestamp}` {source}"}


class Bylines(NamedTuple):
    """Templates by where they stand, the commonest first; `""` among `under` where a page may do without.

    For each page `said` are the lines that follow one, `lines` how many of them are under its title.
    """

    under: tuple[str, ...] = ()
    in_title: tuple[str, ...] = ()
    at_foot: tuple[str, ...] = ()
    said: tuple[tuple[Said, ...], ...] = ()
    lines: tuple[int, ...] = ()


def bylines_of(heads: Sequence[Head]) -> Bylines:
    """Return the templates that the bylines of these pages follow: those under titles, then in titles, then at feet."""
    fewest = max(2, SELDOM * len(heads))
    known = frozenset(_templates(heads, fewest))
    followed = [_followed(head, known) for head in heads]
    under = [template for template, _ in Counter(template for template, _ in followed if template).most_common()]
    said = [head.bylines[:count] for head, (_, count) in zip(heads, followed, strict=True)]
    left = [number for number, (template, _) in enumerate(followed) if not template]
    in_title = _of_titles([one for number in left if (one := _titled(heads[number]))], fewest)
    for number in left if in_title else ():
        said[number] = (one,) if (one := _titled(heads[number])) else ()
    left = [number for number in left if not said[number]]
    at_foot = _of_feet([one for number in left if (one := heads[number].foot)], max(fewest, len(left) / 2))
    for number in left:
        said[number] = (one,) if (one := heads[number].foot) and (one.template, one.label) in at_foot else ()
    if under and sum(not said[number] for number in left) >= fewest:
        under.append("")
    feet = tuple(dict.fromkeys(template for template, _ in at_foot))
    return Bylines(tuple(under), in_title, feet, tuple(said), tuple(count for _, count in followed))


def _titled(head: Head) -> Said | None:
    """The title that holds a source link."""
    return head.in_title if head.in_title and head.in_title.url else None


def is_classic(templates: Sequence[str]) -> bool:
    """Tell whether these are the default byline, parts of it missing on some pages, or spaces in its ticks."""
    forms = {_IN_TICKS.sub(r"`\1`", one) for one in templates if one}
    return bool(forms) and forms <= _CLASSIC_FORMS and "" not in templates


def _templates(heads: Sequence[Head], fewest: float) -> Iterator[str]:
    """The templates that enough pages follow, as long as they go on alike."""
    level: dict[tuple[str, ...], list[Head]] = {(): list(heads)}
    depth = 0
    while level:
        longer: dict[tuple[str, ...], list[Head]] = {}
        for lines, own in level.items():
            next_lines: dict[tuple[str, ...], list[Head]] = {}
            for head in own:
                if len(head.bylines) > depth and (template := head.bylines[depth].template):
                    gap = "\n" * (head.below[depth - 1] + 1) if depth else ""
                    next_lines.setdefault((*lines, f"{gap}{template}"), []).append(head)
            least = max(fewest, GOES_ON * len(own)) if depth else fewest
            going_on = {key: heads for key, heads in next_lines.items() if len(heads) >= least and _may_go_on(key)}
            longer |= going_on
            if lines and not going_on and _PART.search(lines[-1]):
                yield "".join(lines)
        level = longer
        depth += 1


def _may_go_on(lines: tuple[str, ...]) -> bool:
    """Whether the last line has a part, or may have one below it: the first of a byline need have none."""
    return bool(_PART.search(lines[-1])) or len(lines) == 1


def _followed(head: Head, known: frozenset[str]) -> tuple[str, int]:
    """The longest template that a page follows, and how many lines it has."""
    written, best = "", ("", 0)
    for count, one in enumerate(head.bylines, 1):
        written += ("\n" * (head.below[count - 2] + 1) if count > 1 else "") + one.template
        if written in known:
            best = written, count
    return best


def _of_titles(titles: Sequence[Said], fewest: float) -> tuple[str, ...]:
    """The templates of titles that hold a source link, by the words that lead over to it."""
    if len(titles) < fewest:
        return ()
    ways = Counter(_way(one) for one in titles)
    more = "{any?}" if any(one.template.partition("{source}")[2].strip() for one in titles) else ""
    often = [way for way, count in ways.most_common(3) if count > SELDOM * len(titles)]
    return tuple(f"{{title}}{way}{{source}}{more}" for way in often)


def _way(one: Said) -> str:
    """The words before a source link that lead over to it."""
    match = _VIA.search(one.template.partition("{source}")[0])
    return match.group() if match else ""


def _of_feet(feet: Sequence[Said], fewest: float) -> list[tuple[str, str]]:
    """The templates of last lines that are a source link, each with the label that many have."""
    counts = Counter((one.template, one.label) for one in feet if one.template == "{source}")
    return [one for one, count in counts.items() if count >= fewest]
