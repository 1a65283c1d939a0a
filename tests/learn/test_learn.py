"""What is learnt of an archive: its pages fit it, damaged ones do not, and what cannot be known is not assumed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from families import FAMILIES, damaged, page_of

from mdlint_zh import Page
from mdlint_zh.config import Settings, load_settings
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.learn.archive import learn_archive, unfit
from mdlint_zh.learn.fit import form_rules
from mdlint_zh.learn.line import said
from mdlint_zh.learn.settings_file import written
from mdlint_zh.run.discover import find_pages

RULES = load_rules().rules
PLAN = form_rules(RULES)
NOTE = "---\ntitle: 春耕{number}\ndate: {date}\ntags: [农事]\ndraft: false\n{more}---\n\n正文，第{number}篇。\n"

HEADED = """{link}
{mark}


{hashes} 春耕
`2/1/2020 7:15 AM UTC 银河` [轉載自GNews](https://gnews.org/1)

正文。
"""
LINKS = ("###  [:house:返回](README.md)", "[返回](README.md)", "### [返回](../README.md)", "")


def ignored(*_told: object) -> None:
    """Progress that nobody sees."""


def learnt(top: Path) -> Settings:
    pages = list(find_pages([top], ignored))
    file = top / ".mdlint-zh.toml"
    file.write_text(written(learn_archive(top, pages, ignored)), encoding="utf-8")
    return load_settings(file, RULES)


def found(settings: Settings, path: Path, text: str) -> list[str]:
    page = Page(text, path, kind=settings.kind(path), profile=settings.profile_for(path), is_file=lambda _path: True)
    return [f"{one.rule}: {one.message}" for one in lint_page(page, PLAN).findings]


def archive(top: Path, count: int = 40) -> dict[Path, str]:
    """Pages of six forms, a folder for each."""
    draw, pages = random.Random(1), dict[Path, str]()
    for name, profile in FAMILIES.items():
        folder = top / "content" / name
        folder.mkdir(parents=True)
        for number in range(count):
            path = folder / f"{number + 20000}.md"
            pages[path] = page_of(profile, draw, path.stem)
            path.write_bytes(pages[path].encode())
    return pages


def test_pages_of_six_forms_fit_what_is_learnt_of_them(tmp_path: Path) -> None:
    pages = archive(tmp_path)
    settings = learnt(tmp_path)
    names = {family.name for family in settings.families}
    assert names == set(FAMILIES)
    strange = [path for path, text in pages.items() if found(settings, path, text)]
    for name in FAMILIES:
        assert sum(path.parent.name == name for path in strange) <= 2, (name, strange)


def test_damage_is_found_with_what_was_learnt(tmp_path: Path) -> None:
    pages = archive(tmp_path)
    settings = learnt(tmp_path)
    for name in FAMILIES:
        told = list[bool]()
        for path, text in pages.items():
            if path.parent.name != name:
                continue
            sound = set(found(settings, path, text))
            page = Page(text, path, kind="article", profile=settings.profile_for(path))
            told += [bool(set(found(settings, path, after)) - sound) for _, after in damaged(page) if after != text]
        assert sum(told) >= 0.9 * len(told), (name, sum(told), len(told))


def test_front_matter_is_learnt_by_key_and_type(tmp_path: Path) -> None:
    for number in range(30):
        more = "weight: 3\n" if number % 2 else ""
        text = NOTE.format(number=number, date=f"2024-03-{number % 28 + 1:02}", more=more)
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    settings = learnt(tmp_path)
    (family,) = settings.families
    assert family.profile.front_matter == {
        "title": "text",
        "date": "date",
        "tags": "list",
        "draft": "boolean",
        "weight": "number?",
    }
    assert family.profile.first_heading == "none"
    assert found(settings, tmp_path / "1.md", NOTE.format(number=1, date="昨天", more=""))
    assert found(settings, tmp_path / "1.md", "正文。\n")
    assert not found(settings, tmp_path / "1.md", NOTE.format(number=1, date="2024-12-31", more=""))


def test_pages_without_a_header_are_asked_for_none(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.md").write_text(f"# 第{number}章\n\n正文。\n", encoding="utf-8")
    settings = learnt(tmp_path)
    assert [family.kind for family in settings.families] == ["other"]
    assert not found(settings, tmp_path / "1.md", "# 第1章\n\n正文。\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("###  [:house:返回](README.md)\n---\n\n\n", ""),
        ("\n---\n", "\n***\n"),
        ("\n## ", "\n# "),
        ("`2/1/2020 7:15 AM UTC 银河` ", ""),
        ("](README.md)", "](../README.md)"),
    ],
)
@pytest.mark.parametrize("count", [12, 32, 72])
def test_one_page_that_differs_is_no_form(tmp_path: Path, old: str, new: str, count: int) -> None:
    text = HEADED.format(link="###  [:house:返回](README.md)", mark="---", hashes="##")
    for number in range(count):
        (tmp_path / f"{number + 20000}.md").write_text(text, encoding="utf-8")
    odd = tmp_path / "20003.md"
    assert old in text
    odd.write_text(text.replace(old, new), encoding="utf-8")
    settings = learnt(tmp_path)
    assert found(settings, odd, odd.read_text(encoding="utf-8"))
    assert not found(settings, tmp_path / "20004.md", text)


def test_pages_that_have_nothing_alike_are_judged_as_without_settings(tmp_path: Path) -> None:
    forms = [(link, mark, hashes) for link in LINKS for mark in ("---", "***") for hashes in ("#", "##")]
    for number, (link, mark, hashes) in enumerate(forms):
        text = HEADED.format(link=link, mark=mark, hashes=hashes)
        (tmp_path / f"{number + 20000}.md").write_text(text, encoding="utf-8")
    settings = learnt(tmp_path)
    assert settings.families == ()
    assert "asked for the header that it shows" in (tmp_path / ".mdlint-zh.toml").read_text(encoding="utf-8")


def test_folders_of_another_form_are_a_family_of_their_own(tmp_path: Path) -> None:
    for number in range(45):
        path = tmp_path / "notes" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(NOTE.format(number=number, date="2024-03-01", more=""), encoding="utf-8")
    for number in range(3):
        path = tmp_path / "notes" / "模板 [x]" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("只是一段话。\n", encoding="utf-8")
    settings = learnt(tmp_path)
    assert settings.kind(tmp_path / "notes" / "模板 [x]" / "1.md") == "other"
    assert found(settings, tmp_path / "notes" / "1.md", "只是一段话。\n")


def test_what_is_learnt_twice_is_the_same(tmp_path: Path) -> None:
    archive(tmp_path, 12)
    pages = list(find_pages([tmp_path], ignored))
    assert written(learn_archive(tmp_path, pages, ignored)) == written(learn_archive(tmp_path, pages, ignored))


def test_settings_are_held_against_pages_that_have_changed(tmp_path: Path) -> None:
    pages = archive(tmp_path)
    settings, all_pages = learnt(tmp_path), [str(path) for path in pages]
    assert list(unfit(tmp_path, all_pages, settings, ignored)) == []
    for path, text in pages.items():
        if path.parent.name == "posts":
            path.write_text(text.replace("](https://", "]（https://"), encoding="utf-8")
    (one,) = unfit(tmp_path, all_pages, settings, ignored)
    assert (one.name, one.strange, one.read) == ("posts", 40, 40)


@pytest.mark.parametrize(
    ("line", "template"),
    [
        ("`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://e.org/1)", "`{timestamp} {author}` {source}"),
        ("` 编辑部` [轉載自GNews](https://e.org/1)", "` {author}` {source}"),
        ("`@miles 6/7/2022 12:02 AM UTC`", "`@{author} {timestamp}`"),
        ("轉載自[某站](http://e.org)", "轉載自{source}"),
        ("**:arrows_clockwise: p1abc 已轉發**", "**:arrows_clockwise: {name} 已轉發**"),
        ("发布于 2024-03-15", "发布于 {timestamp}"),
        ("两个[链接](http://e.org/1)和[链接](http://e.org/2)", ""),
        ("有 {括号} 的一行", ""),
        ("正文。", "正文。"),
    ],
)
def test_a_line_is_read_as_a_template(line: str, template: str) -> None:
    assert said(line, "p1abc").template == template
