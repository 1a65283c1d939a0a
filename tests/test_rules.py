"""Every rule against its cases and all that they imply."""

from pathlib import Path

import pytest

from mdlint_zh.plugins import load_rules
from mdlint_zh.testing import Case, load_cases, verify

RULES = load_rules().rules
FOLDER = Path(__file__).parent / "rules"
CASES = [(path.stem.replace("_", "-"), case) for path in sorted(FOLDER.glob("*.yml")) for case in load_cases(path)]


@pytest.mark.parametrize(("name", "case"), [pytest.param(*one, id=f"{one[0]} {one[1]}") for one in CASES])
def test_case(name: str, case: Case) -> None:
    verify(RULES[name], case)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_cases_and_a_page(name: str) -> None:
    cases = [case for rule, case in CASES if rule == name]
    assert any(case.bad for case in cases)
    assert any(not case.bad for case in cases)
    assert all(f"\n{section}:" in RULES[name].page for section in ("Why", "Bad", "Good", "Fix"))


@pytest.mark.parametrize("name", RULES)
def test_fixes_are_shown_by_cases(name: str) -> None:
    """A rule that says it has fixes has a case that reaches one."""
    cases = [case for rule, case in CASES if rule == name and case.fixed is not None]
    assert not RULES[name].fix or cases


def test_no_case_file_without_a_rule() -> None:
    assert {name for name, _ in CASES} <= set(RULES)
