"""Fixing changes nothing that a reader sees but what the rules declare, to two renderers that know nothing of us."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from rendering import ALL, RULES, Repair, differences, repair
from shapes import DEFECTS, SHAPES

from mdlint_zh import Change, Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import Fixed, fix_page
from mdlint_zh.run.discover import find_pages
from mdlint_zh.run.read import ReadError, read_page

ARCHIVE = os.environ.get("MDLINT_ZH_ARCHIVE")
EVERY = 40
"""Of the real pages, `make test` renders one in so many; `make test-all` renders all."""
PARTS = 6
"""Those are dealt into so many tests, which several processes share."""
FOLDERS = ("archive", "trees", "foreign")


@cache
def repairs(defect: str) -> list[tuple[bool, Repair]]:
    """Each shape with this defect in it: whether unsafe fixes were applied, and what it became."""
    pages = (Page(DEFECTS[defect](shape), kind="other") for shape in SHAPES)
    return [(unsafe, repair(page, unsafe=unsafe)) for page in pages for unsafe in (False, True)]


@pytest.mark.parametrize("defect", DEFECTS)
def test_every_shape_of_markdown_is_seen_as_before(defect: str) -> None:
    broken = []
    for unsafe, repaired in repairs(defect):
        broken += [f"{repaired.before!r}: {difference}" for difference in differences(repaired)]
        again = repair(Page(repaired.after, kind="other"), unsafe=unsafe)
        assert again.after == repaired.after, repaired.before
    assert not broken


def test_every_shape_meets_every_defect() -> None:
    """The shapes are as many as they are said to be, and the defects are mended on most of them."""
    assert len(SHAPES) >= 100
    mended = [bool(one.rules) for defect in DEFECTS for unsafe, one in repairs(defect) if unsafe]
    assert len(mended) == len(DEFECTS) * len(SHAPES)
    assert sum(mended) > len(mended) / 2


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


def real_pages(first: int, every: int) -> Iterator[Path]:
    for name in FOLDERS:
        folder = Path(str(ARCHIVE)) / name
        yield from (Path(page) for page in islice(find_pages([folder], lambda *_: None), first, None, every))


def broken_promises(path: Path) -> Iterator[str]:
    """What fixing does to a page that it may not."""
    try:
        text = read_page(path).text
    except ReadError:
        return
    page = Page(text, path, kind=Settings().kind(path))
    for unsafe in (False, True):
        once = fix_page(page, ALL, unsafe=unsafe)
        yield from differences(without_header(page, once, unsafe=unsafe))
        twice = fix_page(Page(once.page.text, path, kind=page.kind), ALL, unsafe=unsafe)
        yield from (failure.message for failure in once.result.failures)
        if (twice.page.text, twice.result) != (once.page.text, once.result):
            yield "a second run does something else"


def without_header(page: Page, fixed: Fixed, *, unsafe: bool) -> Repair:
    """The repair of a page by all rules but those of headers; where these have mended nothing, that is what all have done."""
    if any(RULES[name].changes is Change.HEADER for name in fixed.repaired):
        return repair(page, unsafe=unsafe)
    return Repair(page.text, fixed.page.text, frozenset(fixed.repaired))


@pytest.mark.archive
@pytest.mark.skipif(not ARCHIVE, reason="MDLINT_ZH_ARCHIVE names no folder of real pages")
@pytest.mark.parametrize(
    ("first", "every"), [(0, EVERY), *(pytest.param(part, PARTS, marks=pytest.mark.slow) for part in range(PARTS))]
)
def test_real_pages_are_seen_as_before(first: int, every: int) -> None:
    """And a second run changes nothing and refuses the same, and no page is left alone as a whole."""
    broken = [f"{path}: {line}" for path in real_pages(first, every) for line in broken_promises(path)]
    assert not broken, "\n".join(broken)
