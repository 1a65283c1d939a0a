"""docs/page.md, from the docstrings of what a rule may ask of a page."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import chain
from typing import TYPE_CHECKING, Any

from mdlint_zh import Change, Edit, Finding, Fix, Page, Span, Suppression, Wikilink, public
from mdlint_zh.markdown.blocks.leaves import Block
from mdlint_zh.markdown.inlines import Inline
from mdlint_zh.markdown.lines import Lines, Position
from mdlint_zh.markdown.reading import Reading, named
from mdlint_zh.markdown.structure import Heading
from mdlint_zh.markdown.visible import Visible
from mdlint_zh.page.emphasis.bold import BoldPair
from mdlint_zh.page.emphasis.meant import MeantPair
from mdlint_zh.page.emphasis.stars import StarsLeft
from mdlint_zh.page.form import HeaderForm
from mdlint_zh.page.front.faults import FrontFault
from mdlint_zh.page.header.byline import Byline, Fit
from mdlint_zh.page.header.header import Gap, Header, Separator, Title
from mdlint_zh.page.header.return_link import ReturnLink
from mdlint_zh.page.header.source_link import SourceLink
from mdlint_zh.page.images.alt import NewAlt
from mdlint_zh.page.images.caption import Caption
from mdlint_zh.page.images.image import Image
from mdlint_zh.page.images.moving import InlineCaption
from mdlint_zh.page.images.repeated import Repeated
from mdlint_zh.page.links.faults import LinkFault
from mdlint_zh.page.links.misplaced import Misplaced, WrongPlace
from mdlint_zh.page.links.word_cuts import Cut
from mdlint_zh.page.renderer import Renderer
from mdlint_zh.page.suppressions.comment import Name
from mdlint_zh.page.timestamps.timestamp import Timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """# What a rule may ask of a page

This page is made by `make docs` from the docstrings. The built-in rules use nothing but what stands here, and a plugin
needs no more. How a rule is written: [plugins.md](plugins.md).

Offsets count code points of `page.text` from 0, and ends are exclusive; lines and columns count from 1. A page is read
lazily: what nobody asks for costs nothing, and what was asked for is kept. A page that is too complex raises an error
of its own, which a rule lets pass: such a page is left alone.

`Document` and `Subject` in the types below are what a `Page` is made of: where they stand, a page will do.
"""
VIEWS = """## Readings

`page.view(reader)` calls a function of the page, once, and keeps what it returns: two rules that need the same ask for
the same reading. A **reader** is a function at the top of a module that changes nothing; a plugin has its own.

`@reading(quick=...)` gives a reader a shortcut: a function of the page that says the same where it can be sure, and
None elsewhere. `check --no-shortcuts` asks none of them, which shows whether one makes a difference.

```python
def no_full_stop(page: Page) -> list[int] | None:
    return None if "。" in page.text else []


@reading(quick=no_full_stop)
def read_full_stops(page: Page) -> list[int]:
    return [at for at, character in enumerate(page.text) if character == "。" and page.is_prose(at, at + 1)]


stops = page.view(read_full_stops)
```

These readers are given with `mdlint_zh`, besides those that have names on the page:
"""
NAMES = """## Names to import

All from `mdlint_zh`. What rules and plugins are made of, and `lint` and `fix`, the library's front door:
"""
CONSTANTS = {
    "ERROR": "a severity: a reader or a renderer stumbles.",
    "WARNING": "a severity: a page is inconsistent.",
    "INFO": "a severity: a matter of taste.",
    "SAFE": "for `rule(fix=...)`: it has safe fixes. `SAFE | UNSAFE`: it has both.",
    "UNSAFE": "for `rule(fix=...)`: it has unsafe fixes.",
    "hookimpl": "marks the hooks of a plugin.",
}
FOR_THE_ENGINE = frozenset({"Page.above", "Document.above", "Page.is_of_archive"})
"""What a page has that is for those who run the rules."""
OF_A_PAGE = (
    Span, Lines, Position, Heading, Block, Inline, Visible, Wikilink, LinkFault, Misplaced, WrongPlace, Cut, BoldPair,
    StarsLeft, MeantPair, Renderer,
    Image, Caption, InlineCaption, Repeated, NewAlt, Header, ReturnLink, Separator, Title, Byline, Fit, Timestamp,
    SourceLink, Gap, HeaderForm, FrontFault, Suppression, Name,
)  # fmt: skip


OF_A_RULE = (Finding, Fix, Edit, Change)


def document() -> str:
    """docs/page.md."""
    readers = [entry(name, one) for name, one in exported() if name.startswith("read_")]
    others = [entry(name, one) for name, one in exported() if not name.startswith("read_") and one not in OF_A_PAGE]
    parts = [HEAD, section(Page, "page."), "\n".join([VIEWS, *readers, ""])]
    return "\n".join([*parts, *map(section, OF_A_PAGE), "\n".join([NAMES, *others, ""]), *map(section, OF_A_RULE)])


def exported() -> list[tuple[str, Any]]:
    """The public names, but for those of pages."""
    return sorted((name, one) for name, one in vars(public).items() if name[0] != "_" and one is not Page)


def section(kind: type, before: str = "") -> str:
    """What a class is, and its members; those that its docstring explains in one line."""
    told = [(f"`{before}{name}{form}`", about) for name, form, about in members(kind)]
    plain = ", ".join(name for name, about in told if not about)
    lines = [f"## {kind.__name__}", "", inspect.cleandoc(kind.__doc__ or ""), ""]
    lines += [f"Fields: {plain}.", ""] if plain else []
    lines += [f"- {name}: {about}" for name, about in told if about]
    return "\n".join(lines).rstrip() + "\n"


def members(kind: type) -> Iterator[tuple[str, str, str]]:
    """Yield name, form and first sentence of each public member: fields, names, methods."""
    seen: set[str] = set()
    for base in kind.__mro__[:-1]:
        if base is tuple:
            continue
        for name, form, about in chain(_fields(base), _members(base)):
            if name[0] != "_" and name not in seen and f"{base.__name__}.{name}" not in FOR_THE_ENGINE:
                seen.add(name)
                yield name, form, about


def _fields(kind: type) -> Iterator[tuple[str, str, str]]:
    """The fields of a class, with the text below each where there is one."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    nodes = body.body if isinstance(body, ast.ClassDef) else []
    for field, below in zip(nodes, [*nodes[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and "ClassVar" not in ast.unparse(field.annotation):
            told = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and below.value.value
            yield ast.unparse(field.target), f": {ast.unparse(field.annotation)}", str(told or "")


def _members(kind: type) -> Iterator[tuple[str, str, str]]:
    """The methods, properties and names of a class that have docstrings."""
    for name, member in vars(kind).items():
        if isinstance(member, named) and (reader := getattr(member, "reader", None)):
            yield name, _returned(_whole(reader)), _noun(member.__doc__)
        elif inspect.isfunction(member) and member.__doc__:
            yield name, _signature(member), _first(member.__doc__)
        elif function := getattr(member, "fget", getattr(member, "func", None)):  # a property, lazy or not
            yield name, _returned(function), _first(member.__doc__)


def entry(name: str, one: Any) -> str:
    """A line for a public name."""
    if name in CONSTANTS:
        return f"- `{name}`: {CONSTANTS[name]}"
    form = "" if inspect.isclass(one) else _signature(_whole(one))
    return f"- `{name}{form}`: {_first(one.__doc__)}"


def _whole(reader: Any) -> Any:
    return reader.whole if isinstance(reader, Reading) else reader


def _signature(function: Any) -> str:
    """Arguments and what is returned, as they are written, without `self`."""
    node = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise TypeError(f"{function} is no function")
    written = ast.unparse(node.args).removeprefix("self").removeprefix(", ")
    return f"({written})" + (f" -> {ast.unparse(node.returns)}" if node.returns else "")


def _returned(function: Any) -> str:
    return f": {function.__annotations__['return']}"


def _first(doc: str | None) -> str:
    """The first paragraph, on one line."""
    return " ".join(inspect.cleandoc(doc or "").partition("\n\n")[0].split())


def _noun(doc: str | None) -> str:
    """The same for a name: what a reader returns."""
    text = _first(doc).removeprefix("Return ")
    return text[:1].upper() + text[1:]
