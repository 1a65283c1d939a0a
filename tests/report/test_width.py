"""The widths of texts: what is told at a glance is what wcwidth says."""

from __future__ import annotations

import wcwidth
from hypothesis import given, strategies as st
from strategies import pages

from mdlint_zh.engine.file_report import Excerpt
from mdlint_zh.engine.finding import Finding
from mdlint_zh.report import width
from mdlint_zh.report.frame import frame
from mdlint_zh.report.width import QuickRuler, Ruler

lines = pages.map(lambda text: " ".join(text.split())[:200])


def test_common_characters_are_as_wide_as_wcwidth_says() -> None:
    """What is known without asking it; and a text of them is as wide as its characters."""
    ruler = QuickRuler()
    common = [character for character in map(chr, range(0x10000)) if width._COMMON.fullmatch(character)]
    assert len(common) > 27_000
    assert [one for one in common if ruler.width(one) != wcwidth.wcwidth(one)] == []
    assert ruler.width("第三国 a…") == wcwidth.wcswidth("第三国 a…") == 9
    assert ruler.width("👨‍👩‍👧家") == wcwidth.wcswidth("👨‍👩‍👧家")


@given(lines, st.data())
def test_a_frame_is_the_same_however_it_is_measured(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    excerpt, finding, columns = (
        Excerpt(0, len(line), ((0, line),)),
        Finding(start, end, ""),
        data.draw(st.integers(20, 90)),
    )
    assert frame(excerpt, finding, columns, QuickRuler()) == frame(excerpt, finding, columns, Ruler())
