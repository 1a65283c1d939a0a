"""What a page is: its text, and what can be read off it. Everything is read once, and only when it is asked for."""

from mdlint_zh.page.body import TooComplexError
from mdlint_zh.page.byline import Byline
from mdlint_zh.page.header import Header, Separator, Title
from mdlint_zh.page.inline import Inline
from mdlint_zh.page.leaves import Block
from mdlint_zh.page.lines import BOM, Lines, Position, Span
from mdlint_zh.page.page import Page
from mdlint_zh.page.profile import Profile
from mdlint_zh.page.returnlink import ReturnLink
from mdlint_zh.page.sourcelink import SourceLink
from mdlint_zh.page.stamp import Stamp, render

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
    "Stamp",
    "Title",
    "TooComplexError",
    "render",
]
