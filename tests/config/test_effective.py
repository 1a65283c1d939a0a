"""What is set where: values with their files, and the lines that keys stand on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from mdlint_zh.config import ConfigError, Settings, load_settings
from mdlint_zh.config.described.as_toml import as_toml, dotted
from mdlint_zh.config.described.effective import Row, effective, graded, value_of
from mdlint_zh.config.described.keys import ANY_NAME, all_keys
from mdlint_zh.config.described.lines import lines_of_keys
from mdlint_zh.config.toml import parse_file
from mdlint_zh.engine.load import load_rules

RULES = load_rules().rules


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def by_key(rows: list[Row]) -> dict[str, tuple[object, str, int | None]]:
    return {row.key: (row.value, row.source, row.line) for row in rows}


def test_without_a_file_everything_is_at_its_default() -> None:
    rows = effective(None, RULES)
    assert {(row.source, row.line) for row in rows} == {("", None)}
    known = [dotted(key.place) for key in all_keys(RULES) if ANY_NAME not in key.place]
    assert [row.key for row in rows] == known[1:]


def test_each_value_is_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    base = write(
        tmp_path / "shared/base.toml",
        'extend = "preset:obsidian"\nselect = ["ALL"]\n[profile]\ntitle-level = 1\nseparator = "***"\n[severity]\nwikilink = "info"\n',
    )
    own = write(
        tmp_path / "pyproject.toml",
        '[project]\nname = "x"\n[tool.mdlint-zh]\nextend = "shared/base.toml"\nexclude = [\n  "a",\n]\n'
        '[tool."mdlint-zh".per-file-ignores]\n"b c" = ["ALL"]\n[tool.mdlint-zh.profile]\ntitle-level = 3\n',
    )
    rows = effective(own, RULES)
    told = by_key(rows)
    assert told["exclude"] == (["a"], str(own), 5)
    assert told['per-file-ignores."b c"'] == (["ALL"], str(own), 9)
    assert told["profile.title-level"] == (3, str(own), 11)
    assert told["profile.separator"] == ("***", str(base), 5)
    assert told["select"] == (["ALL"], str(base), 2)
    assert told["ignore"] == (["hashtag-heading"], "preset:obsidian", 7)
    assert told["profile.timestamp"][1:] == told["limits.page"][1:] == ("", None)
    keys = [row.key for row in rows]
    assert keys.index("exclude") < keys.index("profile.title-level") < keys.index("severity.wikilink")
    assert len(keys) == len(set(keys))


def test_what_families_say_stands_behind_the_profile(tmp_path: Path) -> None:
    own = write(
        tmp_path / ".mdlint-zh.toml",
        '[limits]\npage = 3\n[families.b]\nfiles = ["b/"]\ntitle-level = [1, 0]\n[families.a]\nfiles = ["a/"]\n'
        '[families.a.front-matter]\ntitle = "text"\n',
    )
    rows = effective(own, RULES)
    told = by_key(rows)
    assert told["families.b.title-level"] == ([1, 0], str(own), 5)
    assert told["families.a.front-matter"] == ({"title": "text"}, str(own), 8)
    keys = [row.key for row in rows]
    assert keys.index("profile.namespaces") < keys.index("families.b.files") < keys.index("families.a.files")
    assert keys.index("families.a.front-matter") < keys.index("limits.page")
    assert value_of("families.a", rows) == {"files": ["a/"], "front-matter": {"title": "text"}}


def test_what_is_shown_as_toml_gives_the_same_settings(tmp_path: Path) -> None:
    own = write(
        tmp_path / "a/.mdlint-zh.toml",
        'extend = "preset:docs"\nexclude = ["\\u007f\\u0001\\"\\\\", "`"]\n[rules.wikilink-split]\nthreshold = 0.5\n',
    )
    rows = effective(own, RULES)
    shown = "".join(f"{row.key} = {as_toml(row.value)}\n" for row in rows if row.value is not None)
    again = load_settings(write(tmp_path / "a/shown.toml", shown), RULES)
    ours = load_settings(own, RULES)
    assert (again.exclude, again.suffixes, again.profile) == (ours.exclude, ours.suffixes, ours.profile)
    assert again.options["wikilink-split"] == ours.options["wikilink-split"]


def test_the_value_of_a_key_or_a_table(tmp_path: Path) -> None:
    own = write(tmp_path / ".mdlint-zh.toml", '[severity]\nwikilink = "info"\n[per-file-ignores]\n"a.md" = ["title"]\n')
    ours = load_settings(own, RULES)
    rows = list(graded(effective(own, RULES), ours, RULES))
    assert value_of("profile.title-level", rows) == 2
    assert value_of("rules.wikilink-split.threshold", rows) == 0.7
    assert value_of("rules.wikilink-split", rows) == {"threshold": 0.7, "safe-threshold": 0.95, "namespaces": []}
    assert value_of('per-file-ignores."a.md"', rows) == value_of("per-file-ignores.a.md", rows) == ["title"]
    assert value_of("per-file-ignores", rows) == {"a.md": ["title"]}
    assert value_of("severity.wikilink-split", rows) == "info"
    assert value_of("severity.image-url-local", rows) == "error"
    assert value_of("kinds.article", rows) is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("profile.title_level", "; did you mean `profile.title-level`?"),
        ("rules.wikilink-split.treshold", "; did you mean `rules.wikilink-split.threshold`?"),
        ("severity.wikilink-splits", "; did you mean `severity.wikilink-split`?"),
        ("", ""),
        (".", ""),
        ("profile.", ""),
        ("file", ""),
        ("extend", ""),
        ("options", ""),
        ("x" * 500, ""),
    ],
)
def test_a_key_that_there_is_not_is_told_with_one_that_there_is(asked: str, said: str) -> None:
    rows = list(graded(effective(None, RULES), Settings(), RULES))
    with pytest.raises(ConfigError, match="there is no setting") as told:
        value_of(asked, rows)
    assert said in str(told.value)
    assert len(str(told.value)) < 200


LINES = """# [x] = 1
a = 1
"b c" . d = [ # ] "
  "]", ']', \"\"\"
x = 1
] \"\"\", {e = ']'},
]
f = '''
[g]
'''''

[ h . "i.j" ]
k = { l = { m = 1 }, n = "}\\"" }
[[o]]
p = 1
[[o]]
p = 2
q = \"\"\"\"\"\"
r = 1979-05-27T07:32:00Z
[h]
s = \"\"\"a\"\"b\"\"\"\"\"
t.u.v = true
"""
EXPECTED = {
    "a": 2, '"b c"': 3, '"b c".d': 3, "f": 8, "h": 12, 'h."i.j"': 12, 'h."i.j".k': 13, 'h."i.j".k.l': 13, 'h."i.j".k.l.m': 13,
    'h."i.j".k.n': 13, "o": 14, "o.p": 15, "o.q": 18, "o.r": 19, "h.s": 21, "h.t": 22, "h.t.u": 22, "h.t.u.v": 22,
}  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_keys_stand_on_the_line_that_their_statement_begins_on(tmp_path: Path, mark: str, end: str) -> None:
    path = write(tmp_path / "x.toml", mark + LINES.rstrip().replace("\n", end))
    assert parse_file(path)
    assert {dotted(place): line for place, line in lines_of_keys(path).items()} == EXPECTED


strings = st.text(st.sampled_from("ab\"'\\[]{}#=,.\n 中"), max_size=8)
VALUES = st.one_of(
    st.integers(-9, 9).map(str),
    strings.map(as_toml),
    strings.map(lambda text: f'"""\n{text.replace(chr(92), "").replace(chr(34), "")}"""'),
    strings.map(lambda text: f"'''{text.replace(chr(39), '')}'''"),
    st.lists(strings.map(as_toml), max_size=4).map(lambda all_: "[ # [\n" + ",\n".join(all_) + " # ]\n]"),
    strings.map(lambda text: f"{{ a = {as_toml(text)}, b.c = [{as_toml(text)}] }}"),
)
GAPS = st.sampled_from(["", "\n", "# x = [\n", '\n\n  # """\n'])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(GAPS, VALUES, st.booleans()), max_size=8))
def test_keys_are_found_whatever_stands_between_them(
    tmp_path_factory: pytest.TempPathFactory, statements: list[tuple[str, str, bool]]
) -> None:
    text, table, expected = "", "", {}
    for number, (gap, value, is_header) in enumerate(statements):
        text += gap
        if is_header:
            table = f"t{number}."
            text += f"[t{number}]\n"
        expected[f"{table}k{number}"] = text.count("\n") + 1
        text += f"k{number} = {value} # {number}\n"
    path = write(tmp_path_factory.mktemp("toml") / "x.toml", text)
    found = {dotted(place): line for place, line in lines_of_keys(path).items()}
    assert {key: found[key] for key in expected} == expected
