"""A half-width mark of punctuation stands between Han characters.

Why: Chinese is set with full-width marks, and a page that mixes both is hard to search.
Bad:   今天下雨了,明天晴。
Good:  今天下雨了，明天晴。
Fix:   writes the mark that the option `marks` has for it. Unsafe: it may be a part of a name.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from mdlint_zh import UNSAFE, WARNING, Change, Edit, Finding, Fix, Page, reading, rule

HALF_WIDTH = ",;!?"
BETWEEN_HAN = re.compile(f"(?<=[\u4e00-\u9fff])[{HALF_WIDTH}](?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Options:
    """`marks`: the marks that are found, each with the one that is written in its place."""

    marks: dict[str, str] = field(default_factory=lambda: {",": "，", ";": "；", "!": "！", "?": "？"})

    def __post_init__(self) -> None:
        """Refuse what the fix would not be allowed to do."""
        for old, new in self.marks.items():
            if len(old) != 1 or old not in HALF_WIDTH or not is_wide_mark(new):
                raise ValueError(f"`marks` has to hold full-width marks by those of {HALF_WIDTH}; it has {old} = {new}")


def is_wide_mark(text: str) -> bool:
    """Whether a text is one full-width mark of punctuation."""
    return len(text) == 1 and unicodedata.category(text)[0] == "P" and unicodedata.east_asian_width(text) in "FW"


def is_widened(before: str, edit: Edit) -> bool:
    """Whether an edit puts a full-width mark in the place of a half-width one, and touches nothing else."""
    return BETWEEN_HAN.match(before, edit.start) is not None and edit.end == edit.start + 1 and is_wide_mark(edit.text)


WIDER_MARK = Change("wider-mark", "a half-width mark between Han characters becomes a full-width one", is_widened)


def _no_mark(page: Page) -> list[int] | None:
    """The shortcut: most pages hold none of these marks."""
    return None if any(mark in page.text for mark in HALF_WIDTH) else []


@reading(quick=_no_mark)
def read_half_width_marks(page: Page) -> list[int]:
    """Where a half-width mark stands between Han characters in running text."""
    found = (match.start() for match in BETWEEN_HAN.finditer(page.text))
    return [at for at in found if page.is_prose(at, at + 1)]


@rule(severity=WARNING, fix=UNSAFE, changes=WIDER_MARK, options=Options, needs=(read_half_width_marks,))
def check(page: Page, options: Options) -> Iterator[Finding]:
    """One finding a mark."""
    for at in page.view(read_half_width_marks):
        mark = page.text[at]
        if wanted := options.marks.get(mark):
            fix = Fix((Edit(at, at + 1, wanted),), safe=False)
            yield Finding(at, at + 1, f"a half-width `{mark}` between Han characters; expected `{wanted}`", fix)
