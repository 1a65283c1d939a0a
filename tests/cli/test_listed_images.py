"""`mdlint-zh images`: what stands on many pages without an alt text, as settings to fill in."""

from __future__ import annotations

import pytest
from conftest import Desk

LOGO, LINE = "https://example.org/logo.png", "https://example.org/line.gif"


@pytest.fixture
def pages(desk: Desk) -> Desk:
    for number in range(3):
        desk.write(
            f"a/{number}.md", f"# 题\n\n![]({LOGO})\n\n![]({LINE})\n\n![]({LINE})\n\n![](data:image/png;base64,x)\n"
        )
    desk.write("b/3.md", f"# 题\n\n![某新闻的标志]({LOGO})\n\n![img]({LOGO})\n\n![ ]({LINE}) `![]({LINE})`\n")
    return desk


def test_it_lists_most_pages_first_as_settings(pages: Desk) -> None:
    done = pages.run("images", "--min-pages", "2")
    assert done.code == 0
    assert done.lines[2:] == [
        "[images]",
        "# 7 images on 4 pages, first a/0.md",
        f'# "{LINE}" = ""',
        '# 3 images on 3 pages, first a/0.md; other pages say "某新闻的标志" on 1',
        f'"{LOGO}" = "某新闻的标志"',
    ]
    assert done.err == "2 URLs stand on 2 pages or more without an alt text: 10 images\n"


def test_what_it_prints_are_settings_that_fill_the_pages(pages: Desk) -> None:
    block = pages.run("images", "--min-pages", "1").out
    pages.write(".mdlint-zh.toml", block.replace(f'# "{LINE}" = ""', f'"{LINE}" = ""'))
    assert pages.run("format").code == 0
    assert pages.read("a/0.md").startswith(f"# 题\n\n![某新闻的标志]({LOGO})\n\n![]({LINE})\n")
    assert pages.run("check", "--select", "image").code == 0
    again = pages.run("images", "--min-pages", "1")
    assert (again.out, again.err) == ("", "no URL stands on 1 page or more without an alt text\n")


def test_json_has_all_that_is_known(pages: Desk) -> None:
    line, logo = pages.run("images", "--min-pages", "1", "--output-format", "json").json
    assert line == {"url": LINE, "pages": 4, "images": 7, "first": "a/0.md", "alts": [], "suggested": None}
    assert (logo["alts"], logo["suggested"]) == ([{"alt": "某新闻的标志", "pages": 1}], "某新闻的标志")
    assert pages.run("images", "--output-format", "json").json == []


def test_where_other_pages_differ_none_is_suggested(pages: Desk) -> None:
    pages.write("b/4.md", f"![另一个标志]({LOGO})\n\n![图]({LOGO})\n\n![[甲\\]]({LOGO})\n")
    lines = pages.run("images", "--min-pages", "3").lines
    assert lines[-1] == f'# "{LOGO}" = ""'
    assert "other pages say" in lines[-2]
    assert lines[-2].count(" on 1") == 2


def test_paths_that_count_from_their_page_are_one_picture_in_one_folder_alone(desk: Desk) -> None:
    for name in ("a/1.md", "a/2.md", "b/1.md", "b/2.md"):
        desk.write(name, f"![](1.jpg) ![](/1.jpg) ![](../{name[0]}.jpg)\n")
    urls = [one["url"] for one in desk.run("images", "--min-pages", "2", "--output-format", "json").json]
    assert urls == ["/1.jpg", "../a.jpg", "../b.jpg"]


def test_settings_choose_the_pages_as_they_do_for_a_check(pages: Desk) -> None:
    pages.write(".mdlint-zh.toml", 'exclude = ["b/"]\n[images]\n"*.gif" = "线"\n')
    done = pages.run("images", "--min-pages", "1", "--output-format", "json")
    assert [(one["url"], one["alts"]) for one in done.json] == [(LOGO, [])]
    assert len(pages.run("images", "--isolated", "--min-pages", "4").lines) == 5
    listed = pages.run("images", "--from-stdin0", "--min-pages", "1", "--isolated", stdin="a/0.md\0b/3.md\0")
    assert "# 3 images on 2 pages, first a/0.md" in listed.lines


def test_one_process_or_several_print_the_same(desk: Desk) -> None:
    for number in range(300):
        desk.write(
            f"{number}.md",
            f"![](https://example.org/{number % 7}.png)\n![甲乙](https://example.org/{number % 11}.png)\n",
        )
    one, two = (desk.run("images", "-j", jobs, "--min-pages", "1") for jobs in "12")
    assert one == two
    assert one.out.count("# 43 images on 43 pages") == 6


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_counted(pages: Desk) -> None:
    pages.write("c.md", b"\xff\xff")
    done = pages.run("images", "--min-pages", "1")
    assert done.code == 2
    assert done.complaints == ["mdlint-zh: c.md: is not UTF-8: byte 0xff at offset 0"]
    assert LOGO in done.out
