"""A quick look says what the whole reading says: what most pages need is told apart from the rest by a glance."""

from __future__ import annotations

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from mdlint_zh.rules import line_endings_mixed, trailing_spaces
from strategies import pages

from mdlint_zh import Page
from mdlint_zh.markdown.body import TooComplexError

WRITTEN = ["", "字", "-", "> *", "1.", "1)", "- ", "+\t", "\\", "\ufeff", " ", "  ", "\t"]
lines = st.tuples(st.sampled_from(WRITTEN), st.sampled_from(["\n", "\n", "\r\n", "\r"]), st.sampled_from(["", " "]))
texts = st.lists(lines.map("".join), max_size=8).map("".join)


class Everything:
    """A set that holds whatever it is asked about."""

    def __contains__(self, _: object) -> bool:
        return True


@given(texts)
def test_spaces_below_a_sentence_are_found_as_those_below_an_item_are(text: str) -> None:
    quick = list(trailing_spaces._trailing(text))
    with mock.patch.object(trailing_spaces, "MAY_END_ITEM", Everything()):
        assert list(trailing_spaces._trailing(text)) == quick


@given(pages)
def test_what_is_outside_of_markup_is_told_of_many_as_of_one(text: str) -> None:
    page, spans = Page(text), [(at, at + 1) for at in range(len(text))]
    try:
        one_by_one = [span for span in spans if not page.is_markup(span[0])]
    except TooComplexError:
        return
    assert page.outside_markup(spans) == one_by_one


@given(texts, st.sampled_from(["lf", "crlf", "most"]))
def test_other_line_ends_are_the_same_whether_looked_up_or_counted(text: str, wanted: str) -> None:
    for finding in line_endings_mixed.check.check(Page(text), line_endings_mixed.Options(wanted)):
        assert finding.fix
        end = finding.fix.edits[0].text
        others = [other.span() for other in line_endings_mixed.ENDS[end].finditer(text)]
        assert [(edit.start, edit.end) for edit in finding.fix.edits] == others
        assert (finding.start, finding.end) == others[0]
