"""The link at the top of an article that leads back to its index, in whatever state it is."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.form import target_of

if TYPE_CHECKING:
    from mdlint_zh.page.form import HeaderForm

MOST_CHARACTERS = 200
_LABELS = pattern(
    r"(?:返回|返[囘迴]|回到?|回去)?(?:首[页頁]|主[页頁]|目[录錄](?:[页頁])?|索引|列表|上一?[页頁級级層层])?"
    r"|back|home|return",
    re.IGNORECASE,
)
_SHAPE = pattern(r"(?P<indent>[ \t　\xa0]*)(?P<hashes>[#＃]*)(?P<gap>[ \t　\xa0]*)(?P<rest>.*)")
_ROW = pattern(r"(?P<first>[^|｜]*\]\([^()|｜]*\))(?P<more>\s*[|｜].*)")
_LINK_LINE = pattern(r"\s*(?:#{1,6}[ \t]*)?[\[【［].*[)）]\s*")
_WIKILINK = pattern(r"\[\[[a-z-]+[:：]([^\[\]|]*)\]\]")
_CODES = r"house[a-z_]*|home|back|leftwards_arrow_with_hook|arrow_left"
_EMOJI = pattern(
    rf"[:：][ ]?(?:{_CODES})[ ]?[:：]|(?:[🏠🏡🏘↩⬅🔙]|&#(?:127968|[xX]1[fF]3[eE]0);)[\ufe0e\ufe0f]?"
    r"|:house(?![A-Za-z_])|(?<![A-Za-z_])house:"
)
_HOUSES = frozenset("🏠🏡🏘")
_TARGET = pattern(
    r"[(（<《]\s*(?P<inner>(?=[^()（）<>《》\s]*[A-Za-z./])[^()（）<>《》\s]+)\s*[)）>》]"
    r"|(?P<bare>https?://[^\s)）\]】]{1,200}|[\w./%-]{1,200}\.md\b)"
)
_MARKS = pattern(r"[\[\]［］【】〔〕「」『』()（）<>《》{}\s　\xa0←«»|*\\`#＃-]+")

# Not 《》 and the like: a title can stand in those.
_LINK_MARKS = ("[", "]", "［", "］", "【", "】", "〔", "〕", "←", "«", "<<")


class ReturnLink(NamedTuple):
    """The return link on the line [start, end) in its pieces, each as it was written.

    `target` is "" when there is none; `shape` is what is left when the other pieces are taken out, with `_` in their
    place: brackets and spaces. `more` is a row of other links after it, which is no part of it.
    """

    start: int
    end: int
    text: str
    indent: str
    hashes: str
    gap: str
    emoji: str
    label: str
    target: str
    shape: str
    more: str = ""

    @property
    def link_end(self) -> int:
        """Where the link itself ends."""
        return self.end - len(self.more)

    def nearest(self, profile: HeaderForm) -> str:
        """Return the form of the profile's return links that it is, or from which it differs least; "" for none."""
        if self.text in profile.return_links:
            return self.text
        return min(profile.return_links, key=lambda form: len(self._pieces(form)), default="")

    def home(self, profile: HeaderForm) -> str:
        """Return where the profile's nearest form leads."""
        return target_of(self.nearest(profile))

    def differences(self, profile: HeaderForm) -> list[str]:
        """Return the names of the pieces in which it differs from the profile's. Spaces after it are no piece."""
        if self.text in profile.return_links:
            return []
        wanted = self.nearest(profile)
        different = self._pieces(wanted)
        if different or self.text.rstrip() == wanted:
            return different
        return ["wikilink" if "[[" in self.text else "order"]

    def _pieces(self, form: str) -> list[str]:
        """The names of the pieces in which it differs from a form."""
        seen, wanted = self, _take_apart(form, 0)
        shape, expected = (one.shape.replace("_", "").rstrip() for one in (seen, wanted))
        brackets = sorted("".join(shape.split())) != sorted("".join(expected.split()))
        pieces = {
            "level": seen.hashes != wanted.hashes,
            "spaces": (seen.indent, seen.gap) != ("", wanted.gap) or (len(shape) != len(expected) and not brackets),
            "emoji": seen.emoji != wanted.emoji,
            "text": seen.label != wanted.label,
            "target": seen.target != wanted.target,
            "brackets": brackets,
        }
        return [name for name, differs in pieces.items() if differs]

    def is_heading_back(self, profile: HeaderForm) -> bool:
        """Tell whether it is, whole or damaged, the return link of the profile and no other way back.

        That is a heading with the profile's words or the code of its emoji, and a link; a row of links, a link to a
        place on the page, or to the web where the profile's is none, are something else.
        """
        return bool(self.hashes) and not self.more and any(map(self._heads_like, _expected(profile)))

    def _heads_like(self, expected: ReturnLink) -> bool:
        """Whether a heading leads back as one of the profile's forms does."""
        if not expected.text:
            return False
        emoji = expected.emoji.strip(":")
        words = self.label == expected.label or bool(emoji and emoji in self.emoji)
        linked = bool(self.target) or any(mark in self.shape for mark in _LINK_MARKS)
        elsewhere = self.target.startswith("#") or ("://" in self.target) != ("://" in expected.target)
        return words and linked and not (self.target and elsewhere)

    def says_way_back(self, profile: HeaderForm) -> bool:
        """Tell whether it has the profile's words, or its emoji, as a code or as itself: by its target alone it may be
        anything.
        """
        return any(self._says(expected) for expected in _expected(profile))

    def _says(self, expected: ReturnLink) -> bool:
        code = expected.emoji.strip(":")
        return self.label == expected.label or bool(code and (code in self.emoji or set(self.emoji) & _HOUSES))

    def has_words_and_emoji(self, profile: HeaderForm) -> bool:
        """Tell whether it says what the profile's says: many archives have a way back, and each says it otherwise."""
        return any(
            self.label == expected.label and expected.emoji.strip(":") in self.emoji for expected in _expected(profile)
        )

    def says_more(self, profile: HeaderForm) -> bool:
        """Tell whether there are words behind it on its line, or something else that would be lost."""
        behind = re.split(r"[)）]", self.text[: len(self.text) - len(self.more)])[-1]
        if behind == self.text or any(one.label in behind for one in _expected(profile)):
            return False
        return re.search(r"[\w<{]", behind) is not None

    def leads_to(self, target: str) -> bool:
        """Tell whether its target is this one, perhaps in other words: `./README.md`."""
        return bool(self.target) and (self.target == target or normpath(self.target) == normpath(target))


def read_return_link(line: str, start: int, profile: HeaderForm) -> ReturnLink | None:
    """Return the return link that `line`, at offset `start`, is or was meant to be; None for any other line."""
    if len(line) > MOST_CHARACTERS:
        return None
    return _read(line, start, profile.return_links)


@lru_cache(maxsize=64)  # most pages begin with the same one
def _read(line: str, start: int, forms: tuple[str, ...]) -> ReturnLink | None:
    row = _ROW.fullmatch(line) if "|" in line or "｜" in line else None
    link = _take_apart(row["first"], start, row["more"]) if row else _take_apart(line, start)
    return link if line in forms or any(_is_meant(link, one) for one in _in_pieces(forms)) else None


def _expected(profile: HeaderForm) -> list[ReturnLink]:
    """The profile's forms in their pieces; where there is none, that of an empty line."""
    return _in_pieces(profile.return_links)


@lru_cache(maxsize=64)  # asked for each page
def _in_pieces(forms: tuple[str, ...]) -> list[ReturnLink]:
    return [_take_apart(form, 0) for form in forms or ("",)]


def is_link_line(line: str) -> bool:
    """Tell whether a line is but a link, perhaps as a heading, and perhaps with brackets of full width."""
    return _LINK_LINE.fullmatch(line) is not None


def _take_apart(line: str, start: int, more: str = "") -> ReturnLink:
    match = _SHAPE.fullmatch(line) or _SHAPE.fullmatch("")
    assert match is not None  # noqa: S101 - the pattern matches the empty string
    rest = _WIKILINK.sub(r"\1", match["rest"])
    target_match = _TARGET.search(rest)
    target = (target_match["inner"] or target_match["bare"]) if target_match else ""
    # The last place: a label that repeats the target comes before it.
    shape = "_".join(rest.rsplit(target, 1)) if target else rest
    emoji_match = _EMOJI.search(shape)
    emoji = emoji_match.group() if emoji_match else ""
    shape = shape.replace(emoji, "_", 1) if emoji else shape
    label = _MARKS.sub("", shape.replace("_", ""))
    shape = shape.replace(label, "_", 1) if label else shape
    pieces = (match["indent"], match["hashes"], match["gap"], emoji, label, target, shape)
    return ReturnLink(start, start + len(line) + len(more), line, *pieces, more)


def _is_meant(link: ReturnLink, expected: ReturnLink) -> bool:
    """Whether the pieces say "back to the index": its words with a mark of a link, or a target like its own."""
    linked = any(mark in link.shape for mark in _LINK_MARKS)
    if link.label and (link.label == expected.label or _LABELS.fullmatch(link.label)):
        return bool(link.emoji or link.target or linked or not link.hashes)
    short = len(link.label) <= len(expected.label) + 4
    home = link.target == expected.target or bool(link.emoji and link.target.endswith(".md"))
    return bool(link.target and home and short and (linked or link.emoji))
