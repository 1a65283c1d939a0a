"""What is printed is text: no character of a name, a page or a setting is an order to a terminal or to a CI runner.

Terminals take controls for orders, those of C1 and what begins with ESC too; bidirectional controls change what a line
seems to say. GitHub's runner takes `::name …::` at the beginning of a line for one, and `##[name]` anywhere in it;
Azure Pipelines takes `##vso[…]`, TeamCity `##teamcity[…]`. All of these are shown as pictures: ␛, <U+202E>, <U+003A>.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_EMOJI = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_JOINER = pattern(rf"(?<={_EMOJI})\u200d(?={_EMOJI})")
# DEL and C1, ends of lines and paragraphs, bidirectional controls, lone surrogates.
_BEYOND_ASCII = "\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ud800-\udfff"
_ORDERS = pattern(rf"[\x00-\x08\x0b\x0c\x0e-\x1f{_BEYOND_ASCII}]|\r(?!\n)")
_ORDERS_IN_JSON = pattern(rf"[{_BEYOND_ASCII}]")
_NO_SPACES = pattern("[^\xa0\u1680\u2000-\u200a\u202f\u205f]+")
_BRACKET = pattern(r"(##[A-Za-z]*)\[(?=[A-Za-z])")
_COLON = pattern(r"(?m)^([^\S\n]*):(?=:[A-Za-z])")


def needs_no_picture(text: str) -> bool:
    """Tell whether a text is one line as it is, and says nothing to a runner. It may begin with `::`."""
    return text.isprintable() and not holds_bracket(text)


def one_line(text: str) -> str:
    """Return a text in one line, with a picture for each character that is not printable, line ends too."""
    if needs_no_picture(text):
        return text
    # What joins an emoji of several parts is not printable, and no control either.
    shown = "\u200d".join(_shown(part) for part in _JOINER.split(text))
    return without_brackets(shown) if holds_bracket(shown) else shown


def name(path: str) -> str:
    """Return a file's name as it is shown at the beginning of a line, with its spaces, so that editors find the file.

    `./::error` is the file `::error`.
    """
    shown = path if needs_no_picture(path) else _NO_SPACES.sub(lambda run: one_line(run[0]), path)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown


def lines(text: str) -> str:
    """Return a text of several lines, LF or CRLF, with pictures for orders alone: what else cannot be seen stays."""
    shown = _ORDERS.sub(lambda order: picture(order[0]), text)
    shown = _COLON.sub(rf"\1{picture(':')}", shown) if "::" in shown else shown
    return without_brackets(shown) if holds_bracket(shown) else shown


def in_json(text: str) -> str:
    """JSON in one line that means the same, and has escapes for orders."""
    return _BRACKET.sub(r"\1\\u005b", _ORDERS_IN_JSON.sub(lambda order: f"\\u{ord(order[0]):04x}", text))


def needs_escapes(texts: Iterable[str]) -> bool:
    """Tell whether JSON with these strings in it is another after `in_json`."""
    together = "".join(texts)
    return "##" in together or _ORDERS_IN_JSON.search(together) is not None


def quoted(path: str) -> str:
    """Return a file's name in the header of a diff, as git has it: in quotes, with octal bytes, if it holds orders."""
    if "\n" not in path and "\t" not in path and lines(path) == path:
        return path
    return '"' + "".join(_octal(c) if c in '"\\[' or not c.isprintable() else c for c in path) + '"'


def holds_bracket(text: str) -> bool:
    """Tell whether there is `##[name` in a text."""
    return "##" in text and _BRACKET.search(text) is not None


def without_brackets(text: str) -> str:
    """Return the text with pictures for the brackets of `##[name`."""
    return _BRACKET.sub(rf"\1{picture('[')}", text)


def picture(character: str) -> str:
    """Return what is shown in a character's place: ␛ for a control of C0, its number for others."""
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else f"<U+{code:04X}>"


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\u3000" else picture(c) for c in text)


def _octal(character: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
