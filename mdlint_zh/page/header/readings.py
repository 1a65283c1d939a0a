"""The header of a page, read once; and whether it says what the page is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.reading import reading
from mdlint_zh.markdown.structure import read_top
from mdlint_zh.page.header.common import common_header_of
from mdlint_zh.page.header.header import Header, header_of

if TYPE_CHECKING:
    from mdlint_zh.page.page import Page

_PART = pattern(
    r"""(?:^|(?<=[\r\n]))["']?(?:(?P<title>title|标题|標題)|date|time|published|pubdate|publishdate|created|updated|lastmod|authors?"""
    r"""|日期|时间|時間|作者)["']?[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)""",
    re.IGNORECASE,
)


def _common(page: Page) -> Header | None:
    return common_header_of(page.text, page.profile)


@reading(quick=_common)
def read_header(page: Page) -> Header:
    """Return the header, as far as there is one."""
    return header_of(page.text, page.lines, page.profile, page.view(read_top))


def read_front_parts(page: Page) -> frozenset[str]:
    """Return the parts of the header that stand in front matter: `title`, `byline`. A title without words is none."""
    keys = list(_PART.finditer(page.text, 0, page.front_matter.end))
    titled = any(key["title"] and key["value"].strip("\"' \t") for key in keys)
    bylined = any(not key["title"] for key in keys)
    return frozenset(["title"] * titled + ["byline"] * bylined)
