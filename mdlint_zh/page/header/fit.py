"""A byline held against the templates of a family: which one it fits, or how it differs from the nearest.

First each template as it is, in its place. Then with timestamp and source link as they stand there, whatever their
form, and without the parts that are not there: rules of their own tell of those. Whatever fits no template in either
way is what the tolerant reader makes of it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.page.header.byline import Byline, Fit, read_byline
from mdlint_zh.page.header.common import common_header
from mdlint_zh.page.header.header import MOST_STRANGERS, Header, Title, read_title
from mdlint_zh.page.header.nearest import misfit
from mdlint_zh.page.header.source_link import SourceLink, find_link, is_own, read_source
from mdlint_zh.page.template import (
    AT_FOOT,
    AUTHOR,
    IN_TITLE,
    NAME,
    SHAPE_OF_NAME,
    SOURCE,
    TIMESTAMP,
    TITLE,
    UNDER_TITLE,
    BylineForm,
    compiled,
    needed,
    parts,
    variants,
    words,
)
from mdlint_zh.page.timestamps.timestamp import find_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.page.form import HeaderForm
    from mdlint_zh.page.header.header import Part
    from mdlint_zh.page.subject import Subject
    from mdlint_zh.page.timestamps.timestamp import Timestamp

_CODE = pattern(r"(?P<ticks>`+)(?P<inner>[^`\r\n]*)(?P=ticks)(?!`)")
_LOST_TICK = "[`｀´']?"
_LINE = pattern(r"(?<![^\r\n\ufeff])[^\S\r\n]*\S[^\r\n]*")
"""A line that is written, from its first character on."""
MOST_CHARACTERS = 1000
"""How long a line is that is searched for parts of a byline."""


class Place(NamedTuple):
    """Where a byline may stand: the code points [start, end)."""

    name: str
    start: int
    end: int


class Seen(NamedTuple):
    """Timestamp and source link as they stand in a place."""

    timestamp: Timestamp | None
    source: SourceLink | None


def fitted(header: Header, page: Subject) -> Header:
    """Return the header as a family has it that has templates: with no part that the family has none of."""
    if header.title and not _is_title(header.title, page.profile):
        header = header._replace(title=None)
    places = list(_places(header, page))
    byline = _strict(page, places)
    if byline is None and header.title is None and "title" in page.profile.needed:
        title, byline = _below_strangers(page, _top(header))
        header = header._replace(title=title)
    byline = byline or _loose(page, places) or _tolerant(header, page, places)
    above: list[Part] = [part for part in (header.return_link, header.separator, header.title) if part]
    codes: tuple[Span, ...] = ()
    if byline and _is_above(byline, header, places):
        above.append(byline)
        codes = _codes(byline, page)
    above.sort(key=lambda part: part.start)
    end = max((part.end for part in above), default=header.start)
    return header._replace(parts=tuple(above), end=end, byline=byline, codes=codes)


def _is_above(byline: Byline, header: Header, places: list[Place]) -> bool:
    """Whether a byline stands on lines of its own above the article, wherever it should."""
    inside = header.title is not None and header.title.start <= byline.start < header.title.end
    within = {place.name for place in places if place.start <= byline.start < place.end}
    return not inside and (UNDER_TITLE in within or AT_FOOT not in within)


def common_fitted(page: Subject) -> Header | None:
    """Return the header at the very top of the page, if all of it is as the profile has it; it reads nothing else."""
    profile = page.profile
    top = profile.top_pattern.match(page.text) if profile.top_pattern else None
    byline = _strict(page, [Place(UNDER_TITLE, top.end(), top.end())]) if top else None
    return common_header(top, byline, profile, _codes(byline, page)) if top and byline else None


def _codes(byline: Byline, page: Subject) -> tuple[Span, ...]:
    return tuple(Span(*code.span()) for code in _CODE.finditer(page.text, byline.start, byline.end))


def _is_title(title: Title, profile: HeaderForm) -> bool:
    """Whether it is the title, and not a heading of an article that may have none."""
    return title.level in profile.title_levels or (bool(profile.title_levels) and "title" in profile.needed)


def _top(header: Header) -> int:
    """Where the parts end that stand above a byline."""
    above = (header.return_link, header.separator, header.title)
    return max((part.end for part in above if part), default=header.start)


def _below_strangers(page: Subject, top: int) -> tuple[Title | None, Byline | None]:
    """A byline that fits below a few lines that are none of its parts; and the title, if that is right above it."""
    title = None
    for line in islice(_LINE.finditer(page.text, top), MOST_STRANGERS):
        if byline := _strict(page, [Place(UNDER_TITLE, *line.span())]):
            return title, byline
        heading = read_title(line.group(), line.start())
        title = heading if heading and heading.level in page.profile.title_levels else None
    return None, None


def _places(header: Header, page: Subject) -> Iterator[Place]:
    """The places where the profile has a byline."""
    profile, text, title = page.profile, page.text, header.title
    top = _top(header)
    if profile.bylines:
        most = max(sum(map(bool, template.split("\n"))) for template in profile.bylines)
        lines = list(islice(_LINE.finditer(text, top), most))
        if lines:
            yield Place(UNDER_TITLE, lines[0].start(), lines[-1].end())
    if profile.placed[IN_TITLE] and title:
        yield Place(IN_TITLE, title.text_start, title.text_end)
    if profile.placed[AT_FOOT]:
        end = len(text.rstrip())
        last = page.lines.number(end)
        for count in sorted({form.shape.count("\n") for form in profile.byline_forms if form.place == AT_FOOT}):
            start = page.lines.span(max(1, last - count))[0]
            if start >= top:
                yield Place(AT_FOOT, start, end)


def _strict(page: Subject, places: list[Place]) -> Byline | None:
    """The byline that fits a template to the space; of two that it fits, the longer one."""
    fitting = [
        (match, form)
        for form in page.profile.byline_forms
        for place in places
        if place.name == form.place and (match := _own(form, place, page))
    ]
    return _read(*max(fitting, key=lambda one: one[0].end()), page) if fitting else None


def _own(form: BylineForm, place: Place, page: Subject) -> re.Match[str] | None:
    """What stands in the place, where it is written so and calls the page by its own name."""
    match = _match(form, place, page)
    if match is None or page.path is None or _named(match, page):
        return match
    exact = form.pattern.pattern.replace(f"(?P<{NAME}>{SHAPE_OF_NAME})", f"(?P<{NAME}>{re.escape(page.path.stem)})")
    return _match(form._replace(pattern=re.compile(exact)), place, page)


def _match(form: BylineForm, place: Place, page: Subject) -> re.Match[str] | None:
    """What stands in the place, where it is written so."""
    if place.name == UNDER_TITLE:
        return form.pattern.match(page.text, place.start)
    return form.pattern.fullmatch(page.text, place.start, place.end)


def _named(match: re.Match[str], page: Subject) -> bool:
    """Whether the page is called by its own name, where it is called by one."""
    return page.path is None or match.groupdict().get(NAME) in (None, page.path.stem)


def _read(match: re.Match[str], form: BylineForm, page: Subject, seen: Seen | None = None) -> Byline:
    """The byline that a pattern has found; with the parts that were seen before, where they were."""
    found = {name: Span(*match.span(name)) for name, said in match.groupdict().items() if said is not None}
    start = found[TITLE].end if TITLE in found else match.start()
    timestamp, source = seen or (None, None)
    if TIMESTAMP in found:  # without the words beside it, which the template tells to be no zone
        alone = find_timestamp(page.text, *found[TIMESTAMP], assume_utc=page.profile.assume_utc)
        timestamp = alone or timestamp
    if SOURCE in found and source is None:
        source = SourceLink(*found[SOURCE], found["label"], found["url"], sound=True)
    code = _CODE.search(page.text, start, match.end())
    ticked, inner = (Span(*code.span()), Span(*code.span("inner"))) if code else (None, None)
    there = {name for name, part in ((TIMESTAMP, timestamp), (SOURCE, source), (AUTHOR, found.get(AUTHOR))) if part}
    missing = (needed(form.template) & {TIMESTAMP, SOURCE, AUTHOR}) - there
    fault = "has no author" if AUTHOR in missing else ""
    if not _named(match, page):
        fault = f"names the page `{match[NAME]}`"
    fit = Fit(form.template, form.place, missing, fault)
    return Byline(start, match.end(), ticked, inner, timestamp, found.get(AUTHOR), source, "", fit)


def _loose(page: Subject, places: list[Place]) -> Byline | None:
    """The byline that would fit a template, were its parts of the right form and the missing ones there."""
    for tick in ("`", _LOST_TICK):
        for place in places:
            for seen in _seen(page, place):
                for form in _damaged(page, place, seen, tick):
                    if match := _match(form, place, page):
                        byline = _read(match, form, page, seen)
                        return byline if tick == "`" else misfit(byline, page, place.name)
    return None


def _seen(page: Subject, place: Place) -> Iterator[Seen]:
    """What stands in a place; where a source link is no link any more, with the word before the URL and without."""
    text, profile, timestamp, source = page.text, page.profile, None, None
    for start, end in _lines(page, place):
        line = text[start:end]
        link = read_source(line, start, profile) or find_link(line, start)
        source = link if source is None or (link and link.sound and not source.sound) else source
        code = _CODE.search(line)
        inner = (start + code.start("inner"), start + code.end("inner")) if code else (start, end)
        timestamp = timestamp or find_timestamp(text, *inner, assume_utc=profile.assume_utc)
    yield Seen(timestamp, source)
    if source and source.url and source.label and not source.sound:
        yield Seen(timestamp, source._replace(start=source.url.start, label=Span(source.url.start, source.url.start)))


def _lines(page: Subject, place: Place) -> Iterator[tuple[int, int]]:
    """The lines in a place, or the title, without those that are far longer than a byline."""
    spans = [(place.start, place.end)]
    if place.name != IN_TITLE:
        spans = [line.span() for line in _LINE.finditer(page.text, place.start, place.end)]
    return (span for span in spans if span[1] - span[0] <= MOST_CHARACTERS)


def _damaged(page: Subject, place: Place, seen: Seen, tick: str) -> Iterator[BylineForm]:
    """The ways to write a byline with the parts as they were seen, and without those that were not."""
    timestamp, source = seen
    own = source is not None and is_own(source, page.text, page.profile)
    there = {TIMESTAMP: timestamp, SOURCE: source}
    shapes = {name: re.escape(page.text[part.start : part.end]) if part else "" for name, part in there.items()}
    droppable = frozenset((TIMESTAMP, AUTHOR, SOURCE)) - {name for name, part in there.items() if part}
    for template in page.profile.placed[place.name]:
        for shape, _ in variants(template, droppable):
            left, said = parts(shape), words(shape)
            said = said if tick == "`" else said.replace("`", "")
            if not all(there.get(name, True) for name in left):
                continue
            telling = (own and SOURCE in left) or TIMESTAMP in left or "`" in said or len(said) > 1
            if telling:
                shaped = compiled(shape, shapes[SOURCE], shapes[TIMESTAMP], tick)
                yield BylineForm(place.name, template, shape, shaped)


def _tolerant(header: Header, page: Subject, places: list[Place]) -> Byline | None:
    """What the tolerant reader has seen of a byline that fits no template."""
    if header.byline and any(page.profile.placed.values()):
        return misfit(header.byline, page, UNDER_TITLE)
    for place in places:
        if byline := _in_lines(page, place):
            return misfit(byline, page, place.name)
    return None


def _in_lines(page: Subject, place: Place) -> Byline | None:
    found: Byline | None = None
    for start, end in _lines(page, place):
        byline = read_byline(page.text, start, end, page.profile)
        found = (found.joined(byline, page.text) or found) if found and byline else (found or byline)
    return found
