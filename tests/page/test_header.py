"""Headers and timestamps read quickly are read alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st
from samples import SOUND

from mdlint_zh import Page, Profile
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.markdown.lines import Lines
from mdlint_zh.page.header.byline import read_byline
from mdlint_zh.page.header.common import common_header_of
from mdlint_zh.page.header.header import header_of
from mdlint_zh.page.timestamps import timestamp as timestamps
from mdlint_zh.page.timestamps.timestamp import find_timestamp

PLAN = plan_for(Settings(extend_select=("ALL",)), load_rules().rules)
BEHIND = ["", " ", " 编辑部", "编辑部", " 时间", " 时间站", "时间", " time", " Time flies", " +8", " +08:00", "+8", "/GMT+8", " (GMT)", " -4组", " 2024", " 北京时间",
          " 标准时间", " [[zh:新加坡]]时间", "  编辑部", " G2", " 纽约", " CST", " &nbsp;+8", " \u200b+8", " _a", " 校对 3/16/2024 3:11 PM UTC",
          " [轉載自GNews](https://gnews.org/articles/2)", " ![", " https://gnews.org/2"]  # fmt: skip
BEFORE = ["", " ", "  ", "\u3000", "编辑部 ", "北京时间", "发布时间：", "新加坡 "]
DATES = [
    "3/15/2024",
    "03/05/2024",
    "13/1/2024",
    "2/30/2024",
    "0/1/2024",
    "3/15/24",
    "3/15/0000",
    "２/３/2024",
    "１２/3/2024",
]
TIMES = ["3:11 PM", "12:00 AM", "12:59 PM", "0:11 AM", "13:11 PM", "3:60 PM", "03:11 PM", "3:1 PM", "3:11 pm", "15:11"]

codes = st.builds(
    lambda before, date, time, zone, behind: f"{before}{date} {time}{zone}{behind}",
    st.sampled_from(BEFORE),
    st.sampled_from(DATES),
    st.sampled_from(TIMES),
    st.sampled_from([" UTC", " UTC", " GMT", "", "UTC"]),
    st.sampled_from(BEHIND),
)


@settings(max_examples=600, deadline=None)
@given(codes, st.booleans())
def test_the_commonest_form_is_read_as_all_others_are(code: str, assume_utc: bool) -> None:
    text = f"`{code}` 3"
    quick = find_timestamp(text, 1, 1 + len(code), assume_utc=assume_utc)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timestamps, "_read_common", lambda _match: None)
        assert find_timestamp(text, 1, 1 + len(code), assume_utc=assume_utc) == quick


@settings(max_examples=400, deadline=None)
@given(codes, st.sampled_from(["https://gnews.org/articles/1", "https://gnews.org/zh-hans/1/", "https://a.cn/x"]))
def test_a_common_header_is_read_as_all_others_are(code: str, url: str) -> None:
    profile = Profile()
    link, label = profile.return_link, profile.source_label
    text = f"{link}\n---\n\n\n## 两地签署合作文件\n`{code}` [{label}]({url})\n\n正文。\n"
    common = common_header_of(text, profile)
    if common:
        assert common == header_of(text, Lines(text), profile)


@settings(max_examples=400, deadline=None)
@given(codes, codes)
def test_a_byline_that_is_as_it_should_be_keeps_its_moment_as_all_others_do(code: str, other: str) -> None:
    line, changed = (f"`{said}` [轉載自GNews](https://gnews.org/articles/1)" for said in (code, other))
    byline = read_byline(line, 0, len(line), Profile())
    if byline:
        quick = byline.keeps_moment(changed, Profile())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Profile, "byline_pattern", None)
            assert byline.keeps_moment(changed, Profile()) == quick


def test_a_sound_page_has_a_common_header() -> None:
    """So that the test above does not hold for nothing."""
    text = (
        Profile().return_link
        + "\n---\n\n\n## 题\n`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://gnews.org/articles/1)\n\n正文。\n"
    )
    assert common_header_of(text, Profile()) is not None
    assert Page(text, shortcuts=False).header == Page(text).header


DOUBTS = ["新加坡时间", "东八区", "中原標準時間", "（美东）", "CST", "Asia/Shanghai", "纽约", "[[zh:新加坡]]时间", "[[zh:纽约]]", "Beijing Time", "-16:00", "至16:00",
          "左右", "&nbsp;新加坡时间", "\u200b东八区", "**新加坡时间**", "UTC8", "-13:00", "IST", "当地时间", "（新加坡时间）"]  # fmt: skip
ORDERS = [
    "{t}{z}",
    "{t} {z}",
    "{t}  {z}",
    "{t}\u3000{z} 编辑部",
    "编辑部 {t} {z}",
    "编辑部{t}{z}",
    " {t}\xa0{z} ",
    "{t}，{z}",
]
PLACES = ["`{}`", "{}", "`{}", "**{}**"]


@pytest.mark.parametrize("zone", DOUBTS)
def test_a_doubt_stays_one_however_often_a_page_is_fixed(zone: str) -> None:
    """Whatever other rules move or take away, no local time becomes one in UTC."""
    for order in ORDERS:
        for place in PLACES:
            byline = place.format(order.format(t="2024-03-15 15:11", z=zone))
            text = SOUND.replace("`3/15/2024 3:11 PM UTC 编辑部`", byline)
            for unsafe in (False, True):
                fixed = fix_page(Page(text), PLAN, unsafe=unsafe).page.text
                again = fix_page(Page(fixed), PLAN, unsafe=unsafe).page.text
                assert "PM UTC" not in fixed, (byline, fixed)
                assert again == fixed
