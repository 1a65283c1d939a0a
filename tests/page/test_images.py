"""Captions, credits and alt texts: by themselves, and against images of a real archive that were read by eye."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from markdown_it import MarkdownIt

from mdlint_zh import fix
from mdlint_zh.page import Page
from mdlint_zh.page.images.alt import alt_for
from mdlint_zh.page.images.caption import inline_caption, next_caption
from mdlint_zh.page.images.credit import closing_credit, is_credit
from mdlint_zh.page.images.sources import in_one_spelling
from mdlint_zh.page.images.words import disagree, plain_words, tells
from mdlint_zh.run.read import read_page

ARCHIVE = os.environ.get("MDLINT_ZH_ARCHIVE")
LABELS = Path(__file__).parents[1] / "data" / "captions.csv"
FILLS = "labels.jsonl"
CREDITS = (
    "图片来源：某网站",
    "（图／某通讯社）",
    "图源：example.org",
    "（某人摄）",
    "(Photo: A. Name)",
    "网络截图",
    "来源：Example",
    "Photo by A. Name",
    "A. NAME/AFP via Getty Images",
    "插图：某人",
    "制图：某人",
    "来自截图",
    "左：来自社交媒体的照片。右图：A. Name 拍摄。",
    "图片来源：某人。图片合成：某人（水平有限，请见谅！）",
    "y图片来源网络",
    "某某设计组（614）",
    "路透社",
    "example.org.cn",
    "图3",
)
TELLING = (
    "图为新桥通车。（某人摄）",
    "渔船停靠在港口。（图／某通讯社）",
    "资料图：渔船停靠在港口。图源：某网",
    "两国外长会谈，图片来源：某网站",
    "渔船停靠在港口。A. Name/Getty Images",
    "新桥 (Photo: A. Name)",
    "渔船停靠在港口（资料图，某人摄）",
    "渔船停靠在港口。路透社/某人（A. Name）",
)
ENDS = {
    "渔船停靠在港口。（路透社）": "bare",
    "渔船停靠在港口。（来源：某网）": "bare",
    "渔船停靠在港口。（来自某报的消息）": "bare",
    "渔船停靠在港口。（路透社照片）": "picture",
    "渔船停靠在港口。（路透社/某人）": "picture",
    "渔船停靠在港口。（网络图片）": "picture",
    "渔船停靠在港口。(Getty Images)": "picture",
    "渔船停靠在港口（某局提供）": "picture",
    "渔船停靠在港口（数据由某局提供）": "",
    "渔船停靠在港口（见下图）": "",
    "渔船停靠在港口（左一）": "",
    "渔船停靠在港口（某社记者某人台北五日电）": "",
    "新增病例（千万／月）": "",
    "渔船停靠在港口（截图大小398KB）": "",
    "他从事摄影": "",
}


@pytest.mark.archive
@pytest.mark.skipif(not ARCHIVE, reason="MDLINT_ZH_ARCHIVE names no folder of real pages")
def test_captions_of_real_pages(capsys: pytest.CaptureFixture[str]) -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["sure"]) >= 2]
    folder = Path(str(ARCHIVE))
    paths = {path.name: path for path in folder.rglob("*.md")}
    if not paths.keys() >= {row["page"] for row in rows}:
        pytest.skip(f"{folder} is not the archive that was read")
    score: Counter[str] = Counter()
    wrong = []
    for row in rows:
        verdict = _verdict(paths[row["page"]], row)
        score.update(verdict)
        if "wrong" in verdict or "missed" in verdict:
            wrong.append(f"{row['page']}:{row['line']} {row['caption']}: {', '.join(verdict)}")
    precision, recall = (
        score["right"] / (score["right"] + score["wrong"]),
        score["right"] / (score["right"] + score["missed"]),
    )
    sure = score["surely right"] / (score["surely right"] + score["surely wrong"])
    with capsys.disabled():
        told = f"{len(rows)} images: precision {precision:.3f}, recall {recall:.3f}, precision where sure {sure:.3f}"
        sys.stdout.write("\n".join(["", told, *wrong, ""]))
    assert sure >= 0.95
    assert precision >= 0.95
    assert recall >= 0.9
    assert not score["no image"]


def _verdict(path: Path, row: dict[str, str]) -> list[str]:
    page = Page(read_page(path).text, path)
    images = [image for image in page.images if page.lines.number(image.start) == int(row["line"])]
    if int(row["index"]) >= len(images):
        return ["no image"]
    caption = images[int(row["index"])].caption
    there = row["caption"] in ("inline", "inline-partial", "next", "before")
    right = caption is not None and there and row["caption"].startswith(caption.place)
    if caption is None:
        return ["missed"] if there else []
    verdict = ["right" if right else "wrong"]
    if there and not right:
        verdict.append("missed")
    if caption.sure:
        verdict.append(f"surely {verdict[0]}")
    return verdict


@pytest.mark.archive
@pytest.mark.skipif(not ARCHIVE, reason="MDLINT_ZH_ARCHIVE names no folder of real pages")
def test_alt_texts_of_real_pages(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the fills in the archive's labels.jsonl, each read by eye, no wrong one is safe, and most right ones are."""
    folder = Path(str(ARCHIVE), "alt-fills")
    if not (folder / FILLS).is_file():
        pytest.skip(f"{folder} has no {FILLS}")
    pages: dict[str, Page] = {}
    score: Counter[tuple[bool, bool]] = Counter()
    wrong = []
    for row in map(json.loads, (folder / FILLS).read_text(encoding="utf-8").splitlines()):
        name = row["page"]
        page = pages.setdefault(name, Page(read_page(folder / "pages" / name).text, folder / "pages" / name))
        right, safe = row["verdict"] == "right", _is_safe(page, row["line"])
        score[right, safe] += 1
        if safe and not right:
            wrong.append(f"{name}:{row['line']}: {row['verdict']}")
    kept = score[True, True] / (score[True, True] + score[True, False])
    with capsys.disabled():
        told = f"{score.total()} fills: {kept:.3f} of the right ones are safe, and {len(wrong)} wrong ones"
        sys.stdout.write("\n".join(["", told, *wrong, ""]))
    assert not wrong
    assert kept >= 0.85


def _is_safe(page: Page, line: int) -> bool:
    """Whether an image without alt text that begins on this line has a safe fill."""
    images = [image for image in page.images if page.lines.number(image.start) == line]
    bare = [image for image in images if not page.text[slice(*image.alt)].strip()]
    return any(alt_for(page.text, image)[1] for image in bare)


@pytest.mark.parametrize("words", CREDITS)
def test_a_credit_alone_tells_nothing(words: str) -> None:
    assert is_credit(in_one_spelling(words))
    assert not tells(words)


@pytest.mark.parametrize("words", TELLING)
def test_a_caption_with_a_credit_tells_something(words: str) -> None:
    credit = closing_credit(in_one_spelling(words))
    assert credit is not None
    assert not credit.bare
    assert tells(words)


@pytest.mark.parametrize(("words", "kind"), ENDS.items())
def test_the_credit_at_the_end(words: str, kind: str) -> None:
    credit = closing_credit(in_one_spelling(words))
    assert ((credit and ("bare" if credit.bare else "picture")) or "") == kind


@pytest.mark.parametrize("words", ["image.png", "IMG_2041.jpg", "图片 2", "400", "A. Name", "图", "截图", "·"])
def test_what_stands_for_an_alt_text_tells_nothing(words: str) -> None:
    assert not tells(words)


@pytest.mark.parametrize(
    ("title", "alt", "disagreed"),
    [
        ("列车进站", "渔船停靠在港口", True),
        ("渔船", "渔船停靠在港口", False),
        ("Fishing boats in the harbour", "渔船停靠在港口", False),
        ("渔船停靠在港口", "图|400", False),
        ("渔船停靠在港口", "😀", False),
        ("点击放大", "渔船停靠在港口", False),
    ],
)
def test_titles_beside_alt_texts(title: str, alt: str, disagreed: bool) -> None:
    assert disagree(title, alt) == disagreed


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("▲▼ [[zh:河内]]车站", "河内车站"),
        ("**新桥通车**", "新桥通车"),
        ("*新桥通车*", "新桥通车"),
        ("（图片说明）新桥通车", "新桥通车"),
        ("（新桥通车当天）", "新桥通车当天"),
        ("（图片来自网络）", "（图片来自网络）"),
        ("（▲新桥通车）", "新桥通车"),
        ("**▲新桥通车**", "新桥通车"),
        ("图 2-1：新桥通车", "新桥通车"),
        ("2*3*4", "2*3*4"),
        ("新_桥_通车", "新_桥_通车"),
        ("照片：新桥于昨日上午通车。", "新桥于昨日上午通车。"),
        ("图片来源：[某网站](https://example.org/a_(b))", "图片来源：某网站"),
    ],
)
def test_words_of_a_caption(written: str, words: str) -> None:
    assert plain_words(written) == words


def test_the_caption_ends_with_its_credit() -> None:
    text = "新桥通车。（图／某通讯社）    **更多新闻：列车进站**"
    caption = inline_caption(text, 0, len(text), "")
    assert caption is not None
    assert text[caption.start : caption.end] == "新桥通车。（图／某通讯社）"


LONG = (
    "文",
    "（",
    "(",
    "图片来源",
    "图：",
    "[",
    "▲",
    "*",
    "_",
    "(a)",
    "（图／",
    "a/",
    "路透社/",
    "[[zh:a]]",
    "![",
    "{",
    "  #",
    " ",
    "A. ",
)


@pytest.mark.parametrize("piece", LONG)
def test_long_text_beside_an_image_is_no_caption(piece: str) -> None:
    text = piece * 100_000
    assert inline_caption(text, 0, len(text), "") is None
    assert next_caption("\n" + text, 0, "") is None


@pytest.mark.parametrize("piece", LONG)
def test_captions_at_the_limit_are_read_at_once(piece: str) -> None:
    """What is longest without being too long is read some hundred times; what is quadratic would take minutes."""
    text = (piece * 1200)[:1190] + "（图／某社）"
    for _ in range(200):
        inline_caption(text, 0, len(text), "渔船停靠在港口")
        next_caption("\n" + text, 0, "渔船停靠在港口")


PIECES = (
    '![](u.png)', '![img](u.png "img")', '![渔船停靠在港口](u.png "渔船停靠在港口")', '![](u.png "image.png")', '![](u.png "")',
    "![a|b](u.png \"x | y\")", "[![x](a.png)](b)", "\n", "\n\n", "\n|---|---|\n", "|", "- ", "> ", "    ", "  ## ",
    "▲", "▲渔船停靠", "渔船停靠在港口", "。（图／某社）", "（路透社）", "图1：", "图为", "图片来源：网络", "下图", "**", "*", "_", "`", '"',
    "{width=50%}", " ^fig1", "%%c%%", "$x$", "[[zh:河内]]", "(", "（", "）", "\\",
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=12).map("".join), st.booleans())
def test_fixes_of_images_change_nothing_else(text: str, unsafe: bool) -> None:
    """They end, and but for alt texts, titles and the edges of paragraphs a reader sees what was there before."""
    fixed = fix(text + "\n", unsafe=unsafe, select=["image"])
    assert _shown(fixed) == _shown(text)


def _shown(text: str) -> str:
    html = MarkdownIt("commonmark").enable("table").render(text)
    return re.sub(r' (?:alt|title)="[^"]*"|</?p>|\s', "", html)
