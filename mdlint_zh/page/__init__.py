"""What a page of an archive is, and by name what rules ask of it."""

from mdlint_zh.markdown.blocks.limits import TooComplexError
from mdlint_zh.markdown.lines import BOM
from mdlint_zh.page.page import Page
from mdlint_zh.page.profile import Profile

__all__ = ["BOM", "Page", "Profile", "TooComplexError"]
