"""Columns in code points, UTF-8 bytes and UTF-16 units, by who reads them."""

from __future__ import annotations

import pytest
from conftest import Desk
from hypothesis import given, strategies as st
from samples import SOUND

from mdlint_zh.cli.commands import cli
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.report.columns import Columns
from mdlint_zh.report.format import CODE_POINTS, UTF_8, UTF_16

PAGE = SOUND.replace("第一段。", "😀𠮷é第一段。 ")
BEFORE = "正文😀𠮷é第一段。"
LENGTHS = {
    "code-points": len(BEFORE),
    "utf-8": len(BEFORE.encode()),
    "utf-16": len(BEFORE.encode("utf-16-le")) // 2,
}


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("unit", LENGTHS)
def test_editors_get_columns_in_the_unit_that_they_ask_for(desk: Desk, unit: str, known: bool) -> None:
    desk.write("1.md", "\ufeff" + PAGE if known else PAGE)
    only = ("--select", "trailing-spaces", "--column-unit", unit)
    if known:
        desk.run("check")
    column = LENGTHS[unit] + 1
    for form in ("concise", "full"):
        assert desk.run("check", "--output-format", form, *only).out.startswith(f"1.md:8:{column}: ")
    for form in ("json", "json-lines"):
        out = desk.run("check", "--output-format", form, *only).out
        assert f'"line": 8, "column": {column}, "end_line": 8, "end_column": {column + 1}, "text": ""' in out
        assert f'"start": {PAGE.index(" ", PAGE.index("段。")) + known}' in out


@pytest.mark.parametrize("unit", LENGTHS)
def test_after_a_fix_columns_are_those_of_the_page_as_it_is_then(desk: Desk, unit: str) -> None:
    desk.write("1.md", PAGE.replace("正文😀", "正\u200b文😀", 1))
    ran = desk.run("check", "--fix", "--output-format", "concise", "--column-unit", unit, "1.md")
    assert [line.split()[2] for line in ran.lines] == ["invisible-characters"]
    assert ran.out.startswith(f"1.md:8:{1 + {'code-points': 1, 'utf-8': 3, 'utf-16': 1}[unit]}:")


@given(st.text(st.sampled_from("a汉😀\n\r")), st.data())
def test_columns_are_what_the_line_before_them_takes(text: str, data: st.DataObject) -> None:
    text = text * data.draw(st.integers(1, 300))
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    report = FileReport("1.md", "other", starts=starts)
    columns = {"utf-8": Columns("utf-8", report, text), "utf-16-le": Columns("utf-16", report, text)}
    for offset in data.draw(st.lists(st.integers(0, len(text)), max_size=5)):
        line, column = report.position(offset)
        before = text[starts[line - 1] : offset]
        assert len(before) == column - 1
        for encoding, size in (("utf-8", 1), ("utf-16-le", 2)):
            assert columns[encoding].position(offset) == (line, len(before.encode(encoding)) // size + 1)


def test_many_columns_on_one_long_line_are_told_without_reading_it_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    read, length = [0], Columns._length

    def watched(columns: Columns, start: int, end: int) -> int:
        read[0] += end - start
        return length(columns, start, end)

    monkeypatch.setattr(Columns, "_length", watched)
    columns = Columns("utf-8", FileReport("1.md", "other", starts=[0]), "汉" * 200_000)
    for offset in range(0, 200_000, 100):
        assert columns.position(offset) == (1, 3 * offset + 1)
    assert read[0] < 200_000 + 2000 * 1024


def test_the_command_line_offers_the_units_that_there_are() -> None:
    (option,) = (one for one in cli.commands["check"].params if one.name == "column_unit")
    assert list(option.type.choices) == [CODE_POINTS, UTF_8, UTF_16]  # type: ignore[attr-defined]
