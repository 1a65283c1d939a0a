"""What several rounds of edits have kept, and the edits that they come to."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.kept import edits_between, kept_of
from mdlint_zh.engine.finding import apply

TEXT = st.text("ab中\n\r", max_size=12)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[Edit]], str]:
    """A text, rounds of edits, and the text after them."""
    text = first = draw(TEXT)
    made = []
    for _ in range(draw(st.integers(0, 4))):
        ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        edits = [Edit(start, end, draw(TEXT)) for start, end in zip(ends[::2], ends[1::2], strict=False)]
        made.append(edits)
        text = apply(text, edits)
    return first, made, text


@given(rounds())
def test_one_round_does_what_several_have_done(drawn: tuple[str, list[list[Edit]], str]) -> None:
    before, made, after = drawn
    kept = kept_of(before, made)
    assert all(before[one.old : one.old + one.length] == after[one.new : one.new + one.length] for one in kept)
    edits = list(edits_between(before, after, kept))
    assert apply(before, edits) == after
    assert edits == sorted(edits)
    assert all(left.end <= right.start for left, right in pairwise(edits))
    for start, end, new in edits:
        old = before[start:end]
        assert old[:1] != new[:1] or not (old and new)
        assert old[-1:] != new[-1:] or not (old and new)
