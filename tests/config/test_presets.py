"""Presets: each is sound, extended by name and by chains, and quiet on what its pages are full of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Desk
from samples import SPACES

from mdlint_zh import Page
from mdlint_zh.config import ConfigError, Settings, load_settings
from mdlint_zh.config.presets import preset_file, preset_names
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for

RULES = load_rules().rules
NAMES = ["archive", "blog", "docs", "obsidian"]


def settings(folder: Path, text: str) -> Settings:
    path = folder / ".mdlint-zh.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, RULES)


def found(text: str, ours: Settings) -> list[str]:
    """The rules that find something on a page with these settings."""
    kind = ours.kind(Path("1.md"))
    page = Page(text, path=Path("1.md"), profile=ours.profile, kind=kind)
    return [finding.rule for finding in lint_page(page, plan_for(ours, RULES, "1.md"))[0]]


def test_there_are_four_and_each_can_be_extended(tmp_path: Path) -> None:
    assert preset_names() == NAMES
    for name in NAMES:
        assert settings(tmp_path, f'extend = "preset:{name}"\n')


def test_the_preset_of_an_archive_is_what_holds_where_nothing_is_set(tmp_path: Path) -> None:
    preset, nothing = settings(tmp_path, 'extend = "preset:archive"'), settings(tmp_path, "")
    assert replace(preset, titles=()) == replace(nothing, titles=())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("obsidan", "there is no preset `obsidan`; did you mean `obsidian`?"),
        ("x", "there is no preset `x`; there are archive, blog, docs and obsidian"),
        ("", "there is no preset ``; there are archive, blog, docs and obsidian"),
        ("../presets/blog", "there is no preset `../presets/blog`"),
        ("Blog", "there is no preset `Blog`; did you mean `blog`?"),
    ],
)
def test_a_preset_that_there_is_not_is_told_in_a_line(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(ConfigError) as told:
        settings(tmp_path, f'extend = "preset:{name}"\n')
    assert str(told.value).startswith(f"{tmp_path}/.mdlint-zh.toml:1:1: {said}")
    assert "\n" not in str(told.value)


def test_a_preset_stands_at_the_end_of_a_chain_and_its_patterns_count_from_who_extends_it(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "shared" / "base.toml").write_text('extend = "preset:obsidian"\nselect = ["image"]\n', encoding="utf-8")
    ours = settings(tmp_path, 'extend = "shared/base.toml"\n[kinds]\narticle = ["a/"]\n')
    assert (ours.ignore, ours.select) == (("hashtag-heading",), ("image",))
    assert ours.kinds["article"].lines == ("a/",)
    assert ours.excludes(tmp_path / "x/.trash/1.md")
    assert not ours.excludes(tmp_path / "x/1.md")


def test_no_pattern_of_a_preset_is_told_to_mean_no_page(tmp_path: Path) -> None:
    ours = settings(tmp_path, 'extend = "preset:obsidian"\nexclude = [".obsidian/", ".trash/", "drafts/"]\n')
    assert [line.partition(" in ")[0].rpartition(" ")[2] for line in ours.idle_patterns(["1.md"])] == [
        "`.obsidian/`",
        "`.trash/`",
        "`drafts/`",
    ]
    assert list(settings(tmp_path, 'extend = "preset:obsidian"\n').idle_patterns(["1.md"])) == []


def test_a_preset_is_never_written_over_what_a_file_says_itself(tmp_path: Path) -> None:
    ours = settings(tmp_path, 'extend = "preset:docs"\nsuffixes = [".md"]\n')
    assert ours.suffixes == (".md",)
    assert preset_file("shared.toml") is None


VAULT = """---
up: "[[目录]]"
cover: "![[封面.png]]"
tags: [日记]
---
up:: [[目录]]
created:: 2024-03-15 3:11 PM
[author:: 张三] (rating:: 5)

# [[美国]]的笔记 #标签

#日记
#日记/2024 #读书

![[照片.png|400]]
![说明|400x300](图.png)
![400](https://example.org/2.jpg)
![渔船停靠在港口|400](1.jpg)

▲渔船停靠在港口。（图／通讯社）

正文第一段，见[[另一页#标题]]和[[另一页#^block2|块]]。 ^para1

- [ ] 任务 #标签 [due:: 2024-03-15] ^task-1
- [/] 半完成

> [!note] 提示
> 这是一条提示。[[另一页]] #标签

> [!faq]-
> > [!todo] 嵌套
> > ![|300](图.png)

| 表 | 格 |
|---|---|
| [[甲\\|乙]] | ![[图.png\\|100]] |

^table1

==高亮== %%注释%% `= [[甲]].创建` 行内^[说明 [[甲]]]。

```dataview
TABLE file.ctime FROM #日记
```
""".replace("\\\\", "\\")
POST = """---
title: "题目"
date: 2024-03-15 15:11:00 +0800
---

# 题目

`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://gnews.org/articles/2)

摘要。

<!--more-->

{{< figure src="a.png" title="图" >}}
"""
MANUAL = """import Tabs from '@theme/Tabs';

# 标题 {#title}

=== "Python"

    ```python
    x = 1
    ```

    正文[[zh:缅甸]]。

!!! note ""

    正文[[zh:缅甸]]。

:::tip[提示]
正文。
:::

:::: details 点我
::: code-group
```js
x
```
:::
::::

<Tabs>
<TabItem value="a">

正文 {props.x} {/* 注释 */}

</TabItem>
</Tabs>

[[toc]]
"""


@pytest.mark.parametrize(("name", "text"), [("obsidian", VAULT), ("blog", POST), ("docs", MANUAL)])
def test_what_pages_of_its_kind_are_full_of_is_no_defect(tmp_path: Path, name: str, text: str) -> None:
    assert found(text, settings(tmp_path, f'extend = "preset:{name}"\n')) == []


@pytest.mark.parametrize(("name", "caption"), [("blog", True), ("docs", True), ("archive", False), ("obsidian", False)])
def test_where_markdown_is_made_into_a_site_captions_stand_in_the_middle(
    tmp_path: Path, name: str, caption: bool
) -> None:
    ours = settings(tmp_path, f'extend = "preset:{name}"\n')
    page = Page("![](1.jpg)\n<center>渔船停靠在港口</center>\n")
    page.captions = ours.captions
    assert (page.images[0].caption is not None) == caption
    assert "<figcaption>" in ours.captions


def test_without_a_preset_some_of_it_is() -> None:
    """So that the test above tests something."""
    assert "hashtag-heading" in found(VAULT, Settings())
    assert "source-link-mismatch" in found(POST, Settings())


def test_pages_are_what_the_settings_say_that_they_end_in(desk: Desk) -> None:
    desk.write("site/1.mdx", SPACES)
    desk.write("site/.mdlint-zh.toml", 'extend = "preset:docs"\n')
    desk.write("2.mdx", SPACES)
    desk.write("b/3.MDX", SPACES)
    desk.write("b/4.md", SPACES)
    desk.write("b/.mdlint-zh.toml", 'suffixes = [".MDX", ".page.txt"]\n')
    desk.write("b/5.page.txt", SPACES)
    ran = desk.run("check", "--output-format", "json", "--select", "trailing-spaces")
    assert [entry["file"] for entry in ran.json] == ["b/3.MDX", "b/5.page.txt", "site/1.mdx"]


def test_a_preset_that_there_is_not_ends_a_run_with_one_line(desk: Desk) -> None:
    desk.write("1.mdx", SPACES)
    desk.write(".mdlint-zh.toml", 'extend = "preset:doc"\n')
    ran = desk.run("check")
    assert (ran.code, len(ran.complaints)) == (2, 1)
    assert ran.complaints[0].endswith(".mdlint-zh.toml:1:1: there is no preset `doc`; did you mean `docs`?")


@pytest.mark.parametrize("value", ['["md"]', '[".m d"]', '["."]', '["./x.md"]', '".md"', '[""]', "[1]"])
def test_what_no_name_can_end_in_is_told(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match="`suffixes` has to "):
        settings(tmp_path, f"suffixes = {value}\n")
