"""What former runs have found: when it still holds, and that it is what would be found now."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from conftest import Desk
from hypothesis import HealthCheck, given, settings, strategies as st
from samples import LINKED, SOUND, SPACES

from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.report.format import Run, load_format
from mdlint_zh.run import each_file
from mdlint_zh.run.cache import folder as cache_folder
from mdlint_zh.run.cache.recall import Recall
from mdlint_zh.run.cache.rows import Where
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.each_file import EachFile, look_at_all
from mdlint_zh.run.read import Source

pytestmark = pytest.mark.skipif(not cache_folder.CAN_BE_USED, reason="there is no cache here")

RULES = load_rules().rules


class Project:
    """Pages in a folder, checked in this process with a cache, by somebody whose settings are those of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write(".mdlint-zh.toml", "")
        self.write("README.md", "# 目录\n")
        self.write("1.md", SOUND)
        self.write("3.md", SPACES.replace("articles/1", "articles/3"))

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *, cold: bool = False, act: str = "check", form: str = "json", **asked: object) -> str:
        """What is printed about all pages."""
        choices, shown = Choices(RULES, **asked), load_format(form)  # type: ignore[arg-type]
        where = Where(self.folder / "cache", str(self.folder), b"code", b"s" * 32)
        recall = None if cold else Recall(where, choices, excerpts=shown.shows_lines)
        shown.begin(Run(RULES, colour=False, columns=80))
        told = look_at_all(EachFile(choices, (shown,), act, recall), sorted(map(str, self.folder.glob("*.md"))), 1)
        return "".join(f"{one.texts[0]}{one.tally}{list(one.failures)}{one.changed}\n" for one in told)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages that are read."""
    names, read = list[str](), each_file.read_file

    def watched(path: str, choices: Choices) -> Source:
        names.append(Path(path).name)
        return read(path, choices)

    monkeypatch.setattr(each_file, "read_file", watched)
    return names


WARM = {
    "the same again": {},
    "fewer rules": {"select": ("trailing-spaces",)},
    "without a rule": {"ignore": ("trailing-spaces",)},
    "another format": {"form": "concise"},
    "frames": {"form": "full"},
    "a fix of what has none": {"act": "try", "select": ("image-alt-missing",)},
}


@pytest.mark.parametrize("asked", WARM.values(), ids=WARM.keys())
def test_a_run_that_asks_no_more_than_a_former_one_lints_nothing(
    project: Project, looked_at: list[str], asked: dict[str, object]
) -> None:
    project.run()
    wanted = project.run(cold=True, **asked)  # type: ignore[arg-type]
    looked_at.clear()
    assert project.run(**asked) == wanted  # type: ignore[arg-type]
    assert looked_at == []


def test_what_a_page_suppresses_depends_on_the_rules_of_a_run(project: Project) -> None:
    for number, text in enumerate(MARKED):
        project.write(f"m{number}.md", text)
    runs: list[dict[str, object]] = [
        {}, {"select": ("wikilink", "suppression-unused")}, {"select": ("trailing-spaces",), "form": "full"},
        {"ignore": ("wikilink",), "form": "gitlab"}, {"select": ("ALL",)}, {"select": ("suppression-unused",)}, {},
    ]  # fmt: skip
    for asked in [*runs, *runs[::-1]]:
        assert project.run(**asked) == project.run(cold=True, **asked), asked  # type: ignore[arg-type]


def test_from_another_folder_the_same_pages_are_known(
    project: Project, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.run()
    looked_at.clear()
    (project.folder / "sub").mkdir()
    monkeypatch.chdir(project.folder / "sub")
    project.run()
    assert looked_at == []


def test_only_the_rules_that_are_missing_are_run(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.run(select=("trailing-spaces", "blank-lines"))
    wanted, lint, plans = project.run(cold=True), lint_page, list[frozenset[str]]()
    monkeypatch.setattr("mdlint_zh.run.page.lint_page", lambda page, plan: plans.append(plan.names) or lint(page, plan))
    assert project.run() == wanted
    missing = {name for name, rule in RULES.items() if rule.on} - {"trailing-spaces", "blank-lines"}
    assert set(plans) == {frozenset(missing)}
    plans.clear()
    assert project.run() == wanted
    assert plans == []


def test_a_fix_runs_where_there_is_something_to_fix(project: Project, looked_at: list[str]) -> None:
    project.run()
    looked_at.clear()
    project.run(act="try")
    assert looked_at == ["3.md"]
    assert "True" in project.run(act="try")


def test_a_page_with_too_much_to_keep_costs_itself(
    project: Project, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdlint_zh.run.cache.recall.MOST_BYTES", 20)  # nothing is found on the other pages
    wanted = project.run()
    looked_at.clear()
    assert project.run() == wanted
    assert looked_at == ["3.md"]


def test_a_page_that_was_only_touched_is_not_linted_again(project: Project, looked_at: list[str]) -> None:
    project.run()
    os.utime(project.folder / "1.md", (5, 5))
    looked_at.clear()
    assert project.run() == project.run()
    assert looked_at == []


def test_a_page_of_the_same_size_put_back_in_time_is_linted_again(project: Project, looked_at: list[str]) -> None:
    page = project.folder / "1.md"
    os.utime(page, (5, 5))
    project.run()
    time.sleep(0.02)  # longer than a tick of the clock of files
    project.write("1.md", SOUND.replace("第一段", "第一行"))
    os.utime(page, (5, 5))
    looked_at.clear()
    project.run()
    assert looked_at == ["1.md"]


def test_settings_that_a_page_is_read_with_count_and_others_do_not(project: Project, looked_at: list[str]) -> None:
    project.run()
    for text, again in {
        'ignore = ["final-newline"]\n': [],
        "[rules.blank-lines]\nmost = 3\n": [],  # one rule is run again, which is no look at the page as a whole
        "[profile]\ntitle-level = 3\n": ["1.md", "3.md", "README.md"],
        '[kinds]\narticle = ["1.md"]\n': ["1.md", "3.md", "README.md"],
        'captions = ["italic"]\n': ["1.md", "3.md", "README.md"],
        '[images]\n"1.png" = "港口"\n': ["1.md", "3.md", "README.md"],
    }.items():
        project.write(".mdlint-zh.toml", text)
        looked_at.clear()
        assert project.run() == project.run(cold=True)
        assert looked_at[: len(again)] == again, text


SETTINGS = [
    "",
    'select = ["wikilink", "trailing-spaces"]\n',
    'ignore = ["trailing-spaces"]\n',
    "[rules.blank-lines]\nmost = 1\n",
    "[rules.wikilink-split]\nthreshold = 0.9\n",
    "[profile]\ntitle-level = 1\n",
    '[kinds]\narticle = ["*.md"]\n',
    "[kinds]\narticle = []\n",
    'titles = ["titles.txt"]\n',
    '[images]\n"*.png" = "港口"\n',
    '[per-file-ignores]\n"1.md" = ["title-level", "timestamp"]\n',
]
MARKED = [
    f"<!-- mdlint-zh-disable-file trailing-spaces, header, wikilink: 旧文 -->\n{SPACES}",
    SPACES.replace("正文第一", "<!-- mdlint-zh-disable wikilink, blank-lines -->\n\n正文第一"),
    SPACES.replace("正文第一", "<!-- mdlint-zh-disable-next-line trailing-spaces -->\n正文第一"),
    SPACES.replace("正文第一", "<!-- mdlint-zh-disable -->\n\n第[[zh:三国]]和[[zh:不存在]]正文第一"),
    SOUND.replace("正文第二", "<!-- mdlint-zh-disable suppression, no-such, wikilink -->\n\n\n\n正文第二"),
]
"""With comments that suppress findings."""
PAGES = [
    SOUND,
    SPACES,
    LINKED,
    SOUND.replace("## ", "# "),
    SOUND.replace("\n\n正文第二", "\n\n\n\n\n\n正文第二"),
    SOUND.replace("正文第一段。", "第[[zh:三国]]和[[zh:不存在的条目]]。![](1.png)"),
    SOUND.replace("README.md", "目录.md"),
    "\n",
    "# 一 \n",
    *MARKED,
]
names = st.sampled_from(["1.md", "2.md", "3.md", "目录.md", "README.md"])
ACTS = st.one_of(
    st.tuples(st.just("write"), names, st.sampled_from(PAGES)),
    st.tuples(st.just("delete"), names),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("touch"), names, st.sampled_from([5, 7, 2_000_000_000])),
    st.tuples(st.just("write"), st.just(".mdlint-zh.toml"), st.sampled_from(SETTINGS)),
    st.tuples(st.just("write"), st.just("titles.txt"), st.sampled_from(["三国\n", "美国\n不存在的条目\n"])),
)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "select": st.sampled_from([("trailing-spaces",), ("wikilink", "suppression-unused"), ("ALL",)]),
        "ignore": st.sampled_from([("blank-lines",), ("timestamp", "title"), ("suppression",)]),
        "form": st.sampled_from(["json", "concise", "full", "gitlab", "rdjson", "junit"]),
        "act": st.sampled_from(["check", "try", "fix"]),
        "unsafe": st.booleans(),
        "shortcuts": st.booleans(),
    },
)


def _act(folder: Path, what: str, name: str, more: object = None) -> None:
    path = folder / name
    if what == "write":
        path.write_text(str(more), encoding="utf-8")
    elif path.exists() and what == "delete":
        path.unlink()
    elif path.exists() and what == "rename":
        path.rename(folder / str(more))
    elif path.exists() and what == "touch":
        os.utime(path, (int(str(more)),) * 2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.lists(ACTS, max_size=3), ASKED), min_size=1, max_size=8))
def test_what_is_remembered_is_what_would_be_found(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[tuple[str, ...]], dict[str, object]]]
) -> None:
    project = Project(tmp_path_factory.mktemp("project"))
    project.write("titles.txt", "三国\n")
    for acts, asked in steps:
        for act in acts:
            _act(project.folder, *act)
        dry = {**asked, "act": "try"} if asked.get("act") == "fix" else asked
        wanted = project.run(cold=True, **dry)  # type: ignore[arg-type]
        assert project.run(**asked) == wanted  # type: ignore[arg-type]


def test_a_page_of_the_same_size_and_time_is_read_again(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", "")
    page = desk.write("1.md", SPACES.replace("第一段。 ", "第一段。 一"))
    long_ago = (1_000_000_000, 1_000_000_000)
    os.utime(page, long_ago)
    assert desk.run("check", "--output-format", "json").found == []
    desk.write("1.md", SPACES.replace("第一段。 ", "第一段一。 "))
    os.utime(page, long_ago)
    assert desk.run("check", "--output-format", "json").found == ["trailing-spaces"]


@pytest.mark.parametrize(
    "target", ["页" * 90 + ".md", "a" * 190 + ".md", "../" * 50 + "x.md", "./" + "a/" * 90, "%00.md", "README.md/x.md"]
)
def test_a_name_that_a_page_made_up_ends_no_run(desk: Desk, target: str) -> None:
    desk.write(".mdlint-zh.toml", "")
    desk.write("1.md", SOUND.replace("(README.md)", f"({target})"))
    desk.write("3.md", SPACES.replace("articles/1", "articles/3"))
    first, second = (desk.run("check", "--output-format", "json") for _ in range(2))
    assert second.json == first.json
    assert "trailing-spaces" in first.found
    assert (first.code, second.code, first.complaints, second.complaints) == (1, 1, [], [])


def test_a_neighbour_that_has_come_or_gone_is_seen(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", "")
    desk.write("1.md", SOUND)
    readme = desk.folder / "README.md"
    check = lambda: desk.run("check", "--output-format", "json", "1.md").found  # noqa: E731
    assert check() == []
    readme.rename(desk.folder / "gone")
    assert check() == check() == ["return-link-broken"]
    (desk.folder / "gone").rename(readme)
    assert check() == []
