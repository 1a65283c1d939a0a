"""What a page is: an article when its header shows it, never for its name or a date in its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Desk
from samples import SOUND

from mdlint_zh import Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for

PLAN = plan_for(Settings(), load_rules().rules)
BYLINE = "`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://gnews.org/articles/1)"

OTHERS = {
    "notice": "# 公告\n\n截至北京时间2026年5月3日19时55分\n",
    "notice right under its title": "# 公告\n截至北京时间2026年5月3日19时55分，已恢复。\n",
    "minutes": "# 会议纪要\n\n时间：2024-03-15 14:00\n\n地点：三楼\n",
    "minutes with a span": "# 会议纪要\n时间：2024-03-15 14:00-16:00\n参加人：甲、乙\n",
    "metadata": "# 笔记\n\ncreated: 2026-05-03 19:55\n\n正文。\n",
    "chat": "# 聊天记录\n\n`2024-03-15 14:00` 张三：你好\n\n`2024-03-15 14:01` 李四：好\n",
    "chat in turns": "# 聊天记录\n\n`2024-03-15 14:00`\n你好\n\n`2024-03-15 14:01`\n好\n",
    "chat in code": "# 聊天记录\n\n`2024-03-15 14:00 张三：你好`\n\n好。\n",
    "chat without code": "# 群聊\n\n2024-03-15 14:00:00 张三\n你好\n\n2024-03-15 14:01:00 李四\n好\n",
    "chapter of a book": "# 第二章\n\n1917年11月7日，起义开始。\n",
    "diary": "# 2024年3月15日 星期五 晴\n\n2024-03-15 21:00 写于家中\n\n今天无事。\n",
    "error page": "# 377 错误\n\n`ERR_2024` [来源](https://example.org/a)\n",
    "reference": "# fetch\n\n`fetch()` [source](https://example.org/x.js)\n\n说明。\n",
    "changelog": "# 更新日志\n\n`v1.0 2024-03-15 15:11`\n\n第一版。\n",
    "changelog by day": "# 更新日志\n\n`2024-03-15`\n\n第一版。\n",
    "log": "# 日志\n\n`[2024-03-15 15:11:00] INFO 启动`\n\n正文。\n",
    "readme with a date": "# 项目\n\n最后更新：2024-03-15 15:11\n\n说明。\n",
    "readme with a date in code": "# 项目\n\n`最后更新：2024-03-15 15:11`\n\n说明。\n",
    "speech": "# 讲话\n\n时间：2024年3月15日 15:11\n\n地点：北京\n",
    "poem": "# 静夜思\n\n2024.3.15 夜\n\n床前明月光\n",
    "console": "# 部署\n\n`$ date` 输出 2024-03-15 15:11\n\n正文。\n",
    "link to an article": "# 月食\n\n[GNews](https://gnews.org/articles/1)\n\n正文。\n",
    "front matter": "---\ntitle: 月食\ndate: 2024-03-15 15:11\nauthor: 张三\n---\n\n正文。\n",
    "front matter and a dateline": "---\ntitle: 月食\n---\n\n# 一\n\n2024-03-15 15:11 张三\n\n正文。\n",
    "link up": "[← 回首页](/index.md)\n\n# 月食\n\n正文。\n",
    "link up above a title": "[← 回首页](/index.md)\n# 月食\n正文。\n",
    "row of links": "# [返回](README.md) | [下一页](2.md)\n\n正文。\n",
    "link within a page": "## [返回](#目录)\n\n## 月食\n\n正文。\n",
    "heading with a house": "## 🏠 [Home](README.md)\n\n# 月食\n\n正文。\n",
    "heading with the code of a house": "# :house: 我的家\n\n正文。\n",
    "link to another site": "###  [:house:返回首頁](https://github.com/someone/archive)\n---\n\n# 月食\n\n正文。\n",
    "post without a title": "###  [:house:返回](README.md)\n---\n\n\n`@miles 4/25/2022 4:08 PM UTC`\n\n[轉發自GETTR](https://gettr.com/post/p1)\n\n正文。\n",
    "transcript": "## 月食\n[轉載自GNews](https://gnews.org/ThreadView/1)\n\n正文。\n",
}
NAMES = ("02.md", "1917.md", "202403151511.md", "a.md")


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_a_page_without_a_header_is_no_article_and_is_left_alone(text: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()
    for name in NAMES[-1:] if "GETTR" in text else NAMES:
        assert Page(text, tmp_path / name).kind == "other"
        for unsafe in (False, True):
            fixed = fix_page(Page(text, tmp_path / name), PLAN, unsafe=unsafe)
            assert fixed.page.text == text
            header = ("timestamp", "byline", "return", "separator", "title", "source", "header")
            assert not [finding.rule for finding in fixed.result.findings if finding.rule.startswith(header)]


ARTICLES = {
    "whole header": SOUND,
    "return link and title": "###  [:house:返回](README.md)\n---\n\n\n## 月食\n\n正文。\n",
    "damaged return link": "### 【:house:返回】（README.md）\n\n## 月食\n\n正文。\n",
    "return link without its emoji": "## [返回](README.md)\n\n## 月食\n\n正文。\n",
    "return link with other words": "### [:house:首页](index.md)\n\n## 月食\n\n正文。\n",
    "byline alone": f"# 月食\n{BYLINE}\n\n正文。\n",
    "byline without a timestamp": "# 月食\n` 编辑部` [轉載自GNews](https://gnews.org/zh-hans/1/)\n\n正文。\n",
    "byline without a source link": "# 月食\n\n`3/15/2024 3:11 PM UTC 编辑部`\n\n正文。\n",
    "byline with a zone nobody knows": "# 月食\n`2024-03-15 15:11 新加坡时间`\n\n正文。\n",
    "title in front matter": f"---\ntitle: 月食\n---\n{BYLINE}\n\n正文。\n",
    "quoted title in front matter of TOML": f'+++\ntitle = "月食"\n+++\n\n{BYLINE}\n\n正文。\n',
}


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES)
def test_a_page_that_shows_a_header_is_an_article_whatever_its_name(text: str) -> None:
    for name in (*NAMES, "月食.md"):
        assert Page(text, Path(name)).kind == "article"
    assert Page(text).kind == "article"


FRONT = {
    "title": f"---\ntitle: 月食\n---\n{BYLINE}\n\n正文。\n",
    "all": "---\ntitle: 月食\ndate: 2024-03-15\nauthor: 张三\n---\n\n正文。\n",
    "without a title": "---\ndate: 2024-03-15\n---\n\n# 月食\n\n正文。\n",
    "other words": "---\n标题: 月食\n作者: 张三\n---\n\n正文。\n",
}


@pytest.mark.parametrize("text", FRONT.values(), ids=FRONT)
def test_a_page_whose_header_is_in_front_matter_gets_no_header_lines(text: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()
    fixed = fix_page(Page(text, tmp_path / "1.md", kind="article"), PLAN)
    assert fixed.page.text == text
    assert "title-missing" not in [finding.rule for finding in fixed.result.findings]


def test_settings_can_say_that_nothing_is_an_article(desk: Desk) -> None:
    page = SOUND.replace("UTC ", "UTC  ")
    desk.write("1.md", page)
    assert desk.run("check", "1.md").code == 1
    desk.write(".mdlint-zh.toml", "[kinds]\narticle = []\n")
    assert desk.run("check", "1.md").code == 0
    assert desk.run("format", "-", stdin=page).out == page
