"""Rules of the example plugin: every module here is one, named after the defect that it finds."""

import sys

from mdlint_zh import Rule, hookimpl, rules_in


@hookimpl
def mdlint_rules() -> list[Rule]:
    """All of them: a new module needs no registry."""
    return rules_in(sys.modules[__name__])
