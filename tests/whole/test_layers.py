"""The budgets of the house: small files, small functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).parents[2]
FILES = sorted([*(TOP / "mdlint_zh").rglob("*.py"), *TOP.glob("rules/*.py"), *TOP.glob("tests/**/*.py")])


def test_a_file_has_at_most_300_lines_and_a_function_60() -> None:
    """Each that has more is named, with how many."""
    texts = {path.relative_to(TOP).as_posix(): path.read_text(encoding="utf-8") for path in FILES}
    assert {name: text.count("\n") for name, text in texts.items() if text.count("\n") > 300} == {}
    lengths = {f"{name}: {function}": lines for name, text in texts.items() for function, lines in _functions(text)}
    assert {function: lines for function, lines in lengths.items() if lines > 60} == {}


def _functions(text: str) -> Iterator[tuple[str, int]]:
    """The functions of a module, and how many lines each has."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield f"{node.name} on line {node.lineno}", node.end_lineno - node.lineno + 1


def test_every_rule_file_is_a_rule_with_a_page() -> None:
    for path in TOP.glob("rules/[!_]*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path.name
        assert any(isinstance(node, ast.FunctionDef) and node.name == "check" for node in tree.body), path.name


def test_every_package_is_in_the_wheel() -> None:
    listed = re.search(
        r"^packages = \[(.*?)^\]", (TOP / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert listed
    there = {".".join(path.parent.relative_to(TOP).parts) for path in (TOP / "mdlint_zh").rglob("__init__.py")}
    assert set(re.findall(r'"([\w.]+)"', listed[1])) == there | {"mdlint_zh.rules"}


def test_no_module_compiles_a_pattern_when_it_is_imported() -> None:
    """`pattern` puts that off: a run imports all rules, and most pages need few of their patterns."""
    own = [*(TOP / "mdlint_zh").rglob("*.py"), *TOP.glob("rules/*.py")]
    made = {path.name: list(_made_at_import(ast.parse(path.read_text(encoding="utf-8")))) for path in own}
    assert {name: lines for name, lines in made.items() if lines} == {}


def _made_at_import(tree: ast.Module) -> Iterator[int]:
    """The lines on which `re.compile` is called outside of every function."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("re.compile", "compile"):
            yield node.lineno
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
