"""Random pages, built from what real and hostile pages are built from."""

from __future__ import annotations

from hypothesis import strategies as st

HAN = [
    "正文",
    "美国总统访问河内。",
    "第",
    "三国",
    "　　",
    "，",
    "“引文”",
    "𠮷",
    "é",
    "e\u0301",
    "abc",
    "2024",
    " ",
    "  ",
    "\t",
]
ODD = [
    "\u2028",
    "\u2029",
    "\x0b",
    "\x0c",
    "\x85",
    "\x1c",
    "\r",
    "\ufeff",
    "\u200b",
    "\u200d",
    "\xa0",
    "\u3000",
    "\x7f",
    "\x1b",
    "\U0010ffff",
    "\ue000",
]
EMOJI = ["😀", "👨\u200d👩\u200d👧", "🏠", "⚠\ufe0f", ":house:"]
MARKS = [
    "[[zh:美国]]", "[[zh:美国|美]]", "[[zh:", "]]", "[[", "[", "]", "(", ")", "!", "![", "](", "](a.md)", "[链接](https://a.cn/1)", "![图](a.png \"题\")",
    "<", ">", "<https://a.cn>", "<b>", "</b>", "<!--", "-->", "`", "``", "```", "~~~", "`码`", "*", "**", "**重点。**", "_", "\\", "\\[", "|", "&amp;",
    "#", "##", "---", "***", "___", "===", "- ", "* ", "1. ", "> ", "    ", "[甲]: https://a.cn", "[甲]", "[^1]", "$x$", "http://a.cn/[[zh:美国]]",
]  # fmt: skip
HEADER = [
    "###  [:house:返回](README.md)", "### 【:house:返回】（README.md）", "[返回](README.md)", "---", "--", "***", "## 标题", "##标题", "# [[zh:美国]]标题", "##",
    "`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://gnews.org/articles/1)", "` 编辑部` [轉載自GNews](https://gnews.org/articles/1)",
    "`2024-03-15T23:11+08:00 编辑部 `", "[转载自GNews](http://gnews.org/articles/1) `3/15/2024 3:11 PM UTC 编辑部`", "`2/30/2024 3:11 PM UTC`",
    "3/15/2024 3:11 PM UTC 编辑部 轉載自GNews", "---\ntitle: 标题\n---", "+++\ntitle = 1\n+++",
]  # fmt: skip
FENCES = ["```\n", "~~~\n", "````md\n", "    码 \n", "<div>\n", "<!-- 注 ", "> ```\n", "- ```\n", "```  \n\n\n\n"]
LINE_ENDS = ["\n", "\n", "\n", "\n\n", "\n\n\n\n", " \n", "  \n", "\\\n", "\r\n", "\r"]

pieces = st.sampled_from([*HAN, *ODD, *EMOJI, *MARKS, *FENCES, *LINE_ENDS, *LINE_ENDS, *LINE_ENDS])
bodies = st.lists(pieces, max_size=40).map("".join)
header_lines = st.tuples(st.sampled_from(["", "", "", " ", "\t"]), st.sampled_from(HEADER), st.sampled_from(LINE_ENDS))
headers = st.lists(header_lines.map("".join), max_size=6).map("".join)
pages = st.builds("".join, st.tuples(st.sampled_from(["", "", "", "\ufeff"]), headers, bodies))
lf_pages = pages.map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n")).filter(lambda text: "\n" in text)

HOSTILE = [
    "> " * 400 + "a\n", "- " * 200 + "a\n", "> - " * 150 + "a\n", "[" * 3000, "]" * 3000, "![" * 500 + "](u)" * 500, "*a **a " * 250 + "b** b*" * 250,
    "```\n", "<!--", "<div>\n", "`a", "a\n===\n", "[甲]: <\n[乙]", "---\n", "---\ntitle: a\n", "\ufeff", "\r", "$$\n", "a|b\n-|-\n", "正文没有`代码\n\n`码",
]  # fmt: skip

_VERBS = ["disable", "disable", "enable", "disable-next-line", "disable-line", "disable-file", "disabel"]
_NAMED = [
    "",
    "",
    "html-entity",
    "wikilink",
    "trailing-spaces, html-entity",
    "wikilink-split no-such",
    "ALL",
    "suppression",
]
_marks = st.tuples(
    st.sampled_from(["", "", "", "- ", "  ", "> ", "| ", "正文 ", "# "]),
    st.sampled_from(["<!-- mdlint-zh-", "<!-- mdlint-zh-", "<!--\nmdlint-zh-", "\n<!--mdlint-zh-", "# mdlint-zh-"]),
    st.sampled_from(_VERBS),
    st.sampled_from(_NAMED).map(lambda name: f" {name}"),
    st.sampled_from(["", "", ": 因 `码` [[zh:三国]]", "：*理由*"]),
    st.sampled_from([" -->", " -->", " -->", "-->", ""]),
    st.sampled_from(["\n", "\n", "\n\n", " ", "  \n", "", "\r\n"]),
).map("".join)
_found = st.sampled_from(
    ["甲&hellip;", "空 \n", "第[[zh:三国]]", "- 项\n", "- 项\n\n", "  续\n", "1. 项\n", "2. 项\n", "段\n", "段\n\n", "> 引\n", "| 甲 | 乙 |\n|--|--|\n| 丙 | "]
)  # fmt: skip
marked_pages = st.lists(st.one_of(_marks, _marks, _found, _found, pieces), max_size=14).map("".join)
"""Pages with comments that suppress findings."""
