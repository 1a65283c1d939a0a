"""Every rule of the plugin against its cases, and all that they imply."""

from pathlib import Path

import mdlint_zh_example
import pytest

from mdlint_zh import rules_in
from mdlint_zh.testing import Case, load_cases, verify

RULES = {rule.name: rule for rule in rules_in(mdlint_zh_example)}
FILES = sorted(Path(__file__).parent.glob("*.yml"))
CASES = [(path.stem.replace("_", "-"), case) for path in FILES for case in load_cases(path)]


@pytest.mark.parametrize(("name", "case"), [pytest.param(*one, id=f"{one[0]} {one[1]}") for one in CASES])
def test_case(name: str, case: Case) -> None:
    """The rule does what the case says and implies."""
    verify(RULES[name], case)
