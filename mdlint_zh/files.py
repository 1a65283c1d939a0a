"""Finding pages and reading them: paths in, strictly decoded texts out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SUFFIXES = (".md", ".markdown")
_SKIPPED = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__", ".tox", ".mypy_cache"})
_GUESSES = (("gb18030", "GB18030"), ("big5", "Big5"))


class ReadError(Exception):
    """A file that cannot be read as a page; the message is one line and says why."""


class Source(NamedTuple):
    """The text of a file, and what the file was when it was read, so that a change meanwhile is seen."""

    text: str
    stat: os.stat_result


def find_pages(paths: Iterable[str | Path], failed: Callable[[Path, str], object]) -> Iterator[str]:
    """The paths of the given files, and of the Markdown files below the given folders that no `.gitignore` leaves out.

    In the order given, below a folder sorted; none twice. `failed` is called with each folder that cannot be read, and
    why. A path that is not there is given like a file: reading it tells.
    """
    given = list(map(Path, paths))
    seen: set[str] = set()
    for path in given:
        is_folder = os.path.isdir(path)  # noqa: PTH112 - never raises
        for page in _walk(str(path), _ignored_above(path), failed) if is_folder else [str(path)]:
            if len(given) > 1:
                place = os.path.abspath(page)  # noqa: PTH100 - `resolve` follows links
                if place in seen:
                    continue
                seen.add(place)
            yield page


def read_page(path: str | Path) -> Source:
    """The text of a file, with every line end and a byte-order mark as they are. Raises ReadError."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - forty thousand times
            stat = os.fstat(file.fileno())
            data = file.read()
    except FileNotFoundError:
        raise ReadError("there is no such file or folder") from None
    except IsADirectoryError:
        raise ReadError("is a folder") from None
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}") from None
    return Source(decode(data), stat)


def decode(data: bytes) -> str:
    """The text of a page's bytes, which have to be UTF-8 without NUL. Raises ReadError with the place of the fault."""
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


class _Ignore(NamedTuple):
    """The patterns of one `.gitignore`, and the folder that they count from."""

    folder: Path
    spec: object

    def hides(self, path: Path, *, folder: bool) -> bool | None:
        """Whether the patterns leave the path out; None when they say nothing."""
        relative = path.absolute().relative_to(self.folder).as_posix() + ("/" if folder else "")
        include = self.spec.check_file(relative).include  # type: ignore[attr-defined]
        return None if include is None else bool(include)


def _walk(folder: str, ignores: tuple[_Ignore, ...], failed: Callable[[Path, str], object]) -> Iterator[str]:
    """The Markdown files below a folder, sorted. Paths are joined as strings: forty thousand take pathlib a while."""
    try:
        ignores = (*ignores, *_ignore_file(Path(folder)))
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        failed(Path(folder), f"cannot be read: {error.strerror}")
        return
    for entry in found:
        path = entry.name if folder == "." else os.path.join(folder, entry.name)  # noqa: PTH118
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED and not _hidden(path, ignores, folder=True):
                yield from _walk(path, ignores, failed)
        elif entry.name.lower().endswith(SUFFIXES) and entry.is_file() and not _hidden(path, ignores, folder=False):
            yield path


def _hidden(path: str, ignores: tuple[_Ignore, ...], *, folder: bool) -> bool:
    """What the nearest `.gitignore` that says something about the path says."""
    verdicts = (ignore.hides(Path(path), folder=folder) for ignore in reversed(ignores))
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _ignored_above(folder: Path) -> tuple[_Ignore, ...]:
    """The `.gitignore` files of the folders above, up to the top of the repository; none outside of one."""
    here = folder.absolute()
    chain = [here, *here.parents]
    top = next((index for index, parent in enumerate(chain) if (parent / ".git").exists()), 0)
    return tuple(ignore for parent in reversed(chain[1 : top + 1]) for ignore in _ignore_file(parent))


def _ignore_file(folder: Path) -> Iterator[_Ignore]:
    """The folder's `.gitignore`, if it has one."""
    file = folder / ".gitignore"
    if os.path.isfile(file):  # noqa: PTH113 - never raises
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - slow to import, and few folders need it

        lines = file.read_text(encoding="utf-8-sig", errors="replace").split("\n")
        yield _Ignore(folder.absolute(), GitIgnoreSpec.from_lines(filter(_is_pattern, lines)))


def _is_pattern(line: str) -> bool:
    """Whether a line of a `.gitignore` can be used; git passes over the others."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
