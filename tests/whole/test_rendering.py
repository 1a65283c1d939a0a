"""Fixing changes nothing that a reader sees but what the rules declare, to two renderers that know nothing of us."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import pytest
from rendering import ALL, Repair, differences, repair
from shapes import DEFECTS, SHAPES

from mdlint_zh import Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.run.discover import find_pages
from mdlint_zh.run.read import ReadError, read_page

ARCHIVE = os.environ.get("MDLINT_ZH_ARCHIVE")
EVERY = 40
"""Of the real pages, `make test` renders one in so many; `make test-all` renders all."""
FOLDERS = ("archive", "trees", "foreign")


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("defect", DEFECTS)
def test_every_shape_of_markdown_is_seen_as_before(defect: str, unsafe: bool) -> None:
    broken = []
    for shape in SHAPES:
        text = DEFECTS[defect](shape)
        repaired = repair(Page(text, kind="other"), unsafe=unsafe)
        broken += [f"{text!r}: {difference}" for difference in differences(repaired)]
        assert repair(Page(repaired.after, kind="other"), unsafe=unsafe).after == repaired.after, text
    assert not broken


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("一\n\n---\n", "一\n---\n", {"blank-lines"}),
        ("一  \n二\n", "一\n二\n", {"trailing-spaces"}),
        ("    码\n", "码\n", {"trailing-spaces"}),
        ("\\&copy;\n", "&copy;\n", {"html-entity"}),
        ("[[zh:美国]]\n", "英国\n", {"wikilink-split"}),
        ("1986\u200b. 一\n", "1986. 一\n", {"invisible-characters"}),
        ("**注意\\!**看\n", "**注意\\**!看\n", {"image-alt-missing"}),
        ("![](a.png)\n", "![](b.png)\n", {"image-alt-missing"}),
        ("| a | b |\n|---|---|\n| c\\|d | e |\n", "| a | b |\n|---|---|\n| c|d | e |\n", {"wikilink-malformed"}),
        ("- 一\n  - 二\n", "-  一\n  - 二\n", {"emphasis-unrendered"}),
    ],
)
def test_harm_is_seen_whatever_else_was_mended(before: str, after: str, rules: set[str]) -> None:
    assert len(list(differences(Repair(before, after, frozenset(rules))))) == 2


def real_pages(every: int) -> Iterator[Path]:
    for name in FOLDERS:
        folder = Path(str(ARCHIVE)) / name
        yield from (Path(page) for page in islice(find_pages([folder], lambda *_: None), 0, None, every))


def broken_promises(path: Path, *, unsafe: bool) -> Iterator[str]:
    """What fixing does to a page that it may not."""
    try:
        text = read_page(path).text
    except ReadError:
        return
    kind = Settings().kind(path)
    page = Page(text, path, kind=kind)
    yield from differences(repair(page, unsafe=unsafe))
    once = fix_page(page, ALL, unsafe=unsafe)
    twice = fix_page(Page(once.page.text, path, kind=page.kind), ALL, unsafe=unsafe)
    yield from (failure.message for failure in once.result.failures)
    if (twice.page.text, twice.result) != (once.page.text, once.result):
        yield "a second run does something else"


@pytest.mark.archive
@pytest.mark.skipif(not ARCHIVE, reason="MDLINT_ZH_ARCHIVE names no folder of real pages")
@pytest.mark.parametrize("every", [EVERY, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("unsafe", [False, True])
def test_real_pages_are_seen_as_before(every: int, unsafe: bool) -> None:
    """And a second run changes nothing and refuses the same, and no page is left alone as a whole."""
    broken = [f"{path}: {line}" for path in real_pages(every) for line in broken_promises(path, unsafe=unsafe)]
    assert not broken, "\n".join(broken)


def test_every_shape_meets_every_defect() -> None:
    """The shapes are as many as they are said to be, and the defects are mended on most of them."""
    assert len(SHAPES) >= 100
    mended = [
        repair(Page(DEFECTS[defect](shape), kind="other"), unsafe=True) for defect, shape in product(DEFECTS, SHAPES)
    ]
    assert sum(bool(one.rules) for one in mended) > len(mended) / 2
