"""Plugins: good ones add rules; a bad one is left out by name, and the others work."""

from __future__ import annotations

import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from conftest import Desk
from samples import SPACES

from mdlint_zh.config.values import OPTION_TYPES
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
    "its rules are asked of a module": (
        f"import sys\n{HEAD}from mdlint_zh import rules_in\n{CHECK}{HOOK}    return rules_in(sys.modules[__name__])\n",
        "TypeError: rules_in() was given the module plugin_under_test; expected a package, a rule a module",
    ),
    "it is a function": (GOOD.replace("return [check]", "return [check.check]"), "is no Rule"),
}
OWN_CHANGE = (
    "from mdlint_zh import SAFE, Change\nmine = Change('mine', 'it', bool, {})\n"
    '@rule(severity=WARNING, fix=SAFE, changes=mine)\ndef check(page, options):\n    yield Finding(0, 1, "seen")\n'
)
OWN_OPTIONS = (
    "from dataclasses import dataclass, field\n@dataclass(frozen=True)\nclass Options:\n    {}\n"
    '@rule(severity=WARNING, options=Options)\ndef check(page, options):\n    yield Finding(0, 1, "seen")\n'
)


def declaring(declared: str) -> str:
    """A plugin whose rule declares this."""
    return GOOD.replace("severity=WARNING", declared)


def with_change(declared: str) -> str:
    return f"{HEAD}{OWN_CHANGE.format(declared)}{HOOK}    return [check]\n"


def with_options(declared: str) -> str:
    return f"{HEAD}{OWN_OPTIONS.format(declared)}{HOOK}    return [check]\n"


MISSING = "Options.__init__() missing 1 required positional argument: 'most'"
WRONG: dict[str, tuple[str, str]] = {
    "severity": (declaring("severity='high'"), "`severity` has to be ERROR, WARNING or INFO, not 'high'"),
    "severity-number": (declaring("severity=2"), "`severity` has to be ERROR, WARNING or INFO, not 2"),
    "kinds": (
        declaring("severity=WARNING, kinds={'artcle'}"),
        "`kinds` has to be a set of article, index, other, not ['artcle']",
    ),
    "kinds-text": (
        declaring("severity=WARNING, kinds='article'"),
        "`kinds` has to be a set of article, index, other, not 'article'",
    ),
    "needs": (
        declaring("severity=WARNING, needs='[['"),
        "`needs` has to be a tuple of readers, and of texts that are not empty, not '[['",
    ),
    "needs-nothing": (
        declaring("severity=WARNING, needs=('',)"),
        "`needs` has to be a tuple of readers, and of texts that are not empty, not ('',)",
    ),
    "fix": (declaring("severity=WARNING, fix=True"), "`fix` has to be SAFE, UNSAFE or SAFE | UNSAFE, not True"),
    "fix-without-changes": (
        declaring("severity=WARNING, fix=frozenset({'safe'})"),
        "it has a fix, and `changes` does not say what that may do",
    ),
    "changes": (declaring("severity=WARNING, changes='space'"), "`changes` has to be a Change, not 'space'"),
    "change-of-its-own": (
        with_change("may_lose=frozenset({'tite'})"),
        "`may_lose` names 'tite', which is nothing protected; did you mean `title`?",
    ),
    "change-with-a-text": (with_change("may_make='title'"), "`may_make` has to be a frozenset, not 'title'"),
    "options": (
        declaring("severity=WARNING, options=int"),
        "`options` has to be a dataclass, not <class 'int'>",
    ),
    "options-default": (with_options("most: complex = 3j"), f"the default of `most` has to be {OPTION_TYPES}, not 3j"),
    "options-table": (
        with_options("most: dict = field(default_factory=lambda: {'a': [1]})"),
        f"the default of `most` has to be {OPTION_TYPES}, not {{'a': [1]}}",
    ),
    "options-without-default": (
        with_options("most: int"),
        f"its options cannot be made of their defaults: TypeError: {MISSING}",
    ),
    "on": (declaring("severity=WARNING, on='yes'"), "`on` has to be True or False, not 'yes'"),
    "url": (declaring("severity=WARNING, url='my-page'"), "`url` has to be a URL, https://…, not 'my-page'"),
    "function": (GOOD.replace("check(page, options)", "check(page)"), "its function has to be check(page, options)"),
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


def write_distribution(desk: Desk, name: str, module: str, metadata: str = "") -> None:
    """A package with one module on the path `lib`."""
    info = f"lib/mdlint_zh_{name}-2.5.dist-info"
    desk.write(f"lib/{name}.py", module)
    desk.write(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: mdlint-zh-{name}\nVersion: 2.5\n{metadata}")
    desk.write(f"{info}/entry_points.txt", f"[mdlint_zh]\n{name} = {name}\n")


def test_wrong_plugins_cost_a_line_each_and_nothing_else(desk: Desk) -> None:
    """What is wrong with a rule costs that rule alone; the good rules of the same plugin and all others work."""
    wrong = WRONG | {"name-of-two-words": (GOOD.replace("[check]", "[check, replace(check, name='Two Words')]"), "")}
    for name, (module, _) in wrong.items():
        write_distribution(desk, name.replace("-", "_"), f"from dataclasses import replace\n{module}")
    write_distribution(desk, "sound", GOOD)
    desk.write("1.md", SPACES)
    ran = desk.run("check", "--output-format", "json", "--no-cache", PYTHONPATH="lib")
    told = {
        f"mdlint-zh: plugin {name.replace('-', '_')} (mdlint-zh-{name.replace('-', '_')} 2.5): "
        f"the rule {name} is left out: {said}"
        for name, (_, said) in WRONG.items()
    }
    of_two = "mdlint-zh: plugin name_of_two_words (mdlint-zh-name_of_two_words 2.5): the rule Two Words is left out: "
    of_two += "`name` has to be lower-case words with hyphens between them, not 'Two Words'"
    assert sorted(ran.complaints) == sorted([*told, of_two])
    assert ran.code == 2
    ours = desk.run("check", "--output-format", "json", "--no-cache").found
    assert sorted(ran.found) == sorted([*ours, *["sound", "name-of-two-words"] * (ran.found.count("sound"))])
    assert ran.found.count("sound") == 2


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("HELP = 1\n", "`check` is missing in kit.helper; a module that is no rule has a name that begins with `_`"),
        ("def check(page, options): ...\n", "`check` is a plain function; @rule(...) is missing in kit.helper; "),
    ],
)
def test_a_module_of_a_package_that_is_no_rule_is_told(desk: Desk, module: str, said: str) -> None:
    write_distribution(desk, "kit", "")
    (desk.folder / "lib" / "kit.py").unlink()
    hook = f"import sys\n{HEAD}from mdlint_zh import rules_in\n{HOOK}    return rules_in(sys.modules[__name__])\n"
    desk.write("lib/kit/__init__.py", hook)
    desk.write("lib/kit/helper.py", module)
    desk.write("1.md", SPACES)
    ran = desk.run("check", "--output-format", "json", PYTHONPATH="lib")
    assert len(ran.complaints) == 1
    assert ran.complaints[0].startswith(f"mdlint-zh: plugin kit (mdlint-zh-kit 2.5) is left out: TypeError: {said}")
    assert (ran.code, bool(ran.found)) == (2, True)


def test_the_url_of_a_rule_is_its_own_or_one_of_its_package(desk: Desk) -> None:
    """A rule of a guest never leads to our pages."""
    own = GOOD.replace("severity=WARNING", "severity=WARNING, url='https://example.org/own'")
    write_distribution(desk, "own", own, "Project-URL: Documentation, https://example.org/docs\n")
    write_distribution(desk, "documented", GOOD, "Project-URL: Documentation, https://example.org/docs\n")
    write_distribution(desk, "silent", GOOD)
    desk.write("1.md", SPACES)
    urls = {one["rule"]: one["url"] for one in desk.run("check", "--output-format", "json", PYTHONPATH="lib").json}
    assert urls.pop("own") == "https://example.org/own"
    assert urls.pop("documented") == "https://example.org/docs#documented"
    assert urls.pop("silent") is None
    assert urls
    for name, url in urls.items():
        assert url == f"https://github.com/mdlint-zh/mdlint-zh/blob/main/docs/rules.md#{name}"


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
    write_distribution(desk, "broken", "import no_such_module\n")
    write_distribution(desk, "good", GOOD)
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
