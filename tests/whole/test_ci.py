"""The action, the GitLab template and the examples for CI: each step's shell, run as a runner runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mdlint_zh.cli.commands import cli

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "ci"
BIN = Path(sys.executable).parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "run" in step}
INPUTS = {name: told.get("default", "") for name, told in ACTION["inputs"].items()}
VARIABLES = ("VERSION", "ACTION_FOLDER", "BASE", "COMMAND", "PATHS", "ARGS", "FORMAT", "SARIF_FILE")
BAD = "# 月食之夜 \n"
HOSTILE = (
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "--config",
    "*",
    "归档 目录",
    "\\",
)

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
has_diff_base = any("--diff-base" in param.opts for param in cli.commands["check"].params)
needs_diff_base = pytest.mark.skipif(not has_diff_base, reason="`check` has no --diff-base yet")


class Runner:
    """A workspace, and steps run in it with what GitHub sets; nothing else is in the environment."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.temp = folder / "work space", folder / "temp"
        self.workspace.mkdir()
        self.temp.mkdir()
        (self.workspace / "归档 目录").mkdir()
        (self.workspace / "归档 目录" / "页.md").write_bytes(BAD.encode())
        self.recorder = folder / "recorder"
        self.recorder.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
        self.recorder.chmod(0o755)

    def run(self, script: str, *shell: str, **given: str) -> subprocess.CompletedProcess[str]:
        """Run a script by a shell, the one that GitHub's runner takes for bash if none is named."""
        environment = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(self.temp), "PYTHONUTF8": "1"}
        environment |= {"GITHUB_WORKSPACE": str(self.workspace), "RUNNER_TEMP": str(self.temp), "CI": "true"}
        for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
            environment[name] = str(self.temp / name)
        command = [*(shell or ("bash", "--noprofile", "--norc", "-eo", "pipefail")), "-c", script]
        return subprocess.run(
            command,
            cwd=self.workspace,
            env=environment | given,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def step(self, name: str, **given: str) -> subprocess.CompletedProcess[str]:
        """Run a step of the action with the defaults of its inputs, but for what is given."""
        variables = {"COMMAND": str(BIN / "mdlint-zh"), "BASE": "", "ACTION_FOLDER": str(ROOT)}
        variables |= {"PATHS": INPUTS["paths"], "ARGS": INPUTS["args"], "FORMAT": INPUTS["format"]}
        variables |= {"SARIF_FILE": INPUTS["sarif-file"], "VERSION": INPUTS["version"]}
        return self.run(STEPS[name]["run"], **variables | given)

    def read(self, name: str) -> str:
        return (self.temp / name).read_text(encoding="utf-8")

    def git(self, *arguments: str) -> str:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false"]
        command = ["git", *identity, *arguments]
        return subprocess.run(
            command, cwd=self.workspace, check=True, capture_output=True, encoding="utf-8"
        ).stdout.strip()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_nothing_from_outside_is_a_part_of_a_script() -> None:
    for step in STEPS.values():
        assert "${{" not in step["run"], step["id"]
        assert step["shell"] == "bash"
        assert set(step["env"]) <= set(VARIABLES)


def test_every_input_is_used_and_every_example_names_inputs_that_there_are() -> None:
    used = json.dumps(ACTION["runs"])
    assert [name for name in INPUTS if f"inputs.{name}" not in used] == []
    for path in EXAMPLES.glob("github*.yml"):
        for step in steps_of(path):
            if "mdlint-zh/mdlint-zh" in step.get("uses", ""):
                assert set(step["with"]) <= set(INPUTS), path.name


def test_the_check_annotates_and_writes_a_summary(runner: Runner) -> None:
    done = runner.step("check")
    assert done.returncode == 1, done.stderr
    (line,) = done.stdout.splitlines()
    assert line.startswith("::warning file=归档 目录/页.md,line=1,endLine=1,col=7,endColumn=8,title=trailing-spaces::")
    assert "| trailing-spaces | warning | 1 | 1 | 1 |" in runner.read("GITHUB_STEP_SUMMARY")
    assert runner.step("check", ARGS="--fail-level error\n--ignore blank-lines").returncode == 0


def test_the_check_writes_sarif(runner: Runner) -> None:
    done = runner.step("check", FORMAT="sarif", SARIF_FILE="found it.sarif")
    assert (done.returncode, "trailing-spaces" in done.stdout) == (1, True)
    (run,) = json.loads((runner.workspace / "found it.sarif").read_text(encoding="utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["trailing-spaces"]
    assert runner.read("GITHUB_OUTPUT") == "sarif-file=found it.sarif\n"


def test_a_format_that_there_is_not_is_told(runner: Runner) -> None:
    done = runner.step("check", FORMAT="$(touch pwned)")
    assert (done.returncode, done.stdout.startswith("::error::")) == (2, True)
    assert not (runner.workspace / "pwned").exists()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_inputs_are_words_and_never_shell(runner: Runner, hostile: str) -> None:
    done = runner.step(
        "check", COMMAND=str(runner.recorder), PATHS=f"\n{hostile}\n\n二 三.md\n", ARGS=f"{hostile}\n  -q", BASE=hostile
    )
    expected = ["check", "--output-format", "github", "--diff-base", hostile, *hostile.split(), "-q", "--"]
    assert done.stdout.splitlines() == [*expected, hostile, "二 三.md"]
    assert not (runner.workspace / "pwned").exists()


def test_it_is_installed_beside_everything_else(runner: Runner) -> None:
    """With a Python that says what it is asked for, and makes what `venv` would."""
    fake = runner.temp / "python"
    fake.write_text(
        f'#!/bin/sh\necho "$@"\nmkdir -p "{runner.temp}/mdlint-zh/bin"\ncp "$0" "{runner.temp}/mdlint-zh/bin/python" 2>/dev/null\n:\n',
        encoding="utf-8",
    )
    fake.chmod(0o755)
    path = f"{runner.temp}{os.pathsep}{os.environ['PATH']}"
    for version, what in (
        ("", str(ROOT)),
        ("v0.1.0", "git+https://github.com/mdlint-zh/mdlint-zh@v0.1.0"),
        ("feature/x", "git+https://github.com/mdlint-zh/mdlint-zh@feature/x"),
    ):
        done = runner.step("install", PATH=path, VERSION=version)
        assert done.returncode == 0, done.stderr
        made, installed = done.stdout.splitlines()
        assert made == f"-I -m venv {runner.temp}/mdlint-zh"
        assert installed == f"-I -m pip install --quiet --disable-pip-version-check -- {what}"
        assert runner.read("GITHUB_OUTPUT").splitlines()[-1] == f"command={runner.temp}/mdlint-zh/bin/mdlint-zh"
    for version in ("--index-url=x", "v1 v2", "v1#subdirectory=x", "$(touch pwned)", "v1;x", "a\nb"):
        done = runner.step("install", PATH=path, VERSION=version)
        assert (done.returncode, done.stdout.startswith("::error::")) == (2, True), version


@pytest.mark.slow
def test_it_is_installed_from_its_own_folder(runner: Runner, tmp_path: Path) -> None:
    left_out = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "node_modules", "tests", "_version.py")
    source = shutil.copytree(ROOT, tmp_path / "action", ignore=left_out)
    (runner.workspace / "pip.py").write_text("raise SystemExit(77)\n", encoding="utf-8")
    done = runner.step("install", ACTION_FOLDER=str(source))
    assert done.returncode == 0, done.stderr
    command = runner.read("GITHUB_OUTPUT").strip().removeprefix("command=")
    assert runner.step("check", COMMAND=command).stdout.startswith("::warning file=归档 目录/页.md")


@pytest.fixture
def merge(runner: Runner) -> dict[str, str]:
    """A pull request that adds a page, merged with a base that has moved on; the workspace has the merge alone."""
    git, page = runner.git, runner.workspace / "归档 目录"
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message=old pages")
    told = {"BASE": git("rev-parse", "HEAD")}
    git("checkout", "--quiet", "-b", "change")
    (page / "新 页.md").write_bytes("甲\n\n乙 \n".encode())
    git("add", "--all")
    git("commit", "--quiet", "--message=a page")
    git("checkout", "--quiet", "main")
    (page / "别.md").write_bytes("丙 \n".encode())
    git("add", "--all")
    git("commit", "--quiet", "--message=another")
    git("merge", "--quiet", "--no-ff", "--message=merge", "change")
    told["GITHUB_SHA"] = git("rev-parse", "HEAD")
    whole = runner.workspace.rename(runner.temp / "origin")
    subprocess.run(["git", "clone", "--quiet", "--depth=1", whole.as_uri(), runner.workspace], check=True)
    return told


@needs_git
def test_the_base_of_a_merge_is_its_first_parent_also_in_a_checkout_of_one_commit(
    runner: Runner, merge: dict[str, str]
) -> None:
    done = runner.step("base", **merge)
    assert done.returncode == 0, done.stderr
    assert runner.read("GITHUB_OUTPUT") == f"base={runner.git('rev-parse', 'HEAD^1')}\n"
    assert runner.git("log", "--format=%s", "-1", "HEAD^1") == "another"


@needs_git
def test_the_base_of_another_checkout_is_what_the_event_says(runner: Runner, merge: dict[str, str]) -> None:
    runner.git("fetch", "--quiet", "--unshallow")
    runner.git("checkout", "--quiet", "HEAD^2")
    done = runner.step("base", **merge)
    assert (done.returncode, runner.read("GITHUB_OUTPUT")) == (0, f"base={merge['BASE']}\n")
    assert runner.git("rev-parse", "--is-shallow-repository") == "false"


@needs_git
@needs_diff_base
def test_on_a_pull_request_only_what_it_changes_is_told(runner: Runner, merge: dict[str, str]) -> None:
    assert len(runner.step("check").stdout.splitlines()) == 3
    runner.step("base", **merge)
    base = runner.read("GITHUB_OUTPUT").strip().removeprefix("base=")
    done = runner.step("check", BASE=base)
    assert done.returncode == 1, done.stderr
    (line,) = done.stdout.splitlines()
    assert line.startswith("::warning file=归档 目录/新 页.md,line=3,")


def steps_of(path: Path) -> list[Any]:
    """The steps of a workflow of GitHub's."""
    return [step for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values() for step in job["steps"]]


GITLAB = yaml.safe_load((EXAMPLES / "gitlab.yml").read_text(encoding="utf-8"))["mdlint-zh"]


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_gitlab_template_writes_a_report_of_code_quality(runner: Runner, shell: str) -> None:
    """GitLab's runner takes bash where there is one, else sh; it stops at the first line that fails."""
    variables = {**GITLAB["variables"], "CI_PROJECT_DIR": str(runner.workspace)}
    (script,) = GITLAB["script"]
    done = runner.run(script, shell, "-e", **variables)
    assert done.returncode == 1, done.stderr
    report = runner.workspace / GITLAB["artifacts"]["reports"]["codequality"]
    (found,) = json.loads(report.read_text(encoding="utf-8"))
    assert found["location"]["path"] == "归档 目录/页.md"
    done = runner.run(script, shell, "-e", **variables | {"MDLINT_ZH_ARGS": "--exit-zero  *"})
    assert "*: there is no such file" in done.stderr
    hostile = {"MDLINT_ZH_ARGS": "$(touch pwned)", "MDLINT_ZH_PATH": "; touch pwned"}
    runner.run(script, shell, "-e", **variables | hostile)
    assert not (runner.workspace / "pwned").exists()


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_gitlab_template_compares_a_merge_request_with_its_base(runner: Runner, shell: str) -> None:
    (runner.temp / "mdlint-zh").write_bytes(runner.recorder.read_bytes())
    (runner.temp / "mdlint-zh").chmod(0o755)
    given = {"PATH": f"{runner.temp}{os.pathsep}{os.environ['PATH']}", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "abc"}
    done = runner.run(GITLAB["script"][0], shell, "-eu", **GITLAB["variables"] | given | {"MDLINT_ZH_PATH": "一 二"})
    form = ["--output-format", "concise", "--output", "gitlab=gl-code-quality-report.json"]
    assert done.stdout.splitlines() == ["check", *form, "--diff-base", "abc", "--", "一 二"]


@pytest.mark.parametrize("name", ["github-reviewdog.yml", "azure-pipelines.yml"])
def test_the_commands_of_the_other_examples_run(runner: Runner, name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    steps = found["steps"] if "steps" in found else steps_of(EXAMPLES / name)
    lines = [line for step in steps for line in (step.get("run") or step.get("script") or "").splitlines()]
    ours = [line for line in lines if line.startswith("mdlint-zh ")]
    assert ours
    for line in ours:
        done = runner.run(line)
        assert done.returncode == (0 if "--exit-zero" in line else 1), done.stderr


def test_the_example_for_pre_commit_is_valid_and_names_our_hooks() -> None:
    path = EXAMPLES / "pre-commit-config.yaml"
    ours = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repository,) = yaml.safe_load(path.read_text(encoding="utf-8"))["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == {hook["id"] for hook in ours}
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", path], check=True, capture_output=True)
