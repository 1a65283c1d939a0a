"""Pages repaired: two renderers see no more change than the rules declare, and what is refused stays refused, and told."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

import grammar
import referee
from rendering import differences, repair

from mdlint_zh import Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import Plan, plan_for

KINDS = {"any": None, "article": "article", "other": "other"}
MARKS = {f"{how} {kind}": (how == "unsafe", KINDS[kind]) for how in ("safe", "unsafe") for kind in KINDS}
# Text that looks like a tag of code; a wikilink behind a fence, where both renderers read a word alone; an escaped bracket
# below a tag that goes on with the paragraph of a list or quote, which is a block of HTML to cmark-gfm, and shows the
# backslash; an indented fence, which takes away the spaces with which a line begins once a wikilink is unlinked there.
DISPUTED = re.compile(
    r"<pre(?![a-z0-9])|(?:`{3}|~{3})[^\r\n]*\[\["
    r"|(?:^|[\r\n])[ \t>]*(?:[-+*>]|\d+[.)])[^\r\n]*(?:(?:\r\n|\r|\n)[^\r\n]+)*?(?:\r\n|\r|\n)[ \t>]*</?[a-z](?s:.*)\\[\[\]]"
    r"|[\r\n >] {1,3}(?:`{3}|~{3})(?s:.*)\[\[[^\[\]\r\n]*[:：|] |\A {1,3}(?:`{3}|~{3})(?s:.*)\[\[[^\[\]\r\n]*[:：|] "
)
WHERE = Path(__file__).parent / "1.md"


def draw(random: Random) -> list[str]:
    """The pieces of one page, below how it is to be repaired."""
    return [random.choice(list(MARKS)), *grammar.draw(random)]


def check(pieces: list[str], _folder: Path) -> str:
    """What is wrong with how the page is repaired; "" for nothing. Without a first piece of `draw`, all is tried."""
    text = "".join(piece for piece in pieces if piece not in MARKS)
    asked = [MARKS[pieces[0]]] if pieces[0] in MARKS else list(MARKS.values())
    whys = (_seen(text, unsafe=unsafe) or _told(text, kind, unsafe=unsafe) for unsafe, kind in asked)
    return next(filter(None, whys), "")


@cache
def _plan() -> Plan:
    return plan_for(Settings(extend_select=("ALL",)), load_rules().rules)


def _seen(text: str, *, unsafe: bool) -> str:
    """What a reader sees that was not there, to either renderer."""
    if DISPUTED.search(text):
        return ""
    told = differences(repair(Page(text, kind="other"), unsafe=unsafe))
    # To markdown-it-py, what is white space to Python is white space in places, and what goes on with a paragraph is code.
    odd = referee.ODD_SPACE.search(text) or referee.LAZY.search(text)
    found = next((one for one in told if not (odd and one.startswith("markdown-it-py"))), "")
    return found and f"seen differently: {'unsafe, ' * unsafe}{found}"


def _told(text: str, kind: str | None, *, unsafe: bool) -> str:
    """Whether a second run finds and refuses what the first one left, word for word."""
    page = Page(text, WHERE, kind=kind, titles={"美国", "三国"})
    once = fix_page(page, _plan(), unsafe=unsafe)
    again = fix_page(Page(once.page.text, WHERE, kind=kind, titles=page.titles), _plan(), unsafe=unsafe)
    if again.repaired:
        return f"a second run repairs more: {'unsafe, ' * unsafe}{', '.join(again.repaired)}"
    differ = sorted({one.rule for one in set(once.result.findings) ^ set(again.result.findings)})
    return f"a second run tells other things: {'unsafe, ' * unsafe}{', '.join(differ)}" if differ else ""
