"""Reading pages: paths in, strictly decoded texts out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.opening import MissingError, OpenError, read_file, too_large
from mdlint_zh.config.settings import MOST_OF_A_PAGE

if TYPE_CHECKING:
    import os
    from pathlib import Path
    from typing import BinaryIO

_GUESSES = (("gb18030", "GB18030"), ("big5", "Big5"))


class ReadError(Exception):
    """A file that cannot be read as a page; the message is one line and says why."""


class Source(NamedTuple):
    """The text of a file, and what the file was when it was read, so that a change meanwhile is seen."""

    text: str
    stat: os.stat_result


def read_page(path: str | Path, most: int = MOST_OF_A_PAGE) -> Source:
    """Return the text of a file of at most `most` bytes, with all line ends and a byte-order mark as they are.

    Raises ReadError.
    """
    try:
        data, stat = read_file(path, most, setting="limits.page")
    except MissingError:
        raise ReadError("there is no such file or folder") from None
    except OpenError as error:
        raise ReadError(str(error)) from None
    return Source(decode(data), stat)


def read_stream(stream: BinaryIO, most: int = MOST_OF_A_PAGE) -> str:
    """Return the text of a page that comes through a pipe. Raises ReadError."""
    try:
        data = stream.read(most + 1)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}") from None
    if len(data) > most:
        raise ReadError(str(too_large(most, "limits.page")))
    return decode(data)


def decode(data: bytes) -> str:
    """Return the text of a page's bytes, which have to be UTF-8 without NUL. Raises ReadError with the place of the
    fault.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(_undecodable(data, error)) from None
    nul = data.find(b"\0")
    if nul >= 0:
        raise ReadError(f"holds a NUL character at offset {nul}; is it binary?")
    return text


def _undecodable(data: bytes, error: UnicodeDecodeError) -> str:
    """What is wrong with bytes that are no UTF-8, and what they may be instead."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is UTF-16, not UTF-8; convert it first"
    where = f"is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
    if b"\0" in data:
        return f"{where}; is it binary?"
    likely = [name for codec, name in _GUESSES if _decodes_to_chinese(data, codec)]
    return f"{where}; it may be {' or '.join(likely)}" if likely else where


def _decodes_to_chinese(data: bytes, codec: str) -> bool:
    """Whether the bytes decode strictly, and what they hold besides ASCII is mostly Han and its punctuation."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if not character.isascii()]
    return sum(
        "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" for character in foreign
    ) * 2 > len(foreign)
