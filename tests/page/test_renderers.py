"""What is known of renderers, held against real ones: cmark-gfm, markdown-it-py, Python-Markdown.

kramdown and Obsidian have no package for Python. kramdown is held to what its tests of emphasis show, in our own words,
Obsidian to what it says of itself (`mdlint_zh/page/renderer.py` has the sources).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import cmarkgfm
import markdown
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt

from mdlint_zh import lint
from mdlint_zh.page.emphasis import kramdown, python_markdown
from mdlint_zh.page.emphasis.block import runs_of
from mdlint_zh.page.renderer import COMMONMARK, GFM, PYTHON_MARKDOWN, RENDERERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.page.renderer import RendererName

OF_MKDOCS = ["toc", "tables", "fenced_code"]
"""The extensions that MkDocs asks for by itself: https://www.mkdocs.org/user-guide/configuration/#markdown_extensions"""


@cache
def _markdown_it() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True})


def _cmark(text: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


def _python_markdown(text: str) -> str:
    return markdown.markdown(text, extensions=OF_MKDOCS)


REAL: dict[RendererName, Callable[[str], str]] = {
    "commonmark": lambda text: str(_markdown_it().render(text)),
    "gfm": _cmark,
    "python-markdown": _python_markdown,
}
HELD = pytest.mark.parametrize("name", REAL)

words = st.lists(
    st.sampled_from(["*", "*", "**", "**", "***", "****", "甲", "乙", "：", "“", "）", "★", " "]),
    min_size=1,
    max_size=8,
)
blocks = words.map(lambda parts: f"甲{''.join(parts)}丙")


def _shown(html: str) -> int:
    """How many stars a reader sees."""
    return re.sub(r"<[^>]*>", "", html).count("*")


@HELD
@settings(max_examples=400, deadline=None)
@given(blocks)
@example("甲***乙*丙*丁")
@example("甲**乙***丙**丁")
def test_as_many_stars_are_shown_as_the_renderer_shows(name: RendererName, block: str) -> None:
    left = sum(run.left for run in runs_of(block, RENDERERS[name]))
    assert left == _shown(REAL[name](block))


@HELD
@pytest.mark.parametrize(
    "text", ["**甲：**乙", "前文**“甲”**后文", "**甲★**乙", "前** 甲**乙", "** 甲**乙", "*编辑：*甲", "**甲****乙**丙"]
)
def test_a_finding_on_emphasis_is_what_is_shown(name: RendererName, text: str) -> None:
    found = lint(text + "\n", select=["emphasis-unrendered"], renderer=name)
    assert bool(found) == bool(_shown(REAL[name](text)))


@HELD
@pytest.mark.parametrize("text", ["这是__重要__的", "他说：__重要__的", "这是__重要__"])
def test_underscores_within_a_word_are_shown_by_all(name: RendererName, text: str) -> None:
    assert "__" in REAL[name](text)
    assert lint(text + "\n", select=["emphasis-unrendered"], renderer=name)


@HELD
@pytest.mark.parametrize("count", [1, 2])
def test_so_many_tildes_strike_out(name: RendererName, count: int) -> None:
    strikes = count in RENDERERS[name].strikes
    assert ("<del>" in REAL[name](f"甲{'~' * count}乙{'~' * count}丙")) == strikes
    if count == 1:
        found = lint("10~20元，30~40元\n", select=["strikethrough-accidental"], renderer=name)
        assert bool(found) == strikes


@HELD
def test_a_heading_may_need_a_space(name: RendererName) -> None:
    assert ("<h1" not in REAL[name]("#话题\n")) == RENDERERS[name].headings_need_space


@HELD
@pytest.mark.parametrize("text", ["他说<br>好", "他说<br/>好", "他说  \n好"])
def test_a_line_break_is_one_to_all(name: RendererName, text: str) -> None:
    """So the verdicts of html-break and trailing-spaces hold for each of them."""
    assert "<br" in REAL[name](text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*甲**乙***丙", 0), ("*甲**乙*丙", 2), ("*甲**乙*丙**丁", 2), ("***甲***", 0), ("**甲*乙***", 0),
        ("甲 * 乙*丙", 2), ("甲 ** 乙**丙", 4), ("**甲 ** 乙**", 2), ("** 甲**", 4), ("**甲*乙**丙", 1),
        ("甲***乙* 丙 * ***丁*戊", 5), ("***甲* 乙**", 0), ("***甲** 乙*", 0), ("甲**乙**", 0), ("甲*乙*丙", 0),
        ("**甲：**乙", 0), ("**\u3000甲**乙", 0), ("甲****乙", 2),
    ],
)  # fmt: skip
def test_kramdown_reads_what_opens_up_to_what_closes(text: str, shown: int) -> None:
    assert len(kramdown.stars_shown(text)) == shown


@pytest.mark.parametrize("read", [kramdown.stars_shown, python_markdown.stars_shown])
@pytest.mark.parametrize("unit", ["**甲 *乙 ", "*甲 **乙 ", " *甲", "***甲 ", "甲*乙**"])
def test_a_block_full_of_stars_is_read_in_little_time(read: Callable[[str], set[int]], unit: str) -> None:
    assert len(read(unit * 60)) <= unit.count("*") * 60


def test_a_page_with_too_many_stars_is_left_alone() -> None:
    text = "**甲 *乙 " * 2000
    for renderer in RENDERERS.values():
        assert runs_of(text, renderer) == []


def test_the_defaults_of_a_renderer_are_those_of_github() -> None:
    assert RENDERERS["gfm"] is GFM
    assert (COMMONMARK.strikes, PYTHON_MARKDOWN.strikes) == (frozenset(), frozenset())
