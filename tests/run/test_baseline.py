"""A baseline as a file: what it looks like, what is refused, and what of it stays when it is written anew."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from mdlint_zh.config import ConfigError
from mdlint_zh.engine.known import WHOLE_PAGE
from mdlint_zh.report.told import Rewritten
from mdlint_zh.run.baseline.baseline import Baseline, read_baseline
from mdlint_zh.run.baseline.lines import HEAD, counts_in, line_of, quoted, quoted_in
from mdlint_zh.run.baseline.rewrite import rewrite

if TYPE_CHECKING:
    from mdlint_zh.engine.known import Counts

SPLIT = {"wikilink-split": {"0d56a1": 1, "3ca0f2": 2}}
SPACES = {"trailing-spaces": {WHOLE_PAGE: 1}}
keys = st.dictionaries(st.text("0123456789abcdef", min_size=6, max_size=6), st.integers(1, 10**9 - 1), min_size=1)
counts = st.dictionaries(
    st.from_regex(r"[a-z]+(-[a-z]+)*", fullmatch=True),
    st.one_of(keys, st.builds(lambda count: {WHOLE_PAGE: count}, st.integers(1, 9999))),
    min_size=1,
)
names = st.lists(
    st.text(st.characters(exclude_characters="/\0"), min_size=1).filter(lambda part: part not in (".", "..")),
    min_size=1,
).map("/".join)


def written(folder: Path, *lines: bytes, name: str = "base.jsonl") -> Path:
    path = folder / name
    path.write_bytes(HEAD + b"".join(line + b"\n" for line in lines))
    return path


def baseline_of(folder: Path, **pages: Counts) -> Baseline:
    lines = [line_of(quoted(f"{page}.md"), told) for page, told in pages.items()]
    return read_baseline(written(folder, *lines), named=True)


def pages_in(baseline: Baseline) -> list[str]:
    lines = baseline.file.read_bytes().split(b"\n")[1:-1]
    return [next(iter(json.loads(line))) for line in lines]


def looked_at(baseline: Baseline, page: str, told: Counts) -> Rewritten:
    name = quoted(page)
    return Rewritten(baseline.file, name, name, line_of(name, told) if told else b"")


def test_a_page_is_a_line() -> None:
    line = line_of(quoted("归档 目录/笔记 一.md"), {**SPLIT, **SPACES})
    assert line.decode() == '{"归档 目录/笔记 一.md":{"trailing-spaces":1,"wikilink-split":"0d56a1 3ca0f2*2"}}'


@given(names, counts)
def test_a_line_says_what_was_counted(name: str, told: Counts) -> None:
    line = line_of(quoted(name), told)
    assert b"\n" not in line
    assert quoted_in(line, ()) == quoted(name)
    assert (json.loads(quoted(name)), counts_in(line)) == (name, told)


@pytest.mark.parametrize(
    "name", ["a\nb.md", 'a":{b.md', "a\\b.md", "\u202eb.md", "b\udcff.md", "é.md", "e\u0301.md", "..b/c.md", "\u2028"]
)
def test_a_page_of_an_odd_name_is_found(tmp_path: Path, name: str) -> None:
    line = line_of(quoted(name), SPACES)
    assert not any(odd in line.decode() for odd in "\n\u2028\u202e")
    baseline = read_baseline(written(tmp_path, line), named=True)
    assert baseline.entry(str(tmp_path / name)).counts == SPACES


def test_pages_are_named_from_the_folder_of_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "link").symlink_to("content")
    baseline = Baseline(tmp_path / "ci" / "base.jsonl", {})
    monkeypatch.chdir(tmp_path / "content")
    told = {baseline.name(path) for path in ("a.md", "../content/a.md", "../link/a.md", str(tmp_path / "content/a.md"))}
    assert told == {b'"../content/a.md"'}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is no baseline of mdlint-zh"),
        (b"# \xe9\xa2\x98\n", "is no baseline of mdlint-zh"),
        (b"[[[[" * 9999, "is no baseline of mdlint-zh"),
        (b'{"mdlint-zh-baseline":"1"}\n', "is no baseline of mdlint-zh"),
        (b'{"mdlint-zh-baseline":true}\n', "is no baseline of mdlint-zh"),
        (b'{"mdlint-zh-baseline":2}\n', "is a baseline of form 2, of a newer mdlint-zh; this one reads 1"),
        (HEAD + b'{"a.md":{"x":1}}\n\xff\n', "is not UTF-8: offset 42"),
        (HEAD + b'{"a.md":{"x":1}\n', "line 2 is broken"),
        (HEAD + b'{"}}\n', "line 2 is broken JSON"),
        (HEAD + b'{"a\\":{"x":1}}\n', "line 2 is broken JSON"),
        (HEAD + b'{"a.md":{"x":1},"b":{}}\n' + b'{"":{}}\n', 'names "", which is no path from here'),
        (HEAD + b'<<<<<<< HEAD\n', "line 2 is broken: a merge left a conflict"),
        (HEAD + b'{"a.md":{"x":1}}\n{"b.md":{"x":1}}\n{"a.md":{"y":1}}\n', "line 4 is about a page that has a line already"),
        (HEAD + b'{"\\u0061.md":{"x":1}}\n{"a.md":{"x":1}}\n', "line 3 is about a page that has a line already"),
        (HEAD + b'{"/etc/a.md":{"x":1}}\n', 'names "/etc/a.md", which is no path from here'),
        (HEAD + b'{"a/../../b.md":{"x":1}}\n', 'names "a/../../b.md", which is no path from here'),
        (HEAD + b'{"./b.md":{"x":1}}\n', 'names "./b.md", which is no path from here'),
        (HEAD + b'{"a\\u0000.md":{"x":1}}\n', 'names "a\\u0000.md", which is no path from here'),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused_in_one_line(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "base.jsonl"
    path.write_bytes(data)
    with pytest.raises(ConfigError) as raised:
        read_baseline(path, named=True)
    assert str(raised.value) == f"{path}: {said}"


@pytest.mark.parametrize(
    "told",
    [
        b"1.5",
        b"0",
        b"true",
        b"null",
        b'""',
        b'"0d56a"',
        b'"0d56a1*0"',
        b'"0d56a1 0d56a1"',
        b'{"a":1}',
        b"1" * 5000,
        b"[" * 5000,
    ],
)
def test_a_line_that_is_asked_for_and_broken_is_told(tmp_path: Path, told: bytes) -> None:
    baseline = read_baseline(written(tmp_path, b'{"a.md":{"x":' + told + b"}}"), named=True)
    assert baseline.entry(str(tmp_path / "b.md")).counts == {}
    with pytest.raises(ConfigError, match=r'base\.jsonl: the line of "a\.md" '):
        baseline.entry(str(tmp_path / "a.md"))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is a folder"):
        read_baseline(tmp_path, named=True)
    with pytest.raises(ConfigError, match="No such file or directory; --write-baseline makes a baseline"):
        read_baseline(tmp_path / "none", named=True)


def test_settings_name_no_pages_outside_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "work/ci").mkdir(parents=True)
    (tmp_path / "work/.git").mkdir()
    above = written(tmp_path / "work/ci", line_of(b'"../a.md"', SPACES))
    assert read_baseline(above, named=False).lines
    outside = written(tmp_path / "work/ci", line_of(b'"../../a.md"', SPACES))
    with pytest.raises(ConfigError, match="names pages outside of its repository; --baseline allows that"):
        read_baseline(outside, named=False)
    assert read_baseline(outside, named=True).lines


def test_line_ends_and_a_mark_of_byte_order_that_others_wrote_change_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, line_of(b'"a.md"', SPACES))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n").replace(b":{", b": {") + b"\r\n")
    assert read_baseline(path, named=True).entry(str(tmp_path / "a.md")).counts == SPACES


def test_what_was_not_looked_at_stays_and_gone_pages_go(tmp_path: Path) -> None:
    baseline = baseline_of(tmp_path, a=SPLIT, b=SPACES, c=SPLIT, d=SPACES)
    for page in "abc":
        (tmp_path / f"{page}.md").touch()
    assert rewrite(baseline, [looked_at(baseline, "b.md", {}), looked_at(baseline, "c.md", SPACES)]) == 1
    left = read_baseline(baseline.file, named=True)
    assert pages_in(left) == ["a.md", "c.md"]
    assert [left.entry(str(tmp_path / page)).counts for page in ("a.md", "c.md")] == [SPLIT, SPACES]


def test_a_baseline_is_sorted_and_written_only_when_it_changes(tmp_path: Path) -> None:
    baseline = baseline_of(tmp_path, c=SPLIT, a=SPACES)
    for page in "abc":
        (tmp_path / f"{page}.md").touch()
    before = baseline.file.stat()
    rewrite(baseline, [looked_at(baseline, "a.md", SPACES)])
    assert baseline.file.stat() == before
    rewrite(baseline, [looked_at(baseline, "b.md", SPACES)])
    assert pages_in(baseline) == ["a.md", "b.md", "c.md"]


def git(folder: Path, *args: str) -> None:
    own = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *own, *args], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("where", [".", "ci"])
def test_a_renamed_page_keeps_its_entry(tmp_path: Path, where: str, committed: bool) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "旧.md").write_text("一页，有足够的字\n" * 9, encoding="utf-8")
    name = quoted(os.path.relpath(tmp_path / "旧.md", tmp_path / where))
    file = written(tmp_path / where, line_of(name, SPLIT))
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "1")
    git(tmp_path, "mv", "旧.md", "ci/新 页.md")
    if committed:
        git(tmp_path, "commit", "-m", "2")
    baseline = read_baseline(file, named=True)
    assert baseline.entry(str(tmp_path / "ci/新 页.md")) == (name, SPLIT)
    assert baseline.entry(str(tmp_path / "ci/别的.md")).counts == {}
    rewrite(baseline, [])  # the new page was not looked at
    assert name in read_baseline(file, named=True).lines
    (tmp_path / "旧.md").touch()  # back again: it is a copy
    assert read_baseline(file, named=True).entry(str(tmp_path / "ci/新 页.md")).counts == {}


def test_to_ask_for_renames_runs_no_program_that_a_repository_names(tmp_path: Path) -> None:
    """A page that is not there is fetched from elsewhere, by a program that the settings of the repository name."""
    origin, clone, trap = tmp_path / "origin", tmp_path / "clone", tmp_path / "trapped"
    origin.mkdir()
    (origin / "旧.md").write_text("一页，有足够的字\n" * 9, encoding="utf-8")
    written(origin, line_of(quoted("旧.md"), SPLIT))
    git(origin, "init")
    git(origin, "add", ".")
    git(origin, "commit", "-m", "1")
    git(origin, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--filter=blob:none", "--no-checkout", origin.as_uri(), str(clone))
    git(clone, "read-tree", "HEAD")
    git(clone, "rm", "--cached", "--quiet", "旧.md")
    (clone / "新.md").write_text("一页，有足够的字\n" * 8, encoding="utf-8")
    git(clone, "add", "新.md")
    git(clone, "config", "remote.origin.url", "ssh://nowhere/a")
    git(clone, "config", "core.sshCommand", f"touch '{trap}'; false")
    file = written(clone, line_of(quoted("旧.md"), SPLIT))
    assert read_baseline(file, named=False).entry(str(clone / "新.md")).counts == {}
    assert not trap.exists()
    with pytest.raises(subprocess.CalledProcessError):
        git(clone, "diff-index", "--cached", "-M", "HEAD")
    assert trap.exists()  # so that the trap is one


def test_without_a_repository_nothing_was_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    baseline = baseline_of(tmp_path, a=SPLIT)
    assert baseline.entry(str(tmp_path / "b.md")).counts == {}
    monkeypatch.setenv("PATH", "")
    assert baseline_of(tmp_path, a=SPLIT).renamed == {}
