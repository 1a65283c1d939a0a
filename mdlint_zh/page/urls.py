"""Forms of URLs: `{name}` for the name of the page, `{date}` for a date, `{any}` for anything."""

from __future__ import annotations

import re

_SHAPES = {
    "{name}": "(?P<name>[^/?#]+)",
    "{date}": r"(?P<date>\d{4}(?P<sep>[-/_.]?)\d{1,2}(?P=sep)\d{1,2})",
    "{any}": "(?P<any>[^/?#]+)",
}


def loose(url: str) -> re.Pattern[str]:
    """Return a pattern of a URL that was written more or less in this form."""
    host, _, path = re.escape(url.partition("//")[2].rstrip("/")).partition("/")
    for part, shape in _SHAPES.items():
        path = path.replace(re.escape(part), shape)
    path = path and f"/{path}"
    return re.compile(rf"(?i:(?:https?[:：]//)?(?:www\.)?{host}){path}/?(?:[?#].*)?")
