"""Where in its file stands what is wrong with settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from mdlint_zh.config import ConfigError, load_settings
from mdlint_zh.config.described.as_toml import as_toml
from mdlint_zh.config.key_places import spans_of_keys
from mdlint_zh.config.toml import parse_text
from mdlint_zh.engine.load import load_rules

RULES = load_rules().rules
# The text, with what the error is about between ‹ and ›, and what is said of it.
WRONG = {
    "a key": ("‹a› = 1\nignroe = []\n", "unknown key `a`"),
    "an unknown key": ("\n# x\n‹ignroe› = []\n", "unknown key `ignroe`"),
    "a key in quotes": ('‹"ign\\u0072oe"› = []\n', "unknown key `ignroe`"),
    "a key behind others": ('select = []\n  ‹ignroe› = ["a", "b"]\n', "unknown key"),
    "a value": ('‹select› = "x"\n', "`select` has to be a list"),
    "an element": ('select = ["title", ‹"nein"›]\n', "there is no rule `nein`"),
    "an element over lines": ("select = [ # nein\n  'title', # ]\n  ‹'nein'›,\n]\n", "there is no rule `nein`"),
    "an element of another type": ("select = ['title', ‹[›'a'], 'b']\n", "`select` has to be a list"),
    "a key of a table": ("[profile]\nseparator = '---'\n‹no› = 1\n", "unknown key `no` in profile"),
    "a dotted key": ("profile . ‹no› = 1\n", "unknown key `no` in profile"),
    "a dotted key, the value": ("profile.separator = '---'\nprofile.‹'title-level'› = 99\n", "`profile.title-level` has to be"),
    "an inline table": ("profile = { separator = '---', ‹title-level› = '2' }\n", "`profile.title-level` has to be"),
    "inline tables in each other": ("rules = { blank-lines = { ‹mots› = 1 } }\n", "unknown key `mots`"),
    "a table that should be one": ("‹profile› = 1\n", "`profile` has to be a table"),
    "a list of tables": ("[[‹profile›]]\nseparator = '-'\n", "`profile` has to be a table"),
    "a rule": ("[rules.blank-lines]\nmost = 2\n[rules.‹blank-line›]\nmost = 1\n", "there is no rule `blank-line`"),
    "an option": ("[ rules . 'blank-lines' ]\n\n‹most› = '1'\n", "`rules.blank-lines.most` has to be"),
    "an option that the rule refuses": ("[rules.wikilink-split]\n‹threshold› = 7\n", "`rules.wikilink-split.threshold`"),
    "a pattern": ('[per-file-ignores]\n"中.md" = ["title"]\n"😀.[a]#" = [‹"nein"›]\n', "there is no rule"),
    "a severity": ("[severity]\n‹title› = 'eror'\n", "`severity.title` has to be one of"),
    "a severity of no rule": ("severity.title = 'error'\nseverity.‹titel› = 'error'\n", "there is no rule `titel`"),
    "a family": ("[families.‹'a.b'›]\ntitle-level = 2\n", "has to have `files`"),
    "a family's key": ("[families.a]\nfiles = ['a/']\n‹fliles› = 1\n", "unknown key `fliles`"),
    "a family's kind": ("[families.a]\nfiles = ['a/']\n‹kind› = 'x'\n", "`families.a.kind` has to be"),
    "too many families": ("[‹families›]\n" + "".join(f"a{n}.files = ['a{n}/']\n" for n in range(201)), "more than 200 families"),
    "a kind": ("kinds = {article = ['a'], ‹artikel› = ['b']}\n", "unknown key `artikel`"),
    "a suffix": ('suffixes = [".md", ‹"md"›]\n', "has to hold ends of names"),
    "a caption": ("captions = [‹''›]\n", "`captions`"),
    "an alt text": ('[images]\n"https://a.b/=.png" = "a"\n‹"https://a.b/c.png"› = 1\n', "has to be a text"),
    "a list of titles": ('titles = [\n  ‹"a\\u0000"›,\n]\n', "is no name that a file can have"),
    "a list that is not there": ("select = []\n‹titles› = ['no.txt']\n", "no.txt"),
    "names that are not there": ("[wordcut]\n‹names› = 'no.txt'\n", "no.txt"),
    "a preset": ("select = []\n‹extend› = 'preset:no'\n", "there is no preset"),
    "a file that is not there": ("\n‹extend› = 'no.toml'\n", "no.toml: cannot be read"),
    "a circle": ("‹extend› = 'S'\n", "leads round in a circle"),
    "strings with everything in them": ('exclude = ["""\n[profile]\n"no" = \\"""", \'\'\'\n\'no\' = \'\'\']\n[profile]\n‹no› = 1\n', "unknown key"),
    "what is no TOML": ("select = []\nignore = ‹›= 3\n", "broken TOML"),
}  # fmt: skip
PROJECT = {
    "a table of ours": ("[tool.x]\nselect = 1\n[tool.mdlint-zh]\n‹select› = 1\n", "`select` has to be a list"),
    "a table in ours": ("[profile]\nno = 1\n[tool.mdlint-zh.profile]\n‹no› = 1\n", "unknown key `no`"),
    "a dotted key": ("[tool]\nmdlint-zh.profile.‹no› = 1\n", "unknown key `no`"),
    "an inline table": ("tool = {mdlint-zh = {ignore = ['title', ‹'nein'›]}}\n", "there is no rule"),
    "no table": ("[tool]\n‹mdlint-zh› = 1\n", "`tool.mdlint-zh` has to be a table"),
}


def marked(text: str) -> tuple[str, int, int, str]:
    """A text without its marks: the line and column of what stands between them, and that."""
    before, _, rest = text.partition("‹")
    inside, _, after = rest.partition("›")
    return before + inside + after, before.count("\n") + 1, len(before) - before.rfind("\n"), inside


def check(text: str, said: str, path: Path) -> None:
    text, line, column, about = marked(text)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    with pytest.raises(ConfigError) as told:
        load_settings(path, RULES)
    assert said in told.value.why
    assert str(told.value) == f"{path}:{line}:{column}: {told.value.why}"
    assert told.value.spot
    assert told.value.spot.marked == about


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line_and_column(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / ".mdlint-zh.toml"
    text = text.replace("'S'", f"'{path.name}'")
    check(text, said, path)
    check(text.replace("\n", "\r\n"), said, path)


@pytest.mark.parametrize(("text", "said"), PROJECT.values(), ids=PROJECT)
def test_of_a_project_our_table_alone_counts(text: str, said: str, tmp_path: Path) -> None:
    check(text, said, tmp_path / "pyproject.toml")


KEYS = st.sampled_from(["a", '"b c"', "'d.e'", '"\\u4e2d"', "'中'", "f.g", 'h . "i"', '"]"', "'='", '"\\""'])
TEXTS = st.text(st.sampled_from("ab\"'\\[]{}#=,.\n 中"), max_size=6).map(as_toml)
VALUES: Any = st.recursive(
    st.one_of(TEXTS, st.sampled_from(["1", "-1.5e3", "true", "1979-05-27T07:32:00Z", "'''\n[x]\n'y' = ]'''", "[]", "{}"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda all_: "[ # ]\n" + ",\n".join(all_) + "\n]"),
        st.lists(inner, max_size=3).map(lambda all_: "{" + ", ".join(f"k{n}.'l' = {one}" for n, one in enumerate(all_)) + "}"),
    ),
    max_leaves=6,
)  # fmt: skip


def paths(value: Any, above: tuple[Any, ...] = ()) -> set[tuple[Any, ...]]:
    """The paths of all that stands in what the parser gives."""
    held = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    return {above} - {()} | {path for key, one in held for path in paths(one, (*above, key))}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(KEYS, VALUES, st.booleans()), max_size=6))
def test_all_that_the_parser_gives_has_a_place(statements: list[tuple[str, Any, bool]]) -> None:
    text = "".join(
        (f"[t{number}.{key}]\n" if is_header else "") + f"k{number}.{key} = {value} # {number}\n"
        for number, (key, value, is_header) in enumerate(statements)
    )
    spans = spans_of_keys(text)
    assert set(spans) == paths(parse_text(Path("x"), text))
    assert all(text[start:end].strip() and start < end for start, end in spans.values())
