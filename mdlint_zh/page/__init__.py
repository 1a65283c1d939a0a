"""What a page of an archive is, and by name what rules ask of it."""

from mdlint_zh.markdown.blocks.leaves import Block
from mdlint_zh.markdown.blocks.limits import TooComplexError
from mdlint_zh.markdown.inlines import Inline
from mdlint_zh.markdown.lines import BOM, Lines, Position, Span
from mdlint_zh.page.header.byline import Byline
from mdlint_zh.page.header.header import Header, Separator, Title
from mdlint_zh.page.header.return_link import ReturnLink
from mdlint_zh.page.header.source_link import SourceLink
from mdlint_zh.page.page import Page
from mdlint_zh.page.profile import Profile
from mdlint_zh.page.timestamps.timestamp import Timestamp, render

__all__ = [
    "BOM",
    "Block",
    "Byline",
    "Header",
    "Inline",
    "Lines",
    "Page",
    "Position",
    "Profile",
    "ReturnLink",
    "Separator",
    "SourceLink",
    "Span",
    "Timestamp",
    "Title",
    "TooComplexError",
    "render",
]
