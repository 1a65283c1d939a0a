"""The profile: values that would harm pages are refused, and a page in the profile's form is clean and stays as it is."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from conftest import Desk
from hypothesis import given, settings, strategies as st
from samples import SOUND, SPACES

from mdlint_zh import Page, Profile
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.page.timestamps.timestamp import find_timestamp, render

PLAN = plan_for(Settings(extend_select=("ALL",)), load_rules().rules)
FORMS = [
    "M/D/YYYY h:mm A UTC", "YYYY-MM-DD HH:mm +08:00", "YYYY-MM-DD HH:mm", "YYYY-MM-DDTHH:mm:ssZ", "YYYY-MM-DDTHH:mm:ss+08:00",
    "YYYY年M月D日 HH:mm 北京时间", "YYYY年MM月DD日 HH时mm分 UTC", "YYYY/M/D H:mm JST", "M/D/YYYY hh:mm A EST", "YYYY-MM-DD HH:mm HKT",
    "YYYY-MM-DD HH:mm UTC-05:00", "YYYY-MM-DD at h:mm A GMT", "YYYY/MM/DD h:mmA UTC", "YYYY-MM-DD HH:mm (UTC+8)", "YYYY.MM.DD HH:mm:ss +0530",
]  # fmt: skip
SEPARATORS = ["", "---", "***", "- - -", "_____"]
LINKS = ["", "###  [:house:返回](README.md)", "# [返回](README.md)", "## [目錄](index.md)", "### ← [Home](../index.md)"]
LABELS = ["", "轉載自GNews", "來源", "原文", "Read more"]
URLS: list[tuple[str, ...]] = [
    (), ("https://gnews.org/articles/{name}",), ("https://a.cn/{name}.html",), ("https://a.cn/p?id={name}",), ("http://a.cn/",),
]  # fmt: skip
AUTHORS = [
    "",
    "编辑部",
    "秘密翻譯組G-Translators",
    "纽约文宣组",
    "伦敦喜庄园",
    "日本方舟",
    "G2 组",
    "【🌹新闻】《夜谈》",
    "Tokyo Sakura Group",
]

profiles = st.builds(
    Profile,
    return_link=st.sampled_from(LINKS),
    separator=st.sampled_from(SEPARATORS),
    blank_lines_above_title=st.integers(0, 9),
    blank_lines_below_byline=st.integers(1, 9),
    title_level=st.integers(0, 6),
    timestamp=st.sampled_from(FORMS),
    source_label=st.sampled_from(LABELS),
    source_urls=st.sampled_from(URLS),
)
moments = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda t: t.replace(second=0, microsecond=0))  # noqa: DTZ001
names = st.text("编辑部翻譯組文宣喜庄园abc -_&", max_size=12).map(lambda name: " ".join(name.split()).strip("-_& "))
authors = st.one_of(st.sampled_from(AUTHORS), names)


def in_form(profile: Profile, moment: datetime, author: str) -> str:
    """A page as the profile wants it."""
    timestamp = render(moment, profile.timestamp)
    byline = f"`{timestamp} {author}`" if author else f"`{timestamp}`"
    if profile.source_label:
        url = (profile.source_urls or ("https://b.cn/1",))[0].replace("{name}", "1")
        byline += f" [{profile.source_label}]({url})"
    lines = []
    if profile.return_link:
        lines = [profile.return_link, *([profile.separator] * bool(profile.separator))]
        lines += [""] * profile.blank_lines_above_title
    if profile.title_level:
        lines.append("#" * profile.title_level + " 两地签署合作文件")
    return "\n".join([*lines, byline, *[""] * profile.blank_lines_below_byline, "正文。", ""])


@settings(max_examples=400, deadline=None)
@given(profiles, moments, authors)
def test_a_page_in_the_profiles_form_is_clean_and_stays_as_it_is(
    profile: Profile, moment: datetime, author: str
) -> None:
    text = in_form(profile, moment, author)
    assert lint_page(Page(text, kind="article", profile=profile), PLAN) == ([], [])
    for unsafe in (False, True):
        assert fix_page(Page(text, kind="article", profile=profile), PLAN, unsafe=unsafe).page.text == text


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FORMS), st.sampled_from(FORMS), moments)
def test_a_timestamp_in_any_form_becomes_the_same_moment_in_another(one: str, other: str, moment: datetime) -> None:
    profile = Profile(timestamp=other)
    text = SOUND.replace("3/15/2024 3:11 PM UTC", render(moment, one))
    fixed = fix_page(Page(text, profile=profile), PLAN).page.text
    assert fixed == SOUND.replace("3/15/2024 3:11 PM UTC", render(moment, other))


def test_a_form_with_a_zone_is_written_in_that_zone() -> None:
    moment = datetime(2024, 3, 15, 15, 11, tzinfo=timezone.utc)
    assert render(moment, "YYYY-MM-DD HH:mm +08:00") == "2024-03-15 23:11 +08:00"
    assert render(moment, "YYYY年M月D日 HH:mm 北京时间") == "2024年3月15日 23:11 北京时间"
    assert render(moment, "YYYY-MM-DD HH:mm HKT") == "2024-03-15 23:11 HKT"
    assert render(moment, "M/D/YYYY h:mm A EST") == "3/15/2024 10:11 AM EST"


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read(form: str) -> None:
    for hours in range(0, 24 * 400, 37):
        moment = datetime(2023, 1, 1, 0, 7, tzinfo=timezone.utc) + timedelta(hours=hours)
        text = render(moment, form)
        timestamp = find_timestamp(text, 0, len(text), assume_utc=True)
        assert timestamp is not None
        assert (timestamp.start, timestamp.end, timestamp.moment) == (0, len(text), moment)


BAD: list[tuple[str, Any]] = [
    *(("timestamp", form) for form in (
        "", "YYYY-MM-DD", "M/D h:mm A", "h:mm UTC", "M/D/YYYY h:mm UTC", "M/D/YYYY hh:mm UTC", "hello", "%Y", "%Y-%m-%d %H:%M", "YYYY-MM-DD HH UTC",
        "D/M/YYYY HH:mm UTC", "M/D/YYYY HH:mm UTC", "YYYY-MM-DD  HH:mm UTC", "YYYY-MM-DD HH:mm ", "YYYY-MM-DD HH:mm CST", "YYYY-MM-DD HH:mm 纽约",
        "YYYY-MM-DD HH:mm 新加坡时间", "`YYYY-MM-DD HH:mm`", "YYYYMMDDHHmm", "发布 YYYY-MM-DD HH:mm UTC", "YYYY-MM-DD HH:mm UTC 起", "YY-MM-DD HH:mm",
        "dd.MM.yyyy HH:mm", "YYYY-MM-DD HH:mm\nUTC", "YYYY-DD-MM HH:mm UTC",
    )),
    *(("separator", mark) for mark in ("```", "~~~", "<!--", "--", "===", " ---", "---\n", "# ", "正文", "***\n\n")),
    *(("title-level", level) for level in (-1, 7, 1_000_000_000)),
    *(("blank-lines-above-title", number) for number in (-2, 10, 1_000_000_000)),
    *(("blank-lines-below-byline", number) for number in (-2, 0, 10)),
    *(("source-label", label) for label in ("a](b", "a\nb", " ", "`a`", "[[zh:a]]", "<!--", "a|b", "**a**", "\\")),
    *(("return-link", link) for link in (
        "返回", "[返回](README.md)", "### 返回", "### [a](b) [c](d)", "### [返回](README.md) ", "```", "### [](a)", "###[返回](a)", "### [返回]()",
        "### [返回](a b)", "####### [返回](a)", "### ![返回](a)", "### [返回](a)\n\n正文",
    )),
    *((key, [url]) for key in ("source-urls", "timestamped-urls") for url in (
        "", "gnews.org", "javascript:alert(1)", "https://a.cn/{name}/{name}", "https://a.cn/ b", "https://a.cn/(", "https://a.cn/{nam}", "https://a.cn/`",
    )),
    *(("namespaces", [name]) for name in ("", "zh:", "a b", "[", "zh|", "中文")),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), BAD, ids=[f"{key} {value!r}"[:60] for key, value in BAD])
def test_a_value_that_would_harm_pages_is_refused_with_an_example(key: str, value: Any) -> None:
    given_value = tuple(value) if isinstance(value, list) else value
    with pytest.raises(ValueError, match=f"^`{key}` has to .*; (it|one) is ") as refused:
        Profile(**{key.replace("-", "_"): given_value})
    assert "\n" not in str(refused.value)


def test_a_form_without_a_zone_needs_one_to_be_assumed() -> None:
    assert Profile(timestamp="YYYY-MM-DD HH:mm").timestamp
    with pytest.raises(ValueError, match="it names no time zone"):
        Profile(timestamp="YYYY-MM-DD HH:mm", assume_utc=False)
    assert Profile(assume_utc=False).timestamp


SETTINGS = {
    "a length of zero": ("[rules.blank-lines]\nmost = 0\n", "most` has to be 1 to 100, like 2; it is 0"),
    "a length below zero": ("[rules.header-spacing]\nmost = -1\n", "most` has to be 1 to 100, like 2; it is -1"),
    "no probability": ("[rules.wikilink-split]\nthreshold = 1.5\n", "threshold` has to be 0 to 1"),
    "no number at all": ("[rules.wikilink-split]\nthreshold = nan\n", "threshold` has to be a number"),
    "another line end": ('[rules.line-endings-mixed]\nline-end = "cr"\n', "line-end` has to be "),
    "half a moment": ('[profile]\ntimestamp = "YYYY-MM-DD"\n', "timestamp` has to have an hour and minutes"),
    "a level of a billion": ("[profile]\ntitle-level = 1000000000\n", "title-level` has to be 0 to 6"),
}


@pytest.mark.parametrize(("content", "said"), SETTINGS.values(), ids=SETTINGS)
def test_a_setting_that_would_harm_pages_stops_the_command(desk: Desk, content: str, said: str) -> None:
    desk.write("1.md", SPACES)
    desk.write(".mdlint-zh.toml", content)
    ran = desk.run("format")
    assert ran.code == 2
    assert said in ran.err
    assert desk.read("1.md") == SPACES


def test_a_threshold_may_be_a_whole_number(desk: Desk) -> None:
    desk.write("1.md", SOUND)
    desk.write(".mdlint-zh.toml", "[rules.wikilink-split]\nthreshold = 1\n")
    assert desk.run("check").code == 0


NONE_WANTED = (
    '[profile]\nreturn-link = ""\nseparator = ""\ntitle-level = 0\nsource-label = ""\ntimestamp = "YYYY-MM-DD HH:mm +08:00"\n'
    '[kinds]\narticle = ["*.md"]\n'
)


def test_what_is_not_wanted_is_not_missed(desk: Desk) -> None:
    desk.write("1.md", "`2024-03-15 23:11 +08:00 编辑部`\n\n正文。\n")
    desk.write(".mdlint-zh.toml", NONE_WANTED)
    ran = desk.run("check", "1.md")
    assert (ran.code, ran.err) == (0, "nothing to report on 1 page\n")
    desk.write("2.md", "`3/15/2024 3:11 PM UTC 编辑部`\n\n正文。\n")
    assert desk.run("format", "2.md").code == 0
    assert desk.read("2.md") == "`2024-03-15 23:11 +08:00 编辑部`\n\n正文。\n"


def test_any_source_will_do_where_none_is_named(desk: Desk) -> None:
    page = SOUND.replace("https://gnews.org/articles/1", "https://example.org/any/where")
    desk.write("1.md", page)
    assert desk.run("check", "1.md").code == 1
    desk.write(".mdlint-zh.toml", "[profile]\nsource-urls = []\n")
    assert desk.run("check", "1.md").code == 0
