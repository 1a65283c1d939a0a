"""Edits of the engine as text edits: places that editors have, in all encodings, also where CR and LF meet."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

from typing import Any

from hypothesis import given, settings, strategies as st
from served import applied

from mdlint_zh.base.edit import Edit
from mdlint_zh.engine.finding import apply
from mdlint_zh.server.protocol.buffer import Buffer, Encoding
from mdlint_zh.server.shown import text_edits

TEXT = st.lists(st.sampled_from(["a", "中", "😀", "\r\n", "\r\n", "\r", "\n", "\u2028"]), max_size=8).map("".join)


@pytest.mark.parametrize("encoding", list(Encoding))
@settings(max_examples=300)
@given(text=TEXT, data=st.data())
def test_text_edits_do_what_the_edits_do(encoding: Encoding, text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [Edit(start, end, data.draw(TEXT)) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    made = text_edits(edits, Buffer.of(text, encoding))
    plain = [plain_edit(one.range.start, one.range.end, one.new_text) for one in made]
    assert applied(text, plain, encoding.value) == apply(text, edits)
    assert len(made) <= len(edits)


def plain_edit(start: Any, end: Any, new: str) -> dict[str, Any]:
    places = [{"line": one.line, "character": one.character} for one in (start, end)]
    return {"range": {"start": places[0], "end": places[1]}, "newText": new}
