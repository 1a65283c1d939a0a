"""Make a corpus of pages for measuring, out of the pages of an archive by seeded variation.

    python bench/corpus.py FOLDER [--pages N] [--source FOLDER] [--seed N]

The pages come from a real archive when there is one (`$MDLINT_ZH_ARCHIVE/archive`, `../shared/archive`), else from
examples/archive. Every page keeps the header, the line endings, the size and the links of the page it was made from; it
has a number of its own as its name and in its source link, and its paragraphs in an order of its own. The same
parameters make the same bytes, and a corpus of fewer pages holds the first pages of a larger one.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import shutil
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
BELOW = Path("content", "gnews")
VERSION = 1
FIRST_NUMBER, STEP = 1_000_003, 37
FEW = 100
"""With fewer pages than these to vary, sizes are drawn at random."""
MEDIAN_BYTES, SPREAD, MOST_BYTES = 2_200, 1.0, 500_000
"""The sizes that are drawn: those of 40,585 real pages, nearly, which are log-normal."""
_HEADER_LINES = re.compile(rb"(?:[^\n]*\n){0,12}")
_KEEPS_ORDER = re.compile(rb"```|~~~|\n {4}|\n\t|<[a-zA-Z!/]|\]:")


@dataclass(frozen=True)
class Recipe:
    """What a corpus is made of: how many pages, of which source, by which seed."""

    pages: int
    source: str
    seed: int = 7
    version: int = VERSION


@dataclass(frozen=True)
class Corpus:
    """A corpus on disk: `folder` is the one to lint, `size` the bytes of its `pages` pages and its index.

    `real`: made from a real archive, not from the examples.
    """

    folder: Path
    pages: int
    size: int
    real: bool

    @property
    def timestamp(self) -> Path:
        """The file beside the folder that says what the folder holds. Without it the corpus is made again."""
        return _stamp(self.folder)

    def paths(self) -> list[Path]:
        """The numbered pages, sorted."""
        return sorted((self.folder / BELOW).glob("[0-9]*.md"))

    def median_page(self) -> Path:
        """The page of median size."""
        by_size = sorted(self.paths(), key=lambda path: (path.stat().st_size, path.name))
        return by_size[len(by_size) // 2]


class _Original(NamedTuple):
    """A page to vary: its number, its header, its body."""

    name: str
    header: bytes
    body: bytes


class _Originals(NamedTuple):
    """The pages to vary, and the paragraphs of all of them."""

    pages: list[_Original]
    pool: list[bytes]


def find_source() -> Path:
    """The folder with the pages to vary."""
    named = os.environ.get("MDLINT_ZH_ARCHIVE")
    places = [Path(named) / "archive"] if named else []
    places += [ROOT.parent / "shared" / "archive", ROOT / "examples" / "archive"]
    return next(place / BELOW for place in places if (place / BELOW).is_dir())


def make_corpus(folder: Path, pages: int, source: Path | None = None, seed: int = 7) -> Corpus:
    """Make a corpus of `pages` pages in `folder`, or take the one that is there when it has the same parameters."""
    source = source or find_source()
    recipe = Recipe(pages, str(source.resolve()), seed)
    known = _read_stamp(folder)
    if known.get("recipe") != asdict(recipe):
        _stamp(folder).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        size = _write_pages(folder / BELOW, recipe, source)
        known = {"recipe": asdict(recipe), "size": size}
        _stamp(folder).write_text(json.dumps(known), encoding="utf-8")
    return Corpus(folder, pages, known["size"], real=ROOT not in source.resolve().parents)


def make_sized_page(path: Path, size: int, source: Path | None = None, seed: int = 7) -> Path:
    """Write a page of `size` bytes, at most three less: paragraphs of the source, over and over. Returns its path."""
    originals = _read_originals(source or find_source())
    first = originals.pages[0]
    header = _numbered(first.header, first.name, path.stem)
    pool = [paragraph for paragraph in originals.pool if len(paragraph) <= max(300, size // 4)] or originals.pool
    random.Random(f"{seed}:{size}").shuffle(pool)
    parts, length = [], len(header)
    for paragraph in islice(cycle(pool), max(1, size // 2)):
        if length >= size:
            break
        parts.append(paragraph)
        length += len(paragraph) + 2
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (header + b"\n\n".join(parts))[: size - 1].decode("utf-8", "ignore")
    path.write_bytes(text.encode() + b"\n")
    return path


def _write_pages(folder: Path, recipe: Recipe, source: Path) -> int:
    """Write all pages and the index. Returns how many bytes they are."""
    originals = _read_originals(source)
    random.Random(recipe.seed).shuffle(originals.pages)
    folder.mkdir(parents=True)
    index = source / "README.md"
    size = (folder / "README.md").write_bytes(index.read_bytes() if index.is_file() else b"# Index\n")
    for number in range(recipe.pages):
        name = str(FIRST_NUMBER + number * STEP)
        size += (folder / f"{name}.md").write_bytes(_vary(originals, number, name, recipe.seed))
    return size


def _vary(originals: _Originals, index: int, name: str, seed: int) -> bytes:
    """The page number `index`, named `name`: a variation of one of the original pages."""
    draw = random.Random(f"{seed}:{index}")
    old, header, body = originals.pages[index % len(originals.pages)]
    if len(originals.pages) < FEW:
        body = _grow(body, originals.pool, draw)
    if index >= len(originals.pages) and not _KEEPS_ORDER.search(body):
        end = body[len(body.rstrip()) :]
        paragraphs = _paragraphs(body.rstrip())
        draw.shuffle(paragraphs)
        body = b"\n\n".join(paragraphs) + end
    return _numbered(header, old, name) + body


def _grow(body: bytes, pool: list[bytes], draw: random.Random) -> bytes:
    """The body with paragraphs of other pages behind it, up to a size drawn at random."""
    size = min(MOST_BYTES, draw.lognormvariate(math.log(MEDIAN_BYTES), SPREAD))
    parts, length = [body.rstrip()], len(body)
    while length < size:
        parts.append(draw.choice(pool))
        length += len(parts[-1]) + 2
    return b"\n\n".join(parts) + b"\n"


def _read_originals(source: Path) -> _Originals:
    """The numbered pages of the source, sorted."""
    pages = [_Original(path.stem, *_split(path.read_bytes())) for path in sorted(source.glob("[0-9]*.md"))]
    parts = [paragraph for page in pages for paragraph in _paragraphs(page.body)]
    return _Originals(pages, [paragraph for paragraph in parts if paragraph and not _KEEPS_ORDER.search(paragraph)])


def _split(page: bytes) -> tuple[bytes, bytes]:
    """Header and body. The header's lines end in CRLF, the body's in LF; else the header is what is above line 8."""
    top = _HEADER_LINES.match(page)
    at = page.rfind(b"\r\n", 0, top.end() if top else 0)
    if at >= 0:
        return page[: at + 2], page[at + 2 :]
    lines = page.split(b"\n", 7)
    head = b"\n".join(lines[:7]) + b"\n" if len(lines) > 7 else b""
    return head, page[len(head) :]


def _paragraphs(body: bytes) -> list[bytes]:
    """The paragraphs; an image keeps the one below it, which may be its caption."""
    found: list[bytes] = []
    for paragraph in body.strip(b"\n").split(b"\n\n"):
        if found and found[-1].startswith(b"![") and b"\n\n" not in found[-1]:
            found[-1] += b"\n\n" + paragraph
        else:
            found.append(paragraph)
    return found


def _numbered(header: bytes, old: str, new: str) -> bytes:
    """The header with its page's own number in place of the old one."""
    return header.replace(old.encode(), new.encode())


def _stamp(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.timestamp.json")


def _read_stamp(folder: Path) -> dict[str, Any]:
    """What the timestamp says; nothing when it or the folder is not there, or it is broken."""
    try:
        known = json.loads(_stamp(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) and folder.is_dir() and "size" in known else {}


def main() -> None:
    """Make a corpus, and say what it is."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=40_000)
    parser.add_argument("--source", type=Path, help="a folder of numbered pages")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--size", type=int, metavar="BYTES", help="make one page of this size instead of a corpus")
    asked = parser.parse_args()
    if asked.size:
        page = make_sized_page(asked.folder / f"{FIRST_NUMBER}.md", asked.size, asked.source, asked.seed)
        print(f"{page}: {page.stat().st_size:,} bytes")
        return
    corpus = make_corpus(asked.folder, asked.pages, asked.source, asked.seed)
    print(f"{corpus.folder}: {corpus.pages:,} pages, {corpus.size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
