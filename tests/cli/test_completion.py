"""Completion by click's way: the scripts for three shells, what they are answered, and that nothing is said beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Desk, Ran

from mdlint_zh.engine.load import load_rules
from mdlint_zh.report.format import format_names

RULES = sorted(load_rules().rules)
SHELLS = ("bash", "zsh", "fish")
BIN = Path(sys.executable).parent


def ask(desk: Desk, shell: str, line: str) -> Ran:
    """What a shell is answered at a TAB behind this line; a line that ends in a space has an empty word there."""
    words = line.split(" ")
    number = words[-1] if shell == "fish" else str(len(words) - 1)
    asked = {"_MDLINT_ZH_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": number}
    return desk.run(**asked)


def values(shell: str, ran: Ran) -> list[str]:
    """The words in an answer, by the protocol of each shell."""
    if shell == "zsh":
        return ran.lines[1::3]
    return [line.partition(",")[2].partition("\t")[0] for line in ran.lines if line]


ASKED: dict[str, list[str]] = {
    "mdlint-zh ": ["batch", "cache", "check", "config", "format", "images", "init", "rule", "server", "titles"],
    "mdlint-zh check --select wikilink-s": ["wikilink-split"],
    "mdlint-zh format --ignore timestamp-": [rule for rule in RULES if rule.startswith("timestamp-")],
    "mdlint-zh check --extend-select byt": ["byte-order-mark"],
    "mdlint-zh check --select=byt": ["byte-order-mark"],
    "mdlint-zh rule byl": ["byline-malformed", "byline-missing"],
    "mdlint-zh rule ": RULES,
    "mdlint-zh rule 没有": [],
    "mdlint-zh check --output-format ": format_names(),
    "mdlint-zh check --output-format rd": ["rdjson", "rdjsonl"],
    "mdlint-zh check --output sar": ["sarif="],
    "mdlint-zh check --fail-level ": ["info", "warning", "error", "never"],
    "mdlint-zh check --column-unit utf": ["utf-8", "utf-16"],
    "mdlint-zh format --color a": ["auto", "always"],
    "mdlint-zh check --from-": ["--from-stdin0"],
    "mdlint-zh cache ": ["clean"],
}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ASKED)
def test_a_tab_is_answered(desk: Desk, shell: str, line: str) -> None:
    ran = ask(desk, shell, line)
    assert (ran.code, ran.err) == (0, "")
    assert sorted(values(shell, ran)) == sorted(ASKED[line])


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_of_several_rules_the_last_is_completed(desk: Desk, shell: str) -> None:
    assert values(shell, ask(desk, shell, "mdlint-zh check --select blank-lines,byt")) == [
        "blank-lines,byte-order-mark"
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("mdlint-zh check conte", "file"),
        ("mdlint-zh format ", "file"),
        ("mdlint-zh check --config s", "file"),
        ("mdlint-zh check --output-file r", "file"),
        ("mdlint-zh check --output sarif=r", "file"),
        ("mdlint-zh check --cache-dir c", "dir"),
        ("mdlint-zh titles build a", "file"),
    ],
)
def test_names_of_files_are_left_to_the_shell(desk: Desk, line: str, kind: str) -> None:
    assert [answer.partition(",")[0] for answer in ask(desk, "bash", line).lines] == [kind]


def test_what_a_rule_finds_stands_beside_it(desk: Desk) -> None:
    assert "byte-order-mark\nA page begins with a byte-order mark." in ask(desk, "zsh", "mdlint-zh rule byt").out
    assert "byte-order-mark\tA page begins" in ask(desk, "fish", "mdlint-zh rule byt").out


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"COMP_WORDS": "mdlint-zh check", "COMP_CWORD": "x\x1b[31m"},
        {"COMP_WORDS": "mdlint-zh 'check \"", "COMP_CWORD": "99"},
        {"COMP_WORDS": "mdlint-zh no-such --select ", "COMP_CWORD": "3"},
        {"COMP_WORDS": "mdlint-zh check --jobs x --output =", "COMP_CWORD": "5"},
        {"COMP_WORDS": "", "COMP_CWORD": "'"},
        {"COMP_WORDS": "mdlint-zh rule ", "COMP_CWORD": " "},
    ],
)
def test_nothing_is_said_at_a_tab_that_makes_no_sense(desk: Desk, shell: str, asked: dict[str, str]) -> None:
    ran = desk.run(**{"_MDLINT_ZH_COMPLETE": f"{shell}_complete", "MDLINT_ZH_OUTPUT_FORMAT": "no-such"} | asked)
    assert ran.err == ""
    assert ran.code in (0, 2)


@pytest.mark.parametrize("asked", ["tcsh_source", "source", "bash", "bash_source\x1b[31m"])
def test_a_shell_that_is_not_known_is_told_in_one_line(desk: Desk, asked: str) -> None:
    ran = desk.run(_MDLINT_ZH_COMPLETE=asked)
    assert (ran.code, ran.out, len(ran.complaints), "\x1b" in ran.err) == (2, "", 1, False)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_it_can_read(desk: Desk, shell: str) -> None:
    ran = desk.run(_MDLINT_ZH_COMPLETE=f"{shell}_source")
    assert (ran.code, ran.err) == (0, "")
    assert f"_MDLINT_ZH_COMPLETE={shell}_complete" in ran.out
    if shutil.which(shell):
        read = subprocess.run([shell, "-n"], input=ran.raw, capture_output=True, check=False)
        assert (read.returncode, read.stderr) == (0, b"")


def completed(desk: Desk, shell: str, script: str) -> list[str]:
    """What a shell makes of a script, with the command on its path."""
    environment = desk.environment()
    environment["PATH"] = f"{BIN}:{environment['PATH']}"
    done = subprocess.run([shell, "-c", script], cwd=desk.folder, env=environment, capture_output=True, check=False)
    assert done.stderr == b""
    return done.stdout.decode().split()


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mdlint-zh rule byt", ["byte-order-mark"]),
        ("mdlint-zh check --select = byt", ["byte-order-mark"]),
        ("mdlint-zh check --output-format json", ["json", "json-lines"]),
    ],
)
def test_bash_completes(desk: Desk, words: str, expected: list[str]) -> None:
    """As it does at a TAB: it has cut the line into words, also at `=`."""
    script = (
        'eval "$(_MDLINT_ZH_COMPLETE=bash_source mdlint-zh)"; '
        f"COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
        'complete -p mdlint-zh >/dev/null && _mdlint_zh_completion mdlint-zh && echo "${COMPREPLY[@]}"'
    )
    assert completed(desk, "bash", script) == expected


@pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish")
def test_fish_completes(desk: Desk) -> None:
    script = "_MDLINT_ZH_COMPLETE=fish_source mdlint-zh | source; complete -C 'mdlint-zh rule byt'"
    assert completed(desk, "fish", script)[0] == "byte-order-mark"


@pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh")
def test_zsh_completes(desk: Desk) -> None:
    """Its own completion needs a terminal: what it would be handed is printed instead."""
    script = (
        "compdef() { :; }; _describe() { print -l ${(P)3}; }; compadd() { print -l ${(P)@[-1]}; }; "
        'eval "$(_MDLINT_ZH_COMPLETE=zsh_source mdlint-zh)"; words=(mdlint-zh rule byt); CURRENT=3; _mdlint_zh_completion'
    )
    assert completed(desk, "zsh", script)[0].startswith("byte-order-mark")
