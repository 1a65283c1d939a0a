"""The schema of settings: it takes what the tool takes, and refuses what that refuses, as far as a schema can say it."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mdlint_zh.config import ConfigError, load_settings
from mdlint_zh.config.described.as_toml import as_toml, dotted
from mdlint_zh.config.described.keys import ANY_NAME, all_keys, held_by
from mdlint_zh.config.described.schema import DRAFT, schema
from mdlint_zh.config.presets import preset_names, preset_text
from mdlint_zh.engine.load import load_rules

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
RULES = load_rules().rules
SCHEMA = schema(RULES)
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
PAGES = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/families.md")]
SHOWN = [block for page in PAGES for block in re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)]


def fits(text: str, rules: dict[str, Any] | None = None) -> bool:
    """Whether the schema takes a settings file."""
    table = tomllib.loads(text)
    table = table.get("tool", {}).get("mdlint-zh", table)
    return (jsonschema.Draft7Validator(schema(rules)) if rules else VALIDATOR).is_valid(table)


def refusal(folder: Path, text: str, rules: dict[str, Any] = RULES) -> str:
    """Why the tool refuses it; "" when it does not."""
    path = folder / ("pyproject.toml" if "[tool." in text else ".mdlint-zh.toml")
    path.write_text(text, encoding="utf-8")
    try:
        load_settings(path, rules)
    except ConfigError as error:
        return str(error)
    return ""


def test_it_is_a_schema_that_editors_know() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DRAFT == jsonschema.Draft7Validator.META_SCHEMA["$schema"]


SOUND = [
    *SHOWN, *map(preset_text, preset_names()), "",
    'extend = "preset:obsidian"', 'extend = "base.toml"',
    'select = ["ALL", "wikilink", "image-alt-missing"]\nignore = ["wikilink-partial"]\nextend-select = ["wikilink-partial"]',
    'exclude = ["*.md", "!a"]\nsuffixes = [".mdx"]', 'renderer = "kramdown"', "[kinds]\narticle = []",
    '[per-file-ignores]\n"a b/**" = ["ALL", "title"]\n[severity]\nALL = "info"\nwikilink = "error"',
    '[profile]\ntitle-level = 0\nassume-utc = false\nseparator = ""\nsource-urls = []\nblank-lines-above-title = 9',
    "[rules.wikilink-split]\nthreshold = 0\nsafe-threshold = 1.0\n[rules.trailing-spaces]\n[rules.blank-lines]\nmost = 100",
    "[profile]\ntitle-level = [1, 0]\nblank-lines-below-byline = [0, 1]\nbyline = []\nsource-label = []",
    '[families.a]\nfiles = ["x"]\nkind = "other"\nline-ends = "mixed"\n[families.b]\nfiles = ["y"]\n[families.b.front-matter]\na = "text?"',
    '[rules.line-endings-mixed]\nline-end = "crlf"', "[limits]\npage = 1048576\ntitles = 1",
    'captions = ["<center>", "italic", "图 {n}：{text}"]\n[images]\n"*/logo.png" = "标志"\n"https://example.org/1.gif" = ""',
]  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_it_takes_what_the_tool_takes(tmp_path: Path, text: str) -> None:
    (tmp_path / "base.toml").write_text("", encoding="utf-8")
    assert not refusal(tmp_path, text)
    assert fits(text)


BROKEN = [
    "slect = []", 'select = "ALL"', "select = [1]", 'select = ["image-alt-mising"]', 'select = ["imag"]', 'ignore = ["x"]',
    "exclude = {}", "exclude = [[]]", "titles = 1", "extend = 1", 'extend = "preset:x"', 'extend = "preset:"', "suffixes = [1]", "renderer = 1", 'renderer = "GFM"', 'renderer = ["gfm"]',
    "kinds = []", "[kinds]\nx = []", '[kinds]\narticle = "a"', "[per-file-ignores]\na = 1", '[per-file-ignores]\na = ["x"]',
    "profile = 1", "[profile]\ntitel-level = 1", '[profile]\ntitle-level = "1"', "[profile]\ntitle-level = 7",
    "[profile]\ntitle-level = -1", "[profile]\ntitle_level = 1", "[profile]\nassume-utc = 1", "[profile]\nsource-urls = [1]",
    "[profile]\nblank-lines-below-byline = 0", "[profile]\nreturn-link = [1]", "[profile]\ntitle-level = []",
    "[profile]\ntitle-level = [7]", "[profile]\nblank-lines-above-title = [0, 10]", '[profile]\nline-ends = "LF"',
    '[profile]\nfirst-heading = "x"', "[profile]\nbyline = 1", "[profile]\nfront-matter = []", "[profile.front-matter]\na = 1",
    "families = 1", "[families]\na = 1", '[families.a]\nfiles = "x"', '[families.a]\nfiles = ["x"]\nkind = "post"',
    '[families.a]\nfiles = ["x"]\ntitel-level = 1', '[families.a]\nfiles = ["x"]\ntitle-level = 9', "[severity]\nx = \"info\"", "severity = []",
    '[severity]\nwikilink = "warn"', "[severity]\nwikilink = 1", "[rules.x]", "rules = 1", "[rules]\nblank-lines = 1",
    "[rules.blank-lines]\nleast = 1", "[rules.blank-lines]\nmost = 0", "[rules.blank-lines]\nmost = true",
    "[rules.blank-lines]\nmost = 101", "[rules.blank-lines]\nmost = 1.5", "[rules.trailing-spaces]\nmost = 1",
    "[rules.wikilink-split]\nthreshold = 1.01", "[rules.wikilink-split]\nthreshold = -0.01", "[rules.wikilink-partial]\nreach = 0",
    '[rules.line-endings-mixed]\nline-end = "LF"', "[limits]\npage = 0", "[limits]\npage = 1048577", "[limits]\nx = 1",
    'captions = "italic"', "captions = [1]", "images = []", "[images]\na = 1", '[images]\na = ["港口"]',
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_it_refuses_what_the_tool_refuses(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text)
    assert not fits(text)


BEYOND = {
    "a whole number that is written with a point is one to JSON": "[profile]\ntitle-level = 1.0",
    "a number that is none is no number": "[rules.wikilink-split]\nthreshold = nan",
    "a return link is a heading with one link": '[profile]\nreturn-link = "x"',
    "a separator is a thematic break": '[profile]\nseparator = "x"',
    "a timestamp reads back as the same moment": '[profile]\ntimestamp = "YYYY"',
    "a label has no marks of Markdown": '[profile]\nsource-label = "*"',
    "URLs are web addresses": '[profile]\nsource-urls = ["x"]',
    "namespaces are letters, digits and hyphens": '[profile]\nnamespaces = ["a b"]',
    "names end in a point and what comes after it": 'suffixes = ["md"]',
    "a form of captions is one": 'captions = ["slanted"]',
    "and does not fit every text": 'captions = ["{text}"]',
    "an alt text is one": '[images]\n"1.png" = "img"',
    "and no markup": '[images]\n"1.png" = "[港口]"',
    "there are not too many stars": f"[images]\n{''.join(f'{chr(34)}*{n}{chr(34)} = {chr(34)}港口{chr(34)}{chr(10)}' for n in range(201))}",
    "nor too many forms": f"captions = {['▲' * n + '{text}' for n in range(1, 52)]}",
    "a template has known parts": '[profile]\nbyline = "{writer}"',
    "types of front matter are known": '[profile.front-matter]\na = "words"',
    "dates have a year": '[profile]\nfront-matter-dates = ["MM"]',
    "a family has pages": "[families.a]\ntitle-level = 1",
    "a family has a header or front matter": '[families.a]\nfiles = ["x"]\ntitle-level = 1\nfront-matter = {a = "text"}',
    "a list of titles is there": 'titles = ["no.txt"]',
    "a settings file that is extended is there": 'extend = "no.toml"',
    "what is named is in the repository": 'extend = "/etc/hostname"',
    "nothing extends itself": 'extend = ".mdlint-zh.toml"',
    "there are not too many patterns": f"[per-file-ignores]\n{''.join(f'a{n} = []{chr(10)}' for n in range(1001))}",
    "nor too many lists": f"titles = {[f'{n}.txt' for n in range(101)]}",
}


@pytest.mark.parametrize("text", BEYOND.values(), ids=BEYOND)
def test_what_no_schema_says_the_tool_does(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text)
    assert fits(text)


def test_the_default_of_each_key_is_taken_by_both(tmp_path: Path) -> None:
    """So that a key that is there is in the schema, and the other way round."""
    for key in all_keys(RULES):
        if key.default is not None and ANY_NAME not in key.place:
            text = f"{dotted(key.place)} = {as_toml(key.default)}\n"
            assert not refusal(tmp_path, text)
            assert fits(text), text


def test_the_tool_names_no_key_that_the_schema_does_not(tmp_path: Path) -> None:
    for name in SCHEMA["properties"]:
        assert "unknown key" not in refusal(tmp_path, f"{name} = 1")
        near = f"{name}x"
        assert f"did you mean `{name}`?" in refusal(tmp_path, f"{near} = 1")


def test_every_key_is_told_in_words() -> None:
    assert [dotted(key.place) for key in all_keys(RULES) if not key.about] == []


@dataclass(frozen=True)
class Rich:
    """`words`: what is looked for; `free-words`: what is not.

    `share`: how much, in parts.
    """

    words: tuple[str, ...] = ("甲",)
    free_words: dict[str, str] = field(default_factory=lambda: {"甲": "乙"})
    share: dict[str, float] = field(default_factory=lambda: {"甲": 0.5})
    lost: Lost = 3  # type: ignore[name-defined]  # noqa: F821
    half: float = 0.5

    def __post_init__(self) -> None:
        if not 0.25 <= self.half < 0.75:
            raise ValueError("`half` has to be 0.25 and more, less than 0.75")


def test_options_of_plugins_are_in_it_whatever_their_types(tmp_path: Path) -> None:
    rules: dict[str, Any] = {"blank-lines": replace(RULES["blank-lines"], options=Rich)}
    told = {key.place[-1]: key.about for key in held_by(Rich, ())}
    assert told["words"] == "what is looked for"
    assert told["free-words"] == "what is not."
    assert told["share"] == "how much, in parts."
    for inside, sound in (
        ("words = ['乙']", True), ("words = [1]", False), ("free-words = {'丙' = 'x'}", True), ("free-words = {'丙' = 3}", False),
        ("share = {'丙' = 0.3}", True), ("share = {'丙' = 'x'}", False), ("lost = 5", True), ("lost = 'x'", False),
        ("half = 0.25", True), ("half = 0.2", False), ("half = 0.7499", True), ("half = 0.75", False),
    ):  # fmt: skip
        text = f"[rules.blank-lines]\n{inside}\n"
        assert (fits(text, rules), not refusal(tmp_path, text, rules)) == (sound, sound), text


def test_the_schema_in_the_documents_is_the_one_that_is_printed() -> None:
    shipped = json.loads((ROOT / "docs" / "settings.schema.json").read_text(encoding="utf-8"))
    assert shipped == json.loads(json.dumps(SCHEMA)), "run `make docs`"
