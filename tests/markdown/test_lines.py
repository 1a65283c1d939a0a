"""Places on a page: the same whether line ends are counted or looked up, whatever they are."""

from __future__ import annotations

import re

from hypothesis import given, strategies as st

from mdlint_zh.markdown.lines import Lines, Span

texts = st.lists(st.sampled_from(["a", "中", "\n", "\r\n", "\r", "\ufeff", " "]), max_size=14).map("".join)


def told_simply(text: str, offset: int) -> tuple[int, int, Span]:
    """Number, column and span of the line with this offset, by a pattern over the whole text."""
    first = 1 if text.startswith("\ufeff") else 0
    ends = list(re.finditer(r"\r\n|\n|\r", text))
    starts = [first, *(end.end() for end in ends)]
    spans = [Span(*pair) for pair in zip(starts, [*(end.start() for end in ends), len(text)], strict=True)]
    number = max(1, sum(start <= offset for start in starts))
    return number, max(1, offset - starts[number - 1] + 1), spans[number - 1]


@given(texts)
def test_counting_and_looking_up_say_the_same(text: str) -> None:
    for offset in range(len(text) + 1):
        lines = Lines(text)
        for _ in ("counted", "looked up"):
            number, column, span = told_simply(text, offset)
            assert (lines.number(offset), lines.position(offset), lines.around(offset)) == (
                number,
                (number, column),
                span,
            )
            assert len(lines) >= number  # makes the table


@given(texts)
def test_the_lines_above_and_below_are_the_neighbours(text: str) -> None:
    lines = Lines(text)
    all_lines = [Lines(text).span(number) for number in range(1, len(Lines(text)) + 1)]
    for index, line in enumerate(all_lines):
        assert lines.above(line) == (all_lines[index - 1] if index else None)
        assert lines.below(line) == (all_lines[index + 1] if index + 1 < len(all_lines) else None)
