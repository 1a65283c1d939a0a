"""Brackets of all kinds in any order: what is told about them is true, and takes time in proportion to the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from mdlint_zh.rules import wikilink_fragmented

from mdlint_zh import Page, fix, lint
from mdlint_zh.markdown.wikilinks import WIKILINK
from mdlint_zh.page.links.brackets import read_pairs
from mdlint_zh.page.links.faults import read_link_faults
from mdlint_zh.testing import Case, load_cases

FOLDER = Path(__file__).parents[1] / "rules"
MANY = 50_000
RULES = ["wikilink-malformed", "wikilink-empty", "wikilink-nested", "wikilink-misplaced"]
CASES = [(rule, case) for rule in RULES for case in load_cases(FOLDER / f"{rule.replace('-', '_')}.yml") if case.unsafe]

# Each would take minutes or hours if its time grew with the square of its length. How many findings, and of which rule.
HOSTILE: dict[str, tuple[str, int, str]] = {
    "opening brackets": ("[[" * MANY, 0, ""),
    "opening brackets, spaced": ("[[ " * MANY, 0, ""),
    "closing brackets, spaced": ("]] " * MANY, 0, ""),
    "nothing closed": ("[[zh:美国" * 10_000, 10_000, "wikilink-malformed"),
    "nothing opened": ("zh:美国]] " * 10_000, 10_000, "wikilink-malformed"),
    "one of many closed": ("[[zh:" * 50_000 + "]]", 50_000, "wikilink"),
    "alternating": ("[[ ]] " * MANY, MANY, "wikilink-empty"),
    "closing, then opening": ("]] [[" * MANY, MANY - 1, "wikilink-empty"),
    "in one another": ("[[zh:a" * 30_000 + " ]]" * 30_000, 30_000, "wikilink"),
    "single ones in one another": ("[a" * MANY + " ]" * MANY, 0, ""),
    "images without end": ("![" * MANY, 0, ""),
    "embedded without end": ("![[ " * MANY, 0, ""),
    "images in one another": ("![" * 50_000 + "[[zh:美国]]" + "](u)" * 50_000, 1, "wikilink-misplaced"),
    "images in one another, each with a link": ("![[[zh:a]]" * 30_000 + "](u)" * 30_000, 30_000, "wikilink-misplaced"),
    "full-width": ("【【 " * MANY, 0, ""),
    "corner brackets": ("「「 " * MANY + "」」 " * MANY, 0, ""),
    "two kinds": ("[[zh:a】】 " * 20_000, 20_000, "wikilink-malformed"),
    "one bracket short": ("[[zh:a] " * 20_000, 20_000, "wikilink-malformed"),
    "escaped": (r"\[\[zh:a\]\]" * 20_000, 20_000, "wikilink-malformed"),
    "entities": ("&#91;" * MANY, 0, ""),
    "in front matter": ("---\ntitle: " + "[[" * 9_000 + "\n---\n\n正文。", 0, ""),
    "links in front matter": ("---\ntitle: " + "[[zh:a]]" * 2_000 + "\n---\n\n正文。", 1, "wikilink-misplaced"),
    "sound links on one line": ("[[zh:美国]]" * MANY, 0, ""),
    "odd links on one line": ("[[zh: 美国]]" * 20_000, 20_000, "wikilink-malformed"),
    "links as link text": ("[[[zh:美国]]](u)" * 50_000, 50_000, "wikilink-misplaced"),
    "links of Markdown's own": ("[[zh:美国]](u)" * 30_000, 30_000, "wikilink-malformed"),
    "definitions": ("".join(f"[zh:a{i}]: u\n\n[[zh:a{i}]]\n\n" for i in range(5_000)), 5_000, "wikilink-malformed"),
    "in one code span": ("`" + "[[zh:a]]" * MANY + "`", 1, "wikilink-misplaced"),
    "in one comment": ("<!--\n" + "[[zh:a]]" * MANY + "\n-->", 1, "wikilink-misplaced"),
    "in one URL": ("http://example.org/" + "[[zh:a]]/" * 50_000, 1, "wikilink-misplaced"),
    "tags without end": ("<a " * MANY + "[[zh:a]]", 0, ""),
    "a large image": (f"![[[zh:甲]]](data:image/png;base64,{'A' * 900_000}) [[zh:乙", 2, "wikilink"),
    "spaces": ("[[" + " " * 900_000 + "zh:a]]", 1, "wikilink-malformed"),
    "spaces in a target": ("[[zh:a" + " " * 900_000 + "美]]", 1, "wikilink-malformed"),
    "line ends in a target": ("[[zh:" + "a\n" * MANY + "]]", 1, "wikilink-malformed"),
    "pipes": ("[[zh:a" + "|" * 900_000 + "]]", 1, "wikilink-malformed"),
    "namespaces": ("zh:" * 300_000 + "]]", 1, "wikilink-malformed"),
    "in a table": ("| a | b |\n| --- | --- |\n" + "| [[zh:a|b]] | c |\n" * 10_000, 10_000, "wikilink-malformed"),
}


@pytest.mark.parametrize(("text", "count", "rule"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_brackets_take_time_in_proportion(text: str, count: int, rule: str) -> None:
    findings = lint(text, select=RULES)
    assert (len(findings), all(finding.rule.startswith(rule) for finding in findings)) == (count, True)


def test_chains_of_links_are_short() -> None:
    page = Page("[[zh:甲]]" * 20_000, titles={"甲乙"})
    chains = wikilink_fragmented._chains(page, wikilink_fragmented.Options(2, 20))
    assert max(len(whole) for _, _, whole in chains) == 20


def test_a_message_is_one_short_line() -> None:
    for text, _, _ in HOSTILE.values():
        message = lint(text[:2_000], select=RULES)[:1]
        assert all(len(finding.message) < 200 and "\n" not in finding.message for finding in message)


@pytest.mark.parametrize(("rule", "case"), CASES, ids=str)
def test_unsafe_fixes_are_not_made_unasked(rule: str, case: Case) -> None:
    assert fix(case.text, select=[rule]) != case.fixed


PIECES = [
    *("[[zh:美国]]", "[[zh:美国|美]]", "[[", "]]", "[", "]", "【【", "】】", "［［", "］］", "「「", "」」"),
    *("【", "】", "zh:", "ZH：", " zh :", "zh:en:", "美国", "甲", "a", " ", "\u3000", "\u200b", "|", "\\", "\\["),
    *("&#91;", "`", "**", "!", "(u)", "](u)", "<", "-->", "<!--", "^", "1", "%E7", "，", "http://a.cn/"),
    *("[zh:美国]: u\n", "| --- |\n", "\n", "\n", "\n\n", "\n> ", "\n- ", "\n    "),
]
soups = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
SYNTAX = re.compile(r"[\[\]［］【】「」\s\u200b:：]|(?<![A-Za-z])zh(?=[\s\u200b]*[:：])", re.IGNORECASE)


@settings(max_examples=300, deadline=None)
@given(soups)
def test_faults_stand_on_the_page_and_in_order(text: str) -> None:
    faults = Page(text).link_faults
    assert faults == sorted(faults)
    for fault in faults:
        assert 0 <= fault.start < fault.end <= len(text)
        assert fault.fixed is not None or not fault.safe
        assert fault.kind != "malformed" or fault.fixed is None or WIKILINK.fullmatch(fault.fixed)


@settings(max_examples=300, deadline=None)
@given(soups)
def test_safe_fixes_mend_and_keep_the_words(text: str) -> None:
    fixed = fix(text, select=["wikilink-malformed"])
    assert not any(fault.safe for fault in Page(fixed).link_faults)
    assert SYNTAX.sub("", fixed) == SYNTAX.sub("", text)
    assert fix(fixed, select=["wikilink-malformed"]) == fixed


@settings(max_examples=300, deadline=None)
@given(soups)
def test_all_fixes_come_to_an_end(text: str) -> None:
    """A fix that the guard refuses stays, and stays refused."""
    fixed = fix(text, select=RULES, unsafe=True)
    assert fix(fixed, select=RULES, unsafe=True) == fixed


@settings(max_examples=300, deadline=None)
@given(soups)
def test_line_ends_make_no_difference(text: str) -> None:
    there = text.replace("\n", "\r\n")
    places = [index for index, character in enumerate(there) if character != "\r"] + [len(there)]

    def told(page: str) -> list[tuple[str, int]]:
        return [(finding.message, finding.start) for finding in lint(page, select=RULES)]

    assert told(there) == [(message, places[start]) for message, start in told(text)]


@settings(max_examples=300, deadline=None)
@given(soups)
def test_pairs_are_nested_and_in_order(text: str) -> None:
    pairs = list(read_pairs(text, 0, len(text), lambda offset: text.startswith("zh:", offset)))
    for pair in pairs:
        assert 0 <= pair.start <= pair.inner_start <= pair.inner_end <= pair.end <= len(text)
    closed = [pair for pair in pairs if pair.closing(text)]
    assert [pair.end for pair in closed] == sorted(pair.end for pair in closed)
    taken = [offset for pair in pairs for part in (pair[:2], pair[2:]) for offset in range(*part)]
    assert len(taken) == len(set(taken))


@settings(max_examples=300, deadline=None)
@given(soups)
def test_what_is_visible_stands_on_the_page(text: str) -> None:
    visible = Page(text).visible
    assert all(text[visible.origin(offset)] == character for offset, character in enumerate(visible.text))


PIECES = [
    "[[zh:美国]]", "[[zh:a|b]]", "[[", "]]", "[", "]", "【", "】", "［", "］", "「「", "」」", "\\", "\\[", "\\]", "!", "(u)", "(", ")", "](u)", "](u \"t\")", "](a b)", "zh:", "zh:美国", "zh：美国",
    "|", "&#91;", "&#93;", "`", "<", ">", ": u", "字", "[【字】字](u)", "【[字](u)】", "[字](u)", "\n\n[zh:美国]: u\n\n", " ", "\n", "\n\n",
]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_blocks_that_look_sound_have_no_fault(text: str) -> None:
    assert read_link_faults.quick(Page(text)) == read_link_faults.whole(Page(text))
