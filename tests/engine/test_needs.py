"""What a rule needs is asked before it is called: texts, and readings that have to return something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdlint_zh import INFO, Finding, Options, Page, rule
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.plan import Active, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdlint_zh.engine.lint import Result


def numbers(page: Page) -> list[str]:
    """A reading: the numbers on the page."""
    return [one for one in page.text.split() if one.isdigit()]


def broken(page: Page) -> list[str]:
    """A reading that fails."""
    raise ValueError(page.text)


def result(text: str, *needs: str | Callable[[Page], object], shortcuts: bool = True) -> Result:
    @rule(severity=INFO, needs=needs)
    def check(page: Page, _options: Options) -> Iterable[Finding]:
        reader = next((one for one in needs if not isinstance(one, str)), None)
        yield Finding(0, 0, f"called: {page.view(reader) if reader else ''}")

    return lint_page(Page(text, shortcuts=shortcuts), Plan([Active(check, Options())]))


@pytest.mark.parametrize(
    ("text", "needs", "called"),
    [
        ("12\n", (numbers,), True),
        ("甲\n", (numbers,), False),
        ("甲\n", (numbers, "甲"), True),
        ("甲\n", ("乙", numbers), False),
        ("甲\n", (), True),
    ],
)
def test_a_rule_is_called_where_one_of_its_needs_is_met(
    text: str, needs: tuple[str | Callable[[Page], object], ...], called: bool
) -> None:
    assert bool(result(text, *needs).findings) is called
    assert result(text, *needs, shortcuts=False).findings


def test_what_a_reading_raises_is_told_as_the_rules_own() -> None:
    found = result("甲\n", broken)
    assert not found.findings
    assert [failure.message for failure in found.failures] == ["the rule test-needs failed: ValueError: 甲\n"]
