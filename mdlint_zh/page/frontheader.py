"""What of a header stands in front matter: a title, and what else a byline says."""

from __future__ import annotations

from mdlint_zh.page.lazy import pattern

_KEY = pattern(
    r"""(?:^|(?<=[\r\n]))["']?(?:(?P<title>title|标题|標題)|date|time|published|pubdate|publishdate|created|updated|lastmod|authors?"""
    r"""|日期|时间|時間|作者)["']?[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)""",
    2,  # re.IGNORECASE
)


def front_parts(front_matter: str) -> frozenset[str]:
    """The parts of a header, `title` and `byline`, that front matter has; a title without words is none."""
    keys = list(_KEY.finditer(front_matter))
    titled = any(key["title"] and key["value"].strip("\"' \t") for key in keys)
    bylined = any(not key["title"] for key in keys)
    return frozenset(["title"] * titled + ["byline"] * bylined)
