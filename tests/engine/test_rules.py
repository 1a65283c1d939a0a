"""Every rule against its cases and all that they imply."""

from pathlib import Path

import pytest

from mdlint_zh import lint
from mdlint_zh.engine.load import load_rules
from mdlint_zh.testing import Case, load_cases, verify

RULES = load_rules().rules
FOLDER = Path(__file__).parents[1] / "rules"
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


@pytest.mark.parametrize("kind", ["other", "article"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_hashtag_on_the_very_first_line_is_seen(mark: str, kind: str) -> None:
    """Behind a byte-order mark, too; on an article, where it is no title, only below the header."""
    text = f"{mark}#今日话题#\n" if kind == "other" else f"{mark}正文。\n\n#今日话题#\n"
    assert [finding.rule for finding in lint(text, kind=kind, select=["hashtag-heading"])] == ["hashtag-heading"]
