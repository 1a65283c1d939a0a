"""Plugins: good ones add rules; a bad one is left out by name, and the others work."""

from __future__ import annotations

import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from conftest import Desk
from samples import SPACES

from mdlint_zh.engine.load import load_rules
from mdlint_zh.plugins.entry_points import EntryPoint

HEAD = '"""A rule of a plugin."""\nfrom mdlint_zh import WARNING, Finding, hookimpl, rule\n'
CHECK = '@rule(severity=WARNING)\ndef check(page, options):\n    yield Finding(0, 1, "seen")\n'
HOOK = "@hookimpl\ndef mdlint_rules():\n"
GOOD = f"{HEAD}{CHECK}{HOOK}    return [check]\n"
BUILTIN = EntryPoint("builtin", "mdlint_zh.rules")
BAD: dict[str, tuple[str, str]] = {
    "it cannot be imported": ("import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
    "it is no Python": ("def (:\n", "SyntaxError"),
    "it ends the process": ("import sys\nsys.exit(3)\n", "SystemExit: 3"),
    "its hook is misspelt": (GOOD.replace("mdlint_rules", "mdlint_rulse"), "unknown hook 'mdlint_rulse'"),
    "its hook takes too much": (GOOD.replace("mdlint_rules()", "mdlint_rules(page)"), "'page'"),
    "its hook is not marked": (GOOD.replace("@hookimpl\n", ""), "mdlint_rules, marked with @hookimpl, is missing"),
    "its hook raises": (f"{HEAD}{HOOK}    raise KeyError('x')\n", "KeyError"),
    "its hook returns nothing": (f"{HEAD}{HOOK}    pass\n", "None"),
    "its hook returns a number": (f"{HEAD}{HOOK}    return 3\n", "TypeError"),
    "its hook returns texts": (f"{HEAD}{HOOK}    return ['a-rule']\n", "'a-rule', which is no Rule"),
    "its hook fails half-way": (f"{HEAD}{CHECK}{HOOK}    yield check\n    raise OSError('x')\n", "OSError"),
    "it is a function": (GOOD.replace("return [check]", "return [check.check]"), "is no Rule"),
    "its options cannot be made": (
        GOOD.replace("severity=WARNING", "severity=WARNING, options=int"),
        "the options of plugin_under_test are no dataclass".replace("_", "-"),
    ),
}


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> EntryPoint:
    """The entry point of a plugin; its module is the parameter's text."""
    name = "plugin_under_test"
    (tmp_path / f"{name}.py").write_text(request.param, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, name, raising=False)
    return EntryPoint("mine", name)


@pytest.mark.parametrize("plugin", [GOOD], indirect=True)
def test_a_good_plugin_adds_its_rules(plugin: EntryPoint) -> None:
    rules, problems = load_rules([BUILTIN, plugin])
    assert problems == []
    assert rules["plugin-under-test"].summary == "A rule of a plugin."
    assert set(rules) == {"plugin-under-test", *load_rules([BUILTIN]).rules}


@pytest.mark.parametrize(("plugin", "said"), BAD.values(), ids=BAD, indirect=["plugin"])
def test_a_bad_plugin_is_left_out_by_name_and_the_others_work(plugin: EntryPoint, said: str) -> None:
    rules, problems = load_rules([plugin, BUILTIN])
    assert rules == load_rules([BUILTIN]).rules
    assert len(problems) == 1
    assert problems[0].startswith("plugin mine (plugin_under_test) is left out: ")
    assert said in problems[0]
    assert "\n" not in problems[0]


@pytest.mark.parametrize(
    "plugin",
    [
        GOOD.replace(
            "return [check]", "from dataclasses import replace\n    return [replace(check, name='blank-lines'), check]"
        )
    ],
    indirect=True,
)
def test_a_rule_with_a_name_that_is_taken_is_left_out_whatever_the_order(plugin: EntryPoint) -> None:
    builtin = load_rules([BUILTIN]).rules
    for points in ([plugin, BUILTIN], [BUILTIN, plugin]):
        rules, problems = load_rules(points)
        assert problems == ["plugin mine (plugin_under_test): the rule blank-lines is left out: the name is taken"]
        assert rules["blank-lines"] is builtin["blank-lines"]
        assert "plugin-under-test" in rules


def test_a_plugin_that_is_not_there_is_left_out() -> None:
    rules, problems = load_rules([EntryPoint("gone", "gone:plugin"), BUILTIN])
    assert rules
    assert "plugin gone (gone:plugin) is left out: ModuleNotFoundError" in problems[0]


@pytest.fixture
def installed(desk: Desk) -> Desk:
    """A desk on whose path a broken and a good distribution are."""
    for name, module in (("broken", "import no_such_module\n"), ("good", GOOD)):
        desk.write(f"lib/{name}.py", module)
        desk.write(
            f"lib/mdlint_zh_{name}-2.5.dist-info/METADATA",
            f"Metadata-Version: 2.1\nName: mdlint-zh-{name}\nVersion: 2.5\n",
        )
        desk.write(f"lib/mdlint_zh_{name}-2.5.dist-info/entry_points.txt", f"[mdlint_zh]\n{name} = {name}\n")
    return desk


def test_a_broken_distribution_is_told_with_its_version_and_the_rest_works(installed: Desk) -> None:
    installed.write("1.md", SPACES)
    ran = installed.run("check", "--output-format", "json", "--select", "good,trailing-spaces", PYTHONPATH="lib")
    told = "mdlint-zh: plugin broken (mdlint-zh-broken 2.5) is left out: ModuleNotFoundError: No module named 'no_such_module'"
    assert (ran.code, ran.complaints) == (2, [told])
    assert sorted(ran.found) == ["good", "good", "trailing-spaces"]


def test_the_rules_of_an_installed_plugin_are_listed_and_explained(installed: Desk) -> None:
    assert "good" in installed.run("rule", PYTHONPATH="lib").out
    assert "A rule of a plugin." in installed.run("rule", "good", PYTHONPATH="lib").out


def test_our_own_rules_come_through_the_same_door() -> None:
    points = Distribution.from_name("mdlint-zh").entry_points.select(group="mdlint_zh")
    assert [(point.name, point.value) for point in points] == [("builtin", "mdlint_zh.rules")]
