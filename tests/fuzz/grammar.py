"""Random pages, drawn from fragments that are nasty to readers of Markdown."""

from __future__ import annotations

from random import Random

TEXT = [
    "正文", "美国总统访问河内。", "第", "三国", "a", "1", "　　", "，", "“引”", "𠮷", "字 字", "词\\", "&amp;", "&hellip;", "&#91;", "&#124;", "%E7", "😀", "\u200b", " ", "  ", "    ", "\t", "$x$", "http://a.cn/",
]  # fmt: skip
ENDS = [
    "\n",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\n\n\n\n",
    " \n",
    "  \n",
    "\\\n",
    "\r\n",
    "\r",
    "\r\n\r\n",
    "\n    \n",
    "\n\t\n",
    "\n \n",
]
ODD = [
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\u2029",
    "\x1c",
    "\xa0",
    "\u3000",
    "\ufeff",
    "\u200b",
    "\x7f",
    "\x1b",
    "\ue000",
    "\ue001",
]
INLINE = [
    "`", "``", "```", "`码`", "`` ` ``", "`[[zh:国]]`", "[[zh:美国]]", "[[zh:美国|美]]", "[[zh:美国\\|美]]", "[[zh:", "[[zh: 甲]]", "[[ZH：甲]]", "[[]]", "]]", "[[", "[", "]", "(", ")", "!", "![", "](",
    "](a.md)", "](u \"t\")", "[链](https://a.cn/1)", "![图](a.png \"题\")", "![](b.png)", "![](g)", "[![](a)](b)", "[甲]", "[甲][]", "[字][甲]", "<", ">", "<b>", "</b>", "<x>", "<a href='[[zh:甲]]'>",
    "<https://a.cn>", "<!--", "-->", "<!-->", "<?", "?>", "<![CDATA[", "]]>", "<!A", "*", "**", "**重点。**", "***", "_", "__", "~~", "\\", "\\\\", "\\[", "\\`", "\\!", "|", "\\|", "[^1]", "🈚",
]  # fmt: skip
LINES = [
    "# 题", "## 题 ##", "#题", "#`[[zh:国]]`", "###  [:house:返回](README.md)", "---", "===", "***", "- - -", "```", "```py", "``` a`b", "~~~", "````", "```\xa0", "    ```", "   ~~~", "    [[zh:国]] 缩进 ", "\t缩进 ",
    "      深 ", "- 项", "- ```", "* 项", "+ 项", "-", "*", "1.", "1. 项", "2. 项", "10) 项", "  项内", "    - 深项", "- - 双", "-     码 ", "> 引", ">", "> ```", "> - 项", ">     码 ", "> > 双", ">> ```", "> 1. ```",
    "<div>", "</div>", "<b>", "<x>\x0b", "<b>字</b>", "<!-- 注", "<script>", "</script>", "<pre>", "<?a", "<!A", "|a|b|", "|-|-|", "a|b", "-|-", "|[[zh:甲|乙]]|`c|d`|", "[甲]: u", "[甲]: <u> '题'", "[甲]:", "[zh:美国]: u",
    "[^1]: 注", ") ```|聊[[zh:天机]]", "\\![](g)", "\\\\![](g)", "▲ 图：新华社", "图片来源：网络", "![](c.png)", "(新华社摄)", "#话题",
]  # fmt: skip
FRAMES = [
    "=== \"Python\"\n\n    ```py\n    adj = [[]]\n    \n    ```\n", "=== \"甲\"\n    ```\n    [[zh:国]] \n    ```\n", "!!! note \"题\"\n    文 \n\n    ```\n    码 \n    ```\n", "??? tip\n    [[zh:国]]\n",
    "{% raw %}\n[[zh:国]] \n{% endraw %}\n", "{% codeblock %}\n码 \n\n\n\n码\n{% endcodeblock %}\n", "{{< highlight go >}}\n码 \n{{< /highlight >}}\n", "{{< tabs >}}\n", "{: .cls}\n", "![[图.png|300]]\n", "> [!note] 题\n> [[zh:国]] \n",
    "%%注%%\n", "^块1\n", "==亮==\n", "$$\nx [[zh:国]] \n\n\n\n$$\n", "<details>\n<summary>题</summary>\n\n文 \n\n</details>\n", "::: tip\n文 \n:::\n", "```mermaid\ngraph\n```\n", "[TOC]\n", "- [ ] 事\n- [x] 事 \n", "<div align=center>![](a.png)</div>\n",
]  # fmt: skip
TOPS = [
    "---\ntitle: 题\n---\n", "---\ntitle: '[[zh:国]]'\ndate: 2024-01-01\n---\n", "+++\ntitle = 1\n+++\n", "---\na: b\n", "---\n---\n", "---\r\nup: [[zh:国]]\r\n---\r\n", "\ufeff", "\ufeff---\ntitle: a\n---\n", "\n" * 23, "<!-- a -->\n",
]  # fmt: skip
HEADERS = [
    "###  [:house:返回](README.md)", "### 【:house:返回】（README.md）", "[返回](README.md)", "---", "--", "***", "## 标题", "##标题", "# [[zh:美国]]标题", "##", "## a <b", "",
    "`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://gnews.org/articles/1)", "` 编辑部` [轉載自GNews](https://gnews.org/zh-hans/1/)", "`2024-03-15T23:11+08:00 编辑部 `", "`2/30/2024 3:11 PM UTC`",
    "3/15/2024 3:11 PM UTC 编辑部 轉載自GNews", "[转载自GNews](http://gnews.org/articles/1) `3/15/2024 3:11 PM UTC 编辑部`",
]  # fmt: skip
MOST_PIECES = 9


def draw(random: Random) -> list[str]:
    """The pieces of one page."""
    pieces: list[str] = []
    if random.random() < 0.12:
        pieces.append(random.choice(TOPS))
    if random.random() < 0.25:
        for _ in range(random.randint(1, 5)):
            pieces += [random.choice(HEADERS), random.choice(ENDS)]
    for _ in range(random.randint(1, MOST_PIECES)):
        pieces += _part(random)
    return pieces


def _part(random: Random) -> list[str]:
    """A line, a frame, or running text."""
    kind = random.random()
    if kind < 0.4:
        return [random.choice(LINES), random.choice(ENDS)]
    if kind < 0.46:
        return [random.choice(FRAMES)]
    words = [
        random.choice(random.choice((TEXT, INLINE, INLINE, ODD if random.random() < 0.3 else INLINE)))
        for _ in range(random.randint(1, 6))
    ]
    return [*words, random.choice(ENDS)] if random.random() < 0.8 else words
