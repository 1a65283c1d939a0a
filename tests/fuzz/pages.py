"""Pages: the shortcuts and the full way find the same; a second run changes nothing; nothing is found in code."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

import grammar
import referee

from mdlint_zh import Finding, Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import Plan, plan_for
from mdlint_zh.markdown.structure import read_leaves, read_literal_blocks, read_verbatim

ABOVE = "---\ntitle: 样本\n---\n"
KINDS = {"any": None, "article": "article", "other": "other"}
# These read code, too, or the page as a whole.
OF_ALL = frozenset({"wikilink-misplaced", "line-endings-mixed", "final-newline", "byte-order-mark", "trailing-spaces"})
AT_THE_TOP = frozenset({"byte-order-mark", "line-endings-mixed", "page-empty"})  # and of the page as a whole
WHERE = Path(__file__).parent / "1.md"


def draw(random: Random) -> list[str]:
    """The pieces of one page, below what is to be looked at: with all that, an hour would see a quarter as many."""
    return [f"{random.choice(list(_ASPECTS))} {random.choice(list(KINDS))}", *grammar.draw(random)]


def check(pieces: list[str], _folder: Path) -> str:
    """What is wrong with how the page is read; "" for nothing. Without a first piece of `draw`, all is looked at."""
    marks = [f"{aspect} {kind}" for aspect in _ASPECTS for kind in KINDS]
    text = "".join(piece for piece in pieces if piece not in marks)
    if not text.strip("\ufeff \t\r\n"):
        return ""
    asked = [mark.split() for mark in (pieces[:1] if pieces[0] in marks else marks)]
    return _reading(text) or next((why for aspect, kind in asked if (why := _ASPECTS[aspect](text, KINDS[kind]))), "")


@cache
def _plan() -> Plan:
    return plan_for(Settings(extend_select=("ALL",)), load_rules().rules)


def _page(text: str, kind: str | None, *, shortcuts: bool = True) -> Page:
    return Page(text, WHERE, kind=kind, shortcuts=shortcuts, titles={"美国", "三国"})


def _lint(text: str, kind: str | None, *, shortcuts: bool = True) -> list[Finding]:
    page = _page(text, kind, shortcuts=shortcuts)
    result = lint_page(page, _plan())
    if result.failures:
        raise ValueError(result.failures[0].message)
    return result.findings


def _reading(text: str) -> str:
    """Whether code and HTML are where the referee sees them, with shortcuts as well as without."""
    page, fast = (Page(text, kind="other", shortcuts=shortcuts) for shortcuts in (False, True))
    if fast.view(read_literal_blocks) != page.view(read_literal_blocks):
        return "shortcuts see other literal blocks"
    top = fast.header.end
    if [one for one in fast.inlines if one.start >= top] != [one for one in page.inlines if one.start >= top]:
        return "shortcuts see other inline constructs"
    if page.front_matter.end or text.startswith("\ufeff") or referee.DISPUTED.search(text):
        return ""
    rows = [text[slice(*page.lines.span(number))] for number in range(1, len(page.lines) + 1)]
    ours = {line for block in page.view(read_literal_blocks) for line in range(block.first, block.last + 1)}
    ours = {line for line in ours if rows[line - 1].strip(" \t>")}
    judged = referee.literal_lines(text)
    if ours != judged:
        return f"literal lines are {sorted(ours)}: the referee has {sorted(judged)}"
    if page.view(read_verbatim):  # to the referee, what other programs show as it stands is text
        return ""
    spans, judged_spans = _code_spans(page), referee.code_spans(text)
    return "" if spans == judged_spans else f"code spans are {spans}: the referee has {judged_spans}"


def _code_spans(page: Page) -> list[str]:
    """What the code spans say, without white space and marks of quotes; those in alt texts do not count."""
    spans = [one.text for one in page.inlines if one.kind == "code" and one.text]
    quoted = re.compile(r"(?<=[\r\n])[ \t>]+") if page.view(read_leaves).quoted else re.compile(r"(?!)")
    said = [quoted.sub("", page.text[slice(*span)]) for span in spans if not _in_image(page, span.start)]
    return ["".join(referee.without_odd_space(one).split()) for one in said]


def _in_image(page: Page, offset: int) -> bool:
    return any(one.is_image and one.start <= offset < one.end for one in page.inlines)


def _shortcuts(text: str, kind: str | None) -> str:
    fast, full = (_lint(text, kind, shortcuts=shortcuts) for shortcuts in (True, False))
    if fast == full:
        return ""
    differ = sorted({one.rule for one in set(fast) ^ set(full)})
    return f"shortcuts find other things: {', '.join(differ)}"


def _second_run(text: str, kind: str | None, *, unsafe: bool = False) -> str:
    """Whether fixing twice is fixing once, and makes no page of another kind."""
    once = fix_page(_page(text, kind), _plan(), unsafe=unsafe)
    if once.result.failures:
        return once.result.failures[0].message
    again = fix_page(_page(once.page.text, kind), _plan(), unsafe=unsafe)
    if again.page.text != once.page.text:
        return f"a second run changes the page again: {'unsafe, ' * unsafe}{', '.join(again.repaired)}"
    same = _page(once.page.text, kind).kind == once.page.kind
    return "" if same else "the kind of the page is another in the second run"


def _second_unsafe_run(text: str, kind: str | None) -> str:
    return _second_run(text, kind, unsafe=True)


def _places(text: str, _kind: str | None) -> str:
    return _spares_code(text) or _shifts(text)


def _spares_code(text: str) -> str:
    page = _page(text, "other")
    findings = [one for one in lint_page(page, _plan()).findings if one.rule not in OF_ALL]
    lines = set() if page.front_matter.end or referee.DISPUTED.search(text) else referee.literal_lines(text)
    inside = sorted({one.rule for one in findings if page.lines.number(one.start) in lines and _is_code(page, one)})
    return f"found in code: {', '.join(inside)}" if inside else ""


def _is_code(page: Page, finding: Finding) -> bool:
    """Whether the line of the finding, which is literal, is code: HTML shows text, too."""
    line = page.lines.number(finding.start)
    return any(block.kind == "code" and block.first <= line <= block.last for block in page.view(read_literal_blocks))


def _shifts(text: str) -> str:
    if text.startswith(("\ufeff", "---", "+++", "{", " ", "\t", "\n", "\r")):
        return ""
    here = [(one.rule, one.start, one.end) for one in _lint(text, "other") if one.rule not in AT_THE_TOP]
    by = len(ABOVE)
    below = [
        (one.rule, one.start - by, one.end - by) for one in _lint(ABOVE + text, "other") if one.rule not in AT_THE_TOP
    ]
    differ = sorted({one[0] for one in set(here) ^ set(below)})
    return f"front matter above changes more than places: {', '.join(differ)}" if here != below else ""


_ASPECTS = {
    "shortcuts": _shortcuts,
    "second-run": _second_run,
    "second-unsafe-run": _second_unsafe_run,
    "places": _places,
}
