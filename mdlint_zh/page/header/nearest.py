"""A byline that fits no template of its family: the nearest one, and how it would be written by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.header.byline import Byline, Fit
from mdlint_zh.page.template import (
    ANY,
    AUTHOR,
    NAME,
    SOURCE,
    TIMESTAMP,
    UNDER_TITLE,
    filled,
    needed,
    parts,
    pieces,
    without,
)
from mdlint_zh.page.timestamps.timestamp import find_timestamp

if TYPE_CHECKING:
    from mdlint_zh.page.subject import Subject

TOLD = frozenset((TIMESTAMP, AUTHOR, SOURCE))
"""The parts that are told to be missing."""
_GLUED = pattern(r"[^\s`]*$")


def misfit(byline: Byline, page: Subject, where: str) -> Byline:
    """Return the byline with the template that it is nearest to, and what of that is missing or otherwise.

    `where`: the place where it stands.
    """
    there = frozenset(
        name for name, part in ((TIMESTAMP, byline.timestamp), (AUTHOR, byline.author), (SOURCE, byline.source)) if part
    )
    place, template = min(
        ((place, template) for place, templates in page.profile.placed.items() for template in templates),
        key=lambda one: (len(needed(one[1]) & TOLD - there) + len(there - parts(one[1])), one[0] != where),
    )
    missing = needed(template) & TOLD - there
    if missing:
        return byline._replace(fit=Fit(template, place, missing, "has no author" if AUTHOR in missing else ""))
    wanted = _written(byline, template, there, page) if place == where == UNDER_TITLE and not byline.rest else ""
    order = [piece.text for piece in pieces(template) if piece.text in there]
    fit = Fit(template, place, missing, "is not written as its family has it", wanted, order == _order(byline))
    return byline._replace(fit=fit)


def _order(byline: Byline) -> list[str]:
    """The names of its parts in the order in which they stand."""
    there = ((TIMESTAMP, byline.timestamp), (AUTHOR, byline.author), (SOURCE, byline.source))
    return [name for _, name in sorted((part[0], name) for name, part in there if part)]


def _written(byline: Byline, template: str, there: frozenset[str], page: Subject) -> str:
    """The byline as the template has it; "" where that would not read as the same."""
    shape = without(template, parts(template) - there - {NAME})
    if ANY in parts(template) or not there <= parts(shape) or (NAME in parts(shape) and page.path is None):
        return ""
    text = page.text
    given = {NAME: page.path.stem if page.path else "", AUTHOR: _author(byline, shape, text)}
    for name, part in ((TIMESTAMP, byline.timestamp), (SOURCE, byline.source)):
        given[name] = text[part.start : part.end] if part else ""
    line = filled(shape, given).replace("\n", page.lines.newline)
    return line if _reads(line, byline, given[AUTHOR], page) else ""


def _author(byline: Byline, shape: str, text: str) -> str:
    """The author without what the template writes right before it: @."""
    author = text[slice(*byline.author)] if byline.author else ""
    before = shape.partition(f"{{{AUTHOR}")[0]
    glued = _GLUED.search(before)
    return author.removeprefix(glued.group()) if glued and not glued.group().endswith("}") else author


def _reads(line: str, byline: Byline, author: str, page: Subject) -> bool:
    """Whether a line fits a template and has the same author and moment."""
    for form in page.profile.byline_forms:
        match = form.pattern.fullmatch(line) if form.place == UNDER_TITLE else None
        if match:
            said = match.groupdict()
            when = match.span(TIMESTAMP) if said.get(TIMESTAMP) else (0, 0)
            timestamp = find_timestamp(line, *when, assume_utc=page.profile.assume_utc)
            same = timestamp is None if byline.timestamp is None else byline.timestamp.means(timestamp)
            return same and (said.get(AUTHOR) or "") == author
    return False
