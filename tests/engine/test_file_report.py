"""A report tells without its page what the page would: lines, columns, excerpts; and it survives being packed."""

from __future__ import annotations

import pickle

from hypothesis import given, strategies as st
from strategies import bodies

from mdlint_zh import Edit, Finding, Fix, Page, replace_all
from mdlint_zh.engine.file_report import NEAR, FileReport
from mdlint_zh.engine.finding import ERROR, INFO, WARNING
from mdlint_zh.run.cache.packing import pack_excerpts, pack_findings, unpack_excerpts, unpack_findings

LONG = 3000


@st.composite
def reported(draw: st.DrawFn) -> tuple[Page, FileReport]:
    """A page, and the report of findings anywhere on it."""
    text = draw(bodies) + "长" * draw(st.sampled_from([0, 0, LONG])) + draw(bodies)
    text = "\ufeff" * draw(st.integers(0, 1)) + text
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(sorted)
    edits = st.lists(spans.map(lambda span: Edit(*span, "文")), max_size=3).map(tuple)
    fixes = st.one_of(
        st.none(),
        st.builds(Fix, edits, st.booleans(), st.booleans(), st.sampled_from(["", "it would harm"])),
        st.lists(spans, max_size=4).map(lambda several: replace_all(map(tuple, several), "\n", each=True)),
    )
    findings = st.builds(
        lambda span, message, fix, sure, others, severity: Finding(
            *span, message, fix, sure, others, "a-rule", severity
        ),
        spans,
        st.text(max_size=20),
        fixes,
        st.one_of(st.none(), st.floats(0, 1)),
        st.lists(st.builds(Fix, edits), max_size=2).map(tuple),
        st.sampled_from([INFO, WARNING, ERROR]),
    )
    page = Page(text)
    report = FileReport.on(page, "1.md", draw(st.lists(findings, max_size=5)))
    report.keep_excerpts(text)
    return page, report


@given(reported())
def test_positions_are_those_of_the_page(given_: tuple[Page, FileReport]) -> None:
    page, report = given_
    for finding in report.findings:
        for offset in (finding.start, finding.end):
            assert report.position(offset) == page.lines.position(offset)


@given(reported())
def test_an_excerpt_is_the_line_near_the_finding(given_: tuple[Page, FileReport]) -> None:
    page, report = given_
    for finding in report.findings:
        line, kept = page.lines.around(finding.start), report.excerpt(finding)
        assert (kept.start, kept.end) == line
        for at in (min(finding.start, line.end), min(finding.end, line.end)):
            first, last = max(line.start, at - NEAR), min(line.end, at + NEAR)
            assert kept.text(first, at) == page.text[first:at]
            assert kept.text(at, last) == page.text[at:last]


@given(reported())
def test_what_was_packed_is_the_same_again(given_: tuple[Page, FileReport]) -> None:
    _, report = given_
    findings, starts = unpack_findings(pack_findings(report.findings, report.starts))
    assert (findings, starts) == (list(report.findings), list(report.starts))
    assert unpack_excerpts(pack_excerpts(report.excerpts)) == report.excerpts
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - made here


@given(reported(), st.text("甲 \n", max_size=30))
def test_a_fingerprint_stays_when_lines_move_and_messages_change(given_: tuple[Page, FileReport], above: str) -> None:
    page, report = given_
    if page.text.startswith("\ufeff"):
        return
    moved, by = Page(f"{above}\n{page.text}"), len(above) + 1
    told = [
        one._replace(start=one.start + by, end=one.end + by, message=f"{one.message} 7 times", fix=None)
        for one in report.findings
    ]
    again = FileReport.on(moved, "2.md", told)
    again.keep_excerpts(moved.text)
    assert again.fingerprints() == report.fingerprints()


def test_fingerprints_tell_findings_apart() -> None:
    text = "甲乙\n甲乙\n丙\n"
    findings = [
        Finding(0, 1, "", rule="a"),
        Finding(0, 1, "", rule="b"),
        Finding(3, 4, "", rule="a"),
        Finding(6, 7, "", rule="a"),
    ]
    report = FileReport.on(Page(text), "1.md", findings)
    report.keep_excerpts(text)
    assert len(set(report.fingerprints())) == len(findings)
