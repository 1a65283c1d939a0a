"""What is known of the programs that show pages, as far as a verdict depends on which one it is.

Each is held to a real one in `tests/page/test_renderers.py`, but for two that have no package for Python. kramdown:
its parsers as they stand, https://github.com/gettalong/kramdown/blob/master/lib/kramdown/parser/kramdown/emphasis.rb
and https://github.com/kramdown/parser-gfm/blob/master/lib/kramdown/parser/gfm.rb, which Jekyll reads with. Obsidian:
what it says of itself, https://help.obsidian.md/obsidian-flavored-markdown (CommonMark and GFM, with `~~` to strike
out).
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

RendererName: TypeAlias = Literal["commonmark", "gfm", "python-markdown", "kramdown", "obsidian"]


class Renderer(NamedTuple):
    """A renderer's answers.

    `punctuation`: the categories of Unicode that are punctuation where it asks what stands beside stars, ASCII's
    beside them; "" where it asks for white space alone. `pairing`: how it finds out which stars belong together.
    `strikes`: how many `~` on each side strike out. `headings_need_space`: whether `#题` is no heading.
    """

    name: RendererName
    punctuation: Literal["P", "PS", ""] = "P"
    pairing: Literal["flanks", "stack", "nested"] = "flanks"
    strikes: frozenset[int] = frozenset()
    headings_need_space: bool = True


COMMONMARK: Final = Renderer("commonmark", punctuation="PS")
GFM: Final = Renderer("gfm", strikes=frozenset((1, 2)))
PYTHON_MARKDOWN: Final = Renderer("python-markdown", punctuation="", pairing="stack", headings_need_space=False)
KRAMDOWN: Final = Renderer("kramdown", punctuation="", pairing="nested", strikes=frozenset((2,)))
OBSIDIAN: Final = Renderer("obsidian", strikes=frozenset((2,)))

RENDERERS: Final = {one.name: one for one in (COMMONMARK, GFM, PYTHON_MARKDOWN, KRAMDOWN, OBSIDIAN)}
