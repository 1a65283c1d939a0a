"""Alt texts that do not tell which picture it is: several of one page have the same, or it is the page's headline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.wikilinks import unlinked
from mdlint_zh.page.header.readings import read_header
from mdlint_zh.page.images.image import read_images
from mdlint_zh.page.images.words import is_placeholder
from mdlint_zh.titles.lists import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.page.images.image import Image
    from mdlint_zh.page.subject import Subject

FEWEST_OF_A_HEADLINE = 8
"""A title of fewer letters may well be the name of what its picture shows."""
_TITLE = pattern(
    r"""(?:^|(?<=[\r\n]))["']?(?:title|标题|標題)["']?[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)""", 2
)  # re.IGNORECASE
_LOOSE = pattern(r"[\W_]+")
# Behind a headline: the section, and the name of the site.
_SECTION = pattern(r"\s{0,9}[|｜].*|\s{1,9}[-–—_]\s.*")
# What may differ where one picture is given twice: a size, a scheme of colours, a form of file, what a server is told.
_VARIANT = pattern(
    r"(?:[-_.@](?:\d{2,5}x\d{2,5}|[234]x|scaled|thumb(?:nail)?|small|large|dark|light)){0,3}(?:\.\w{2,5})?\Z"
)
_ASKED = pattern(r"[?#]")
_LONGEST_VARIANT = 60


class Repeated(NamedTuple):
    """An alt text that says too little: where it stands, how many pictures of the page have it, whether it is the
    page's headline, and the offset of the first picture that has it.
    """

    image: Image
    alt: str
    pictures: int
    is_headline: bool
    first: int


def read_repeated_alts(page: Subject) -> list[Repeated]:
    """Return the alt texts that several pictures of the page have, and those that are its headline, each once: where
    it stands for the first time as the headline, else for the second.
    """
    by_alt: dict[str, list[Image]] = {}
    for image in page.view(read_images):
        written = page.text[slice(*image.alt)]
        alt = " ".join(unlinked(written).split()) if written else ""
        if alt and image.url.start < image.url.end and not is_placeholder(alt):
            by_alt.setdefault(alt, []).append(image)
    headlines = frozenset(_headlines(page)) if by_alt else frozenset()
    found = (
        _judged(page.text, alt, images, is_headline=_is_one(_core(alt), headlines)) for alt, images in by_alt.items()
    )
    return [one for one in found if one]


def _judged(text: str, alt: str, images: list[Image], *, is_headline: bool) -> Repeated | None:
    """What is wrong with an alt text; None where nothing is."""
    pictures: dict[str, Image] = {}
    for image in images:
        pictures.setdefault(_picture(text[slice(*image.url)]), image)
    if not is_headline and len(pictures) < 2:
        return None
    first = images[0]
    return Repeated(first if is_headline else list(pictures.values())[1], alt, len(pictures), is_headline, first.start)


def _is_one(core: str, headlines: frozenset[str]) -> bool:
    """Whether these letters are a headline, in Traditional characters or Simplified."""
    if core in headlines:
        return True
    return any(len(core) == len(one) and simplified(core) == simplified(one) for one in headlines)


def _picture(url: str) -> str:
    """What a URL has alike with those of the same picture in other sizes."""
    place = _ASKED.split(url, 1)[0]
    variant = _VARIANT.search(place, max(0, len(place) - _LONGEST_VARIANT))
    return place[: variant.start()] if variant else place


def _headlines(page: Subject) -> Iterator[str]:
    """The letters of what the page is called, each with and without the section behind it."""
    title = page.view(read_header).title
    said = [unlinked(page.text[title.text_start : title.text_end])] if title else []
    keys = _TITLE.finditer(page.text, 0, page.front_matter.end) if page.front_matter.end else ()
    for one in (*said, *(key["value"].strip("\"' \t") for key in keys)):
        for headline in {one, _SECTION.sub("", one)}:
            if len(core := _core(headline)) >= FEWEST_OF_A_HEADLINE:
                yield core


def _core(words: str) -> str:
    """The letters of a text."""
    return _LOOSE.sub("", words)
