"""A quick look says what the whole reading says: what most pages need is told apart from the rest by a glance."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from unittest import mock

import mdlint_zh.rules
import pytest
from hypothesis import given, settings, strategies as st
from mdlint_zh.rules import line_endings_mixed, trailing_spaces
from strategies import lf_pages, pages

import mdlint_zh
from mdlint_zh import Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.markdown.blocks.limits import TooComplexError
from mdlint_zh.markdown.inlines import Inline
from mdlint_zh.markdown.lines import Lines
from mdlint_zh.markdown.reading import Reading

WRITTEN = ["", "字", "-", "> *", "1.", "1)", "- ", "+\t", "\\", "\ufeff", " ", "  ", "\t"]
lines = st.tuples(st.sampled_from(WRITTEN), st.sampled_from(["\n", "\n", "\r\n", "\r"]), st.sampled_from(["", " "]))
texts = st.lists(lines.map("".join), max_size=8).map("".join)


class Everything:
    """A set that holds whatever it is asked about."""

    def __contains__(self, _: object) -> bool:
        return True


READINGS = sorted(
    {
        (f"{module.name}.{name}", one)
        for module in (
            *pkgutil.walk_packages(mdlint_zh.__path__, "mdlint_zh."),
            *pkgutil.walk_packages(mdlint_zh.rules.__path__, "mdlint_zh.rules."),
        )
        if not module.name.endswith("__main__")
        for name, one in vars(import_module(module.name)).items()
        if isinstance(one, Reading) and one.__module__ == module.name
    },
    key=lambda named: named[0],
)


def seen(page: Page, value: object) -> object:
    """What can be compared of what a reader reads. Links of a header that was read need not be among the inlines."""
    if isinstance(value, list) and value and isinstance(value[0], Inline):
        return [one for one in value if one.start >= page.header.end]
    if not isinstance(value, Lines):
        return value
    offsets = range(len(value._text) + 1)
    return [(value.number(at), value.around(at), value.position(at), value.newline_at(at)) for at in offsets]


def test_there_are_readings_with_shortcuts() -> None:
    assert len(READINGS) > 10


@pytest.mark.parametrize("reader", [one for _, one in READINGS], ids=[name for name, _ in READINGS])
@settings(max_examples=120, deadline=None)
@given(text=st.one_of(pages, lf_pages))
def test_a_shortcut_says_what_the_whole_reading_says(reader: Reading[Page, object], text: str) -> None:
    try:
        quick, whole = reader.quick(Page(text)), reader.whole(Page(text, shortcuts=False))
    except TooComplexError:
        return
    page = Page(text)
    assert quick is None or (seen(page, quick) or []) == (seen(page, whole) or [])


TITLES = {
    "stars at the end of a link": "甲[乙****](http://example.org)丙",
    "an escaped image in a link": "甲[!\\[\\](https://example.org/1.png)](https://example.org)",
    "an escaped bracket": "甲\\[乙](http://example.org)",
    "stars in a link": "[**甲****乙](http://example.org)丙**",
    "an image": "![](1.png)甲",
    "a wikilink": "甲[[zh:美国]](http://example.org)",
}


@pytest.mark.parametrize("byline", ["`3/15/2024 3:11 PM UTC 甲` [轉載自GNews](https://gnews.org/articles/1)", ""])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_header_that_may_hold_more_than_its_own_links_is_read_whole(title: str, byline: str) -> None:
    text = f"###  [:house:返回](README.md)\n---\n\n\n# {title}\n{byline}\n\n正文。\n"
    plan = plan_for(Settings(), load_rules().rules)
    quick, whole = (lint_page(Page(text, shortcuts=shortcuts), plan) for shortcuts in (True, False))
    assert quick == whole


@given(texts)
def test_spaces_below_a_sentence_are_found_as_those_below_an_item_are(text: str) -> None:
    quick = list(trailing_spaces._trailing(text))
    with mock.patch.object(trailing_spaces, "MAY_END_ITEM", Everything()):
        assert list(trailing_spaces._trailing(text)) == quick


@given(pages)
def test_what_is_outside_of_markup_is_told_of_many_as_of_one(text: str) -> None:
    page, spans = Page(text), [(at, at + 1) for at in range(len(text))]
    try:
        one_by_one = [span for span in spans if not page.is_markup(span[0])]
    except TooComplexError:
        return
    assert page.outside_markup(spans) == one_by_one


@given(texts, st.sampled_from(["lf", "crlf", "most"]))
def test_other_line_ends_are_the_same_whether_looked_up_or_counted(text: str, wanted: str) -> None:
    for finding in line_endings_mixed.check.check(Page(text), line_endings_mixed.Options(wanted)):
        assert finding.fix
        end = finding.fix.edits[0].text
        others = [other.span() for other in line_endings_mixed.ENDS[end].finditer(text)]
        assert [(edit.start, edit.end) for edit in finding.fix.edits] == others
        assert (finding.start, finding.end) == others[0]
