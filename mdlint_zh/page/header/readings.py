"""The header of a page, read once; and whether it says what the page is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.reading import reading
from mdlint_zh.markdown.structure import read_top
from mdlint_zh.page.header.common import common_header_of
from mdlint_zh.page.header.header import PART_NAMES, Gap, Header, count_line_ends, header_of

if TYPE_CHECKING:
    from mdlint_zh.page.subject import Subject

_BODY = pattern(r"[ \t\r\n]*[\r\n](?=[ \t]*[^ \t\r\n])")
_PART = pattern(
    r"""(?:^|(?<=[\r\n]))["']?(?:(?P<title>title|标题|標題)|date|time|published|pubdate|publishdate|created|updated|lastmod|authors?"""
    r"""|日期|时间|時間|作者)["']?[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)""",
    re.IGNORECASE,
)


def read_common_header(page: Subject) -> Header | None:
    """Return the header where it is one whose parts are all there, each as the profile has it and in its place, but
    for what stands in the byline's code span, the URL of the source link, and gaps; None elsewhere.
    """
    if page.profile.is_classic:
        return common_header_of(page.text, page.profile)
    from mdlint_zh.page.header.fit import common_fitted  # noqa: PLC0415 - most archives have one form

    return common_fitted(page)


def _common(page: Subject) -> Header | None:
    return page.view(read_common_header)


@reading(quick=_common)
def read_header(page: Subject) -> Header:
    """Return the header, as far as there is one."""
    header = header_of(page.text, page.lines, page.profile, page.view(read_top))
    if page.profile.is_classic:
        return header
    from mdlint_zh.page.header.fit import fitted  # noqa: PLC0415 - most archives have one form

    return fitted(header, page)


def is_header_uncommon(page: Subject) -> bool:
    """Tell whether a part of the header may be missing, damaged or out of place: what most rules on headers need."""
    return not page.profile.is_classic or page.view(read_common_header) is None


def read_front_parts(page: Subject) -> frozenset[str]:
    """Return the parts of the header that stand in front matter: `title`, `byline`. A title without words is none."""
    keys = list(_PART.finditer(page.text, 0, page.front_matter.end))
    titled = any(key["title"] and key["value"].strip("\"' \t") for key in keys)
    bylined = any(not key["title"] for key in keys)
    return frozenset(["title"] * titled + ["byline"] * bylined)


def read_gaps(page: Subject) -> list[Gap]:
    """Return the gaps between the parts of the header, above them and below, for which the profile has a number."""
    text, header, expected = page.text, page.view(read_header), page.profile.gaps
    stops = [(PART_NAMES[type(part)], part.start, part.end) for part in header.parts]
    body = _BODY.match(text, header.end)
    if body:
        stops.append(("article", body.end(), body.end()))
    gaps = []
    above, start = "top", header.start
    for below, end, after in stops:
        if (above, below) in expected and not (space := text[start:end]).strip():
            blank = count_line_ends(space) - (above != "top")
            gaps.append(Gap(start, end, blank, expected[above, below], above, below))
        above, start = below, after
    return gaps
