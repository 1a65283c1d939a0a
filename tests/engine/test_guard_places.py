"""The guard: where links begin, and where the marks around a caption stand alone."""

from __future__ import annotations

import pytest

from mdlint_zh import Change, Edit
from mdlint_zh.engine.finding import apply
from mdlint_zh.engine.guard import Applied, breaches
from mdlint_zh.engine.guard.caption import opens_caption


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        ("[[\\[[zh:美]]]()", Edit(2, 3, "")),
        ("[a [\\[[zh:美]]](u)", Edit(4, 5, "")),
        ("![[\\[[zh:美]]](u)", Edit(3, 12, "美")),
        ("[甲](乙</b>[[zh: 丙]](u '题')", Edit(14, 15, "")),
        ("[甲]([[zh: 乙]] '题')", Edit(9, 10, "")),
        ("[甲 [[zh:乙]](u)", Edit(3, 12, "[[zh:乙]]")),
    ],
)
def test_a_link_begins_where_it_began(before: str, edit: Edit) -> None:
    after = apply(before, [edit])
    harm = breaches(before, after, [Applied(edit, "some-rule", Change.LINK)])
    assert bool(harm) == (after != before)


@pytest.mark.parametrize(
    ("above", "alone"),
    [
        ("", True),
        ("字\n\n", True),
        ("![](a_b.png)字\n", True),
        ("*字\n\n", True),
        ("*字\n", False),
        ("![](a_b.png)~\n", False),
        ("字\n" * 4_000, True),
        ("字\n" * 8_000, False),
        ("字\n" * 8_000 + "\n", True),
    ],
    ids=lambda value: repr(value) if len(repr(value)) < 30 else f"{len(value)} characters",
)
def test_marks_around_a_caption_are_alone_in_their_paragraph(above: str, *, alone: bool) -> None:
    """As far as it is looked at: many captions may stand in a long one."""
    text = f"{above}![](c.png)*(图片：某人)*\n"
    at = text.index("*(")
    assert opens_caption(text, at, at + 1) is alone
