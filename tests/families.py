"""Families of six forms, written by hand; pages in any form that a profile allows; and damage done to a page."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from mdlint_zh import Page, Profile
from mdlint_zh.page.template import optional, pieces, without
from mdlint_zh.page.timestamps.timestamp import render

HOME = "###  [:house:返回首頁](https://a.example/home)"
FAMILIES = {
    "news": Profile(
        byline=("`{timestamp} {author}` {source}", "`{timestamp} ` {source}", "` {author}` {source}"), timestamped_urls=(),
    ),
    "reprints": Profile(
        return_link=HOME, blank_lines_above_title=0, title_level=1, byline="轉載自{source}", source_label=("某站", "某報"),
        source_urls=("http://b.example",), timestamped_urls=(), final_newline=False,
    ),
    "in the title": Profile(
        return_link=HOME, blank_lines_above_title=(1, 0), title_level=1, byline="轉載自{source}",
        byline_in_title="{title}轉載自{source}{any?}", source_label="某站", source_urls=("http://b.example",), timestamped_urls=(),
    ),
    "at the foot": Profile(
        return_link=(HOME, ""), blank_lines_above_title=1, title_level=1, byline=(), byline_at_foot="{source}",
        source_label="原文連接", source_urls=("https://c.example/zh/{name}/",), timestamped_urls=(),
    ),
    "posts": Profile(
        title_level=0, source_label="轉發自某台", source_urls=("https://d.example/post/{name}",), timestamped_urls=(),
        byline=("`@{author} {timestamp}`\n\n{source}", "**:arrows_clockwise: {name} 已轉發**\n\n`@{author} {timestamp}`\n\n{source}"),
    ),
    "transcripts": Profile(
        return_link=(HOME, ""), blank_lines_above_title=(0, 1), title_level=(2, 1), empty_title=True,
        byline=("{source}", "轉載自{source}"), source_label=("轉載自某台", "某站"),
        source_urls=("https://e.example/view/0", "https://e.example/view/{name}"), timestamped_urls=(), line_ends="mixed",
    ),
}  # fmt: skip
AUTHORS = [
    "编辑部",
    "秘密翻譯組G-Translators",
    "纽约文宣组",
    "miles",
    "【🌹新闻】《夜谈》",
    "Tokyo Sakura Group",
    "G2 组",
]
TITLES = ["两地签署合作文件", "春耕：第3期", "A title | 国际", "文字版2020年12月3日直播"]
BODIES = ["正文。\n\n第二段。", "今天的直播就到这里。", "![图](https://a.example/1.png)\n\n图下的话。", "#话题 正文"]
MOMENTS = [datetime(2024, 3, 15, 15, 11), datetime(2022, 5, 7, 0, 5), datetime(1999, 12, 11, 12, 34)]  # noqa: DTZ001


def one_of(draw: random.Random, value: object) -> object:
    """One of the values of a field that takes several."""
    values = value if isinstance(value, tuple) else (value,)
    return draw.choice(values) if values else ""


def page_of(profile: Profile, draw: random.Random, name: str = "8") -> str:
    """A page in one of the forms that the profile allows."""
    link, separator = one_of(draw, profile.return_link), one_of(draw, profile.separator)
    gaps = (profile.blank_lines_above_separator, profile.blank_lines_above_title, profile.blank_lines_above_byline)
    above_separator, above_title, above_byline = (int(str(one_of(draw, gap))) for gap in gaps)
    level, title = int(str(one_of(draw, profile.title_level))), draw.choice(TITLES)
    under, inside, foot = (
        [form for form in (forms if isinstance(forms, tuple) else (forms,)) if form or forms != ""]
        for forms in (profile.byline, profile.byline_in_title, profile.byline_at_foot)
    )
    place, template = draw.choice(
        [(place, form) for place, forms in enumerate((under, inside, foot)) for form in forms] or [(0, "")]
    )
    byline = written(template, profile, draw, title, name) if template else ""
    lines = [*([f"{link}"] if link else [])]
    if link and separator:
        lines += ["\n" * above_separator + str(separator)]
    top = "\n".join(lines) + ("\n" + "\n" * above_title if lines else "")
    words = byline if place == 1 else title
    heading = f"{'#' * level} {words}\n" if level else ""
    body = draw.choice(BODIES)
    under_title = f"{chr(10) * above_byline if heading else ''}{byline}\n{chr(10) * int(str(one_of(draw, profile.blank_lines_below_byline)))}"
    return f"{top}{heading}{under_title if byline and place == 0 else chr(10)}{body}\n" + (
        f"\n{byline}\n" if place == 2 else ""
    )


def written(template: str, profile: Profile, draw: random.Random, title: str, name: str) -> str:
    """A byline by the template, perhaps without what may be missing."""
    may = sorted(optional(template))
    shape = without(template, frozenset(part for part in may if draw.random() < 0.4))
    label = str(one_of(draw, profile.source_label) or "任何")
    url = str(one_of(draw, profile.source_urls) or "https://any.example/where")
    url = url.replace("{name}", name).replace("{date}", "2024-03-15").replace("{any}", "x-7")
    given = {
        "timestamp": render(draw.choice(MOMENTS), profile.timestamp), "author": draw.choice(AUTHORS), "name": name,
        "source": f"[{label}]({url})", "any": draw.choice(["某些话", "a word"]), "title": title,
    }  # fmt: skip
    return "".join(given[piece.text] if piece.is_part else piece.text for piece in pieces(shape))


def damaged(page: Page) -> Iterator[tuple[str, str]]:
    """Each way to damage the header of a page: what was done, and the page after it."""
    text, header = page.text, page.header
    parts = {
        "return link": header.return_link,
        "separator": header.separator,
        "title": header.title,
        "byline": header.byline,
    }
    spans = {name: (part.start, part.end) for name, part in parts.items() if part}
    byline = header.byline
    inside = byline is not None and byline.fit is not None and byline.fit.place == "in the title"
    for name, (start, end) in spans.items():
        if not (name == "byline" and inside):
            yield f"{name} missing", text[:start] + text[end:].lstrip("\n")
    order = [span for name, span in spans.items() if not (name == "byline" and inside)]
    for (start, end), (other, last) in pairwise(order):
        if end <= other and text[start:end] != text[other:last]:
            yield "order", text[:start] + text[other:last] + text[end:other] + text[start:end] + text[last:]
    yield from _other_forms(page, spans)
    if byline:
        yield from _byline_damaged(page)


def _other_forms(page: Page, spans: dict[str, tuple[int, int]]) -> Iterator[tuple[str, str]]:
    forms = {
        "return link": [("[", "【"), ("返回", "回到"), ("###", "##"), ("](", "]（"), (":house:", "")],
        "separator": [("---", "***"), ("---", "----"), ("---", "——")],
        "title": [("# ", "### "), ("# ", "#")],
    }
    for name, changes in forms.items():
        if name in spans:
            start, end = spans[name]
            for old, new in changes:
                yield (
                    f"{name} of another form",
                    text_with(page.text, start, end, page.text[start:end].replace(old, new, 1)),
                )


def _byline_damaged(page: Page) -> Iterator[tuple[str, str]]:
    text, byline = page.text, page.header.byline
    assert byline
    if source := byline.source:
        label, url = text[slice(*source.label)], text[slice(*source.url or (0, 0))]
        yield "source link missing", text_with(text, source.start, source.end, "")
        for other in (
            f"【{label}】（{url}）",
            f"[{label}]",
            f"[{label}站]({url})",
            url,
            f"[{label}](https://z.example/x)",
        ):
            yield "source link of another form", text_with(text, source.start, source.end, other)
    if timestamp := byline.timestamp:
        said = text[timestamp.start : timestamp.end]
        yield "timestamp missing", text_with(text, timestamp.start, timestamp.end, "")
        first, second, third, *clock = re.findall(r"\d+", said)
        time = ":".join(clock)
        forms = (
            f"{third}-{first}-{second} {time}",
            f"{third}年{first}月{second}日",
            f"13/45/2024 {time}",
            said.lower(),
        )
        for other in forms:
            yield "timestamp of another form", text_with(text, timestamp.start, timestamp.end, other)
    if author := byline.author:
        yield "author missing", text_with(text, *author, "")
        if timestamp:
            (start, end), (other, last) = sorted((tuple(author), (timestamp.start, timestamp.end)))
            yield (
                "author and timestamp",
                text[:start] + text[other:last] + text[end:other] + text[start:end] + text[last:],
            )
    if byline.ticked:
        start, end = byline.ticked
        yield "no ticks", text_with(text, start, end, text[start:end].strip("`"))
        yield "one tick", text_with(text, start, end, text[start : end - 1])


def text_with(text: str, start: int, end: int, new: str) -> str:
    """The text with something else in the place of the code points [start, end)."""
    return text[:start] + new + text[end:]
