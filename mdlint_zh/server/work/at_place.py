"""What there is to say of a place on a page: of a finding its rule, of a wikilink its target and how it was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.engine.explain import page as page_of_rule
from mdlint_zh.page.header.readings import read_header
from mdlint_zh.page.links.misplaced import read_working_links
from mdlint_zh.page.links.word_cuts import CHINESE, read_word_cuts
from mdlint_zh.page.suppressions.readings import read_suppressions
from mdlint_zh.report.line import percent
from mdlint_zh.wordcut.judge import THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.rule import Rule
    from mdlint_zh.markdown.wikilinks import Wikilink
    from mdlint_zh.page import Page

SPLIT = "wikilink-split"
"""The rule that finds links that cut a word."""
_BETWEEN = "\n---\n\n"


class Told(NamedTuple):
    """What is told, in Markdown, of the code points [start, end)."""

    start: int
    end: int
    text: str


def told_at(
    page: Page, offset: int, findings: Sequence[Finding], rules: Mapping[str, Rule], options: Mapping[str, object]
) -> Told | None:
    """Return what there is to say of the code point at this offset; `findings` are those that lie over it, `options`
    those of rules that are set.
    """
    link = next((one for one in page.wikilinks if one.start <= offset < one.end), None)
    names = [*dict.fromkeys(finding.rule for finding in findings), *_suppressed(page, offset)]
    threshold = getattr(options.get(SPLIT), "threshold", THRESHOLD)
    texts = [_of_link(page, link, findings, threshold)] if link else []
    texts += [page_of_rule(rules[name]) for name in names if name in rules]
    if not texts:
        return None
    spans = [(one.start, one.end) for one in (link, *findings) if one]
    start, end = min(spans, key=lambda span: span[1] - span[0], default=(offset, offset))
    return Told(start, end, _BETWEEN.join(texts))


def _suppressed(page: Page, offset: int) -> Iterator[str]:
    """The rules that a comment names at this offset."""
    for mark in page.view(read_suppressions):
        yield from (name.text for name in mark.names if name.start <= offset <= name.end)


def _of_link(page: Page, link: Wikilink, findings: Sequence[Finding], threshold: float) -> str:
    """The target of a wikilink, whether it is known, and what its edges do."""
    lines = [f"**{link.name}**" + (f", shown as {link.shown}" if link.shown != link.target else ""), ""]
    if page.titles:
        lines.append(f"- {'a known title' if link.target in page.titles else 'in none of the lists of titles'}")
    lines.append(f"- {_judged(page, link, findings, threshold)}")
    return "\n".join(lines) + "\n"


def _judged(page: Page, link: Wikilink, findings: Sequence[Finding], threshold: float) -> str:
    """What is thought of the edges of a link, and how sure that is; as sure as the finding, where there is one."""
    if link not in page.view(read_working_links):
        return "it stands where no link works: its edges are not judged"
    if link.space.lower().partition("-")[0] not in CHINESE:
        return "its edges are not judged: the wiki is not Chinese"
    if link.start < page.view(read_header).end:
        return "it stands in the header: its edges are not judged"
    cut = next((one for one in page.view(read_word_cuts) if one.link == link), None)
    if cut is None:
        return "its edges cut no word"
    found = (one.confidence for one in findings if one.rule == SPLIT and one.start == link.start)
    confidence = next((one for one in found if one is not None), cut.confidence)
    sure = f"confidence {percent(confidence)}"
    if confidence < threshold:
        return f"its edges may cut {cut.words}, but that is not sure enough to be told: {sure}, {threshold} is needed"
    return f"its edges cut {cut.words}: {sure}"
