"""docs/architecture.md says what is so: each package in its own words, and the functions from a command to a rule."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOLD = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGES = sorted(path.parent for path in (ROOT / "mdlint_zh").rglob("__init__.py") if path.parent.name != "mdlint_zh")
FUNCTIONS = re.findall(r"`(mdlint_zh(?:\.\w+){2,})`", TOLD)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_package_is_told_in_its_own_words(package: Path) -> None:
    said = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""
    first = said.partition("\n")[0]
    assert f"| `{package.relative_to(ROOT).as_posix()}/` | {first} |" in TOLD


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_named_is_there(name: str) -> None:
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[count:]:
            found = getattr(found, attribute)
        return
    pytest.fail(name)


def test_from_a_command_to_a_rule_it_is_six_functions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Read off the stack in a rule: what stands between the command and it, the loops of `share_out` counting once."""
    import sys  # noqa: PLC0415

    from mdlint_zh.cli import check  # noqa: PLC0415
    from mdlint_zh.engine.lint import lint_page  # noqa: PLC0415
    from mdlint_zh.run import page  # noqa: PLC0415

    (tmp_path / "1.md").write_text("# 题\n", encoding="utf-8")
    seen: list[str] = []

    def watched(*asked: object) -> object:
        frame = sys._getframe(1)
        while frame.f_code is not check.run.__code__:
            seen.append(
                f"{frame.f_globals['__name__']}.{frame.f_code.co_qualname if sys.version_info >= (3, 11) else frame.f_code.co_name}"
            )
            assert frame.f_back
            frame = frame.f_back
        return lint_page(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(page, "lint_page", watched)
    given = {
        "paths": (str(tmp_path),),
        "fix": False,
        "diff": False,
        "output_format": "concise",
        "fail_level": "warning",
    }
    shared = {
        "select": (),
        "extend_select": (),
        "ignore": (),
        "config": None,
        "isolated": True,
        "unsafe_fixes": False,
        "stdin_filename": None,
    }
    check.run(check.Request(**given, **shared, color="never", jobs=1, cache=False, cache_dir=None, no_shortcuts=False))  # type: ignore[arg-type]
    steps = re.findall(r"^\d\. `(mdlint_zh[\w.]+)`", TOLD, re.MULTILINE)
    assert len(steps) == 6
    assert [name.rpartition(".")[2] for name in reversed(seen)] == [name.rpartition(".")[2] for name in steps[:-1]]
