"""Settings over settings, what they may name, what they hold, and what their patterns mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk
from counting import counted
from hypothesis import HealthCheck, given, settings, strategies as st
from samples import SPACES

from mdlint_zh.config import ConfigError, Settings, load_settings
from mdlint_zh.config.settings import MOST_ASKED, MOST_IDLE
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for

pytestmark = pytest.mark.attack

RULES = load_rules().rules


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Where settings are in a folder of a repository."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    return tmp_path / "repo" / "a" / ".mdlint-zh.toml"


def test_tables_are_merged_key_by_key_and_lists_are_replaced(settings_file: Path) -> None:
    base = """
    ignore = ["trailing-spaces"]
    exclude = ["a.md"]
    [kinds]
    other = ["about.md"]
    article = ["posts/"]
    [per-file-ignores]
    "x.md" = ["ALL"]
    "y.md" = ["ALL"]
    [profile]
    title-level = 1
    source-label = "來源"
    [rules.blank-lines]
    most = 5
    [rules.wikilink-fragmented]
    longest = 7
    [limits]
    page = 3
    """
    write(settings_file.parent / "base.toml", base)
    own = 'extend = "base.toml"\nexclude = ["b.md"]\n[kinds]\narticle = []\n[per-file-ignores]\n"x.md" = ["title-level"]\n'
    write(
        settings_file,
        own + "[profile]\ntitle-level = 2\n[rules.wikilink-fragmented]\nbetween = 1\n[limits]\ntitles = 4\n",
    )
    ours = load_settings(settings_file, RULES)
    assert ours.ignore == ("trailing-spaces",)
    assert ours.exclude.lines == ("b.md",)
    assert {kind: one.lines for kind, one in ours.kinds.items()} == {
        "index": ("README*.md",),
        "other": ("about.md",),
        "article": (),
    }
    assert [(one.lines, rules) for one, rules in ours.per_file_ignores.items()] == [
        (("x.md",), ("title-level",)),
        (("y.md",), ("ALL",)),
    ]
    assert (ours.profile.title_level, ours.profile.source_label) == (2, "來源")
    assert ours.options["blank-lines"] == RULES["blank-lines"].options(most=5)
    assert ours.options["wikilink-fragmented"] == RULES["wikilink-fragmented"].options(between=1, longest=7)
    assert (ours.limits.page, ours.limits.titles) == (3, 4)


def test_paths_count_from_the_file_that_they_stand_in(settings_file: Path) -> None:
    repo = settings_file.parents[1]
    write(repo / "shared" / "titles.txt", "河内\n")
    write(repo / "shared" / "base.toml", 'extend = "more/base.toml"\ntitles = ["titles.txt"]\n')
    write(repo / "shared" / "more" / "base.toml", 'exclude = ["/x/*.md", "drafts/"]\n')
    ours = load_settings(write(settings_file, 'extend = "../shared/base.toml"\n'), RULES)
    assert "河内" in ours.titles
    assert ours.excludes(repo / "shared/more/x/1.md")
    assert ours.excludes(repo / "a/x/1.md"), "what is not below counts from the settings"
    assert ours.excludes(repo / "a/b/drafts/1.md")
    assert not ours.excludes(repo / "a/b/x/1.md")


def test_where_nothing_is_an_article_a_page_is_another(settings_file: Path) -> None:
    ours = load_settings(write(settings_file, "[kinds]\narticle = []\n"), RULES)
    assert [ours.kind(Path(name)) for name in ("1.md", "README.md")] == ["other", "index"]
    assert Settings().kind(Path("1.md")) is None


@dataclass(frozen=True)
class Careful:
    """Options that look at themselves."""

    most: int = 2
    least: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.most < 10:
            raise ValueError("has to be a number\nfrom 1 to 9")
        if self.least < 0:
            raise ValueError("`least` has to be 0 or more")
        if self.least > self.most:
            raise KeyError("least")


@pytest.mark.parametrize(
    ("base", "own", "said"),
    [
        ("", "most = 0", r"/\.mdlint-zh\.toml:3:1: `rules\.blank-lines\.most` has to be a number from 1 to 9"),
        ("most = 10", "least = 1", r"/base\.toml:2:1: `rules\.blank-lines\.most` has to be a number from 1 to 9"),
        ("most = 10", "most = 3", None),
        ("most = 3", "least = 5", r"/\.mdlint-zh\.toml:3:1: `rules\.blank-lines\.least` 'least'"),
        ("most = 5", "least = 4", None),
        ("least = -1", "most = 4", r"/base\.toml:2:1: `rules\.blank-lines\.least` has to be 0 or more"),
    ],
)
def test_a_value_that_a_dataclass_refuses_is_told_with_key_and_file(
    settings_file: Path, base: str, own: str, said: str | None
) -> None:
    rules: dict[str, Any] = {"blank-lines": replace(RULES["blank-lines"], options=Careful)}
    write(settings_file.parent / "base.toml", f"[rules.blank-lines]\n{base}\n")
    write(settings_file, f'extend = "base.toml"\n[rules.blank-lines]\n{own}\n')
    if said is None:
        load_settings(settings_file, rules)
        return
    with pytest.raises(ConfigError, match=said):
        load_settings(settings_file, rules)


def test_an_idle_pattern_is_told_once_when_its_whole_folder_was_asked_for(desk: Desk) -> None:
    desk.write(
        "s/.mdlint-zh.toml",
        'exclude = ["drafts/", "b/*"]\n[kinds]\nother = ["!2.md", "no.md"]\n[per-file-ignores]\n"n" = ["ALL"]\n',
    )
    for name in ("s/1.md", "s/2.md", "s/b/3.md"):
        desk.write(name, SPACES)
    told = [
        f"mdlint-zh: {desk.folder}/s/.mdlint-zh.toml: the pattern `{line}` in `{key}` matches no page"
        for line, key in (("drafts/", "exclude"), ("no.md", "kinds.other"), ("n", "per-file-ignores"))
    ]
    for asked in ([], ["s"], ["s/1.md", "../" + desk.folder.name]):
        ran = desk.run("check", *asked)
        assert (ran.code, ran.complaints) == (1, told)
    assert desk.run("check", "s/1.md", "s/b").complaints == []


def test_what_extended_settings_and_defaults_name_may_be_elsewhere(desk: Desk) -> None:
    desk.write("shared/base.toml", 'exclude = ["drafts/"]\n')
    desk.write(".mdlint-zh.toml", 'extend = "shared/base.toml"\n')
    desk.write("1.md", SPACES)
    (desk.folder / "README.md").unlink()
    assert desk.run("check").complaints == []


LONG = 100_000
COSTLY = {
    "spaces in a return link": (f'[profile]\nreturn-link = "# {" " * LONG}"', "`profile.return-link` has to be"),
    "a long return link": (f'[profile]\nreturn-link = "# {"x" * LONG}"', "`profile.return-link` has to be"),
    "a long separator": (f'[profile]\nseparator = "{"- " * LONG}"', "`profile.separator` has to be"),
    "a long timestamp": (f'[profile]\ntimestamp = "YYYY-MM-DD HH:mm{" UTC" * LONG}"', "`profile.timestamp` has to"),
    "many lists": (f"titles = {[f'{number}.txt' for number in range(1000)]}", "`titles` has more than 100 lists"),
    "a wide reach": ("[rules.wikilink-partial]\nreach = 1000000000", "`rules.wikilink-partial.reach` has to be"),
    "a wide gap": ("[rules.wikilink-fragmented]\nbetween = 1000000000", "`rules.wikilink-fragmented.between` has to"),
    "long wholes": ("[rules.wikilink-fragmented]\nlongest = 1000000000", "`rules.wikilink-fragmented.longest` has to"),
}


@pytest.mark.parametrize(("text", "said"), COSTLY.values(), ids=COSTLY)
def test_settings_that_would_cost_much_time_are_refused_in_a_short_line(
    settings_file: Path, text: str, said: str
) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)) as raised:
        load_settings(write(settings_file, text), RULES)
    assert len(str(raised.value)) < 1000


def test_a_list_that_is_named_often_is_opened_once(settings_file: Path) -> None:
    write(settings_file.parent / "a.txt", "河内\n")
    ours = load_settings(write(settings_file, f"titles = {['a.txt'] * 10_000}"), RULES)
    assert repr(ours.titles).count(" ") == 0


def test_many_patterns_are_held_against_many_pages_so_often_and_no_more(settings_file: Path) -> None:
    patterns = [f"a{number}" for number in range(20_000)]
    ours = load_settings(write(settings_file, f"exclude = {['*.md', *patterns]}"), RULES)
    pages = [f"{settings_file.parent}/{number}.md" for number in range(300)]
    told, asked = counted(lambda: list(ours.idle_patterns(pages)), of="match")
    assert len(told) == MOST_IDLE
    assert asked < 3 * (MOST_IDLE + 1) * len(pages)
    kept = load_settings(write(settings_file, 'exclude = ["*.txt"]'), RULES)
    assert list(kept.idle_patterns([f"{settings_file.parent}/1.md"] * MOST_ASKED)) == []


KEYS = [
    "select",
    "ignore",
    "exclude",
    "extend",
    "titles",
    "kinds",
    "kinds.article",
    "per-file-ignores",
    "profile",
    "limits.page",
]
KEYS += [
    "profile.title-level",
    "profile.timestamp",
    "profile.separator",
    "rules",
    "rules.blank-lines.most",
    "limits",
    "severity",
    "severity.ALL",
    "severity.trailing-spaces",
    "x",
    '"\\u0000"',
]
VALUES = [
    "1",
    "0",
    "-1",
    "1e400",
    "nan",
    "0x" + "f" * 4000,
    "9" * 5000,
    '""',
    '"a"',
    "'*'",
    '"\\u0000"',
    "[]",
    '["ALL"]',
    "[[]]",
    "{}",
]
VALUES += [
    "{a = 1}",
    "2024-01-01",
    "2024-99-99",
    "12:00:00",
    "[" * 3000,
    '["/dev/zero"]',
    '"/dev/zero"',
    '["["]',
    '["\\\\"]',
    "true",
    "=",
]
pieces = st.one_of(
    st.builds("{} = {}\n".format, st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.sampled_from(KEYS).map("[{}]\n".format),
    st.text(max_size=20),
)
texts = st.one_of(
    st.lists(pieces, max_size=8).map(lambda parts: "".join(parts).encode("utf-8", "replace")), st.binary(max_size=60)
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.sampled_from([".mdlint-zh.toml", "pyproject.toml"]))
def test_whatever_stands_in_a_settings_file_it_gives_settings_or_one_line(
    tmp_path: Path, text: bytes, name: str
) -> None:
    path = write(tmp_path / name, text if name[0] == "." else b"[tool.mdlint-zh]\n" + text)
    said = ""
    try:
        ours = load_settings(path, RULES)
        assert repr(ours)
        ours.kind(tmp_path / "a" / "1.md")
        plan_for(ours, RULES, tmp_path / "1.md")
    except ConfigError as error:
        said = str(error)
    assert said.startswith(str(path) if said else "")
    assert "\n" not in said
