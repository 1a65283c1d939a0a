"""Comments that suppress a finding, put into a page so that nothing else on it is another thing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from mdlint_zh.base.edit import Edit
from mdlint_zh.engine.finding import apply
from mdlint_zh.markdown.document import Document
from mdlint_zh.markdown.structure import read_leaves, read_top
from mdlint_zh.page.suppressions.comment import FILE
from mdlint_zh.page.suppressions.readings import read_suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mdlint_zh.engine.finding import Finding

Where: TypeAlias = "Literal['here', 'file']"
"""At one place, or on the whole page."""
HERE: Final = "here"


def suppression(text: str, finding: Finding, where: str, look: Callable[[str], Sequence[Finding]]) -> Edit | None:
    """Return the edit that puts a comment in; None where there is no place for one.

    `look` finds what is shown of a text: what is suppressed is gone then, nothing new is found, and the page has the
    same blocks.
    """
    document = Document(text)
    found = look(text)
    for edit in _here(document, finding) if where == HERE else _in_file(document, finding.rule):
        after = apply(text, [edit])
        if _blocks(Document(after)) == _blocks(document) and _only_gone(finding, found, look(after), edit, where):
            return edit
    return None


def _here(document: Document, finding: Finding) -> Iterator[Edit]:
    """Places for a comment about one line: above it where a paragraph begins, else behind it."""
    text, lines, rule = document.text, document.lines, finding.rule
    number = lines.number(finding.start)
    start, end = lines.span(number)
    newline, line = lines.newline_at(start), text[start:end]
    if start < document.front_matter.end:
        yield Edit(start, start, f"# mdlint-zh-disable-next-line {rule}{newline}")
        return
    indent = line[: len(line) - len(line.lstrip(" "))]
    above = Edit(start, start, f"{indent}<!-- mdlint-zh-disable-next-line {rule} -->{newline}")
    behind = start + len(line.rstrip(" \t"))
    if number == 1 or not text[slice(*lines.span(number - 1))].strip():
        yield above
    if text[behind - 1 : behind] == "|":
        yield Edit(behind - 1, behind - 1, f"<!-- mdlint-zh-disable-line {rule} --> ")
    yield Edit(behind, behind, f" <!-- mdlint-zh-disable-line {rule} -->")
    yield above


def _in_file(document: Document, rule: str) -> Iterator[Edit]:
    """The name behind those of such a comment that is there; else a comment at the top."""
    for mark in document.view(read_suppressions):
        if mark.verb == FILE and mark.names:
            end = mark.names[-1].end
            yield Edit(end, end, f", {rule}")
    lines = document.lines
    start = lines.starts[min(document.view(read_top), len(lines)) - 1]
    yield Edit(start, start, f"<!-- mdlint-zh-disable-file {rule} -->{lines.newline_at(start)}")


def _blocks(document: Document) -> list[str]:
    """The kinds of the blocks; comments are none."""
    return [block.kind for block in document.view(read_leaves).blocks if block.kind != "html"]


def _only_gone(finding: Finding, before: Sequence[Finding], after: Sequence[Finding], edit: Edit, where: str) -> bool:
    """Whether the finding is gone, or all of its rule, and nothing else but of its rule."""
    left = [one for one in after if one.rule == finding.rule]
    if where != HERE:
        is_gone = not left
    else:
        shift = len(edit.text) if edit.start <= finding.start else 0
        is_gone = not any(one.start == finding.start + shift and one.end == finding.end + shift for one in left)
    return is_gone and _others(before, finding.rule) == _others(after, finding.rule)


def _others(findings: Sequence[Finding], rule: str) -> Counter[str]:
    return Counter(one.rule for one in findings if one.rule != rule)
