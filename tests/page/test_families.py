"""Families: a page that fits its family is clean and stays as it is; one that is damaged is found."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from families import FAMILIES, damaged, page_of
from hypothesis import assume, given, settings, strategies as st

from mdlint_zh import Finding, Page, Profile
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.page.header.fit import common_fitted

PLAN = plan_for(Settings(ignore=("hashtag-heading", "blank-lines", "image-alt")), load_rules().rules)
HEADER = ("return-link", "separator", "header", "title", "byline", "timestamp", "source-link")


def page(text: str, profile: Profile, name: str = "8.md") -> Page:
    return Page(text, Path(name), kind="article", profile=profile, is_file=lambda _path: True)


def of_header(text: str, profile: Profile) -> list[Finding]:
    result = lint_page(page(text, profile), PLAN)
    assert not result.failures, result.failures
    return [finding for finding in result.findings if finding.rule.startswith(HEADER)]


LINKS = ["###  [:house:返回](README.md)", "# [返回](README.md)", "## [目錄](index.md)", ""]
BEFORE = ["", "@", "作者：", "轉載自", "> ", "by ", "**"]
BETWEEN = [" ", " · ", "，", "\n", "\n\n", " / "]
templates = st.builds(
    lambda parts, before, between, ticked, maybe: "".join(
        f"{between[at] if at else ''}{'`' * (at in ticked)}{before[at]}{{{part}{'?' * (at in maybe)}}}{'`' * (at in ticked)}"
        for at, part in enumerate(parts)
    ),
    st.lists(st.sampled_from(["timestamp", "author", "source", "name"]), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(BEFORE), min_size=4, max_size=4),
    st.lists(st.sampled_from(BETWEEN), min_size=4, max_size=4),
    st.sets(st.integers(0, 3)),
    st.sets(st.integers(0, 3), max_size=2),
)
gaps = st.one_of(st.integers(0, 3), st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True).map(tuple))
levels = st.one_of(st.integers(0, 6), st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True).map(tuple))
several_templates = st.lists(templates, min_size=1, max_size=3).map(tuple)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """A family with any header that settings can describe."""
    place = draw(st.sampled_from(["byline", "byline_in_title", "byline_at_foot"]))
    given_templates = draw(several_templates)
    if place == "byline_in_title":
        given_templates = tuple("{title} " + one.replace("\n", " ") for one in given_templates)
    header = {"byline": ()} | {place: given_templates}
    levels_of = (1, 2) if place == "byline_in_title" else draw(levels)
    try:
        return Profile(
            return_link=draw(st.one_of(st.sampled_from(LINKS), st.lists(st.sampled_from(LINKS), min_size=1, unique=True).map(tuple))),
            separator=draw(st.sampled_from(["", "---", "***", ("---", "***"), ("---", "")])),
            blank_lines_above_separator=draw(gaps), blank_lines_above_title=draw(gaps), blank_lines_above_byline=draw(gaps),
            blank_lines_below_byline=draw(st.sampled_from([1, 2, (1, 3)])), title_level=levels_of,
            timestamp=draw(st.sampled_from(["M/D/YYYY h:mm A UTC", "YYYY-MM-DD HH:mm", "YYYY年M月D日 HH:mm 北京时间"])),
            source_label=draw(st.sampled_from(["來源", ("原文", "來源"), ()])),
            source_urls=draw(st.sampled_from([(), ("https://a.cn/{name}",), ("https://a.cn/{date}/{name}.html", "http://b.cn"), ("https://a.cn/{any}/",)])),
            timestamped_urls=(), namespaces=("zh",), **header,
        )  # fmt: skip
    except ValueError:
        assume(condition=False)
        raise


@settings(max_examples=400, deadline=None)
@given(profiles(), st.integers(0, 2**32))
def test_a_page_that_fits_its_family_is_clean_and_stays_as_it_is(profile: Profile, seed: int) -> None:
    text = page_of(profile, random.Random(seed))
    assert of_header(text, profile) == []
    for unsafe in (False, True):
        assert fix_page(page(text, profile), PLAN, unsafe=unsafe).page.header == page(text, profile).header


@settings(max_examples=300, deadline=None)
@given(profiles(), st.integers(0, 2**32), st.integers(0, 2**32))
def test_a_header_that_fits_is_read_at_once_as_it_is_read_in_full(profile: Profile, seed: int, hurt: int) -> None:
    text = page_of(profile, random.Random(seed))
    forms = [text, *(other for _, other in damaged(page(text, profile)))]
    chosen = random.Random(hurt).choice(forms)
    full = Page(chosen, Path("8.md"), kind="article", profile=profile, shortcuts=False)
    assert page(chosen, profile).header == full.header


def test_a_header_of_a_family_is_common() -> None:
    """So that the test above does not hold for nothing."""
    for name in ("news", "posts"):
        text = page_of(FAMILIES[name], random.Random(1))
        assert common_fitted(page(text, FAMILIES[name])) is not None


@pytest.mark.parametrize("name", FAMILIES)
def test_pages_of_families_written_by_hand_are_clean_and_stay_as_they_are(name: str) -> None:
    for seed in range(60):
        text = page_of(FAMILIES[name], random.Random(seed))
        assert of_header(text, FAMILIES[name]) == [], text
        assert fix_page(page(text, FAMILIES[name]), PLAN).page.text == text


@pytest.mark.parametrize("name", FAMILIES)
def test_nine_of_ten_damages_are_found(name: str) -> None:
    draw, found, done = random.Random(name), Counter[str](), Counter[str]()
    for _ in range(200):
        sound = page(page_of(FAMILIES[name], draw), FAMILIES[name])
        by_kind: dict[str, list[str]] = {}
        for kind, text in damaged(sound):
            if text != sound.text:
                by_kind.setdefault(kind, []).append(text)
        kind = draw.choice(sorted(by_kind))
        done[kind] += 1
        found[kind] += bool(of_header(draw.choice(by_kind[kind]), FAMILIES[name]))
    assert found.total() >= 0.9 * done.total(), {kind: f"{found[kind]} of {done[kind]}" for kind in done}


@pytest.mark.parametrize(("text", "ends", "found"), [
    ("一行\n二行\n", "crlf", "all line ends alike: 2 LF; expected CRLF"), ("一行\n二行\n", "lf", None),
    ("一行\r\n二行\r\n", "crlf", None), ("一行\r\n二行\n", "crlf", "mixed line ends: 1 LF and 1 CRLF; expected CRLF"),
])  # fmt: skip
def test_a_family_has_its_own_line_ends(text: str, ends: str, found: str | None) -> None:
    profile = Profile(line_ends=ends)
    findings = lint_page(
        page(text, profile), plan_for(Settings(select=("line-endings-mixed",)), load_rules().rules)
    ).findings
    assert [finding.message for finding in findings] == ([found] if found else [])
