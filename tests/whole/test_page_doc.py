"""docs/page.md: current, and all that the built-in rules ask of a page stands in it."""

from __future__ import annotations

import ast
import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

from mdlint_zh import Change, Span

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "page.md").read_text(encoding="utf-8")
RULES = sorted(ROOT.glob("rules/[!_]*.py"))
OF_A_PAGE = set(re.findall(r"`page\.(\w+)[:(]", TEXT))
OF_ALL = OF_A_PAGE | set(re.findall(r"`(\w+)[:(]", TEXT))
NAMES = set(re.findall(r"^- `(\w+)", TEXT.partition("## Names to import")[2].partition("\n## ")[0], re.MULTILINE))
GIVEN = (
    NAMES | set(re.findall(r"^- `(read_\w+)", TEXT, re.MULTILINE)) | set(re.findall(r"^## (\w+)$", TEXT, re.MULTILINE))
)
CHANGES = {name for name, one in vars(Change).items() if isinstance(one, Change)}
OF_PYTHON = set(
    chain.from_iterable(
        map(dir, (str, list, tuple, dict, set, re, re.Match, re.Pattern, html, chain, unicodedata, Path, Span))
    )
)


@pytest.fixture
def page_doc(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    import page_doc  # noqa: PLC0415 - a script, not a package

    return page_doc


def test_it_is_current(page_doc: ModuleType) -> None:
    assert page_doc.document() == TEXT, "run `make docs`"


def asked(tree: ast.AST) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))


def own(tree: ast.AST) -> set[str]:
    """The options of a rule, and what else its module names with a type."""
    return {
        node.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem.replace("_", "-"))
def test_a_built_in_rule_uses_nothing_else(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    of_page = {one.attr for one in asked(tree) if isinstance(one.value, ast.Name) and one.value.id == "page"}
    assert of_page <= OF_A_PAGE
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "mdlint_zh"]
    assert {name.name for node in imported for name in node.names} <= GIVEN
    assert {one.attr for one in asked(tree)} - own(tree) - OF_PYTHON <= OF_ALL | CHANGES


def test_every_public_name_is_there(page_doc: ModuleType) -> None:
    assert {name for name, _ in page_doc.exported()} | {"Page"} <= GIVEN
