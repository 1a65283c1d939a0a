"""What a baseline knows a finding by: it stays where the page moves round it, and one more of the same is new."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, strategies as st
from strategies import bodies

from mdlint_zh import Finding, Page
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.finding import WARNING
from mdlint_zh.engine.known import DIGITS, WHOLE_PAGE, Known, counts_of
from mdlint_zh.engine.scope import Scope
from mdlint_zh.markdown.lines import Span

WHOLE = frozenset({"of-page"})
LINE = "这是第[[zh:三国]]的事，那年秋天上面的&hellip;正如后来人们常说的那样，也是。"


def reported(text: str, *words: str, rule: str = "of-words") -> FileReport:
    """A report with a finding at each place where one of the words stands."""
    places = sorted((at, at + len(word)) for word in words for at in range(len(text)) if text.startswith(word, at))
    found = [Finding(*place, "says 7 things", rule=rule, severity=WARNING) for place in places]
    report = FileReport.on(Page(text), "a.md", found)
    report.keep_excerpts(text)
    return report


def known(*args: str, **kwargs: str) -> Known:
    return Known(counts_of(reported(*args, **kwargs), WHOLE), WHOLE)


@pytest.mark.parametrize(
    "now",
    [
        LINE,
        "新的一行\n\n" + LINE,
        f"前文{LINE}后文",
        LINE + "\n\n后来的一段",
        LINE.replace("[[zh:三国]]", "三国") + "第[[zh:三国]]"[:0],
        LINE.replace("也是", "也曾经是"),
        LINE.replace("\n", "\r\n"),
        "\ufeff" + LINE,
        "> " + LINE,
        LINE.replace("，", "， "),
    ],
)
def test_it_is_known_where_the_page_changes_round_it(now: str) -> None:
    was = known(LINE, "&hellip;")
    report = reported(now, "&hellip;")
    assert was.new(report, report.findings) == []


@pytest.mark.parametrize("now", [LINE.replace("上面的", "下边儿"), LINE.replace("hellip", "mdash"), "&hellip;"])
def test_it_is_new_where_its_words_change(now: str) -> None:
    report = reported(now, "&hellip;", "&mdash;")
    assert known(LINE, "&hellip;").new(report, report.findings) == report.findings


def test_one_more_of_the_same_is_new() -> None:
    was, report = known(f"{LINE}\n{LINE}\n", "&hellip;"), reported(f"{LINE}\n" * 3, "&hellip;")
    assert was.new(report, report.findings) == report.findings[2:]


def test_those_that_nobody_asks_about_are_known_first() -> None:
    report = reported(f"{LINE}\n" * 2, "&hellip;")
    scope = Scope((Span(0, len(LINE)),), known(LINE, "&hellip;"))
    assert scope.shown(report) == report.findings[:1]
    assert Scope(None, scope.known).shown(report) == report.findings[1:]


def test_what_counts_for_its_page_is_known_wherever_it_stands() -> None:
    was = known("甲 \n", " ", rule="of-page")
    assert was.counts == {"of-page": {WHOLE_PAGE: 1}}
    for text, new in (("乙乙 \n", 0), ("乙 丙 \n", 1)):
        report = reported(text, " ", rule="of-page")
        assert len(was.new(report, report.findings)) == new


def test_a_long_thing_tells_itself() -> None:
    image = "![](https://example.org/wp-content/1.jpg)"
    was = known(f"{image}说明在这里", image)
    for text in (image, f"{image}\n\n说明在这里", f"开头{image}"):
        report = reported(text, image)
        assert was.new(report, report.findings) == []


def test_of_a_very_long_thing_the_beginning_counts() -> None:
    """However much of it the report has kept: that depends on what else stands there."""
    text = "[[" + "长" * 5000 + "]]"
    alone, beside = reported(text, text), reported(text, text, "长" * 2500)
    assert counts_of(alone, WHOLE)["of-words"].keys() <= counts_of(beside, WHOLE)["of-words"].keys()


@given(bodies, st.data())
def test_all_that_was_counted_is_known_and_nothing_else(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted), max_size=6))
    found = [Finding(*span, "", rule=rule, severity=WARNING) for span in sorted(spans) for rule in ("of-page", "other")]
    report = FileReport.on(Page(text), "a.md", found)
    report.keep_excerpts(text)
    counts = counts_of(report, WHOLE)
    assert sum(sum(keys.values()) for keys in counts.values()) == len(found)
    assert all(len(key) == DIGITS for key in counts.get("other", ()))
    assert Known(counts, WHOLE).new(report, found) == []
    assert Known({}, WHOLE).new(report, found) == found
    less = {rule: Counter(keys) - Counter(list(keys)[:1]) for rule, keys in counts.items()}
    assert len(Known(less, WHOLE).new(report, found)) == len(counts)
