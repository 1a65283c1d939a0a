"""The text of a page as an editor has it: the same text after any edits, in all three ways to count."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import re

from hypothesis import given, strategies as st
from served import offset_of, units

from mdlint_zh.server.protocol.buffer import Buffer, Encoding, Place, Range, split

ENCODED = pytest.mark.parametrize("encoding", list(Encoding))
# What tells the ways to count apart, and what ends a line or only looks so to Python.
CHARACTERS = "aé中𠮷😀 \t\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\ufeff\u200d\r\n"
TEXT = st.text(st.sampled_from(CHARACTERS), max_size=40)


@given(TEXT)
def test_lines_are_those_of_the_protocol(text: str) -> None:
    lines = split(text)
    assert "".join(lines) == text
    assert len(lines) == len(re.findall(r"\r\n|\r|\n", text)) + 1


@ENCODED
@given(text=TEXT, data=st.data())
def test_a_place_and_its_offset_are_the_same(encoding: Encoding, text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    buffer = Buffer.of(text, encoding)
    place = buffer.place(offset)
    is_between = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
    assert buffer.offset(place) == offset - is_between
    assert offset_of(text, {"line": place.line, "character": place.column}, encoding.value) == offset - is_between


@ENCODED
@given(text=TEXT, data=st.data())
def test_places_in_any_order_are_what_they_are_alone(encoding: Encoding, text: str, data: st.DataObject) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text)), max_size=8))
    buffer = Buffer.of(text, encoding)
    assert [buffer.place(one) for one in offsets] == [Buffer.of(text, encoding).place(one) for one in offsets]


@ENCODED
@given(text=TEXT, edits=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TEXT), max_size=6))
def test_edits_make_what_the_editor_has(encoding: Encoding, text: str, edits: list[tuple[int, int, str]]) -> None:
    """Undone again one by one, they lead back."""
    buffer, before = Buffer.of(text, encoding), []
    for first, second, new in edits:
        start, end = sorted(min(one, len(text)) for one in (first, second))
        start -= text[start - 1 : start + 1] == "\r\n" and start > 0
        end -= text[end - 1 : end + 1] == "\r\n" and end > 0
        before.append(text)
        buffer = buffer.changed(buffer.range(start, end), new)
        text = text[:start] + new + text[end:]
        assert buffer.text == text
        assert list(buffer.lines) == split(text)
    for former in reversed(before):
        buffer = buffer.changed(Range(Place(0, 0), Place(len(buffer.lines), 0)), former)
        assert buffer.text == former


@ENCODED
@pytest.mark.parametrize(
    ("start", "end", "after"),
    [
        ((0, 99), (0, 99), "甲X\n乙"),
        ((0, 99), (1, 99), "甲X"),
        ((7, 0), (9, 9), "甲\n乙X"),
        ((1, 0), (0, 0), "X乙"),
        ((-1, -1), (-1, 0), "X甲\n乙"),
        ((0, -5), (0, 0), "X甲\n乙"),
    ],
)
def test_what_lies_outside_is_taken_for_its_nearest_place(
    encoding: Encoding, start: tuple[int, int], end: tuple[int, int], after: str
) -> None:
    assert Buffer.of("甲\n乙", encoding).changed(Range(Place(*start), Place(*end)), "X").text == after


@ENCODED
@pytest.mark.parametrize("character", ["中", "😀", "𠮷"])
def test_a_column_within_a_character_is_before_it(encoding: Encoding, character: str) -> None:
    size = units(character, encoding.value)
    buffer = Buffer.of(f"a{character}b", encoding)
    assert [buffer.offset(Place(0, 1 + column)) for column in range(size + 1)] == [1] * size + [2]


@ENCODED
def test_half_a_character_is_kept(encoding: Encoding) -> None:
    """JSON can say it, and an editor may send both halves one after the other."""
    buffer = Buffer.of("a\ud83d\nb", encoding)
    assert buffer.range(0, 4) == Range(Place(0, 0), Place(1, 1))
    assert buffer.changed(buffer.range(2, 2), "\ude00").text == "a\ud83d\ude00\nb"
