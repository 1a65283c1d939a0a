"""Pages in the shapes of the examples of the CommonMark and GFM specifications, and defects to put into them."""

from __future__ import annotations

import re
from collections.abc import Callable

SHAPES = [
    # tabs; escapes; entities
    "\t码\t一\n", "  \t码\n", "- 甲\n\n\t乙\n", "- 甲\n\n\t\t码\n", ">\t\t码\n", "-\t\t码\n", "    码\n\t码\n", " - 甲\n   - 乙\n\t - 丙\n", "#\t标题\n", "*\t*\t*\t\n",
    "\\*不是强调\\*，\\<br/>，\\[不是链接](/a)，1\\. 不是列表\n", "甲\\\n乙\n", "\\\\*强调*\n", "`` \\[\\` ``\n", "    \\[\\]\n", "<https://a.cn?find=\\*>\n", "[甲](/a\\* \"题\\*目\")\n",
    "&nbsp; &amp; &copy; &AElig; &Dcaron;\n", "&#35; &#1234; &#992; &#0;\n", "&nbsp &x; &#; &#x;\n", "[甲](/f&ouml; \"f&ouml;\")\n", "`f&ouml;`\n\n    f&ouml;\n", "&#42;甲&#42;\n", "&#42; 甲\n\n* 甲\n",
    # thematic breaks and headings
    "***\n---\n___\n", "+++\n\n===\n", "- 甲\n***\n- 乙\n", "甲\n***\n乙\n", "甲\n---\n乙\n", "* 甲\n* * *\n* 乙\n", "# 一\n## 二\n### 三\n", "####### 七\n", "#5 项\n\n\\## 甲\n", "# 甲 #\n\n## 乙 ##\n",
    "甲\n    # 乙\n", "甲 *乙*\n=====\n\n丙\n-----\n", "甲\n乙\n===\n", "> 甲\n---\n", "- 甲\n---\n", "甲\n\n---\n乙\n", "    甲\n---\n", "\\> 甲\n------\n", "#\n\n##\n", "甲\n= =\n\n甲\n--- -\n",
    # code
    "    一码\n      二码\n", "甲\n    乙\n", "    码\n\n    码\n \n\n\n    码\n", "```\n<\n >\n```\n", "~~~\n码\n~~~\n", "````\n码\n```\n``````\n", "```\n", "> ```\n> 码\n\n乙\n", "```\n\n  \n```\n", "  ```\n  码\n码\n  ```\n",
    "    ```\n    码\n    ```\n", "``` ruby x=3\n码\n```\n", "```\n码\n    ```\n", "甲\n```\n码\n```\n乙\n", "- ```\n  码\n  ```\n- 乙\n", "1. 甲\n\n   ~~~ py\n   码\n\n\n\n   码\n   ~~~\n",
    # HTML
    "<div>\n*甲*\n\n*乙*\n</div>\n", "<pre>\n**码**\n\n码\n</pre>\n", "<!-- 甲\n\n乙 -->\n丙\n", "<?php\n\n  甲\n?>\n乙\n", "<![CDATA[\n甲\n\n乙\n]]>\n丙\n", "<script>\n// 码\n\n码\n</script>\n", "甲 <b>乙</b> <!-- 丙 --> 丁\n",
    "<table>\n\n<tr>\n\n<td>\n甲\n</td>\n\n</tr>\n\n</table>\n", "甲\n<div>\n乙\n</div>\n", "<a href=\"甲\">\n*乙*\n</a>\n", "甲 <a\nhref=\"乙\">丙</a>\n", "<style>p{}</style>甲\n", "甲 <!---->乙\n",
    # definitions, paragraphs, quotes, lists
    "[甲]: /url \"题\"\n\n[甲]\n", "[甲]:\n/url\n'题'\n\n[甲]\n", "[甲]: /url '题\n二行'\n\n[甲][]\n", "[甲]\n\n[甲]: 一\n[甲]: 二\n", "# [甲]\n[甲]: /url\n> 乙\n", "甲\n[乙]: /丙\n\n[乙]\n",
    "甲\n\n\n乙\n", "  甲\n 乙\n", "甲  \n乙  \n", "甲\\\n乙\n", "  \n\n甲\n  \n\n# 甲\n\n  \n", "> # 甲\n> 乙\n> 丙\n", "> 甲\n乙\n", "> - 甲\n- 乙\n", ">\n> 甲\n>\n", "> 甲\n\n> 乙\n", "> 甲\n>\n> 乙\n", "> > > 甲\n乙\n",
    "> 甲  \n> 乙\n", "- 甲\n- 乙\n+ 丙\n", "1. 甲\n2. 乙\n3) 丙\n", "- 甲\n\n- 乙\n\n\n- 丙\n", "- 甲\n  - 乙\n    - 丙\n\n\n      丁\n", "1.  甲\n\n    乙\n\n        码\n\n    > 丙\n", "- 甲\n-\n- 乙\n", "-\n  甲\n-\n  ```\n  码\n  ```\n",
    "123456789. 甲\n\n1234567890. 乙\n", "甲\n- 乙\n\n甲\n14. 乙\n", "- 甲\n\n <!-- -->\n\n- 乙\n", "* 甲\n  > 乙\n\n  丙\n", "1986\\. 那年\n", "-甲\n\n2.乙\n", "- [ ] 甲\n- [x] 乙\n",
    # inlines
    "`甲`乙``丙 ` 丁``\n", "`甲\n乙`  丙\n", "*甲 `*`乙\n", "*甲乙*，甲*乙*，**甲**乙，__甲__，_甲_乙\n", "***甲** 乙*，*甲 **乙***\n", "甲 * 乙 *，*(**甲**)*\n", "**甲\n乙**\n", "[甲](/url \"题\")，[乙](<甲 乙>)，[丙]()，[丁](\n  /url\n  '题'  )\n",
    "[甲 [乙]](/a)，[甲] [乙](/a)，\\[甲](/b)，[甲 ![乙](c.png)](/d)\n", "![甲 [乙](/a)](b.png \"题\")，![丙][丁]\n\n[丁]: e.png\n", "<https://a.cn>，<a@b.cn>，https://a.cn/x，www.a.cn。\n", "<a/><b2/>，<a foo=\"bar\" bam = 'baz <em>\"</em>' _boolean />\n",
    "甲[^1]乙[^注]\n\n[^1]: 丙\n    丁\n\n[^注]: 戊\n", "~~甲~~乙~丙~\n",
    # tables
    "| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n", "| 甲 | 乙 |\n| :-: | ---: |\n一 | 二\n", "| 甲 |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n", "| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n> 丙\n", "| 甲 | 乙 |\n| --- |\n| 一 |\n", "甲 | 乙\n-|-\n一 | 二\n四\n\n五\n",
    "- | 甲 |\n  |-|\n  | 乙 |\n",
    # dialects
    "---\ntitle: 甲\ntags: [乙]\n---\n\n丙\n", "$$\nx = 1\n\n\n\ny\n$$\n", "甲 $x_1$ 乙 $y_1$\n", "{% raw %}\n甲\n\n\n\n乙\n{% endraw %}\n", "{{< highlight go >}}\n码\n\n\n\n码\n{{< /highlight >}}\n", "::: code-group\n甲\n\n\n\n乙\n:::\n", "!!! note \"甲\"\n\n    乙\n\n    ```\n    码\n    \n    码\n    ```\n",
    "> [!note] 甲\n> 乙\n", "![](a.png) ^fig1\n", "![](a.png){width=50%}\n", "![](a.png)▲渔船停靠在港口。（图／通讯社）\n", "![](a.png)\n\n▲渔船停靠在港口。（图／通讯社）\n", "%%甲%%乙 ==丙== #丁\n",
]  # fmt: skip


def _at_line_ends(end: str) -> Callable[[str], str]:
    return lambda text: text.replace("\n", f"{end}\n")


def _at_words(new: str) -> Callable[[str], str]:
    """Put something into the place of the names of things, 甲 and 乙."""
    return lambda text: re.sub("[甲乙]", lambda match: new.format(match[0]), text)


DEFECTS: dict[str, Callable[[str], str]] = {
    "a space at line ends": _at_line_ends(" "),
    "a tab and two spaces": _at_line_ends("\t  "),
    "no-break spaces": _at_line_ends("\xa0"),
    "blank lines": lambda text: text.replace("\n", "\n\n\n\n\n"),
    "blank lines of spaces": lambda text: text.replace("\n\n", "\n    \n \n\t\n\n"),
    "blank lines at the end": lambda text: text + "\n\n  \n",
    "mixed line ends": lambda text: text.replace("\n", "\r\n", 1) + "戊\n己\r\n",
    "entities": _at_words("&mdash;{}&hellip;&eacute;&copy;"),
    "entities of quotes": _at_words("&quot;{}&#39;"),
    "entities behind marks": lambda text: re.sub(r"([\\<&*_|\[(])", r"\1&hellip;", text),
    "zero-width spaces": _at_words("\u200b{}\u200b"),
    "zero-width spaces at marks": lambda text: re.sub(r"([#>*`.)|~=-])", "\u200b\\1", text),
    "separators": lambda text: re.sub("[甲乙]", "\\g<0>\u2028 ", text.replace("\n", "\u2028\n")),
    "wikilinks": _at_words("聊[[zh:天机]]器人{}"),
    "wikilinks that cut": _at_words("第[[zh:三国]]{}"),
    "wikilinks with a text": _at_words("[[zh:{0}|{0}方]]"),
    "malformed wikilinks": _at_words("【【zh：{}】】"),
    "other namespaces": _at_words("[[ZH-CN:{}]]"),
    "stars": _at_words("**重点：**{}"),
    "stars with more": _at_words("前**“{0}&nbsp;”**后**{0}\\!**看"),
    "unusual spaces": _at_words("{0}\u2009戊\xa0{0}"),
    "compatibility forms": _at_words("⼈{}\ufa10"),
    "breaks": _at_words("{0}<br>，{0}"),
    "headings in lines": _at_words("{0}  ## 标题"),
    "ranges": _at_words("10~20{0}，30~40{0}"),
    "indented prose": lambda text: text + "\n    甲方今天说，乙方明天会来港口看船。\n\n    后天再走。\n",
    "escaped images": _at_words("[!\\[\\](a.png)](b.png)"),
    "entities in URLs": _at_words("[{0}](https://e.org/?a=1&amp;b=2)，https://e.org/?c&#38;d "),
    "targets": _at_words("[{0}](https://e.org/1。)，[{0}]([https://e.org])，[https://e.org/{0}]()"),
    "bare URLs": _at_words("https://e.org/a\\_b，https://e.org/1[{0}](c.md)"),
    "malformed links": _at_words("[{0}] (https://e.org/1)，[{0}]（https://e.org/2），[{0}](https://e.org/3）"),
    "images": _at_words("![](a.png)"),
    "headings without a space": lambda text: re.sub("^[甲乙]", "##\\g<0>", text, flags=re.MULTILINE),
}  # fmt: skip
"""By name: what puts a defect into a shape."""
