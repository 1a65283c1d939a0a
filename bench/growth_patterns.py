"""Texts that grow: what is slow somewhere is slow on one of these, longer and longer.

Each pattern is a function of n that gives a text in proportion to n, or to its square where it says so. The bad cases
of every rule, repeated, are patterns, too: a new rule joins by itself.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.testing import load_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASES = Path(__file__).parent.parent / "tests" / "rules"
HEADER = "###  [:house:返回](README.md)\n---\n\n\n{}\n{}\n\n"
TITLE = "## 两地签署合作文件"
BYLINE = "`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://gnews.org/articles/1)"
TITLES = ("美国", "美国总统", "新加坡", "新加坡航空公司", "天机", "三国", "第三国", "聊天机器人")


class Pattern(NamedTuple):
    """A text that grows with `n`; `kind` is the page's, None where its looks tell."""

    name: str
    text: Callable[[int], str]
    kind: str | None = None


# One text, over and over.
REPEATED = {
    # Brackets and links.
    "[": "[",
    "]": "]",
    "[]": "[]",
    "[[": "[[ ",
    # Tags, braces and math of other programs.
    "a tag over blank lines": "<A a\n\n b\n",
    "a tag with an open brace": "<A b={\n",
    "a tag with an open quote": '<A a="\n',
    "an open brace": "{\n",
    "braces": "{{{{ }",
    "dollars": "$a $",
    "escaped brackets": "\\[a \\(",
    "]]": "]] ",
    "[[[[": "[[[[",
    "【【": "【【",
    "】】": "】】",
    "「「」」": "「「a」」",
    "［［": "［［a］］",
    "mixed brackets": "[[zh:a】】",
    "closed by other brackets": "【【zh：a]] ",
    "[[] ": "[[] ",
    "[a] ": "[a] ",
    "[a][b] ": "[a][b] ",
    "[a](b) ": "[a](b) ",
    "[a](b": "[a](b",
    "[a](<b": "[a](<b",
    '[a](b "': '[a](b "',
    '[a](b "c': '[a](b "c ',
    "[a](b 'c": "[a](b 'c ",
    "](": "](",
    "](b)": "](b)",
    "[a](b(c": "[a](b(c",
    "![a](b) ": "![a](b) ",
    "![](b) ": "![](b) ",
    '![a](b "c") ': '![a](b "c") ',
    "![": "![",
    "![a](": "![a](",
    "![a]": "![a]",
    "[![a](b)](c)": "[![a](b)](c)",
    "![a](file:///b) ": "![a](file:///b) ",
    "![[[a]]": "![[[a]]",
    "![a][b] ": "![a][b]\n",
    # Wikilinks.
    "wikilinks side by side": "[[zh:美国]]",
    "wikilinks in sentences": "[[zh:美国]]总统今天。",
    "wikilinks in lines": "第[[zh:三国]]的人。\n",
    "wikilinks in paragraphs": "聊[[zh:天机]]器人。\n\n",
    "wikilinks with a pipe": "[[zh:美国|美]]总统。",
    "wikilinks with an escaped pipe": "[[zh:美国\\|美]]总统。",
    "wikilinks with a shown text": "[[zh:美国|a]]",
    "fragments": "[[zh:新加坡航]]空[[zh:公司]]",
    "[[zh:": "[[zh:",
    "[[zh:美国": "[[zh:美国",
    "zh:美国]]": "zh:美国]]",
    "zh:美国": "zh:美国",
    "[[a]]": "[[a]]",
    "[[]]": "[[]]",
    "[[|a]]": "[[|a]]",
    "[[zh:]]": "[[zh:]]",
    "[[zh:a|]]": "[[zh:a|]]",
    "[zh:美国]": "[zh:美国]",
    "[[[zh:美国]]]": "[[[zh:美国]]]",
    "[[zh:美国]": "[[zh:美国]",
    "[zh:美国]]": "[zh:美国]]",
    "[[zh:美国]]]]": "[[zh:美国]]]]",
    "[[[[zh:美国]]": "[[[[zh:美国]]",
    "【【zh：美国】】": "【【zh：美国】】",
    "[[zh：美国]]": "[[zh：美国]]",
    "[[ zh:美国]]": "[[ zh:美国]]",
    "[[ZH:美国 ]]": "[[ZH:美国 ]]",
    "[[zh:en:a]]": "[[zh:en:a]]",
    "escaped wikilinks": "\\[\\[zh:美国\\]\\]",
    "wikilinks in entities": "&#91;[zh:美国]]",
    "wikilinks behind entities": "&hellip;[[a]]",
    "sound wikilinks behind entities": "&hellip;[[zh:美国]]",
    "wikilinks broken across lines": "[[zh:美\n国]]",
    "captured wikilinks": "[[zh:美国]](u)",
    "wikilinks in URLs": "https://a.b/[[zh:美国]]/c ",
    "wikilinks in long URLs": "https://a.b/[[zh:美国]]/c",
    "wikilinks in link targets": "[a](https://b/[[zh:美国]].html) ",
    "wikilinks in link texts": "[a [[zh:美国]] b](c) ",
    "wikilinks in alt texts": "![a [[zh:美国]] b](c) ",
    "wikilinks in titles of images": '![a](b "c [[zh:美国]]") ',
    "wikilinks in code": "`a [[zh:美国]]` ",
    "wikilinks in attributes": '<a href="[[zh:美国]]">b</a>',
    "wikilinks in open attributes": '<a href="[[zh:美国]]',
    "wikilinks in attributes, in blocks": '<div id="[[zh:美国]]">\n\n',
    "wikilinks in comments": "a <!-- [[zh:美国]] --> ",
    "wikilinks in autolinks": "<http://a/[[zh:美国]]> ",
    "wikilinks in tables": "|[[zh:美国|美]]|b|\n",
    "wikilinks in bold": "**[[zh:美国]]**",
    "wikilinks of no known wiki": "[[qq:美国]]",
    "wikilinks in digits": "1[[zh:2]]3",
    "wikilinks in Latin": "a[[en:b]]c",
    # HTML.
    "<": "<",
    "<a": "<a",
    "<a ": "<a ",
    "<a b=": "<a b=",
    "<a b='": "<a b='",
    '<a b="c" ': '<a b="c" ',
    "<b>": "<b>",
    "<b> lines": "<b>\n",
    "<b>a</b>": "<b>a</b>",
    "a <!--": "a <!--",
    "<!--": "<!--",
    "<!-- lines": "<!--\n",
    "<!-- -->": "a <!-- b --> ",
    "-->": "-->",
    "a <?": "a <?",
    "a <!A": "a <!A",
    "a <![CDATA[": "a <![CDATA[a",
    "<![CDATA[ lines": "<![CDATA[\n\n",
    "<http://a": "<http://a",
    "<http://a>": "<http://a> ",
    "<a@b": "<a@b.",
    "<script>": "<script>\na\n</script>\n",
    "<script> unclosed": "<script>\n",
    "<div>": "<div>\n",
    "<div> paragraphs": "<div>\n\na\n\n",
    "<pre> lines": "<pre>\n\n",
    "<style><style": "<style",
    # Entities, escapes, code.
    "&": "&",
    "&hellip;": "&hellip;",
    "&quot;": "&quot;",
    "&#39; behind ](": "](&#39;",
    "&#": "&#12",
    "&a": "&abcdefgh",
    "\\": "\\",
    "\\[": "\\[",
    "\\\\[": "\\\\[",
    "`": "`",
    "` ": "` ",
    "`a` ": "`a` ",
    "`` `": "`` ` ",
    "``` lines": "```\n",
    "``` blocks": "```\na\n```\n",
    "~~~ blocks": "~~~\na\n~~~\n\n",
    "``` in quotes": "> ```\n> a\n",
    "``` in items": "- ```\n  a\n",
    "``` with info": "``` a\n",
    "indented code": "    a\n",
    "indented code apart": "a\n\n    b\n\n",
    "indented code by tabs": "a\n\n\tb\n\n",
    "indented items": "-     a\n",
    # Emphasis.
    "*": "*",
    "**": "** ",
    "**a**": "**a**",
    "**a** ": "**a** ",
    "**重点。**后文": "**重点。**后文",
    "**重点。**后文 lines": "**重点。**后文\n",
    "**重点。**后文 paragraphs": "**重点。**后文\n\n",
    "*a_": "*a_ ",
    "a**b": "a**b",
    "_": "_",
    "a_b": "a_b",
    "~~a": "~~a",
    "* * ": "* * ",
    "***": "***\n",
    # Blocks.
    "# a": "# a\n",
    "#a": "#a\n",
    "#": "#",
    "＃": "＃",
    "#a #b": "#a ",
    "## a in paragraphs": "a\n## b\n\n",
    "a\n===": "a\n===\n",
    "a\n---": "a\n---\n",
    "---": "---\n",
    "=": "=",
    "- - ": "- - ",
    "- a": "- a\n",
    "- a apart": "- a\n\n",
    "- [ ] a": "- [ ] a\n",
    "-": "-\n",
    "1. a": "1. a\n",
    "1.": "1.",
    "> a": "> a\n",
    "> a apart": "> a\n\n",
    "> ": "> \n",
    "> - a": "> - a\n",
    "- > a": "- > a\n",
    "- a\n  - b": "- a\n  - b\n",
    "- a\n\n  b": "- a\n\n  b\n",
    "- a\nb": "- a\nb\n",
    "> a\nb": "> a\nb\n",
    "|": "|",
    "| lines": "|\n",
    "|a|b|": "|a|b|\n",
    "a|b": "a|b",
    "tables": "|a|b|\n|-|-|\n|c|d|\n\n",
    "rules of tables": "|-|-|\n",
    "a\n|-|": "a\n|-|\n",
    "definitions": "[a]: b\n",
    "definitions apart": "[a]: b\n\n",
    "definitions with titles": '[a]: b "c"\n',
    "definitions that are none": "[a]:\n",
    "definitions with open titles": '[a]: b "c\n',
    "definitions of wikilinks": "[zh:美国]: b\n",
    "footnotes": "a[^1]\n\n[^1]: b\n\n",
    "::: blocks": "::: a\nb\n:::\n",
    '=== "a"': '=== "a"\n\n    b\n\n',
    "$": "$a$ ",
    "$$": "$$\na\n$$\n",
    # White space and what nobody sees.
    "spaces": " ",
    "tabs": "\t",
    "a ": "a ",
    "a lines": "a\n",
    "a and a space": "a \n",
    "a and two spaces": "a  \n",
    "a and a tab": "a\t\n",
    "a\\": "a\\\n",
    "lines of spaces": "      \n",
    "a and lines of spaces": "a\n      \n",
    "blank lines": "\n",
    "three blank lines": "a\n\n\n\n",
    "three blank lines of CRLF": "a\r\n\r\n\r\n\r\n",
    "CRLF": "\r\n",
    "CR": "\r",
    "a and CR": "a\r",
    "CR and LF and CRLF": "a\rb\nc\r\n",
    "LF and CR": "\n\r",
    "U+3000": "\u3000",
    "U+3000 lines": "\u3000\u3000a\n",
    "U+00A0": "\xa0",
    "U+200B": "\u200b",
    "a and U+200B": "a\u200b",
    "bidi marks": "\u202aa\u202c",
    "U+200D": "\u200d",
    "U+FEFF": "\ufeff",
    "U+FEFF lines": "\ufeffa\n",
    "U+2028": "a\u2028",
    "U+0085": "a\x85",
    "form feeds": "a\x0c",
    "controls": "a\x07",
    "soft hyphens": "a\xad",
    # Words.
    "Han": "美国总统访问河内",
    "Latin": "a",
    "Latin words": "word ",
    "digits": "1",
    "digits and points": "1.",
    "emoji": "😀",
    "emoji sequences": "👩\u200d👩\u200d👧",
    "combining marks": "a\u0301",
    "astral Han": "𠀀",
    "，": "，",
    "“": "“",
    ": ": ": ",
    "::": "::",
    "http://": "http://",
    "://": "://",
    "http://a ": "http://a ",
    "http://a/": "http://a/b?c=d&",
    "www.": "www.",
    "magnet:?": "magnet:?",
    "#话题#": "#话题# ",
    "timestamps": "3/15/2024 3:11 PM UTC ",
    "Chinese timestamps": "2024年3月15日 15:11 ",
    "dates": "2024-01-01",
    "credits": "（图／路透）",
    "open credits": "（图／",
    "▲": "▲",
    "▲ lines": "▲a\n\n",
    "captions": "![](b)\n▲ 图为总统（图／路透社）\n\n",
    "captions behind images": "![](b)图为总统（图／路透社）\n\n",
    "captions below": "![](b)\n\n图片来源：路透社\n\n",
    "captions on a line": "![](b)图为总统（图／路透社）",
    "captions without end": "![](b)\n▲ 图为总统",
    "images in lines": "![](b)\n",
    "images above blank lines": "![](b)\n\n\n",
    "images in lists": "- ![](b) a\n",
    "images in headings": "# ![](b)\n",
    "return links": "###  [:house:返回](README.md)\n",
    "bylines": f"{BYLINE}\n",
    "headers": HEADER.format(TITLE, BYLINE),
    "source links": "[轉載自GNews](https://gnews.org/articles/1)",
}

# What opens, over and over, then what stands between, then what closes as often.
PAIRED = {
    "[…]": ("[", "a", "]"),
    "[[…]]": ("[[", "a", "]]"),
    "[[zh:…]]": ("[[zh:", "a", "]]"),
    "[[zh:… lines": ("[[zh:a\n", "a", "\n]]"),
    "【【zh：…】】": ("【【zh：", "a", "】】"),
    "[[ and 】】": ("[[", "zh:a", "】】"),
    "[…](u)": ("[", "a", "](u)"),
    "![…](u)": ("![", "a", "](u)"),
    "![…](u) lines": ("![a\n", "b", "\n](u)"),
    "![…](u \"t\")": ("![", "a", '](u "t")'),
    "![…](u)b": ("![a", "b", "](u)c"),
    "![…](": ("![", "a", "]("),
    "[…][b]": ("[a ", "b", "][c]"),
    "![…][b] with a definition": ("![", "a", "][c]"),
    "(…)": ("[a](", "b", ")"),
    "( and )": ("(", "b", ")"),
    "（…）": ("（", "b", "）"),
    "<…>": ("<", "a", ">"),
    "<b>…</b>": ("<b>", "a", "</b>"),
    "<div>…</div>": ("<div>\n", "a", "</div>\n"),
    "<!--…-->": ("<!--", "a", "-->"),
    "**…**": ("**", "a", "**"),
    "*a …*": ("*a ", "b", " c*"),
    "`…`": ("`a``b", "c", "``d`"),
    "\\[\\[": ("\\[\\[", "zh:a", "\\]\\]"),
    "“…”": ("“", "a", "”"),
    "｛…｝": ("{", "a", "}"),
}  # fmt: skip


def repeated(unit: str, n: int) -> str:
    """The unit, n times."""
    return unit * n


def _paired(opening: str, inner: str, closing: str, n: int) -> str:
    return opening * n + inner + closing * n


def _between(before: str, unit: str, after: str, n: int) -> str:
    return before + unit * n + after


# One text at the top, one over and over, one at the end.
BETWEEN = {
    "spaces in a line": ("a", " ", "b"),
    "tabs in a line": ("a", "\t", "b"),
    "spaces in a heading": ("# a", " ", "b"),
    "hashes in a heading": ("# a", " #", "b"),
    "spaces below a table": ("a|b\n-|-", " ", "x"),
    "spaces in a table": ("x\na|b\n-", " ", "x"),
    "spaces in the rule of a table": ("a|b\n|-|-", " ", "x\n"),
    "empty cells in a row": ("a|b\n| - |", "  |", "x\n\n[[ zh:美国]]\n"),
    "spaces below a code span": ("`a`\n", " ", "\n[[ zh:美国]]\n"),
    "spaces behind a label": ("[a]:", " ", '\n\n"'),
    "spaces in a definition": ("[a]:", " ", "b c\n"),
    "spaces behind a definition": ("[a]: b", " ", "c\n\n[a]\n"),
    "spaces behind stars": ("***", " ", "a **b：**c\n"),
    "spaces in a link that is none": ("[a](", " ", "b c\n\n[[ zh:美国]]\n"),
    "digits of a log": ("## a\n`3/15/2024 3:11 PM UTC a`\n\n`", "1", "\n"),
    "spaces in a tag": ("a <a", " ", '"'),
    "spaces in a link": ("[a](", " ", "b)"),
    "spaces before a title": ("[a](b", " ", '"c")'),
    "spaces in a wikilink": ("[[", " ", "zh:a]]"),
    "spaces in a wikilink, closed often": ("[[" + " " * 2000 + "zh:a", "】】】x", ""),
    "line ends in a wikilink": ("[[", "\n ", "zh:a]]"),
    "spaces in a target": ("[[zh:a", " a", "]]"),
    "spaces behind an item": ("-", " ", "a"),
    "spaces behind a number": ("1.", " ", "a"),
    "spaces in front matter": ("---\na:", " ", "b\n---\n\n[[zh:a]]\n"),
    "spaces at the end": ("a", " ", ""),
    "blank lines at the end": ("a", "\n", ""),
    "blank lines of spaces at the end": ("a\n", " \n", ""),
    "blank lines of CRLF at the end": ("\r\na", "\r\n", ""),
    "blank lines of CR at the end": ("\ra", "\r", ""),
    "blank lines of CRLF": ("\r\na", "\r\n", "b\r\n"),
    "blank lines at the top": ("", "\n", "a\n"),
    "blank lines of CRLF at the top": ("", "\r\n", "a\r\n"),
    "blank lines behind images": ("![](b)", "\n", "a\n"),
    "URL without end": ("https://a/", "b/", ""),
    "URL with nested parentheses": ("[a](https://a/", "(b)", ")"),
    "URL in <> without end": ("<https://a/", "b/", ""),
    "long target": ("[[zh:", "美国", "]]总统"),
    "long target of Latin letters": ("[[en:", "a", "]]b"),
    "long target of Latin letters beside Han": ("第[[zh:", "a", "]]国"),
    "long target of one word": ("第[[zh:三", "国", "]]人"),
    "long target of digits": ("1[[zh:", "1", "]]1"),
    "long shown text": ("第[[zh:三国|", "三国", "]]人"),
    "long alt text": ("![", "美国", "](b)"),
    "long alt text of wikilinks": ("![", "[[zh:美国]]", "](b)"),
    "long title of an image": ('![a](b "', "美国", '")'),
    "long caption": ("![](b)", "图为总统", "（图／路透社）\n"),
    "long caption below": ("![](b)\n▲", "图为总统", "（图／路透社）\n"),
    "images on a line behind an item": ("- ", "![](b)", ""),
    "long code": ("`", "a ", "`"),
    "long code of ticks": ("`", "`` ", "`"),
    "long fence": ("```\n", "a\n", "```\n"),
    "long fence with wikilinks": ("```\n", "[[zh:美国]]\n", "```\n"),
    "unclosed fence": ("```\n", "a\n", ""),
    "unclosed fence with wikilinks": ("~~~\n", "[[zh:美国]]\n", ""),
    "long comment": ("<!--", " a\n", "-->\n"),
    "long comment with wikilinks": ("<!--\n", "[[zh:美国]]\n", "-->\n"),
    "long tag": ("<a", " b='c'", ">"),
    "long script": ("<script>\n", "a([[zh:美国]])\n", "</script>\n"),
    "long bold": ("**", "a", "**"),
    "long label": ("[", "a ", "]: b\n"),
    "long link text": ("[", "a ", "](b)"),
    "long table row": ("|a|b|\n|-|-|\n", "|a", "|\n"),
    "long table": ("|a|b|\n|-|-|\n", "|a|[[zh:美国|美]]|\n", ""),
    "long table rule": ("|a|b|\n", "|-", "|\n"),
    "long underline": ("a\n", "=", "\n"),
    "long quote": ("> a\n", "b\n", ""),
    "long item": ("- a\n", "  b\n", ""),
    "long item of paragraphs": ("- a\n", "\n  b\n", ""),
    "long item with code": ("- a\n", "\n      b\n", ""),
    "links of a definition": ("[a]: b\n\n", "[a] ", ""),
    "links of a definition, full": ("[a]: b\n\n", "[c][a] ", ""),
    "open brackets with a definition": ("[a]: b\n\n", "[a ", ""),
    "open images with a definition": ("[a]: b\n\n", "![", "]" * 400),
    "wikilinks with a definition": ("[zh:美国]: b\n\n", "[[zh:美国]] ", ""),
    "wikilinks with code": ("`a`\n\n", "第[[zh:三国]]人", ""),
    "text with a tab": ("a\n\n\tb\n\n", "a\n", ""),
    "front matter of keys": ("---\n", "a: b\n", "---\n\na\n"),
    "front matter of items": ("---\na:\n", "- b\n", "---\n\na\n"),
    "front matter without end": ("---\n", "a: b\n", ""),
    "front matter with wikilinks": ("---\n", "a: [[zh:美国]]\n", "---\n\na\n"),
    "TOML without end": ("+++\n", "a = 1\n", ""),
    "[[ then brackets": ("[[zh:a", "]", ""),
    "brackets then ]]": ("", "[", "zh:a]]"),
    "<<": ("<", "<", ">"),
    "://": ("", "://a", " [[zh:美国]]"),
    "title": ("## ", "美国", "\n`3/15/2024 3:11 PM UTC a`\n\nb\n"),
    "title of spaces": ("## a", " ", "b\n`3/15/2024 3:11 PM UTC a`\n\nb\n"),
    "return link": ("###  [:house:返回](README.md", "a", ")\n---\n"),
    "separator": ("###  [:house:返回](README.md)\n", "-", "\n"),
    "separator of spaces": ("###  [:house:返回](README.md)\n", "- ", "x\n"),
    "byline": ("## a\n`", "3/15/2024 ", "` [轉載自GNews](https://gnews.org/articles/1)\n"),
}

# The same in an article: its title, its byline, its text.
IN_ARTICLE = {
    "title of wikilinks": ("title", "[[zh:美国]]"),
    "title of broken wikilinks": ("title", "[[zh:美国"),
    "title of images": ("title", "![](b)"),
    "title of code": ("title", "`a` "),
    "title of hashes": ("title", " #"),
    "blank lines below the byline": ("body", "\n"),
    "blank lines of spaces below the byline": ("body", " \n"),
    "wikilinks that cut": ("body", "第[[zh:三国]]和聊[[zh:天机]]器人。"),
    "paragraphs that cut": ("body", "第[[zh:三国]]和聊[[zh:天机]]器人。\n\n"),
    "images": ("body", "![](b)\n▲ 图为总统（图／路透社）\n\n"),
    "entities": ("body", "&hellip;"),
    "lines with a space": ("body", "正文。 \n"),
}


def _in_article(place: str, unit: str, n: int) -> str:
    if place == "title":
        return HEADER.format(f"{TITLE}{unit * n}", BYLINE) + "正文。\n"
    return HEADER.format(TITLE, BYLINE) + unit * n + "\n"


def _crlf_below_header(n: int) -> str:
    return HEADER.format(TITLE, BYLINE).rstrip().replace("\n", "\r\n") + "\r\n" * n


def _growing(mark: str, n: int) -> str:
    """Lines with one mark, two, three: about n characters in all."""
    return "".join(f"{mark * length}\n" for length in range(1, int((2 * n / len(mark)) ** 0.5)))


def _deep(step: str, mark: str, n: int) -> str:
    """Items each a step further in, up to 40 deep, over and over."""
    return "".join(f"{step * (number % 40)}{mark}a\n" for number in range(n // 40))


def _different(form: str, n: int) -> str:
    """The form with a number in it, another each time."""
    return "".join(form.format(number) for number in range(n))


OTHERS: dict[str, Callable[[int], str]] = {
    "CRLF below the header": _crlf_below_header,
    "growing fences": partial(_growing, "`"),
    "growing fences of ~": partial(_growing, "~"),
    "growing code": lambda n: _growing("`", n).replace("\n", " "),
    "growing quotes": lambda n: _growing("> ", 2_000) * (n // 1_000),
    "growing brackets": lambda n: _growing("[", n).replace("\n", "a"),
    "growing closing brackets": lambda n: "[" * n + _growing("]", n).replace("\n", "a"),
    "growing indents": partial(_growing, " "),
    "growing openers": lambda n: "".join(f"{':' * length} code\n" for length in range(int(n**0.5) + 3, 2, -1)),
    "growing fences further in": lambda n: _growing("`", n).replace("\n", "\n    "),
    "growing stars": lambda n: _growing("*", n).replace("\n", "a "),
    "deep items": partial(_deep, "  ", "- "),
    "deep numbers": partial(_deep, "   ", "1. "),
    "deep quotes": partial(_deep, "> ", ""),
    "definitions of different labels": partial(_different, "[a{}]: b\n"),
    "definitions of different labels, apart": partial(_different, "[a{}]: b\n\n"),
    "links of different labels": lambda n: _different("[a{}]: b\n", n) + "\n" + _different("[a{}] ", n),
    "different wikilinks": partial(_different, "第[[zh:三国{}]]人"),
    "different links": partial(_different, "[a](b{}) "),
    "different images": partial(_different, "![](b{}.jpg)\n\n"),
    "different headings": partial(_different, "# a{}\n\n"),
    "footnotes of different labels": partial(_different, "a[^{0}]\n\n[^{0}]: b\n\n"),
    "front matter of different keys": lambda n: "---\n" + _different("a{}: b\n", n) + "---\n\na\n",
    "different characters": lambda n: "".join(chr(0x4E00 + number % 20_000) for number in range(n)),
    "different wikilinks of one character": lambda n: "".join(
        f"[[zh:{chr(0x4E00 + number % 20_000)}]]" for number in range(n)
    ),
}


def patterns() -> Iterator[Pattern]:
    """All patterns but those of cases."""
    for name, unit in REPEATED.items():
        yield Pattern(name, partial(repeated, unit))
    for name, parts in PAIRED.items():
        yield Pattern(name, partial(_paired, *parts))
    for name, parts in BETWEEN.items():
        yield Pattern(f"between: {name}", partial(_between, *parts))
    for name, (place, unit) in IN_ARTICLE.items():
        yield Pattern(f"article: {name}", partial(_in_article, place, unit))
    yield from (Pattern(name, text) for name, text in OTHERS.items())


def case_patterns() -> Iterator[Pattern]:
    """The bad cases of all rules, repeated: each below the one before, and with nothing between."""
    for path in sorted(CASES.glob("*.yml")):
        for case in load_cases(path):
            if case.bad and case.text:
                name = f"{path.stem} {case}"
                yield Pattern(f"{name}, line by line", partial(repeated, f"{case.text}\n"), case.kind)
                yield Pattern(f"{name}, with nothing between", partial(repeated, case.text), case.kind)
