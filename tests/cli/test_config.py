"""`config show`, `get` and `schema`, and `rule` for several and as JSON: what they print, and what they say to bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk

from mdlint_zh.cli import rule
from mdlint_zh.cli.config import get, schema, show
from mdlint_zh.cli.errors import guarded
from mdlint_zh.config import load_settings
from mdlint_zh.engine.explain import page
from mdlint_zh.engine.load import load_rules

RULES = load_rules().rules
Printed = pytest.CaptureFixture[str]


def asked(folder: Path | str, **more: Any) -> dict[str, Any]:
    return {"path": str(folder), "config": None, "isolated": False, **more}


def test_show_prints_a_line_a_setting_that_says_where_it_stands(
    tmp_path: Path, capsys: Printed, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".mdlint-zh.toml").write_text('extend = "preset:docs"\n[profile]\ntitle-level = 1\n', encoding="utf-8")
    Path("1.md").write_text("", encoding="utf-8")
    Path("a").mkdir()
    for place in (".", "a", "1.md"):
        assert show.run(show.Request(**asked(place, output_format="text"))) == 0
        lines = capsys.readouterr().out.splitlines()
        assert "profile.title-level = 1  # .mdlint-zh.toml:3" in lines
        assert 'suffixes = [".md", ".markdown", ".mdx"]  # preset:docs:3' in lines
        assert "limits.page = 64  # default" in lines
        assert "# kinds.other is not set: default" in lines


def test_show_as_json_has_the_same(tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("[tool.mdlint-zh.profile]\ntitle-level = 1\n", encoding="utf-8")
    assert show.run(show.Request(**asked(tmp_path, output_format="json"))) == 0
    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["profile.title-level"] == {"key": "profile.title-level", "value": 1, "file": str(file), "line": 2}
    assert rows["kinds.other"] == {"key": "kinds.other", "value": None, "file": None, "line": None}


def test_a_settings_file_may_be_named_and_none_be_used(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / ".mdlint-zh.toml").write_text("[limits]\npage = 3\n", encoding="utf-8")
    (tmp_path / "other.toml").write_text("[limits]\npage = 4\n", encoding="utf-8")
    for more, value in (({}, "3"), ({"config": str(tmp_path / "other.toml")}, "4"), ({"isolated": True}, "64")):
        assert get.run(get.Request(**(asked(tmp_path, key="limits.page") | more))) == 0
        assert capsys.readouterr().out == f"{value}\n"


@pytest.mark.parametrize(
    ("key", "printed"),
    [("select", "[]"), ("profile.separator", '"---"'), ("severity.image-url-local", '"error"'), ("limits", '{"page": 64, "titles": 512}')],
)  # fmt: skip
def test_get_prints_the_bare_value(tmp_path: Path, capsys: Printed, key: str, printed: str) -> None:
    assert get.run(get.Request(**asked(tmp_path, isolated=True, key=key))) == 0
    assert capsys.readouterr().out == f"{printed}\n"


BAD = {
    "an unknown key": ("", {"key": "profile.title_level"}, "did you mean `profile.title-level`?"),
    "an unknown rule": ("", {"key": "severity.image-alt"}, "did you mean `severity.image-alt-missing`?"),
    "a path that is not there": ("", {"path": "no/such"}, "no/such: there is no such file or folder"),
    "broken TOML": ("x = [", {}, ".mdlint-zh.toml:1:6: broken TOML"),
    "a wrong value": ("[profile]\ntitle-level = 9", {}, ".mdlint-zh.toml:2:1: `profile.title-level` has to be 0 to 6"),
    "an unknown preset": ('extend = "preset:blogs"', {}, "there is no preset `blogs`; did you mean `blog`?"),
    "a rule that there is not": ("[rules.x]", {}, ".mdlint-zh.toml:1:8: there is no rule `x`"),
    "no UTF-8": ("x = '\udcff'", {}, ".mdlint-zh.toml:1:6: is not UTF-8"),
}


@pytest.mark.parametrize(("text", "more", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_told_in_one_line(
    tmp_path: Path, capsys: Printed, text: str, more: dict[str, Any], said: str
) -> None:
    (tmp_path / ".mdlint-zh.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    commands: list[tuple[Any, Any]] = [(get.run, get.Request(**(asked(tmp_path, key="limits.page") | more)))]
    if "key" not in more:
        commands.append((show.run, show.Request(**(asked(tmp_path, output_format="text") | more))))
    for command, request in commands:
        assert guarded(command, request, debug=False) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err.count("\n")) == ("", 1)
        assert said in printed.err


def test_no_setting_is_an_order_to_a_terminal(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / ".mdlint-zh.toml").write_text('exclude = ["\\u001b[31m", "\\u202e", "\\u0085"]\n', encoding="utf-8")
    show.run(show.Request(**asked(tmp_path, output_format="text")))
    show.run(show.Request(**asked(tmp_path, output_format="json")))
    get.run(get.Request(**asked(tmp_path, key="exclude")))
    assert not set(capsys.readouterr().out) & set("\x1b\u202e\x85")


def test_the_schema_is_printed(capsys: Printed) -> None:
    assert schema.run(schema.Request()) == 0
    assert "title-level" in json.loads(capsys.readouterr().out)["properties"]["profile"]["properties"]


def test_the_commands_are_there(desk: Desk) -> None:
    assert desk.run("config", "get", "profile.title-level").out == "2\n"
    assert desk.run("config", "show", "--output-format", "json", "README.md").json[0]["key"] == "select"
    ran = desk.run("config", "show", "nowhere")
    assert (ran.code, ran.complaints) == (2, ["mdlint-zh: nowhere: there is no such file or folder"])


def explained(name: str | None, capsys: Printed, *, everything: bool = False, form: str = "text") -> str:
    assert rule.run(rule.Request(name=name, everything=everything, output_format=form)) == 0
    return capsys.readouterr().out


def test_rule_explains_all_whose_names_begin_so(capsys: Printed) -> None:
    names = [name for name in RULES if name.startswith("wikilink-")]
    assert len(names) > 5
    assert explained("wikilink", capsys) == "\n".join(page(RULES[name]) for name in names)
    assert explained("return-link", capsys).count("\n## ") == 2
    assert explained("trailing-spaces", capsys) == page(RULES["trailing-spaces"])


def test_rules_are_told_as_json(capsys: Printed) -> None:
    told = {one["name"]: one for one in json.loads(explained(None, capsys, everything=True, form="json"))}
    assert list(told) == list(RULES)
    split = told["wikilink-split"]
    assert split | {"docs": "", "url": ""} == {
        "name": "wikilink-split", "severity": "warning", "fix": ["safe", "unsafe"], "kinds": [], "on": True,
        "summary": "A wikilink cuts a word, a name, a number or a date.", "docs": "", "url": "",
        "options": [
            {
                "name": "threshold", "type": "number", "minimum": 0, "maximum": 1, "default": 0.7,
                "description": "How sure it has to be to be reported, 0 to 1; less finds more, and is wrong more often.",
            },
            {
                "name": "safe-threshold", "type": "number", "minimum": 0, "maximum": 1, "default": 0.95,
                "description": "How sure it has to be for its fix to be safe, 0 to 1.",
            },
            {
                "name": "namespaces", "type": "array", "items": {"type": "string"}, "default": [],
                "description": split["options"][2]["description"],
            },
        ],
    }  # fmt: skip
    assert split["docs"] == page(RULES["wikilink-split"])
    assert split["url"].endswith("docs/rules.md#wikilink-split")
    assert [one["name"] for one in told.values() if not one["on"]] == ["wikilink-partial", "wikilink-unknown"]
    assert told["title-level"]["kinds"] == ["article"]
    assert [one["name"] for one in json.loads(explained("title", capsys, form="json"))] == [
        "title-level",
        "title-missing",
        "title-wikilink",
    ]


def test_options_are_shown_as_either_file_has_them(tmp_path: Path, capsys: Printed) -> None:
    text = explained("wikilink-fragmented", capsys)
    block = text.partition("```toml\n# .mdlint-zh.toml\n")[2].partition("```")[0]
    own, _, project = block.partition("# pyproject.toml\n")
    for name, part in ((".mdlint-zh.toml", own), ("pyproject.toml", project)):
        (tmp_path / name).write_text(part, encoding="utf-8")
        ours = load_settings(tmp_path / name, RULES)
        assert ours.options["wikilink-fragmented"] == RULES["wikilink-fragmented"].options()
