"""Checks of a profile: a value that would damage the pages of an archive is refused, with an example of a good one."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.form import several
from mdlint_zh.page.header.return_link import MOST_CHARACTERS, read_return_link
from mdlint_zh.page.template_check import dates_fault, front_matter_fault, templates_fault
from mdlint_zh.page.timestamps.form import pieces
from mdlint_zh.page.timestamps.timestamp import find_timestamp, render
from mdlint_zh.page.timestamps.zone import EAST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdlint_zh.page.form import HeaderForm

_HEADING_LINK = pattern(r"#{1,6} +[^\[\]()\\`<>!]*\[[^\[\]()\\`<>]+\]\([^()\[\]\s<>\\`]+\)")
_BREAK = pattern(r"(?P<mark>[-*_])(?:[ \t]*(?P=mark)){2,39}")
_LABEL = pattern(r"[^\s\[\]()\\`<>!*_~#&|](?:[^\[\]()\\`<>\r\n\t*_~&|]{0,98}[^\s\[\]()\\`<>*_~&|])?")
_URL = pattern(r"https?://[\w.:-]+(?:/(?:[!$'*-;=?-Z_a-z~%&#+]|\{name\}|\{date\}|\{any\})*)?", re.ASCII)
_NAMESPACE = pattern(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_WORD = pattern(r"[A-Za-z]+|%")
_WORDS = {"T", "Z", "at", *(name for name in EAST if name.isascii())}
_NEEDED = (
    ("a year", ("YYYY",)),
    ("a month", ("MM", "M")),
    ("a day", ("DD", "D")),
    ("an hour", ("HH", "H", "hh", "h")),
    ("minutes", ("mm",)),
)
# Either side of noon and midnight, months and days of one and two digits that could and could not change places.
_MOMENTS = tuple(
    datetime(*moment, tzinfo=timezone.utc)
    for moment in (
        (2024, 3, 15, 15, 11),
        (2024, 3, 5, 0, 5),
        (1999, 12, 11, 12, 34),
        (2024, 2, 29, 9, 7),
        (2023, 12, 31, 23, 59),
    )
)
_STAMP_EXAMPLE = "`YYYY-MM-DD HH:mm UTC`"
MOST_BLANK = 9
MOST_LEVEL = 6


def check_profile(profile: HeaderForm, names: Iterable[str]) -> None:
    """Raise ValueError for the first of these fields whose value cannot be used."""
    for name in names:
        if fault := _CHECKS[name](profile):
            raise ValueError(f"`{name.replace('_', '-')}` {fault}")
    if "assume_utc" in names and "timestamp" not in names and (fault := _timestamp(profile)):
        raise ValueError(f"`timestamp` {fault}")


def _return_link(profile: HeaderForm) -> str:
    for link in filter(None, several(profile.return_link)):
        sound = len(link) <= MOST_CHARACTERS and _HEADING_LINK.fullmatch(link) and read_return_link(link, 0, profile)
        if not sound:
            return f'has to be a heading with one link, like "### [返回](README.md)", or ""; it is {link!r}'
    return ""


def _separator(profile: HeaderForm) -> str:
    for separator in filter(None, several(profile.separator)):
        if not _BREAK.fullmatch(separator):
            return f'has to be a thematic break, like "---", or ""; it is {separator!r}'
    return ""


def _numbers(value: int | tuple[int, ...], first: int, last: int, more: str = "") -> str:
    wrong = next((one for one in several(value) if not first <= one <= last), None)
    if wrong is None and several(value):
        return ""
    return f"has to be {first} to {last}{more}; it is {'an empty list' if wrong is None else wrong}"


def _source_label(profile: HeaderForm) -> str:
    for label in several(profile.source_label):
        if not (_LABEL.fullmatch(label) or profile.source_label == ""):
            return f'has to be words without marks of Markdown, like "來源", or ""; it is {label!r}'
    return ""


def _word(value: str, *known: str) -> str:
    *others, last = (f'"{one}"' for one in known)
    return "" if value in known else f"has to be {', '.join(others)} or {last}; it is {value!r}"


def _urls(urls: tuple[str, ...]) -> str:
    for url in urls:
        if not _URL.fullmatch(url) or any(url.count(part) > 1 for part in ("{name}", "{date}", "{any}")):
            return f'has to hold web addresses, like "https://example.org/{{name}}"; one is {url!r}'
    return ""


def _namespaces(profile: HeaderForm) -> str:
    for name in profile.namespaces:
        if not _NAMESPACE.fullmatch(name):
            return f'has to hold letters, digits and hyphens, like "zh-hans"; one is {name!r}'
    return ""


def _timestamp(profile: HeaderForm) -> str:
    """What is wrong with the form of timestamps: whatever is written in it has to be read as the same moment."""
    form = profile.timestamp
    fault = _form_fault(form) or _reading_fault(form, assume_utc=profile.assume_utc)
    return f"{fault}, like {_STAMP_EXAMPLE}; it is {form!r}" if fault else ""


def _form_fault(form: str) -> str:
    """What a look at the form shows."""
    tokens = [piece for piece, is_token in pieces(form) if is_token]
    words = [word for piece, is_token in pieces(form) if not is_token for word in _WORD.findall(piece)]
    unknown = next((word for word in words if word not in _WORDS), None)
    if unknown:
        return f"has to be made of YYYY MM M DD D HH H hh h mm ss A and a time zone, without `{unknown}`"
    missing = [what for what, names in _NEEDED if not set(names) & set(tokens)]
    if {"hh", "h"} & set(tokens) and "A" not in tokens:
        missing.append("A for AM or PM")
    if missing:
        return f"has to have {' and '.join(missing)}"
    if form != " ".join(form.split()) or re.search(r"[`\[\]<>\\*~]", form):
        return "has to be without doubled spaces, spaces at its edges and marks of Markdown"
    return ""


def _reading_fault(form: str, *, assume_utc: bool) -> str:
    """What reading shows of moments that were written in the form."""
    for moment in _MOMENTS:
        text = render(moment, form)
        timestamp = find_timestamp(f"{text} 作者", 0, len(text) + 3, assume_utc=assume_utc)
        if timestamp is None or (timestamp.start, timestamp.end) != (0, len(text)) or timestamp.moment != moment:
            why = f"{text!r} is not: {timestamp.doubt}" if timestamp and timestamp.doubt else f"{text!r} is not"
            return f"has to read back as the same moment ({why})"
    return ""


_CHECKS: dict[str, Callable[[HeaderForm], str]] = {
    "return_link": _return_link,
    "separator": _separator,
    "blank_lines_above_separator": lambda profile: _numbers(profile.blank_lines_above_separator, 0, MOST_BLANK),
    "blank_lines_above_title": lambda profile: _numbers(profile.blank_lines_above_title, 0, MOST_BLANK),
    "blank_lines_above_byline": lambda profile: _numbers(profile.blank_lines_above_byline, 0, MOST_BLANK),
    "blank_lines_below_byline": lambda profile: _numbers(
        profile.blank_lines_below_byline, int(not isinstance(profile.blank_lines_below_byline, tuple)), MOST_BLANK
    ),
    "title_level": lambda profile: _numbers(profile.title_level, 0, MOST_LEVEL, " (0: no title)"),
    "empty_title": lambda _profile: "",
    "byline": lambda profile: templates_fault(several(profile.byline)),
    "byline_in_title": lambda profile: templates_fault(several(profile.byline_in_title), in_title=True),
    "byline_at_foot": lambda profile: templates_fault(several(profile.byline_at_foot)),
    "timestamp": _timestamp,
    "assume_utc": lambda _profile: "",
    "source_label": _source_label,
    "source_urls": lambda profile: _urls(profile.source_urls),
    "timestamped_urls": lambda profile: _urls(profile.timestamped_urls),
    "line_ends": lambda profile: _word(profile.line_ends, "lf", "crlf", "mixed", ""),
    "final_newline": lambda _profile: "",
    "front_matter": lambda profile: front_matter_fault(profile.front_matter),
    "front_matter_dates": lambda profile: dates_fault(profile.front_matter_dates),
    "first_heading": lambda profile: _word(profile.first_heading, "title", "none", "any"),
    "namespaces": _namespaces,
}
