"""What the edits of a rule may do to a page. A rule declares one; the guard holds it to that."""

from __future__ import annotations

from enum import Enum


class Change(Enum):
    """The classes of change, from the tamest on. Each says what must be equal before and after an edit."""

    NOTHING = "the rule has no fixes"
    SPACE = "white space and line ends come or go; every other character stays, and so does every block"
    HEADER = "a part of the header is rewritten; nothing below the header changes"
    LINK = "brackets, namespace or reach of a wikilink change; what a reader sees stays"
    IMAGE = "alt text or title of an image change; its URL and all around it stay"
    CAPTION = "what runs on in an image's line comes to stand in a paragraph of its own"
    ENTITY = "an entity is written as the character it stands for"
    INVISIBLE = "characters that nobody sees are taken out"
    EMPHASIS = "marks of emphasis, punctuation beside them and spaces change places"
    HEADING = "a space behind the marks of a heading makes one of a line"
