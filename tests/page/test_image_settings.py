"""What settings say of images: alt texts by URL, and forms of captions; hostile ones cost no more than others."""

from __future__ import annotations

import re

import pytest
from counting import counted
from hypothesis import given, settings, strategies as st

from mdlint_zh import Page
from mdlint_zh.page.images.caption import next_caption
from mdlint_zh.page.images.forms import LONGEST_FORM, caption_forms, check_form
from mdlint_zh.page.images.given import GivenAlts, check_alt

URLS = st.text("ab*/", max_size=12)


@settings(max_examples=200)
@given(st.dictionaries(URLS, st.just("港口"), max_size=4), st.text("ab/", max_size=12))
def test_a_star_stands_for_any_characters(alts: dict[str, str], url: str) -> None:
    fits = any(re.fullmatch(".*".join(map(re.escape, one.split("*"))), url) for one in alts)
    assert (GivenAlts(alts)(url) is not None) == fits


def test_many_stars_are_held_against_a_long_url_once() -> None:
    alts = GivenAlts({"*a" * 1000 + "b": "港口"})
    found, calls = counted(lambda: alts("a" * 100_000))
    assert found is None
    assert calls < 5000


@pytest.mark.parametrize("alt", ["", "港口", "渔船停靠在港口。（图／某社）", 'A "B" C', "a" * 300])
def test_an_alt_text_that_may_stand_in_the_settings(alt: str) -> None:
    check_alt(alt)


@pytest.mark.parametrize(
    "alt", ["img", "1.png", "a\nb", " 港口", "港  口", "[港口]", "港|口", "（港口", "a" * 301, "`a`", "https://e.org"]
)
def test_one_that_may_not(alt: str) -> None:
    with pytest.raises(ValueError, match=r"\Ahas to "):
        check_alt(alt)


@pytest.mark.parametrize(
    "form",
    [
        "<figcaption>",
        "<center>",
        '<p align="center">',
        "italic",
        "bold",
        "brackets",
        "图 {n}：{text}",
        "▲{text}",
        "（{text}）",
        "{text} ▲",
    ],
)
def test_a_form(form: str) -> None:
    check_form(form)


@pytest.mark.parametrize(
    "form",
    ["", "{text}", " {text} ", "图{n}{text}", "slanted", "图", "图 {m}：{text}", "{text}：{text}", "{n}{n}：{text}", "<p", "<>", "<P>", "<center>{text}", "{text}：{}", "a" * LONGEST_FORM + "{text}"],
)  # fmt: skip
def test_what_is_no_form(form: str) -> None:
    with pytest.raises(ValueError, match=r"\Ahas "):
        check_form(form)


HOSTILE = (
    ("甲" * 40 + "{text}" + "甲" * 40, "甲"),
    ("a " * 45 + "{text}", "a "),
    ("{text}" + " b" * 45, " b"),
    ("{n}：{text}", "1-"),
    ("图 {n} {text}", "图1 "),
    ("* {text} *", "* "),
    ("<center>", "<center>"),
    ("<center>", "<center "),
    ("<center>", "</center "),
    ("italic", "*"),
    ("italic", "*a"),
    ("bold", "**a"),
    ("brackets", "("),
)


@pytest.mark.parametrize(("form", "piece"), HOSTILE)
def test_no_form_takes_long_with_any_text(form: str, piece: str) -> None:
    """What is longest without being too long is read a hundred times; what is quadratic would take minutes."""
    check_form(form)
    forms = caption_forms((form,))
    text = "\n" + (piece * 1200)[:1190] + "※"
    for _ in range(100):
        next_caption(text, 0, "", forms)


@pytest.mark.parametrize("piece", [piece for _, piece in HOSTILE])
def test_nor_with_a_page_full_of_images(piece: str) -> None:
    page = Page("\n".join(f"![]({number}.png)\n{piece * 30}" for number in range(300)))
    page.captions = tuple(form for form, _ in HOSTILE)
    assert len(page.images) <= 300
