"""What the documents say is so: generated parts are current, commands run, settings load, links lead somewhere."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from mdlint_zh.cli.commands import cli
from mdlint_zh.config import load_settings
from mdlint_zh.engine.changes.change import PROTECTED, Change
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.page import Profile
from mdlint_zh.plugins import hooks as hookspecs

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EDITORS = (ROOT / "editors" / "README.md").read_text(encoding="utf-8")
PLUGINS = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("editors/*.md"), *ROOT.glob("examples/plugin/*.md")]
BIN = str(Path(sys.executable).parent)
NOT_RUN = (
    "pip ",
    "pipx ",
    "mdlint-zh server",
    "mdlint-zh batch",
    "mdlint-zh check --from",
)  # they need the network, an editor, Dask
PAGE = "content/gnews/2310388.md"


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def shell_lines(text: str) -> list[str]:
    """The commands in a README, without their comments."""
    lines = (line.partition(" #")[0].strip() for block in blocks(text, "sh") for line in block.splitlines())
    return [line for line in lines if line] + re.findall(r"`(mdlint-zh [^`]*)`", text)


@pytest.fixture
def make_docs(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    import make_docs  # noqa: PLC0415 - a script, not a package

    return make_docs


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A copy of the example archive, with a baseline that knows nothing."""
    folder = Path(shutil.copytree(ROOT / "examples" / "archive", tmp_path / "archive"))
    (folder / ".mdlint-zh-baseline.jsonl").write_text('{"mdlint-zh-baseline":1}\n', encoding="utf-8")
    return folder


def run(command: list[str] | str, folder: Path, page: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command, with a shell when it is a text, as somebody would who has installed the package."""
    environment = os.environ | {"PATH": BIN + os.pathsep + os.environ["PATH"]}
    return subprocess.run(
        command,
        shell=isinstance(command, str),
        cwd=folder,
        env=environment,
        input=page,
        capture_output=True,
        check=False,
    )


def test_the_pages_of_the_rules_are_current(make_docs: ModuleType) -> None:
    made = make_docs.explain.document(make_docs.built_in())
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == made, "run `make docs`"


def test_the_picture_of_the_floors_is_current(make_docs: ModuleType) -> None:
    drawn = make_docs.floors.drawing()
    assert (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8") == drawn, "run `make docs`"
    assert drawn.count("<rect") == sum(map(len, make_docs.floors.layers())) + 1


def test_the_page_of_settings_and_their_schema_are_current(make_docs: ModuleType) -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == make_docs.settings(), "run `make docs`"
    assert (ROOT / "docs" / "settings.schema.json").read_text(encoding="utf-8") == make_docs.schema_text(), (
        "run `make docs`"
    )


def test_the_table_in_the_readme_is_current(make_docs: ModuleType) -> None:
    assert make_docs.with_table(README, make_docs.explain.table(make_docs.built_in())) == README, "run `make docs`"


def test_the_picture_is_current(make_docs: ModuleType) -> None:
    assert (ROOT / "docs" / "output.svg").read_text(encoding="utf-8") == make_docs.picture(), "run `make docs`"


@pytest.mark.skipif(os.name == "nt", reason="the lines are for a POSIX shell")
@pytest.mark.parametrize(
    "line",
    sorted({line for text in (README, EDITORS) for line in shell_lines(text) if not line.startswith(NOT_RUN)}),
)
def test_the_commands_in_the_readmes_run(line: str, archive: Path) -> None:
    assert line.startswith("mdlint-zh ")
    words = line.replace("PATH", PAGE).replace("{{file_path:absolute}}", PAGE)
    done = run(words, archive, (archive / PAGE).read_bytes())
    assert done.returncode in (0, 1), done.stderr.decode()
    assert done.stdout or done.stderr


def test_all_commands_are_in_the_readme() -> None:
    assert {line.split()[1] for line in shell_lines(README) if line.startswith("mdlint-zh ")} == set(cli.commands)


@pytest.mark.parametrize("number", range(len(blocks(README, "toml"))))
def test_the_settings_in_the_readme_load(number: int, tmp_path: Path) -> None:
    text = blocks(README, "toml")[number]
    path = tmp_path / ("pyproject.toml" if "[tool.mdlint-zh]" in text else ".mdlint-zh.toml")
    path.write_text(text, encoding="utf-8")
    settings = load_settings(path, load_rules().rules)
    assert plan_for(settings, load_rules().rules)


def test_the_defaults_in_the_readme_are_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / ".mdlint-zh.toml"
    rules = load_rules().rules
    path.write_text(blocks(README, "toml")[0], encoding="utf-8")
    shown = load_settings(path, rules)
    path.write_text("", encoding="utf-8")
    default = load_settings(path, rules)
    assert shown.profile == default.profile
    assert shown.options == {name: rules[name].options() for name in shown.options}


def test_every_key_of_the_profile_is_in_the_readme() -> None:
    for one in fields(Profile):
        assert re.search(rf"^(# )?{one.name.replace('_', '-')} = ", blocks(README, "toml")[0], re.MULTILINE), one.name


def test_the_workflows_in_the_readme_are_yaml() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    config, github, gitlab = (yaml.safe_load(block) for block in blocks(README, "yaml"))
    assert {hook["id"] for hook in config["repos"][0]["hooks"]} == hooks
    assert github["jobs"]["mdlint-zh"]["steps"][-1]["uses"].startswith("mdlint-zh/mdlint-zh@")
    _, _, path = gitlab["include"][0]["remote"].partition("/main/")
    assert (ROOT / path).is_file()


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="no clone has no tags")
def test_the_rev_in_the_readme_is_there_or_will_be_when_it_is_released() -> None:
    rev = yaml.safe_load(blocks(README, "yaml")[0])["repos"][0]["rev"]
    tags = run(["git", "tag", "--list", "v[0-9]*"], ROOT).stdout.decode().split()
    if tags:
        newest = max(tuple(map(int, re.findall(r"\d+", tag))) for tag in tags)
        assert re.fullmatch(r"v\d+\.\d+\.\d+", rev)
        assert tuple(map(int, re.findall(r"\d+", rev))) >= newest
    else:
        assert rev == "main"


def test_the_library_example_is_right() -> None:
    (block,) = blocks(README, "pycon")
    example = doctest.DocTestParser().get_doctest(block, {}, "README.md", "README.md", 0)
    assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^()\s]+)\)", text):
        if "://" not in target:
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_our_own_pages_are_clean() -> None:
    pages = [str(page) for page in PAGES]
    found = run([sys.executable, "-m", "mdlint_zh", "check", "--output-format", "concise", *pages], ROOT)
    assert not found.returncode, found.stdout.decode() + found.stderr.decode()


def test_every_hook_is_documented() -> None:
    hooks = [hook for name, hook in vars(hookspecs).items() if hasattr(hook, f"{hookspecs.GROUP}_spec")]
    assert hooks
    for hook in hooks:
        heading = f"### `{hook.__name__}{inspect.signature(hook)}`\n\n".replace("'", "")
        assert heading + inspect.getdoc(hook) in PLUGINS


def test_every_kind_of_change_is_documented() -> None:
    built_in = {name: one for name, one in vars(Change).items() if isinstance(one, Change)}
    assert len(built_in) == 11
    for name, change in built_in.items():
        assert change.name == name.lower()
        assert change is Change.NOTHING or f"| `Change.{name}` | {change.about} |" in PLUGINS
    for name, what in PROTECTED.items():
        assert f"| {name} | {what} |" in PLUGINS
