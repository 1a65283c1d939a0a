"""The package as people get it: from a wheel, an sdist, a folder and a git address, each in an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv",
    "node_modules",
    "build",
    "dist",
    "*.egg-info",
    "__pycache__",
    ".hypothesis",
    ".*_cache",
    "_version.py",
)
BAD = "# 月食之夜 \n"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment |= {"PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with what is in this folder now, committed or not."""
    folder = tmp_path_factory.mktemp("source") / "mdlint-zh"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for step in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]):
        subprocess.run([*git, *step], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist, and a wheel made of that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    result = run(sys.executable, "-m", "build", "--outdir", folder, source, cwd=folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


NEEDED = (
    *("mdlint_zh/py.typed", "mdlint_zh/cli/main.py", "mdlint_zh/_version.py", "mdlint_zh/titles/data/simplified.txt"),
    *("mdlint_zh/wordcut/data/trees.bin", "mdlint_zh/wordcut/data/words.marisa"),
)


def test_what_is_built_has_all_that_is_needed_and_nothing_else(source: Path, built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        in_wheel = set(wheel.namelist())
    rules = {f"mdlint_zh/rules/{path.name}" for path in (source / "rules").glob("*.py")}
    assert {*NEEDED, *rules} <= in_wheel
    assert {name.partition("/")[0].partition("-")[0] for name in in_wheel} == {"mdlint_zh"}
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        in_sdist = {name.partition("/")[2] for name in sdist.getnames()} - {""}
    assert {*NEEDED, "rules/trailing_spaces.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"} <= in_sdist
    others = {"CHANGELOG.md", "LICENSE", "MANIFEST.in", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg"}
    assert {name.partition("/")[0] for name in in_sdist} == {"mdlint_zh", "mdlint_zh.egg-info", "rules"} | others


def test_what_is_built_passes_the_checks_of_a_release(built: Path) -> None:
    pytest.importorskip("twine", reason="the tools of a release are not installed")
    pytest.importorskip("check_wheel_contents", reason="the tools of a release are not installed")
    for tool in (("twine", "check", "--strict", *built.iterdir()), ("check_wheel_contents", *built.glob("*.whl"))):
        done = run(sys.executable, "-m", *tool, cwd=built)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("how", "version"),
    [("a tag", "1.2.3"), ("an archive of a tag", "1.2.3"), ("a shallow clone", "0.1.dev1"), ("a folder", "0.0")],
)
def test_the_version_is_that_of_the_tag_and_what_has_none_is_installed_too(
    source: Path, tmp_path: Path, how: str, version: str
) -> None:
    """As `pip install .` and pre-commit do it."""
    folder = tmp_path / "it"
    tag = "v1.2.3" if "a tag" in how else "other"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", "--no-tags", source.as_uri(), folder], check=True)
    subprocess.run(["git", "tag", tag], cwd=folder, check=True)
    if how == "an archive of a tag":
        packed = subprocess.run(["git", "archive", tag], cwd=folder, check=True, capture_output=True)
        shutil.rmtree(folder)
        folder.mkdir()
        subprocess.run(["tar", "x"], cwd=folder, check=True, input=packed.stdout)
    elif how == "a folder":
        shutil.rmtree(folder / ".git")
    done = run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, folder, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert next(tmp_path.glob("*.whl")).name.split("-")[1].partition("+")[0] == version


@pytest.fixture(params=["wheel", "sdist", "editable", "git"])
def python(request: pytest.FixtureRequest, source: Path, built: Path, tmp_path: Path) -> Path:
    """The Python of an environment that has nothing but the package and what it needs."""
    what = {
        "wheel": lambda: [str(next(built.glob("*.whl")))],
        "sdist": lambda: [str(next(built.glob("*.tar.gz")))],
        "editable": lambda: ["--editable", str(source)],
        "git": lambda: [f"git+{source.as_uri()}"],
    }[request.param]()
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    result = run(python, "-m", "pip", "install", "--quiet", *what, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    return python


def test_an_installed_package_checks_a_page_from_another_folder(python: Path, tmp_path: Path) -> None:
    folder = tmp_path / "别处"
    folder.mkdir()
    (folder / "页.md").write_bytes(BAD.encode())
    command = python.with_name("mdlint-zh")

    found = run(command, "check", "--output-format", "concise", cwd=folder)
    assert found.stdout == "页.md:1:7: warning trailing-spaces 1 line ends in spaces\n", found.stderr
    assert found.returncode == 1
    assert run(command, "format", cwd=folder).returncode == 0
    assert (folder / "页.md").read_bytes() == BAD.replace(" \n", "\n").encode()

    everywhere = run(python, "-c", "import mdlint_zh.rules.trailing_spaces", cwd=folder)
    assert everywhere.returncode == 0, everywhere.stderr
    nowhere = run(python, "-c", "import rules", cwd=folder)
    assert "ModuleNotFoundError" in nowhere.stderr
    typed = run(python, "-c", "import importlib.resources as r; print(r.files('mdlint_zh') / 'py.typed')", cwd=folder)
    assert Path(typed.stdout.strip()).is_file(), typed.stderr


@pytest.fixture
def clone(source: Path, tmp_path: Path) -> Path:
    """A fresh clone of the repository."""
    folder = tmp_path / "mdlint-zh"
    subprocess.run(["git", "clone", "--quiet", source, folder], check=True)
    return folder


def make(folder: Path, *arguments: str) -> str:
    """What `make` prints in a clone."""
    done = run("make", f"PYTHON={sys.executable}", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@needs_make
def test_make_demo_is_the_first_command_after_a_clone(clone: Path) -> None:
    shown = make(clone, "demo")
    assert "warning line-endings-mixed" in shown
    assert "examples/archive/content/gnews/2310388.md\n@@ " in shown
    first = shown.partition("\n+++ ")[2].partition("\n--- ")[0].splitlines()[1:]
    gone, come = ({line[1:] for line in first if line[0] == sign} for sign in "-+")
    assert gone
    assert gone.isdisjoint(come), "lines that differ in their ends alone"
    assert not (clone / ".venv" / "bin" / "pytest").exists()


@needs_make
def test_what_the_demo_and_the_tests_need_is_installed_once_in_either_order(clone: Path) -> None:
    alone, tools = "pip install -qq --editable .", "pip install -qq --group dev"

    def installs(target: str) -> list[str]:
        steps = make(clone, "--dry-run", target)
        return [what for what in (alone, tools) if what in steps]

    assert (installs("demo"), installs("test")) == ([alone], [alone, tools])
    (clone / ".venv").mkdir()
    (clone / ".venv" / ".installed").touch()
    assert (installs("demo"), installs("test")) == ([], [tools])
    (clone / ".venv" / ".ready").touch()
    assert (installs("demo"), installs("test"), installs("lint")) == ([], [], [])
    os.utime(clone / "pyproject.toml")
    assert (installs("demo"), installs("test")) == ([alone], [alone, tools])
