"""Families in settings: which pages they are, what they take from the profile, what is refused, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Desk
from samples import SOUND

from mdlint_zh.config import ConfigError, Settings, load_settings
from mdlint_zh.engine.load import load_rules

RULES = load_rules().rules


def load(folder: Path, content: str) -> Settings:
    path = folder / ".mdlint-zh.toml"
    path.write_text(content, encoding="utf-8")
    return load_settings(path, RULES)


TWO = """
[profile]
title-level = 3
namespaces = ["zh"]
[families.posts]
files = ["posts/*.md", "!posts/README.md"]
title-level = [1, 0]
byline = ["`@{author} {timestamp}`", ""]
[families.rest]
files = ["**/*.md"]
kind = "other"
return-link = ""
"""


def test_the_first_family_that_means_a_page_counts(tmp_path: Path) -> None:
    ours = load(tmp_path, TWO)
    names = ("posts/1.md", "posts/README.md", "a/2.md", "b.txt")
    families = [ours.family(tmp_path / name) for name in names]
    assert [family and family.name for family in families] == ["posts", "rest", "rest", None]
    assert [ours.kind(tmp_path / name) for name in names] == ["article", "index", "other", None]
    assert ours.family(None) is None


def test_a_family_takes_from_the_profile_what_it_does_not_say(tmp_path: Path) -> None:
    ours = load(tmp_path, TWO)
    posts, rest, none = (ours.profile_for(tmp_path / name) for name in ("posts/1.md", "a/2.md", "b.txt"))
    assert (posts.title_level, posts.title_levels, rest.title_level, none.title_level) == ((1, 0), (1,), 3, 3)
    assert posts.namespaces == rest.namespaces == ("zh",)
    assert ("return link" in posts.needed, "return link" in rest.needed) == (True, False)
    assert ("title" in posts.needed, "byline" in posts.needed) == (False, False)


def test_families_of_a_file_stand_before_those_that_it_extends(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(
        '[families.all]\nfiles = ["*.md"]\n[families.posts]\nfiles = ["posts/"]\ntitle-level = 1\n', encoding="utf-8"
    )
    ours = load(tmp_path, 'extend = "base.toml"\n[families.posts]\nseparator = ""\n[families.own]\nfiles = ["a.md"]\n')
    assert [family.name for family in ours.families] == ["posts", "own", "all"]
    assert (ours.families[0].profile.title_level, ours.families[0].profile.separator) == (1, "")


BAD = {
    "no pages": ("title-level = 1", "`families.posts` has to have `files`"),
    "no patterns": ("files = []", "`families.posts` has to have `files`"),
    "nothing": ("", "`families.posts` has to have `files`"),
    "a text for patterns": ('files = "posts/"', "`families.posts.files` has to be a list of texts"),
    "an unknown key": ('file = ["posts/"]', "unknown key `file` in families.posts; did you mean `files`?"),
    "an unknown kind": ('files = ["a"]\nkind = "post"', "`families.posts.kind` has to be one of article, index, other"),
    "a list in a list": ('files = ["a"]\ntitle-level = [[1]]', "`families.posts.title-level` has to be a whole number"),
    "a text for a number": ('files = ["a"]\ntitle-level = ["1"]', "`families.posts.title-level` has to be a whole number"),
    "one level too many": ('files = ["a"]\ntitle-level = [1, 7]', "`families.posts.title-level` has to be 0 to 6"),
    "no level": ('files = ["a"]\ntitle-level = []', "`families.posts.title-level` has to be 0 to 6"),
    "one return link of two": ('files = ["a"]\nreturn-link = ["# [返回](a.md)", "返回"]', "has to be a heading with one link"),
    "an unknown part": ('files = ["a"]\nbyline = "{timestamp} {autor}"', "without `{autor}`"),
    "a part that is open": ('files = ["a"]\nbyline = "{timestamp} {author"', "without tabs and braces"),
    "a part twice": ('files = ["a"]\nbyline = "某站 {any} {any}"', "has to have parts, each of them once"),
    "no part": ('files = ["a"]\nbyline = "转载"', "has to have parts, each of them once"),
    "two parts as one": ('files = ["a"]\nbyline = "{author}{any}"', "has to have words, marks or a space between two parts"),
    "any line": ('files = ["a"]\nbyline = "{timestamp?} {author}"', "whatever may be missing"),
    "one backtick": ('files = ["a"]\nbyline = "`{author}"', "as many backticks that open as close"),
    "a code span over two lines": ('files = ["a"]\nbyline = "`{author}\\n` {any}"', "as many backticks that open as close"),
    "a blank line above": ('files = ["a"]\nbyline = "\\n{author}"', "without blank lines at its edges"),
    "a title that is none": ('files = ["a"]\nbyline = "{title} {source}"', "without {title}"),
    "no title in a title": ('files = ["a"]\nbyline-in-title = "{source}"', "has to have {title}"),
    "many templates": ('files = ["a"]\nbyline = [' + '"{any}",' * 30 + "]", "has to have at most 20 templates"),
    "a long template": (f'files = ["a"]\nbyline = "{"字" * 400}{{any}}"', "has to have at most 300 characters"),
    "an unknown line end": ('files = ["a"]\nline-ends = "cr"', '`families.posts.line-ends` has to be "lf"'),
    "an unknown heading": ('files = ["a"]\nfirst-heading = "one"', "`families.posts.first-heading` has to be"),
    "a form of no date": ('files = ["a"]\nfront-matter-dates = ["MM-DD"]', "with a year, a month and a day"),
    "another form of date": ('files = ["a"]\nfront-matter-dates = ["%Y-%m-%d"]', "without `Y`"),
    "an unknown type": ('files = ["a"]\n[families.posts.front-matter]\ntitle = "string"', "has to have types out of text"),
    "a type that is a number": ('files = ["a"]\n[families.posts.front-matter]\ntitle = 1', "has to have types out of text"),
    "a header beside front matter": (
        'files = ["a"]\ntitle-level = 1\n[families.posts.front-matter]\ntitle = "text"', "so it can have no `title-level`",
    ),
    "a URL with two dates": ('files = ["a"]\nsource-urls = ["https://a.cn/{date}/{date}"]', "has to hold web addresses"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD)
def test_a_family_that_cannot_be_is_refused_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, f"[families.posts]\n{content}\n")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(tmp_path / ".mdlint-zh.toml") in str(refused.value)


def test_a_name_is_short(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="…` has too long a name") as refused:
        load(tmp_path, f'[families.{"a" * 5000}]\nfiles = ["a"]\n')
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("content", ["families = 1\n", "[families]\nposts = 1\n"])
def test_families_are_tables(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigError, match="has to be a table"):
        load(tmp_path, content)


def told(desk: Desk, families: str) -> list[str]:
    for name in ("a/1.md", "a/2.md", "b/3.md"):
        desk.write(name, SOUND)
    desk.write(".mdlint-zh.toml", families)
    settings = load_settings(desk.folder / ".mdlint-zh.toml", RULES)
    lines = settings.idle_patterns([str(desk.folder / name) for name in ("a/1.md", "a/2.md", "b/3.md")])
    return [line.replace(f"{desk.folder}/", "").partition(": ")[2] for line in lines]


def family(name: str, *patterns: str) -> str:
    return f"[families.{name}]\nfiles = {list(patterns)}\n"


def test_what_families_mean_is_told_where_it_cannot_be_meant(desk: Desk) -> None:
    assert told(desk, family("a", "a/") + family("c", "c/")) == [
        "the pattern `c/` in `families.c.files` matches no page"
    ]
    assert told(desk, family("a", "a/") + family("b", "b/")) == []
    assert told(desk, family("special", "a/1.md") + family("rest", "**/*.md")) == [], "what stands first is special"
    hidden = ["all pages of `families.special` are of `families.rest`, too, which stands first and counts"]
    assert told(desk, family("rest", "**/*.md") + family("special", "a/1.md")) == hidden
    shared = ["`families.a` and `families.b` both mean a/2.md; the first of them counts"]
    assert told(desk, family("a", "a/") + family("b", "a/2.md", "b/")) == shared


def test_a_run_tells_of_families_once(desk: Desk) -> None:
    for name in ("a/1.md", "a/2.md"):
        desk.write(name, SOUND)
    desk.write(".mdlint-zh.toml", family("a", "a/") + family("b", "a/"))
    ran = desk.run("check")
    assert ran.err.count("which stands first and counts") == 1
