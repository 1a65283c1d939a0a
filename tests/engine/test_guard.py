"""The guard: what it lets pass, and what it refuses."""

from __future__ import annotations

import re

import pytest

from mdlint_zh import Change, Edit
from mdlint_zh.engine.finding import apply
from mdlint_zh.engine.guard import Applied, Breach, breaches


def same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def verdict(change: Change, before: str, after: str) -> list[Breach]:
    """What the guard says to an edit that makes `after` of `before`: the smallest, or of the whole for a wikilink."""
    head = same(before, after)
    tail = same(before[head:][::-1], after[head:][::-1])
    edit = Edit(head, len(before) - tail, after[head : len(after) - tail])
    if change is Change.LINK:
        edit = Edit(0, len(before), after)
    assert apply(before, [edit]) == after
    return breaches(before, after, [Applied(edit, "some-rule", change)])


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (Change.SPACE, "一 \n二\n", "一\n二\n"),
        (Change.SPACE, "一\n\n\n\n二\n", "一\n\n二\n"),
        (Change.SPACE, "一\r\n二\n", "一\n二\n"),
        (Change.SPACE, "\ufeff---\ntitle: 一\n---\n", "---\ntitle: 一\n---\n"),
        (Change.SPACE, "\ufeff　　一", "　　一"),
        (Change.SPACE, "`码` [[zh:美国]] \n", "`码` [[zh:美国]]\n"),
        (Change.SPACE, "```\n码\n```\n\n\n\n二\n", "```\n码\n```\n\n二\n"),
        (Change.SPACE, "> ```\n> 码\n\n一 \n\n```\n码\n```\n", "> ```\n> 码\n\n一\n\n```\n码\n```\n"),
        (Change.SPACE, "一", "一\n"),
        (Change.HEADER, "### 【返回】（README.md）\n正文\n", "### [返回](README.md)\n正文\n"),
        (Change.HEADER, "## [[zh:美国]]总统\n", "## 美国总统\n"),
        (Change.LINK, "聊[[zh:天机]]器人", "聊天机器人"),
        (Change.STARS, "**甲****乙**丙", "**甲乙**丙"),
        (Change.STARS, "天气 **** 新闻", "天气 新闻"),
        (Change.STARS, "***评：**正文*", "***评**：正文*"),
        (Change.STARS, "这是__重要__的", "这是**重要**的"),
        (Change.LINK, "[[zh:美国|美]]", "美"),
        (Change.LINK, "[[zh：美国]]", "[[zh:美国]]"),
        (Change.LINK, "第[[zh:三国]]", "[[zh:第三国]]"),
        (Change.LINK, "[[ZH-CN:美国]]", "[[zh-cn:美国]]"),
        (Change.LINK, "[[zh:美国｜美]]", "[[zh:美国|美]]"),
        (Change.LINK, "---\nup: [[zh:索引]]\n---\n", "---\nup: 索引\n---\n"),
        (Change.LINK, "\\[\\[zh:美国\\]\\]", "[[zh:美国]]"),
        (Change.CAPTION, "![](a.png) 说明\n", "![](a.png)\n\n说明\n"),
        (Change.CAPTION, "![](a_b.png)**▲说明（图／社）**\n", "![](a_b.png)\n\n**▲说明（图／社）**\n"),
        (Change.HEADING, "##标题\n", "## 标题\n"),
        (Change.INVISIBLE, "一\u2028 二", "一 二"),
        (Change.SPACE, "一 \n\n    码\n", "一\n\n    码\n"),
        (Change.SPACE, "一 \n\n| 甲 | 乙 |\n|---|---|\n", "一\n\n| 甲 | 乙 |\n|---|---|\n"),
        (Change.SPACE, "$$ 一 \n\n二", "$$ 一\n\n二"),
        (Change.IMAGE, "![](a.png)", "![题](a.png)"),
        (Change.IMAGE, '![题](a.png "题")', "![题](a.png)"),
        (Change.SPACE, "\ufeff\ufeff\ufeff一\n", "一\n"),
        (Change.SPACE, "- 项\n  \n  乙\n", "- 项\n\n  乙\n"),
        (Change.SPACE, "[^1]: 注\n \n正文\n", "[^1]: 注\n\n正文\n"),
        (Change.SPACE, "[^1]: 注\n    \n    续行\n", "[^1]: 注\n\n    续行\n"),
        (Change.SPACE, "[^1]: 注\n\n正文\n \n    码\n", "[^1]: 注\n\n正文\n\n    码\n"),
        (Change.SPACE, "> [^1]: 注\n> \n>     续行\n", "> [^1]: 注\n>\n>     续行\n"),
        (Change.LINK, "`[[zh:甲]]`", "`甲`"),
        (Change.LINK, "[甲]: [[zh:美国]]\n", "[甲]: 美国\n"),
        (Change.LINK, "[[ZH：甲]] http://a.cn\n", "[[zh:甲]] http://a.cn\n"),
        (Change.LINK, "[见 [[ZH：甲]] http://a.cn\n", "[见 [[zh:甲]] http://a.cn\n"),
        (Change.LINK, "[[zh:甲] [乙](http://a.cn)\n\nhttp://b.cn", "[[zh:甲]] [乙](http://a.cn)\n\nhttp://b.cn"),
        (Change.ENTITY, "一&mdash;二", "一—二"),
        (Change.INVISIBLE, "一\u200b二", "一二"),
        (Change.EMPHASIS, "**重点。**后文", "**重点**。后文"),
    ],
)
def test_what_is_declared_passes(change: Change, before: str, after: str) -> None:
    assert verdict(change, before, after) == []


@pytest.mark.parametrize(
    ("change", "before", "after", "harm"),
    [
        (Change.NOTHING, "一 ", "一", "a rule without fixes"),
        (Change.SPACE, "一二", "一", "a character is lost"),
        (Change.SPACE, "一", "一。", "a character comes in"),
        (Change.SPACE, "　　一", "一", "an indent is lost"),
        (Change.SPACE, "　　一", "　一", "an indent is shortened"),
        (Change.SPACE, "一\n　　二", "一　　二", "an indent runs into the line above"),
        (Change.SPACE, "\ufeff\ufeff# 题\n", "# 题\n", "text becomes a heading"),
        (Change.SPACE, "\ufeff\ufeff> 文\n", "> 文\n", "text becomes a quote"),
        (Change.SPACE, "一\ufeff\n", "一\n", "a character is lost"),
        (Change.SPACE, "-\n\t\n  文\n", "-\n\n  文\n", "to cmark, a paragraph leaves its item"),
        (Change.SPACE, "1.\n   \n   文\n", "1.\n\n   文\n", "to cmark, a paragraph leaves its numbered item"),
        (Change.SPACE, "> *\n  \n文\n", "> *\n\n文\n", "spaces below an empty item in a quote"),
        (Change.SPACE, "[^1]: 注\n \n    续行\n", "[^1]: 注\n\n    续行\n", "code runs on in a footnote"),
        (Change.SPACE, "[^1]: 注\n\n    续行\n", "[^1]: 注\n \n    续行\n", "and the other way"),
        (Change.SPACE, "[^1]: 注\n\n \n\t续行\n", "[^1]: 注\n\n\t续行\n", "so with a blank line less"),
        (Change.SPACE, "[^1]: 注\n \n    ```\n    码\n", "[^1]: 注\n\n    ```\n    码\n", "so with a fence"),
        (Change.SPACE, "- [^1]: 注\n     \n      续行\n", "- [^1]: 注\n\n      续行\n", "so in an item"),
        (Change.SPACE, "> [^1]: 注\n>\t\t\n>     续行\n", "> [^1]: 注\n>\n>     续行\n", "a footnote in a quote ends"),
        (Change.LINK, "[[zh:`\n`]]", "[[zh:``]]", "code becomes text"),
        (Change.LINK, "## [[zh:长江]]桥\n\n文\n", "[[zh:## 长江桥\n\n]]文\n", "a link reaches over lines"),
        (Change.LINK, "[[zh:`甲`\n`乙`]]", "[[zh:`甲``乙`]]", "two code spans become one"),
        (Change.LINK, "[[|`甲`]]`", "`甲``", "code is none beside another mark"),
        (Change.LINK, "`甲`[[|`]]", "`甲``", "nor below one"),
        (Change.LINK, "[[zh:|乙]]\n-|", "乙\n-|", "a table comes up"),
        (Change.LINK, "[[zh:甲  \n乙]]", "[[zh:甲乙]]", "a line break is lost in a link"),
        (Change.LINK, "[[\\\nzh:甲]]", "[[zh:甲]]", "and one of a backslash"),
        (Change.LINK, "[甲]:[[zh: 甲]]\n", "[甲]:[[zh:甲]]\n", "text becomes a definition"),
        (Change.LINK, "> [甲]: [[zh: 甲]] '乙'\n", "> [甲]: [[zh:甲]] '乙'\n", "so in a quote, with a title"),
        (Change.LINK, "一\n\n[甲]:\n[[zh:甲 ]]\n", "一\n\n[甲]:\n[[zh:甲]]\n", "and with the URL on its own line"),
        (Change.LINK, "[[zh:美国|美]]\n|-|-|\n", "[[zh:美国\\|美]]\n|-|-|\n", "a table is none any more"),
        (Change.LINK, "|[[zh:美国|美]]|乙|\n|-|-|-|\n", "|美|乙|\n|-|-|-|\n", "a table with a head too short"),
        (Change.LINK, "> 甲[[zh:美国|美]]\n> -|-\n", "> 甲[[zh:美国\\|美]]\n> -|-\n", "a table in a quote is lost"),
        (Change.SPACE, "一  \n二\n", "一\n二\n", "a line break is lost"),
        (Change.SPACE, "一\n二\n", "一  \n二\n", "a line break is made"),
        (Change.SPACE, "一\\ \n二\n", "一\\\n二\n", "a backslash becomes a line break"),
        (Change.SPACE, "```\n码  \n\n\n\n```\n", "```\n码  \n```\n", "lines of code are lost"),
        (Change.SPACE, "~~~\n码 \n~~~\n", "~~~\n码\n~~~\n", "code changes"),
        (Change.SPACE, "- ```\n  码 \n  ```\n", "- ```\n  码\n  ```\n", "code in a list changes"),
        (Change.SPACE, "> ~~~\n> 码 \n> ~~~\n", "> ~~~\n> 码\n> ~~~\n", "code in a quote changes"),
        (Change.SPACE, "`a  b`", "`a b`", "a code span changes"),
        (Change.SPACE, "---\ntitle: 一 \n---\n", "---\ntitle: 一\n---\n", "front matter changes"),
        (
            Change.SPACE,
            "\ufeff---\ntitle: 一 \n---\n",
            "\ufeff---\ntitle: 一\n---\n",
            "front matter after a mark changes",
        ),
        (Change.SPACE, "+++\ntitle = 1 \n+++\n", "+++\ntitle = 1\n+++\n", "TOML front matter changes"),
        (Change.SPACE, " ---\ntitle: 一\n---\n", "---\ntitle: 一\n---\n", "front matter comes up"),
        (Change.SPACE, "[a](<b  c>)", "[a](<b c>)", "a URL changes"),
        (Change.SPACE, "[[zh:美 国]]", "[[zh:美国]]", "a wikilink changes"),
        (Change.SPACE, "[ [zh:美国]]", "[[zh:美国]]", "a wikilink comes up"),
        (Change.SPACE, "[[zh:美国]]", "[[zh:美\n国]]", "a wikilink is broken"),
        (Change.SPACE, "<a  href='b'>", "<a href='b'>", "HTML changes"),
        (Change.SPACE, "<!-- 注  -->", "<!-- 注 -->", "a comment changes"),
        (Change.SPACE, "一[^ 1]", "一[^1]", "a footnote comes up"),
        (Change.HEADER, "一\n" * 60, "一\n" * 50 + "二\n" + "一\n" * 9, "a line far below changes"),
        (Change.HEADER, "---\ntitle: 一\n---\n## 二\n", "---\ntitle: 三\n---\n## 二\n", "front matter changes"),
        (Change.HEADER, "----\ntitle: 一\n---\n", "---\ntitle: 一\n---\n", "front matter comes up"),
        (Change.LINK, "[[zh:美国]]", "英国", "another word"),
        (Change.LINK, "[[zh:美国]]", "", "a word is lost"),
        (Change.LINK, "[[zh:美国]]", "美国国", "a character comes in"),
        (Change.IMAGE, "![题](a.png)", "![题](b.png)", "a URL changes"),
        (Change.IMAGE, "![](a.png)", "![`](a.png)`", "code comes up"),
        (Change.IMAGE, "题(a.png)", "题题(a.png)", "there is no image"),
        (Change.IMAGE, "![题\n](a.png)", "![题题\n\n](a.png)", "an image falls apart"),
        (Change.ENTITY, "&mdash;", "-", "another character"),
        (Change.ENTITY, "&lt;b&gt;", "<b>", "HTML comes up"),
        (Change.INVISIBLE, "一二", "二", "a visible character is lost"),
        (Change.EMPHASIS, "**重点。**后文", "**重点**后文", "a mark is lost"),
        (Change.HEADER, "[返回](a.md)\n# 标题\n", "[返回](a.md)\n---\n# 标题\n", "a paragraph gets an underline"),
        (Change.HEADER, "返回\n\n标题\n", "返回\n\n标题\n===\n", "another underline"),
        (
            Change.HEADER,
            "# [返](a.md)\n# [返](a.md)\n---\n",
            "# [返](a.md)\n---\n# [返](a.md)\n---\n",
            "a header is doubled",
        ),
        (Change.SPACE, "一\n\n---\n", "一\n---\n", "a rule becomes an underline"),
        (Change.SPACE, "一\n\n二\n", "一\n二\n", "two paragraphs run together"),
        (Change.SPACE, "一\n\n　　二\n", "一\n　　二\n", "two paragraphs run together before an indent"),
        (Change.SPACE, "- 一\n\n- 二\n", "- 一\n- 二\n", "a list becomes tight"),
        (Change.SPACE, "- 一\n  - 二\n", "- 一\n- 二\n", "a list loses its nesting"),
        (Change.SPACE, "- 一\n", "-一\n", "a list is lost"),
        (Change.SPACE, "#标题\n", "# 标题\n", "a heading comes up"),
        (Change.SPACE, "1 . 一\n", "1. 一\n", "a list comes up"),
        (Change.SPACE, "一\n\n 二\n", "一\n\n    二\n", "code comes up"),
        (Change.SPACE, "一\t  \n二\n", "一\n二\n", "a line break behind a tab is lost"),
        (Change.SPACE, "```\n码\n```\u00a0\n\n\n\n码\n", "```\n码\n```\u00a0\n\n码\n", "a fence that is not closed"),
        (Change.SPACE, "```\n码\n```x\n二 \n", "```\n码\n```x\n二\n", "an info string closes no fence"),
        (Change.SPACE, "````\n码\n```\n二 \n", "````\n码\n```\n二\n", "nor does a shorter one"),
        (
            Change.SPACE,
            '=== "甲"\n    ```\n    码\n    \n    码\n    ```\n',
            '=== "甲"\n    ```\n    码\n\n    码\n    ```\n',
            "a fence in a tab",
        ),
        (
            Change.SPACE,
            "{% codeblock %}\n码 \n{% endcodeblock %}\n",
            "{% codeblock %}\n码\n{% endcodeblock %}\n",
            "a shortcode",
        ),
        (
            Change.SPACE,
            "{{< highlight go >}}\n码 \n{{< /highlight >}}\n",
            "{{< highlight go >}}\n码\n{{< /highlight >}}\n",
            "a shortcode of Hugo",
        ),
        (Change.SPACE, "$$\nx \n\ny\n$$\n", "$$\nx\n\ny\n$$\n", "math"),
        (Change.SPACE, "::: code-group\n码 \n:::\n", "::: code-group\n码\n:::\n", "a container"),
        (Change.SPACE, "<pre>\n码 \n</pre>\n", "<pre>\n码\n</pre>\n", "HTML that keeps its spaces"),
        (Change.SPACE, "<!-- 注\n\n 注 \n-->\n", "<!-- 注\n\n 注\n-->\n", "a comment over a blank line"),
        (Change.SPACE, "`一\n二  三`", "`一\n二 三`", "a code span over two lines"),
        (Change.SPACE, "[a]: b '题  目'\n", "[a]: b '题 目'\n", "a definition"),
        (
            Change.LINK,
            "|甲|乙|\n|-|-|\n|[[zh:美国\\|美]]|二|\n",
            "|甲|乙|\n|-|-|\n|[[zh:美国|美]]|二|\n",
            "a cell is cut",
        ),
        (Change.LINK, "[[zh:# 标题]]", "# 标题", "a heading comes up"),
        (Change.LINK, "国**[[zh:美国]]**", "国**美国**", "stars become marks"),
        (Change.IMAGE, "![](a.png)", "![题]目](a.png)", "brackets come apart"),
        (Change.IMAGE, "|甲|\n|-|\n|![](a.png)|\n", "|甲|\n|-|\n|![题|目](a.png)|\n", "a cell is cut"),
        (Change.IMAGE, "![](a.png)", "![题 $x$](a.png)", "math comes up"),
        (
            Change.CAPTION,
            "前**（后![](a.png)**（说明）**\n",
            "前**（后![](a.png)\n\n**（说明）**\n",
            "stars above are open",
        ),
        (Change.CAPTION, "![](a.png)*（一*二）*\n", "![](a.png)\n\n*（一*二）*\n", "there are more stars"),
        (Change.SPACE, "<A\n b='1'\n\n\n\n c={2}>\n", "<A\n b='1'\n\n c={2}>\n", "a tag of MDX goes on"),
        (Change.CAPTION, "正文（注） 说明\n", "正文（注）\n\n说明\n", "there is no image"),
        (Change.CAPTION, "![](a.png)  1. 说明\n", "![](a.png)\n\n1. 说明二\n", "a word comes in"),
        (Change.ENTITY, "\\&copy;", "\\©", "an escape"),
        (Change.ENTITY, "&copy&semi;", "&copy;", "another entity"),
        (Change.ENTITY, "<&quest;xml", "<?xml", "a declaration"),
        (Change.ENTITY, "&#132;", "„", "readers do not agree"),
        (Change.ENTITY, "[a]: u 'it&#39;s'", "[a]: u 'it's'", "a title ends"),
        (Change.ENTITY, '[a](u "it&quot;s")', '[a](u "it"s")', "a title ends"),
        (Change.ENTITY, "甲&eacute;", "甲e", "another character"),
        (Change.ENTITY, "|甲|\n|-|\n|&#124;|\n", "|甲|\n|-|\n|||\n", "a cell is cut"),
        (Change.INVISIBLE, "1986\u200b. 那一年", "1986. 那一年", "a list comes up"),
        (Change.INVISIBLE, "\u200b# 标题", "# 标题", "a heading comes up"),
        (Change.INVISIBLE, "`\u200b``\n码", "```\n码", "a fence comes up"),
        (Change.INVISIBLE, "**重点。\u200b**后文", "**重点。**后文", "bold text is lost"),
        (Change.INVISIBLE, "&co\u200bpy;", "&copy;", "an entity comes up"),
        (Change.INVISIBLE, "一\u2028二", "一二", "two words run together"),
        (Change.EMPHASIS, "**时间：&nbsp;**三", "**时间：&nbsp**;三", "an entity falls apart"),
        (Change.EMPHASIS, "**注意\\!**看", "**注意\\**!看", "an escape takes a star"),
        (Change.EMPHASIS, "**注意:warning:**看", "**注意:warning**:看", "an emoji falls apart"),
        (
            Change.EMPHASIS,
            "|甲|乙|\n|-|-|\n|**一。|**二|\n",
            "|甲|乙|\n|-|-|\n|**一**。|二|\n",
            "a mark crosses a cell",
        ),
        (Change.LINK, "[[zh:甲]http://a.cn\n", "[[zh:甲]]http://a.cn\n", "GitHub makes a link of the URL"),
        (Change.LINK, "[[zh:甲]\n见www.a.cn，乙", "[[zh:甲]]\n见www.a.cn，乙", "the same of another, a line below"),
        (Change.LINK, "`[` [[zh:甲] http://a.cn\n", "`[` [[zh:甲]] http://a.cn\n", "the same behind a bracket in code"),
        (Change.LINK, "[[zh:甲]`]`http://a.cn\n", "[[zh:甲]]`]`http://a.cn\n", "the same with one in code between"),
        (Change.LINK, "[见 [zh:甲]] http://a.cn", "[见 [[zh:甲]] http://a.cn", "GitHub's link of the URL is lost"),
        (Change.STARS, "前文\n****## 节\n", "前文\n## 节\n", "a heading comes up"),
        (Change.STARS, "> ****- 甲\n", "> - 甲\n", "a list comes up"),
        (Change.STARS, "****```\n甲\n", "```\n甲\n", "a fence comes up"),
        (Change.STARS, "甲  ****\n乙", "甲  \n乙", "a line break comes up"),
        (Change.STARS, "甲\\****\n乙", "甲\\\n乙", "and one of a backslash"),
        (Change.STARS, "甲\n****\n乙", "甲\n\n乙", "a paragraph is cut"),
        (Change.STARS, "**\n\n- 甲\n\n**\n", "**- 甲**\n", "a list is lost"),
        (Change.STARS, "**甲****乙**", "**乙甲**", "words change places"),
        (Change.STARS, "**甲****乙**", "**甲**", "a word is lost"),
        (Change.STARS, "**甲\n****乙**", "**甲乙**", "a line end is lost"),
        (Change.STARS, "这是\\__重要__的", "这是\\**重要**的", "an escape"),
        (Change.STARS, "这是__重要__的", "这是_重要_的", "underscores go"),
        (Change.HEADING, "##标题\n", "##标 题\n", "a space elsewhere"),
        (Change.HEADING, "一##标题\n", "一## 标题\n", "not at the beginning of the line"),
    ],
)
def test_what_is_not_declared_is_refused(change: Change, before: str, after: str, harm: str) -> None:
    assert verdict(change, before, after), harm


@pytest.mark.parametrize(("old", "new"), [("\r\n", "\n"), ("\n", "\r\n"), ("\r", "\n")])
@pytest.mark.parametrize(
    "text", ["一  {}二", "```{}码  {}```{}", "---{}title: 一 {}---{}", "<!-- 注{} -->", "一{}　　二"]
)
def test_one_line_end_may_take_the_place_of_another_anywhere(text: str, old: str, new: str) -> None:
    before, after = text.replace("{}", old), text.replace("{}", new)
    places = [match.start() for match in re.finditer(old, before)]
    edits = [Applied(Edit(at, at + len(old), new), "line-ends", Change.SPACE) for at in places]
    assert breaches(before, after, edits) == []


def test_the_guard_refuses_edits_that_lie_over_each_other() -> None:
    edits = [Applied(Edit(0, 2, ""), "one", Change.SPACE), Applied(Edit(1, 3, ""), "two", Change.SPACE)]
    assert "lie over each other" in breaches("    ", " ", edits)[0].reason


def test_the_guard_refuses_a_text_that_the_edits_do_not_make() -> None:
    """Whatever applied them."""
    edits = [Applied(Edit(1, 2, ""), "one", Change.SPACE)]
    assert [one.reason for one in breaches("一 二", "一三", edits)] == ["the text outside the edits is not what it was"]


def test_a_row_of_empty_cells_is_read_in_one_way() -> None:
    """Each space could stand before a rule or behind it: to try all ways would take longer than the world stands."""
    text = "a|b\n| - |" + "  |" * 400 + "x\n\n第 三\n"
    at = text.index(" 三")
    assert breaches(text, text.replace(" 三", "三"), [Applied(Edit(at, at + 1, ""), "one", Change.SPACE)]) is not None
