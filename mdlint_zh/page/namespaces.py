"""What may stand before the colon of a wikilink where nothing else is set."""

from __future__ import annotations

# Codes of ISO 639 that are seen as prefixes of wikis, and the few prefixes beside them.
_CODES = (
    "zh zh-hans zh-hant zh-cn zh-tw zh-hk zh-classical zh-yue zh-min-nan lzh yue wuu hak nan gan en simple ja ko "
    "de fr es it pt ru uk pl nl sv no nb nn da fi is cs sk hu ro bg sr hr sl el tr ar fa he hi bn ta te th vi id "
    "ms tl mn bo ug kk ka hy az uz la eo ca eu gl et lv lt mk sq"
)
NAMESPACES = tuple(_CODES.split())
