"""Front matter: YAML or TOML between marks, or an object of JSON, at the very top of a page."""

from __future__ import annotations

import re

from mdlint_zh.base.lazy import pattern

_FRONT = pattern(
    r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?P<inner>.*?)(?:\r\n|\n|\r)"
    r"(?:(?P=mark)|(?<=[\r\n])\.\.\.)[ \t]*(?=[\r\n]|$)",
    re.DOTALL,
)
_JSON = pattern(r"\ufeff?\{[ \t]*[\r\n]+[ \t]*\"[^\r\n]*?\"[ \t]*:.*?[\r\n]\}[ \t]*(?=[\r\n]|$)", re.DOTALL)
_KEY = pattern(r"[ \t]*(?:[\w\"'-][^:=#\n\r]*[:=](?:[ \t].*)?)$")
_OTHER = pattern(r"[ \t]*(?:#.*|-(?:[ \t].*)?|[ \t].*|[\]}],?[ \t]*)?$")
MOST_CHARACTERS = 20_000


def front_matter_end(text: str) -> int:
    """Return the offset where the closing mark ends; 0 for a page without front matter.

    A page whose return link is lost begins with the separator `---`, too: so every line up to the next `---` has to
    look like YAML, and one of them has to be a key. Nothing else begins with `+++`: there a key is enough.
    """
    if text.startswith(("{", "\ufeff{")):
        match = _JSON.match(text, 0, MOST_CHARACTERS)
        return match.end() if match else 0
    if not text.startswith(("---", "+++", "\ufeff---", "\ufeff+++")):
        return 0
    match = _FRONT.match(text, 0, MOST_CHARACTERS)
    if match is None:
        return 0
    lines = re.split(r"\r\n|\n|\r", match["inner"])
    keys = [line for line in lines if _KEY.match(line)]
    sure = match["mark"] == "+++" or all(_KEY.match(line) or _OTHER.match(line) for line in lines)
    return match.end() if keys and sure else 0
