"""Text in XML 1.0, where most controls may not stand in any form: https://www.w3.org/TR/xml/#charsets."""

from __future__ import annotations

from mdlint_zh.report.escape import one_line

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MARKS = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;"))


def as_xml(text: str) -> str:
    """Return the text as it stands in an attribute or an element, in one line, with pictures for controls."""
    shown = one_line(text)
    for mark, entity in _MARKS:
        shown = shown.replace(mark, entity)
    return shown
