"""The caption finder against 351 images that were read by eye (tests/data/captions.csv)."""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from mdlint_zh.files import read_page
from mdlint_zh.page import Page
from mdlint_zh.page.captions import inline_caption, plain_words
from mdlint_zh.page.credits import has_credit, says_nothing

ARCHIVE = os.environ.get("MDLINT_ZH_ARCHIVE")
LABELS = Path(__file__).parent / "data" / "captions.csv"
CREDITS = (
    "图片来源：某网站",
    "（图／某通讯社）",
    "图源：example.org",
    "（某人摄）",
    "(Photo: A. Name)",
    "网络截图",
    "来源：Example",
    "Photo by A. Name",
)
TELLING = (
    "图为新桥通车。",
    "渔船停靠在港口。（图／某通讯社）",
    "资料图：渔船停靠在港口",
    "两国外长会谈，图片来源：某网站",
    "图：渔船于清晨停靠，卸下渔获",
)


@pytest.mark.archive
@pytest.mark.skipif(not ARCHIVE, reason="MDLINT_ZH_ARCHIVE names no folder of real pages")
def test_captions_of_real_pages(capsys: pytest.CaptureFixture[str]) -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["sure"]) >= 2]
    folder = Path(str(ARCHIVE))
    paths = {path.name: path for path in folder.rglob("*.md")}
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


@pytest.mark.parametrize("words", CREDITS)
def test_a_credit_alone_tells_nothing(words: str) -> None:
    assert has_credit(words)
    assert says_nothing(words)


@pytest.mark.parametrize("words", TELLING)
def test_a_caption_with_a_credit_tells_something(words: str) -> None:
    assert has_credit(words)
    assert not says_nothing(words)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("▲▼ [[zh:河内]]车站", "河内车站"),
        ("**新桥通车**", "新桥通车"),
        ("*新桥通车*", "新桥通车"),
        ("（图片说明）新桥通车", "新桥通车"),
        ("（新桥通车当天）", "新桥通车当天"),
        ("（图片来自网络）", "（图片来自网络）"),
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


@pytest.mark.parametrize("length", [10_000, 100_000])
def test_long_text_behind_an_image_is_no_caption(length: int) -> None:
    for text in ("文" * length, "（" * length, "图片来源" * length, "[" * length, "▲" * length, "(a)" * length):
        assert inline_caption(text, 0, len(text), "") is None
