"""CONTRIBUTING and docs/plugins.md, followed to the letter: what stands in their code blocks is written and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mdlint_zh.testing import load_cases

ROOT = Path(__file__).parents[2]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLUGINS = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "plugin"
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "node_modules", "build")


def files(text: str) -> dict[str, str]:
    """The files that a page shows: each a name in backticks and a colon, and a code block below."""
    return dict(re.findall(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def commands(text: str) -> list[str]:
    """The lines of its blocks for a shell."""
    return re.findall(
        r"^ *((?:\.venv|mdlint-zh|pip|pytest).*)$",
        "".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)),
        re.MULTILINE,
    )


def run(folder: Path, *arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    """Run a module of this Python, with a folder in front of what is installed."""
    environment = os.environ | {"PYTHONPATH": path, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the rule of CONTRIBUTING in it."""
    folder = Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("clone") / "tree", ignore=LEFT_OUT))
    (folder / "mdlint_zh" / "rules").symlink_to(folder / "rules")  # as it is installed
    for name, text in files(CONTRIBUTING).items():
        assert not (folder / name).exists()
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def in_clone(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(clone, *arguments, path=str(clone))


def test_a_rule_is_two_files() -> None:
    assert list(files(CONTRIBUTING)) == ["rules/comma_doubled.py", "tests/rules/comma_doubled.yml"]


@pytest.mark.skipif(os.name == "nt", reason="a link to a folder")
def test_its_cases_run_by_its_name_and_no_others(clone: Path) -> None:
    (command,) = commands(CONTRIBUTING)
    assert command.startswith(".venv/bin/python -m pytest -k ")
    ran = in_clone(clone, *command.split()[2:], "-p", "no:cacheprovider", "-v", "-n", "0")
    assert not ran.returncode, ran.stdout + ran.stderr
    cases = re.findall(r"test_case\[(\S+) \d+ .*\] PASSED", ran.stdout)
    assert cases == ["comma-doubled"] * len(load_cases(clone / "tests/rules/comma_doubled.yml"))


@pytest.mark.skipif(os.name == "nt", reason="a link to a folder")
def test_a_test_says_that_the_docs_were_forgotten_and_make_docs_makes_them(clone: Path) -> None:
    current = ("pytest", "-q", "-p", "no:cacheprovider", "-n", "0", "tests/whole/test_docs.py", "-k", "current")
    forgotten = in_clone(clone, *current)
    assert forgotten.stdout.count("run `make docs`") >= 2
    made = run(clone / "tools", "make_docs", path=str(clone))
    assert not made.returncode, made.stderr
    assert "## comma-doubled" in (clone / "docs" / "rules.md").read_text(encoding="utf-8")
    assert not in_clone(clone, *current).returncode


def test_it_is_in_our_style(clone: Path) -> None:
    rule = "rules/comma_doubled.py"
    assert not in_clone(clone, "ruff", "check", "--no-cache", rule).stdout.count("error")
    assert in_clone(clone, "ruff", "check", "--no-cache", "--quiet", rule).returncode == 0
    assert in_clone(clone, "ruff", "format", "--no-cache", "--check", rule).returncode == 0
    tests = ("pytest", "-q", "-p", "no:cacheprovider", "-n", "0", "tests/whole/test_page_doc.py", "-k", "comma-doubled")
    assert "1 passed" in in_clone(clone, *tests).stdout


@pytest.mark.skipif(os.name == "nt", reason="a link to a folder")
def test_its_case_fails_when_the_rule_is_broken(clone: Path) -> None:
    """The guard refuses an edit that the change does not permit, and the harness says so."""
    rule = clone / "rules" / "comma_doubled.py"
    right = rule.read_text(encoding="utf-8")
    rule.write_text(right.replace("delete(*comma.span())", "delete(comma.start() - 2, comma.end())"), encoding="utf-8")
    ran = in_clone(
        clone, "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", "tests/engine/test_rules.py", "-k", "comma-doubled"
    )
    rule.write_text(right, encoding="utf-8")
    assert (
        "a fix was refused: comma-doubled would turn '天，，' into '', which changes of kind one-comma may not"
        in ran.stdout
    )


def test_the_plugin_in_the_docs_is_the_example() -> None:
    shown = files(PLUGINS)
    assert len(shown) == 5
    for name, text in shown.items():
        assert (EXAMPLE / name).read_text(encoding="utf-8") == text, name


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five files, and the package installed beside them."""
    folder = tmp_path_factory.mktemp("plugin")
    for name, text in files(PLUGINS).items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--target", folder / "site", folder / "source"], check=True)
    return folder


def in_plugin(plugin: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(plugin / "source", *arguments, path=str(plugin / "site"))


def test_the_commands_of_the_plugin_run(plugin: Path) -> None:
    install, explain, tests = commands(PLUGINS)
    assert install == "pip install -e '.[testing]'"
    shown = in_plugin(plugin, *explain.replace("mdlint-zh", "mdlint_zh").split())
    assert shown.stdout.startswith("## half-width-mark\n"), shown.stderr
    assert '- `marks = { "," = "，", ";" = "；", "!" = "！", "?" = "？" }`' in shown.stdout
    ran = in_plugin(plugin, *tests.split(), "-p", "no:cacheprovider")
    assert not ran.returncode, ran.stdout


def test_its_option_its_reading_and_its_change_do_what_they_say(plugin: Path) -> None:
    folder = plugin / "source"
    page = folder / "1.md"
    (folder / ".mdlint-zh.toml").write_text('[rules.half-width-mark]\nmarks = { "," = "、" }\n', encoding="utf-8")
    for more in ((), ("--no-shortcuts",)):
        page.write_text("# 题\n\n苹果,梨;桃。见[[zh:甲,乙]]。\n", encoding="utf-8")
        ran = in_plugin(
            plugin, "mdlint_zh", "check", "--fix", "--unsafe-fixes", "--select", "half-width-mark", "1.md", *more
        )
        assert page.read_text(encoding="utf-8") == "# 题\n\n苹果、梨;桃。见[[zh:甲,乙]]。\n"
        assert "which changes of kind wider-mark may not lose" in " ".join(ran.stdout.split())
    (folder / ".mdlint-zh.toml").write_text('[rules.half-width-mark]\nmarks = { "," = "," }\n', encoding="utf-8")
    assert (
        "`rules.half-width-mark.marks` has to hold full-width marks"
        in in_plugin(plugin, "mdlint_zh", "check", "1.md").stderr
    )
