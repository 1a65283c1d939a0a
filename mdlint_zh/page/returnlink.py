"""The link at the top of an article that leads back to its index, in whatever state it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdlint_zh.page.profile import Profile

MOST_CHARACTERS = 200
_LABELS = re.compile(r"(?:返回|回到?|回去)?(?:首[页頁]|主[页頁]|目[录錄]|索引|列表|上[页頁一])?|back|home|return", re.IGNORECASE)
_SHAPE = re.compile(r"(?P<hashes>[ \t　]*[#＃]*)(?P<gap>[ \t　\xa0]*)(?P<rest>.*)")
_WIKILINK = re.compile(r"\[\[[a-z-]+[:：]([^\[\]|]*)\]\]")
_EMOJI = re.compile(r"[:：][ ]?(?:house[a-z_]*|home|back|leftwards_arrow_with_hook)[ ]?[:：]|🏠|🏡|🏘️?|↩️?|⬅️?|:house\b|\bhouse:")
_TARGET = re.compile(r"[(（<《]\s*(?P<inner>[^()（）<>《》\s]+)\s*[)）>》]|(?P<bare>https?://[^\s)）\]】]+|[\w./%-]+\.md\b)")
_BRACKETS = re.compile(r"[\[\]［］【】〔〕「」『』()（）<>《》{}\s　\xa0←«»|]+")


@dataclass(frozen=True)
class ReturnLink:
    """The return link on the line [start, end) in its pieces, each as it was written.

    `target` is "" when there is none; `shape` is what is left of the line when the other pieces are taken out, with
    `_` in their place: brackets and spaces.
    """

    start: int
    end: int
    text: str
    hashes: str
    gap: str
    emoji: str
    label: str
    target: str
    shape: str

    def differences(self, profile: Profile) -> list[str]:
        """The names of the pieces in which it differs from the profile's."""
        wanted = _take_apart(profile.return_link, 0)
        pieces = {
            "level": (self.hashes, wanted.hashes),
            "spaces": (self.gap, wanted.gap),
            "emoji": (self.emoji, wanted.emoji),
            "text": (self.label, wanted.label),
            "target": (self.target, wanted.target),
            "brackets": (self.shape, wanted.shape),
        }
        different = [name for name, (seen, expected) in pieces.items() if seen != expected]
        return different or (["order"] if self.text.rstrip(" \t") != wanted.text else [])


def read_return_link(line: str, start: int, profile: Profile) -> ReturnLink | None:
    """The return link that `line`, at offset `start`, is or was meant to be; None for any other line."""
    if len(line) > MOST_CHARACTERS:
        return None
    if line == profile.return_link:
        return _take_apart(line, start)
    link = _take_apart(line, start)
    return link if _is_meant(link, _take_apart(profile.return_link, 0)) else None


def _take_apart(line: str, start: int) -> ReturnLink:
    match = _SHAPE.fullmatch(line) or _SHAPE.fullmatch("")
    assert match is not None  # noqa: S101 - the pattern matches the empty string
    rest = _WIKILINK.sub(r"\1", match["rest"])
    target_match = _TARGET.search(rest)
    target = (target_match["inner"] or target_match["bare"]) if target_match else ""
    shape = rest.replace(target, "_", 1) if target else rest
    emoji_match = _EMOJI.search(shape)
    emoji = emoji_match.group() if emoji_match else ""
    shape = shape.replace(emoji, "_", 1) if emoji else shape
    label = _BRACKETS.sub("", shape.replace("_", ""))
    shape = shape.replace(label, "_", 1) if label else shape
    return ReturnLink(start, start + len(line), line, match["hashes"], match["gap"], emoji, label, target, shape)


def _is_meant(link: ReturnLink, expected: ReturnLink) -> bool:
    """Whether the pieces say "back to the index": its words with a mark of a link, or its emoji with its target."""
    if link.label and (link.label == expected.label or _LABELS.fullmatch(link.label)):
        bare = link.shape == "_" and not link.hashes.strip()
        return bool(link.emoji or link.target or link.shape != "_" or bare)
    short = len(link.label) <= len(expected.label) + 4
    return bool(link.emoji and link.target and link.target == expected.target and short)
