"""A page that other formatters damage: 22 lines with a trap in each. Ours leaves it as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mdlint_zh import fix, lint

if TYPE_CHECKING:
    from conftest import Desk

SAMPLE = (Path(__file__).parents[1] / "data/sample.md").read_bytes()
TEXT = SAMPLE.decode("utf-8")
# What the sample would lack if it were an article of an archive, which it is not.
LACKS = ["return-link-missing", "title-level", "byline-missing"]


def test_the_sample_is_whole() -> None:
    assert TEXT.count("\n") == 22
    assert "\r" not in TEXT


@pytest.mark.parametrize("command", [("format",), ("check", "--fix"), ("check", "--fix", "--unsafe-fixes")])
def test_it_is_left_byte_for_byte(desk: Desk, command: tuple[str, ...]) -> None:
    page = desk.write("样本.md", SAMPLE)
    ran = desk.run(*command, "样本.md")
    assert (ran.code, page.read_bytes()) == (0, SAMPLE), ran.out


def test_it_is_left_byte_for_byte_on_standard_input(desk: Desk) -> None:
    ran = desk.run("format", "-", stdin=SAMPLE)
    assert (ran.code, ran.raw) == (0, SAMPLE)


def test_nothing_is_found_in_it(desk: Desk) -> None:
    desk.write("样本.md", SAMPLE)
    ran = desk.run("check", "--select", "ALL", "--output-format", "json", "样本.md")
    assert (ran.code, ran.found) == (0, [])


def test_as_an_article_it_lacks_a_header_and_its_body_is_left_alone() -> None:
    assert [finding.rule for finding in lint(TEXT, select=["ALL"], kind="article")] == LACKS
    assert fix(TEXT, select=["ALL"], kind="article") == TEXT
    body = TEXT[TEXT.index("中文English") :]
    assert fix(TEXT, select=["ALL"], kind="article", unsafe=True).endswith(body)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_line_ends_are_kept(ends: str) -> None:
    text = TEXT.replace("\n", ends)
    assert fix(text, select=["ALL"], unsafe=True) == text
