"""Patterns mean what git says they mean, in time that grows with what they are held against."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from mdlint_zh.base.patterns import MOST_WILD, Patterns

pytestmark = pytest.mark.attack

PIECES = [
    "a",
    "b",
    "ab",
    "*",
    "**",
    "***",
    "?",
    "a*",
    "*b",
    "a*b",
    "*a*b",
    "a**b",
    "[ab]",
    "[!a]",
    "[z-a]",
    "[!z-a]",
    "[]a]",
]
PIECES += [
    "[a-]",
    "[a-c-e]",
    r"[\]]",
    "[[:alpha:]]",
    "[[:no:]]",
    "[[:x]",
    "[",
    r"\*",
    r"\a",
    "a b",
    r"a\ ",
    " ",
    "#a",
    "中",
    "a\\",
]
NAMES = [
    "a",
    "b",
    "ab",
    "aab",
    "aabab",
    "x",
    "axb",
    "a b",
    "*",
    "-",
    "]",
    "[",
    "#a",
    "d",
    "1",
]  # git holds `?` against bytes


def leaves_out(patterns: Patterns, path: str) -> bool:
    """Whether a path is left out, or a folder above it, as git goes down a tree."""
    above = ""
    *folders, name = path.split("/")
    for folder in folders:
        if patterns.verdict(above, f"{folder}/"):
            return True
        above += f"{folder}/"
    return bool(patterns.verdict(above, name))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("git"):
        pytest.skip("needs git")
    folder = tmp_path_factory.mktemp("git")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


lines = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("/".join),
    st.sampled_from(["", "", "/"]),
    st.sampled_from(["", "", " "]),
)
paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join)


@settings(
    max_examples=100,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(lines, min_size=1, max_size=4), st.lists(paths, min_size=20, max_size=40, unique=True))
def test_patterns_leave_out_what_git_leaves_out(repository: Path, lines: list[str], paths: list[str]) -> None:
    (repository / ".gitignore").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    asked = "\0".join(paths).encode()
    command = ["git", "check-ignore", "--no-index", "--stdin", "-z"]
    told = subprocess.run(command, cwd=repository, input=asked, capture_output=True, check=False).stdout.decode()
    ours = Patterns(lines)
    assert [path for path in paths if leaves_out(ours, path)] == [path for path in paths if path in told.split("\0")]


@pytest.mark.parametrize(
    ("lines", "left_out", "kept"),
    [
        (["drafts"], ["drafts", "drafts/a.md", "b/drafts/c/a.md"], ["drafts.md", "my-drafts/a.md"]),
        (["drafts/"], ["drafts/a.md", "b/drafts/a.md"], ["drafts"]),
        (["/drafts/*.md"], ["drafts/a.md"], ["b/drafts/a.md", "drafts/b/a.md", "drafts/a.txt"]),
        (["a/**/b.md"], ["a/b.md", "a/x/b.md", "a/x/y/b.md"], ["b.md", "c/a/b.md"]),
        (["**/a.md"], ["a.md", "x/y/a.md"], ["ba.md"]),
        (["a/**"], ["a/b", "a/b/c"], ["a", "b/a/c"]),
        (["*.md", "!a.md"], ["b.md"], ["a.md"]),
        (["d/", "!d/a.md"], ["d/a.md"], ["a.md"]),
        (["笔记?.md"], ["笔记一.md"], ["笔记.md"]),
    ],
)
def test_what_patterns_mean(lines: list[str], left_out: list[str], kept: list[str]) -> None:
    patterns = Patterns(lines)
    assert [path for path in [*left_out, *kept] if leaves_out(patterns, path)] == left_out


@pytest.mark.parametrize(
    "line", ["", " ", "#", "# a", "!", "/", "//", "///", "\\", "a\\", "[", "[a", "[!", "[[:no:]]", "[\\"]
)
def test_lines_that_are_no_pattern_say_nothing(line: str) -> None:
    assert not any(leaves_out(Patterns([line]), path) for path in [*NAMES, "a/b", "#", "# a", " "])


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("*a" * 60 + "b", "a" * 200),
        ("*a*" * 80 + "[b]", "a" * 255),
        ("*?" * 100 + "b", "a" * 255),
        ("**/a/" * 60 + "b", "a/" * 800 + "c"),
        ("**/*a*a*a/" * 30 + "b", "aaaaaaaa/" * 300 + "c"),
        ("a/**/" * 40 + "*b*b", "a/" * 500 + "b" * 50 + "a"),
    ],
)
def test_no_pattern_tries_all_ways_to_share_a_name_out(line: str, path: str) -> None:
    """Word for word, each would take longer than the universe has had."""
    assert not leaves_out(Patterns([line]), path)


def test_what_is_too_much_is_passed_over_and_known() -> None:
    few, many = Patterns(["*.md"]), Patterns([*(f"*{number}" for number in range(20_000)), "*.md", "plain"])
    assert (few.passed_over, many.passed_over) == (False, True)
    assert leaves_out(few, "a.md")
    assert leaves_out(many, "a1")
    assert leaves_out(many, "plain")
    assert not leaves_out(many, "a.md")
    assert not leaves_out(Patterns(["*a" * MOST_WILD]), "a")
