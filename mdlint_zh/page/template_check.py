"""Checks of the templates of bylines, and of what front matter has: each fault as the end of a sentence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.front.form import TYPES, date_form_fault, types_of
from mdlint_zh.page.template import NAME, PARTS, SOURCE, TIMESTAMP, TITLE, optional, parts, pieces, variants, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_TEMPLATES = 20
MOST_CHARACTERS = 300
MOST_LINES = 12
MOST_KEYS = 100
_EXAMPLE = 'like "`{timestamp} {author}` {source}"'
_TELLING = {TIMESTAMP, SOURCE, NAME}
"""Parts that tell a byline from a line of the article."""
_LITERAL = pattern(r"[^\r\t\x00-\x08\x0b-\x1f{}]*")


def templates_fault(templates: Iterable[str], *, in_title: bool = False) -> str:
    """Return what is wrong with the first bad template; "" where all are good."""
    given = list(templates)
    if len(given) > MOST_TEMPLATES:
        return f"has to have at most {MOST_TEMPLATES} templates; it is a list of {len(given)}"
    for template in filter(None, given):
        if fault := _template_fault(template, in_title=in_title):
            return f"{fault}, {_EXAMPLE}; it is {template!r}"
    return ""


def _template_fault(template: str, *, in_title: bool) -> str:
    try:
        found = pieces(template)
    except ValueError as unknown:
        known = " ".join(f"{{{name}}}" for name in PARTS)
        return f"has to be made of {known} and words, without `{unknown}`"
    names = [piece.text for piece in found if piece.is_part]
    faults = {
        f"has to have at most {MOST_CHARACTERS} characters on at most {MOST_LINES} lines": (
            len(template) > MOST_CHARACTERS or template.count("\n") >= MOST_LINES
        ),
        "has to have parts, each of them once": not names or len(names) > len(set(names)),
        "has to have {title}, on one line": in_title and (TITLE not in names or "\n" in template),
        "has to be without {title}": not in_title and TITLE in names,
        "has to have words, marks or a space between two parts": any(
            left.is_part and right.is_part and not {left.text, right.text} & {TIMESTAMP, SOURCE}
            for left, right in pairwise(found)
        ),
        "has to be without tabs and braces that hold no part": not all(
            _LITERAL.fullmatch(piece.text) for piece in found if not piece.is_part
        ),
        "has to be without blank lines at its edges, with as many backticks that open as close": (
            template != template.strip("\n") or any(line.count("`") % 2 for line in template.split("\n"))
        ),
        "has to have words, backticks, a timestamp or a source link, whatever may be missing": not all(
            words(shape) or parts(shape) & _TELLING for shape, _ in variants(template, optional(template))
        ),
    }
    return next((fault for fault, is_so in faults.items() if is_so), "")


def front_matter_fault(types: Mapping[str, str]) -> str:
    """Return what is wrong with the types of keys; "" where all are good."""
    if len(types) > MOST_KEYS:
        return f"has to have at most {MOST_KEYS} keys; it is a table of {len(types)}"
    for key, kind in types.items():
        if not (isinstance(kind, str) and all(one in TYPES for one in types_of(kind))):
            return f'has to have types out of {", ".join(TYPES)}, like title = "text"; it is {key!r} = {kind!r}'
    return ""


def dates_fault(forms: Iterable[str]) -> str:
    """Return what is wrong with the first bad form of dates; "" where all are good."""
    for form in forms:
        if fault := date_form_fault(form):
            return f'has to hold forms of dates {fault}, like "YYYY-MM-DD"; one is {form!r}'
    return ""
