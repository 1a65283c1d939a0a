"""The kinds of change that rules have of their own: each permits what its rule does, and nothing beside it."""

from __future__ import annotations

import pytest

from mdlint_zh import Edit
from mdlint_zh.engine.load import load_rules

RULES = load_rules().rules


def permits(name: str, before: str, old: str, new: str) -> bool:
    """Whether the rule's change permits to put `new` in the place of the `old` that stands behind `‸`."""
    at = before.index("‸")
    text = before.replace("‸", "")
    assert text.startswith(old, at)
    return RULES[name].changes.permits(text, Edit(at, at + len(old), new))


ALLOWED = [
    ("image-escaped", "[‸!\\[甲\\](a.png)](b.png)", "!\\[甲\\](a.png)", "![甲](a.png)"),
    ("image-escaped", "‸!\\[\\](https://e.org/a.png)\n乙", "!\\[\\](https://e.org/a.png)", "![](https://e.org/a.png)"),
    ("compatibility-characters", "中国‸⼈民", "⼈", "人"),
    ("compatibility-characters", "成‸⻓", "⻓", "长"),
    ("space-unusual", "甲‸\xa0 乙", "\xa0 ", " "),
    ("html-break", "甲‸ <br/>。", " <br/>", ""),
    ("html-break", "War‸<br>Room", "<br>", " "),
    ("heading-in-line", "正文。‸  ## 题\n\n后文。", "  ", "\n\n"),
    ("indented-prose", "\n\n‸    甲方", "    ", ""),
    ("indented-prose", "2. ‸    甲方", "    ", ""),
    ("strikethrough-accidental", "10‸~20", "", "\\"),
    ("html-entity", "[甲](/?a‸&amp;b)", "&amp;", "&"),
    ("html-entity", "见 https://e.org/?a‸&#038;b", "&#038;", "&"),
    ("html-entity", "` 甲‸&#38;乙` [丙](/d)", "&#38;", "&"),
    ("html-entity", "甲‸&hellip;", "&hellip;", "…"),
    ("html-entity", "`甲` ‸&hellip; `乙`", "&hellip;", "…"),
    ("link-target-invalid", "[甲](‸https://e.org/1。)", "https://e.org/1。", "https://e.org/1"),
    ("link-target-invalid", "[甲](‸[https://e.org/1])", "[https://e.org/1]", "https://e.org/1"),
    ("link-target-invalid", "[甲](‸https：//e.org/1)", "https：//e.org/1", "https://e.org/1"),
    ("link-target-invalid", "[甲](‸a@e.org)", "a@e.org", "mailto:a@e.org"),
    ("link-target-invalid", "[https://e.org/a\\_b]‸()", "(", "(https://e.org/a_b"),
    ("link-target-invalid", "[https://e.org/1](‸https://e.net)", "https://e.net", "https://e.org/1"),
    ("link-target-invalid", "见 https://e.org/a‸\\_b", "\\", ""),
    ("link-target-invalid", "见 https://e.org/‸1[乙](/c)", "1", "1 "),
    ("link-target-invalid", "见 ‸https://e.org/1。", "", "<"),
    ("link-target-invalid", "见 https://e.org/‸1。", "1", "1>"),
    ("link-malformed", "见‸[甲] (/b)", "[甲] (/b)", "[甲](/b)"),
    ("link-malformed", "‸![甲]（b.md）", "![甲]（b.md）", "![甲](b.md)"),
    ("link-malformed", "‸(甲)[https://e.org/1]", "(甲)[https://e.org/1]", "[甲](https://e.org/1)"),
]
REFUSED = [
    ("image-escaped", "[‸!\\[甲\\](a.png)](b.png)", "!\\[甲\\](a.png)", "![乙](a.png)"),
    ("image-escaped", "[‸!\\[甲\\](a.png)](b.png)", "!\\[甲\\](a.png)", "![甲](c.png)"),
    (
        "image-escaped",
        "看‸!\\[甲\\](https://e.org/a.png)",
        "!\\[甲\\](https://e.org/a.png)",
        "![甲](https://e.org/a.png)",
    ),
    ("image-escaped", "[‸\\[甲\\](a.png)](b.png)", "\\[甲\\](a.png)", "[甲](a.png)"),
    ("image-escaped", "‸\\*甲\\*", "\\*甲\\*", "*甲*"),
    ("compatibility-characters", "中国‸⼈民", "⼈", "入"),
    ("compatibility-characters", "‸Ａ", "Ａ", "A"),
    ("compatibility-characters", "‸⼈⼈", "⼈⼈", "人人"),
    ("space-unusual", "甲‸\xa0\n乙", "\xa0", " "),
    ("space-unusual", "‸\xa0甲", "\xa0", " "),
    ("space-unusual", "甲‸ 乙", " ", "\xa0"),
    ("space-unusual", "甲‸\xa0乙", "\xa0", ""),
    ("space-unusual", "甲‸  乙", "  ", " "),
    ("html-break", "甲‸<b>。", "<b>", ""),
    ("html-break", "甲‸<br>\n。", "<br>\n", ""),
    ("html-break", "War‸<br>Room", "<br>", ""),
    ("html-break", "甲‸<br>乙", "<br>", "，"),
    ("heading-in-line", "正文。‸  ## 题", "  ", "\n"),
    ("heading-in-line", "- 正文。‸  ## 题", "  ", "\n\n"),
    ("heading-in-line", "**正文。‸  ## 题**", "  ", "\n\n"),
    ("heading-in-line", "正文。‸  #题", "  ", "\n\n"),
    ("heading-in-line", "正文。‸  ## 题\n    甲", "  ", "\n\n"),
    ("indented-prose", "甲‸    乙", "    ", ""),
    ("indented-prose", "\n‸    甲", "    甲", ""),
    ("indented-prose", "\n‸    甲", "    ", "\t"),
    ("indented-prose", "‸2.     甲", "2.     ", ""),
    ("strikethrough-accidental", "10~‸~20", "", "\\"),
    ("strikethrough-accidental", "10\\‸~20", "", "\\"),
    ("strikethrough-accidental", "10‸~20", "~", ""),
    ("strikethrough-accidental", "甲‸*乙", "", "\\"),
    ("html-entity", "甲‸&amp;乙", "&amp;", "&"),
    ("html-entity", "[甲](/?a‸&amp;amp;b)", "&amp;", "&"),
    ("html-entity", "[甲](/?a‸&quot;b)", "&quot;", '"'),
    ("html-entity", "[甲](/?a‸&hellip;b)", "&hellip;", "…"),
    ("html-entity", "` 甲‸&#96;乙`", "&#96;", "`"),
    ("html-entity", "甲\n" * 40 + "`‸&#38;`", "&#38;", "&"),
    ("link-target-invalid", "[甲](‸https://e.org/1)", "https://e.org/1", "https://e.net/1"),
    ("link-target-invalid", "[甲](‸某题)", "某题", "https://e.org/某题"),
    ("link-target-invalid", "[甲](‸https://e.org/1)", "https://e.org/1", ""),
    ("link-target-invalid", "[甲]‸()", "(", "(https://e.org/1"),
    ("link-target-invalid", "[甲‸](https://e.org/1)", "]", ""),
    ("link-target-invalid", "甲‸\\_b", "\\", ""),
    ("link-target-invalid", "见 https://e.org/a‸\\*b", "\\", ""),
    ("link-target-invalid", "见‸甲", "", "<"),
    ("link-target-invalid", "甲‸乙", "乙", "乙 "),
    ("link-malformed", "‸[甲] (/b)", "[甲] (/b)", "[甲](/c)"),
    ("link-malformed", "‸[甲] (/b)", "[甲] (/b)", "甲/b"),
    ("link-malformed", "‸[甲] (乙)", "[甲] (乙)", "[甲](乙)"),
    ("link-malformed", "‸[甲]\n(/b)", "[甲]\n(/b)", "[甲](/b)"),
]


@pytest.mark.parametrize(("name", "before", "old", "new"), ALLOWED)
def test_it_permits_what_the_rule_does(name: str, before: str, old: str, new: str) -> None:
    assert permits(name, before, old, new)


@pytest.mark.parametrize(("name", "before", "old", "new"), REFUSED)
def test_it_permits_nothing_else(name: str, before: str, old: str, new: str) -> None:
    assert not permits(name, before, old, new)


def test_what_is_tried_are_changes_of_rules() -> None:
    own = {name for name, one in RULES.items() if one.changes.permits.__module__.startswith("mdlint_zh.rules")}
    assert {name for name, *_ in ALLOWED} == {name for name, *_ in REFUSED} <= own
