"""`check --from`: what a batch has found, in every format and by every filter, as if it had just been found."""

from __future__ import annotations

from pathlib import Path

import pytest
from batched import Here
from conftest import Desk

KINDS = (
    "json",
    "json-lines",
    "concise",
    "grouped",
    "full",
    "rdjson",
    "sarif",
    "gitlab",
    "junit",
    "checkstyle",
    "github",
)


def test_results_are_shown_as_if_they_had_just_been_found(there: Desk, here: Here) -> None:
    there.write("content/99.md", b"\xff\xfe")
    there.write("content/98.md", "[[zh:三]]国" * 150 + "\n")
    here.run(Path("out"), "content", pages=10)
    fresh, shown = (
        there.run("check", *asked, *(f"--output={kind}={name}.{kind}" for kind in KINDS), cwd=".")
        for name, asked in (("fresh", ("content", "--isolated", "--no-cache")), ("shown", ("--from=out",)))
    )
    assert (shown.raw, shown.code, shown.err) == (fresh.raw, fresh.code, fresh.err)
    for kind in KINDS:
        assert Path(f"shown.{kind}").read_bytes() == Path(f"fresh.{kind}").read_bytes(), kind


@pytest.mark.parametrize(
    "asked",
    [("--statistics",), ("--select=wikilink",), ("--ignore=trailing-spaces,wikilink",), ("--severity=error",), ("--max-findings=2",), ("--column-unit=utf-16", "--output-format=json"), ("--fail-level=never",)],
    ids=" ".join,
)  # fmt: skip
def test_filters_work_on_results(asked: tuple[str, ...], there: Desk, here: Here) -> None:
    here.run(Path("out"), "content")
    fresh = there.run("check", "content", "--isolated", "--no-cache", *asked)
    shown = there.run("check", "--from=out", *asked)
    assert (shown.raw, shown.code) == (fresh.raw, fresh.code)


def test_a_baseline_of_results_knows_pages_and_the_other_way_round(there: Desk, here: Here) -> None:
    here.run(Path("out"), "content")
    there.run("check", "--from=out", "--write-baseline=of-results")
    there.run("check", "content", "--isolated", "--no-cache", "--write-baseline=of-pages")
    assert there.read("of-results") == there.read("of-pages")
    assert there.run("check", "--from=out", "--baseline=of-pages").code == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("content",), "does not go with PATHS"),
        (("--fix",), "does not go with --fix"),
        (("--staged",), "does not go with --staged"),
        (("--select=wikilink-unknown",), "no such rule was run"),
    ],
)
def test_what_results_cannot_do_is_told(asked: tuple[str, ...], said: str, there: Desk, here: Here) -> None:
    here.run(Path("out"), "content")
    ran = there.run("check", "--from=out", *asked)
    assert (ran.code, said in ran.err) == (2, True)


def test_what_holds_no_results_is_told(there: Desk, here: Here) -> None:
    assert here
    ran = there.run("check", "--from=content")
    assert (ran.code, ran.err) == (2, "mdlint-zh: content: holds no results of mdlint-zh batch\n")
