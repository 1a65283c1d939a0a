"""The example plugin, installed as anyone would: its rules are listed, find, repair, and pass their own tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[2] / "examples" / "plugin"
PAGE = "# 天气\n\n今天晴\u00a025 度。\n"


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plugin installed into it; a copy is built, so that nothing is left beside the original."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(PLUGIN, folder / "source", ignore=shutil.ignore_patterns("*.egg-info", "build", "__pycache__"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--target", folder / "site", folder / "source"], check=True)
    return folder


def run(plugin: Path, *arguments: str | Path, page: str = "") -> subprocess.CompletedProcess[str]:
    """Run a module of this Python with the plugin in reach."""
    environment = os.environ | {"PYTHONPATH": str(plugin / "site"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, input=page, capture_output=True, encoding="utf-8", env=environment, cwd=plugin, check=False
    )


def test_its_rules_are_listed_beside_the_built_in_ones(plugin: Path) -> None:
    listing = run(plugin, "mdlint_zh", "rule").stdout
    assert "\nno-break-space " in listing
    assert "\nhalf-width-mark " in listing
    assert "\ntrailing-spaces " in listing


def test_its_page_is_printed(plugin: Path) -> None:
    page = run(plugin, "mdlint_zh", "rule", "no-break-space").stdout
    assert page.startswith("## no-break-space\n\nA no-break space (U+00A0)")


def test_it_finds_and_repairs(plugin: Path) -> None:
    only = ("--select", "no-break-space")
    found = run(plugin, "mdlint_zh", "check", *only, "--output-format", "concise", "-", page=PAGE)
    assert found.stdout == "-:3:4: warning no-break-space a no-break space (U+00A0); expected a space\n"
    assert found.returncode == 1
    repaired = run(plugin, "mdlint_zh", "format", *only, "-", page=PAGE)
    assert (repaired.stdout, repaired.returncode) == (PAGE.replace("\u00a0", " "), 0)


def test_its_own_tests_pass(plugin: Path) -> None:
    tests = run(plugin, "pytest", "-q", "-p", "no:cacheprovider", plugin / "source" / "tests")
    assert tests.returncode == 0, tests.stdout
    assert "12 passed" in tests.stdout


def test_without_it_there_is_no_such_rule() -> None:
    command = [sys.executable, "-m", "mdlint_zh", "rule"]
    plain = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert "no-break-space" not in plain.stdout


def test_its_rules_lead_to_no_page_of_ours(plugin: Path) -> None:
    found = run(plugin, "mdlint_zh", "check", "--select", "no-break-space", "--output-format", "json", "-", page=PAGE)
    assert [one["url"] for one in json.loads(found.stdout)] == [None]
