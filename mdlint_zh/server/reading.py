"""What a reader of a page asks: what is this, where does it lead, what stands where, how does this title go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol import types

from mdlint_zh.base.lazy import pattern
from mdlint_zh.server.lane import WorkError
from mdlint_zh.server.pages import range_given
from mdlint_zh.server.session import Handler, Session, StaleError, is_large
from mdlint_zh.server.shown import shown_range
from mdlint_zh.server.work.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.server.protocol.buffer import Buffer, Place
    from mdlint_zh.server.work.outline import Entry

MOST_TITLES: Final = 100
LONGEST: Final = 100
"""How many characters of a title may stand before the cursor."""
_BEGUN: Final = pattern(rf"\[\[[A-Za-z][A-Za-z-]{{1,11}}:([^\[\]|\r\n]{{0,{LONGEST}}})\Z")


class Reading:
    """The questions of one client."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def handlers(self) -> Iterator[Handler]:
        """Yield what answers the client."""
        yield Handler(types.TEXT_DOCUMENT_HOVER, self.hover)
        yield Handler(types.TEXT_DOCUMENT_DOCUMENT_LINK, self.links, types.DocumentLinkOptions())
        yield Handler(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self.symbols)
        yield Handler(
            types.TEXT_DOCUMENT_COMPLETION, self.completion, types.CompletionOptions(trigger_characters=[":"])
        )

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Return the rule of a finding; of a wikilink, its target and how its edges were judged."""
        document = self.session.documents.get(params.text_document.uri)
        if document is None:
            return None
        buffer, position = document.buffer, params.position
        offset = buffer.offset(range_given(types.Range(position, position)).start)
        try:
            looked = await self.session.look(document)
            over = [one for one in looked.findings if one.start <= offset < max(one.end, one.start + 1)]
            told = await self.session.ask(document, "hover", offset, over)
        except (StaleError, WorkError):
            return None
        if told is None:
            return None
        text = types.MarkupContent(types.MarkupKind.Markdown, told.text)
        if not self.session.abilities.marks_up:
            text = types.MarkupContent(types.MarkupKind.PlainText, plain(told.text))
        return types.Hover(text, shown_range(buffer.range(told.start, told.end)))

    async def links(self, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        """Return where the links of a page lead."""
        document = self.session.documents.get(params.text_document.uri)
        if document is None:
            return []
        buffer = document.buffer
        try:
            links = await self.session.ask(document, "links", dict(self.session.options.wikilink_urls))
        except WorkError:
            return []
        return [types.DocumentLink(shown_range(buffer.range(start, end)), target=url) for start, end, url in links]

    async def symbols(
        self, params: types.DocumentSymbolParams
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        """Return the header and the headings of a page."""
        document = self.session.documents.get(params.text_document.uri)
        if document is None:
            return []
        buffer = document.buffer
        try:
            entries = await self.session.ask(document, "outline")
        except WorkError:
            return []
        if self.session.abilities.nests:
            return [_symbol(one, buffer) for one in entries]
        return [_flat(one, buffer, document.uri) for one in _all(entries)]

    async def completion(self, params: types.CompletionParams) -> types.CompletionList:
        """Return titles that go on as what was typed behind `[[zh:`."""
        document = self.session.documents.get(params.text_document.uri)
        position = params.position
        place = range_given(types.Range(position, position)).start
        begun = _begun(document.buffer, place) if document else None
        if document is None or begun is None:
            return types.CompletionList(is_incomplete=False, items=[])
        asked = document.asked._replace(text="") if is_large(document) else document.asked
        buffer = document.buffer
        try:
            titles = await self.session.ask_lane(self.session.swift, "titles", asked, begun, MOST_TITLES)
        except WorkError:
            titles = []
        return _completions(titles, begun, buffer, place)


def _begun(buffer: Buffer, place: Place) -> str | None:
    """What of a title stands before a place; None where there is no wikilink."""
    if not 0 <= place.line < len(buffer.lines):
        return None
    line = buffer.lines[place.line]
    found = _BEGUN.search(line, 0, buffer.encoding.code_points(line, max(0, place.column)))
    return found[1] if found else None


def _completions(titles: Sequence[str], begun: str, buffer: Buffer, place: Place) -> types.CompletionList:
    """Titles in the place of what is begun, with the brackets that close the link, if there are none."""
    end = buffer.offset(place)
    close = "" if buffer.text.startswith("]]", end) else "]]"
    where = shown_range(buffer.range(end - len(begun), end))
    items = [
        types.CompletionItem(
            title,
            kind=types.CompletionItemKind.Reference,
            filter_text=begun + title[len(begun) :],  # the list is Simplified, what was typed may be Traditional
            sort_text=f"{number:04}",
            text_edit=types.TextEdit(where, title + close),
        )
        for number, title in enumerate(titles)
    ]
    return types.CompletionList(is_incomplete=len(items) >= MOST_TITLES, items=items)


def _kind(entry: Entry) -> types.SymbolKind:
    return types.SymbolKind.String if entry.level else types.SymbolKind.Field


def _symbol(entry: Entry, buffer: Buffer) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=entry.name or "#" * entry.level,
        kind=_kind(entry),
        range=shown_range(buffer.range(entry.start, entry.end)),
        selection_range=shown_range(buffer.range(entry.name_start, entry.name_end)),
        children=[_symbol(one, buffer) for one in entry.children],
    )


def _flat(entry: Entry, buffer: Buffer, uri: str) -> types.SymbolInformation:
    where = types.Location(uri, shown_range(buffer.range(entry.start, entry.end)))
    return types.SymbolInformation(where, entry.name or "#" * entry.level, _kind(entry))


def _all(entries: Sequence[Entry]) -> Iterator[Entry]:
    """All entries, in order."""
    for one in entries:
        yield one
        yield from _all(one.children)
