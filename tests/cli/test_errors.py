"""Bad input: one clear line each, exit status 2, the other files are checked, and nothing is written to the bad one."""

from __future__ import annotations

import os
import stat

import pytest
from conftest import Desk
from samples import SOUND, SPACES

pytestmark = pytest.mark.attack

CHINESE = SOUND.replace("正文", "两地签署合作文件，涉及交通、水利和教育。")
TABLE = "甲\n\n|a|b|\n|-|-|\n|[[zh:a|b]]|c|\n".encode()
HOSTILE: dict[str, tuple[bytes, str]] = {
    "one bad byte": (
        SOUND.encode().replace("正".encode(), b"\xe6\xad", 1),
        f"byte 0xe6 at offset {len(SOUND.encode().split('正'.encode())[0])}",
    ),
    "GB18030": (CHINESE.encode("gb18030"), "it may be GB18030"),
    "Big5": ("兩地簽署合作文件，涉及交通、水利和教育，".encode("big5"), "Big5"),
    "Latin-1": ("déjà vu, un café\n".encode("latin-1"), "is not UTF-8: byte 0xe9 at offset 1"),
    "UTF-16": (SOUND.encode("utf-16"), "is UTF-16, not UTF-8"),
    "UTF-16 big-endian": (b"\xfe\xff" + SOUND.encode("utf-16-be"), "is UTF-16, not UTF-8"),
    "surrogates": (b"# a\n\xed\xa0\x80\n", "is not UTF-8: byte 0xed at offset 4"),
    "NUL": ("正文\0\n".encode(), "NUL character at offset 6"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "is it binary?"),
    "10 MB in one line": ("汉 ".encode() * 2_500_000, "too complex: line 1 has 5,000,000 characters"),
    "a table and 5,000 nested quotes": (b"> " * 5000 + TABLE, "too complex: line 1 is nested more than"),
    "a table and 5,000 nested lists": (b"- " * 5000 + TABLE, "too complex: line 1 is nested more than"),
}


@pytest.mark.parametrize("command", [("check",), ("check", "--fix"), ("format",)])
@pytest.mark.parametrize(("content", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_bad_page_is_told_in_one_line_and_left_alone(
    desk: Desk, command: tuple[str, ...], content: bytes, said: str
) -> None:
    bad = desk.write("坏 页/2.md", content)
    desk.write("坏 页/README.md", "# 目录\n")
    desk.write("3.md", SPACES.replace("articles/1", "articles/3"))
    before = bad.stat()
    ran = desk.run(*command)
    assert ran.code == 2
    assert [line for line in ran.err.splitlines() if "2.md" in line] == ran.complaints
    assert ran.complaints[0].startswith("mdlint-zh: 坏 页/2.md: ")
    assert said in ran.complaints[0]
    assert "Traceback" not in ran.err
    assert bad.read_bytes() == content
    assert bad.stat().st_mtime_ns == before.st_mtime_ns
    assert ("trailing-spaces" in ran.out) == (command == ("check",))
    assert (desk.read("3.md") == SOUND.replace("articles/1", "articles/3")) == (command != ("check",))


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
def test_a_deeply_nested_page_is_checked_like_any_other(desk: Desk, mark: str) -> None:
    desk.write("1.md", SPACES + mark * 5000 + "甲 \n" + "\n" * 2 + mark * 5000 + "乙\n")
    assert desk.run("check", "--output-format", "json").found == ["trailing-spaces"]


@pytest.mark.parametrize("content", [b"", b"\n \r\n\t\n", b"\xef\xbb\xbf"], ids=["nothing", "blank", "mark"])
def test_an_empty_page_is_a_page_and_is_left_alone(desk: Desk, content: bytes) -> None:
    page = desk.write("2.md", content)
    for command in (("check",), ("check", "--fix"), ("format",)):
        ran = desk.run(*command)
        assert (ran.code, ran.complaints) == (0, [])
    assert page.read_bytes() == content


def test_a_missing_path_is_told_and_the_others_are_checked(desk: Desk) -> None:
    desk.write("1.md", SPACES)
    ran = desk.run("check", "没有  这页.md", "1.md")
    assert (ran.code, ran.complaints) == (2, ["mdlint-zh: 没有  这页.md: there is no such file or folder"])
    assert "trailing-spaces" in ran.out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_or_folder_is_told_and_the_others_are_checked(desk: Desk) -> None:
    page, folder = desk.write("2.md", SOUND), desk.write("zu/3.md", SOUND).parent
    desk.write("1.md", SPACES)
    page.chmod(0)
    folder.chmod(0)
    ran = desk.run("check")
    folder.chmod(stat.S_IRWXU)
    assert ran.code == 2
    assert sorted(ran.complaints) == [
        "mdlint-zh: 2.md: cannot be read: Permission denied",
        "mdlint-zh: zu: cannot be read: Permission denied",
    ]
    assert "trailing-spaces" in ran.out


SETTINGS: dict[str, tuple[str | bytes, str]] = {
    "unknown key": ("ignroe = []\n", "unknown key `ignroe`; did you mean `ignore`?"),
    "unknown key of the profile": (
        "[profile]\ntitle-levle = 2\n",
        ".toml:2:1: unknown key `title-levle` in profile; did you mean `title-level`?",
    ),
    "unknown option": (
        "[rules.blank-lines]\nmots = 1\n",
        "unknown key `mots` in rules.blank-lines; did you mean `most`?",
    ),
    "unknown rule": (
        'select = ["trailing-space"]\n',
        "there is no rule `trailing-space`; did you mean `trailing-spaces`?",
    ),
    "unknown rule with options": ("[rules.blank-line]\n", "there is no rule `blank-line`; did you mean `blank-lines`?"),
    "unknown rule for some files": (
        '[per-file-ignores]\n"a" = ["traling-spaces"]\n',
        "did you mean `trailing-spaces`?",
    ),
    "unknown kind": ('[kinds]\narticel = ["a"]\n', "did you mean `article`?"),
    "wrong type": ('[profile]\ntitle-level = "2"\n', "`profile.title-level` has to be a whole number"),
    "wrong type of a list": ('select = "trailing-spaces"\n', "`select` has to be a list of texts"),
    "wrong type of a table": ("profile = 1\n", "`profile` has to be a table"),
    "broken TOML": ("select = [\n]\nignore = = 3\n", ".toml:3:10: broken TOML"),
    "bad UTF-8": (b"# \xff\n", "is not UTF-8"),
    "extends nothing": ('extend = "no.toml"\n', "no.toml: cannot be read"),
    "extends itself": ('extend = ".mdlint-zh.toml"\n', "leads round in a circle"),
    "extends a number": ("extend = 3\n", "`extend` has to be a path"),
    "5,000 nested arrays": (f"select = {'[' * 5000}", "is nested too deep"),
    "5,000 nested tables": (f"a = {'{a = ' * 5000}", "is nested too deep"),
    "5,000 digits": (f"[rules.blank-lines]\nmost = {'9' * 5000}\n", "a number has too many digits"),
    "5,000 digits of sixteen": (f"[rules.blank-lines]\nmost = 0x{'f' * 5000}\n", "most` is too large a number"),
    "a key of 200,000 parts": (f"{'a.' * 200_000}a = 1\n", "a key has more than 100 parts"),
    "a date for a text": ("[profile]\nseparator = 2024-03-15\n", "`profile.separator` has to be a text"),
    "a date for texts": ("select = [2024-03-15]\n", "`select` has to be a list of texts"),
    "a time for a number": ("[limits]\npage = 12:00:00\n", "`limits.page` has to be a whole number"),
    "no number": ("[rules.wikilink-split]\nthreshold = nan\n", "threshold` has to be a number, like"),
    "true for a number": ("[limits]\npage = true\n", "`limits.page` has to be a whole number"),
    "nothing may be read": ("[limits]\npage = 0\n", "`limits.page` has to be a number of MiB, 1 to"),
    "NUL in a list's path": ('titles = ["a\\u0000b"]\n', "is no name that a file can have"),
    "NUL in a path": ('extend = "a\\u0000b"\n', "is no name that a file can have"),
    "a name that is too long": (f'titles = ["{"汉" * 90}"]\n', "File name too long"),
    "too many patterns": ("exclude = [" + '"*a", ' * 40_000 + "]\n", "`exclude` has too many patterns"),
}


@pytest.mark.parametrize(("content", "said"), SETTINGS.values(), ids=SETTINGS)
def test_bad_settings_are_told_once_and_pages_of_other_settings_are_checked(
    desk: Desk, content: str | bytes, said: str
) -> None:
    desk.write("坏/.mdlint-zh.toml", content)
    for name in ("坏/2.md", "坏/3.md", "坏/下/4.md"):
        desk.write(name, SPACES)
    desk.write("1.md", SPACES)
    for command in (("check",), ("format",)):
        ran = desk.run(*command)
        assert (ran.code, len(ran.complaints)) == (2, 1)
        assert said in ran.complaints[0]
        assert ".toml" in ran.complaints[0]
        assert "Traceback" not in ran.err
        assert "internal error" not in ran.err
        assert command == ("format",) or ran.err.endswith("; 1 file failed\n")
    assert desk.read("1.md") == SOUND
    assert desk.read("坏/2.md") == SPACES


def test_a_project_that_only_depends_on_us_is_not_our_settings(desk: Desk) -> None:
    desk.write("pyproject.toml", 'tool.mdlint-zh.ignore = ["trailing-spaces"]\n')
    desk.write("site/pyproject.toml", '[project]\nname = "site"\ndependencies = ["mdlint-zh"]\n')
    desk.write("site/1.md", SPACES)
    assert desk.run("check", "--select", "trailing-spaces").code == 0


@pytest.mark.parametrize("table", ["[tool]\nmdlint-zh = 3\n", "tool = 3\n", "[[tool]]\n", "[[tool.mdlint-zh]]\n"])
def test_a_table_of_ours_that_is_none_is_told(desk: Desk, table: str) -> None:
    desk.write("1.md", SOUND)
    desk.write("pyproject.toml", f"# [tool.mdlint-zh]\n{table}")
    ran = desk.run("check")
    assert (ran.code, len(ran.complaints)) == (2, 1)
    assert "has to be a table" in ran.complaints[0]


RAISES = '''"""A rule that raises."""
from mdlint_zh import hookimpl, rule, WARNING


@rule(severity=WARNING)
def check(page, options):
    raise ValueError("on\\npurpose")
    yield

@hookimpl
def mdlint_rules():
    return [check]
'''


@pytest.fixture
def raising(desk: Desk) -> Desk:
    """A desk with a plugin whose rule raises."""
    desk.write("lib/raises.py", RAISES)
    desk.write("lib/raiser-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: raiser\nVersion: 1.0\n")
    desk.write("lib/raiser-1.0.dist-info/entry_points.txt", "[mdlint_zh]\nraiser = raises\n")
    return desk


def test_a_rule_that_raises_is_named_and_nothing_is_written(raising: Desk) -> None:
    raising.write("1.md", SPACES)
    for command in (("check",), ("check", "--fix"), ("format",)):
        ran = raising.run(*command, PYTHONPATH="lib")
        assert ran.code == 2
        assert "mdlint-zh: 1.md: the rule raises failed: ValueError: on purpose" in [
            line.split(", and")[0] for line in ran.complaints
        ]
        assert "Traceback" not in ran.err
    assert raising.read("1.md") == SPACES
    assert "trailing-spaces" in raising.run("check", PYTHONPATH="lib").out


def test_debugging_shows_where_a_rule_raises(raising: Desk) -> None:
    ran = raising.run("check", "--debug", PYTHONPATH="lib")
    assert "Traceback" in ran.err
    assert "raises.py" in ran.err


def test_a_page_that_cannot_be_decoded_on_standard_input_exits_2(desk: Desk) -> None:
    for args in (("check", "-"), ("check", "--fix", "-"), ("format", "-"), ("check", "-", "--output-format", "json")):
        ran = desk.run(*args, stdin=b"\xff")
        assert (ran.code, len(ran.complaints)) == (2, 1)
        assert ran.out == {"json": "[]\n", "-": ""}[args[-1]]
        assert ("1 file failed\n" in ran.err) == (args[0] == "check")
