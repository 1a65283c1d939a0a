"""Files by place, wherever that is: a path of this machine or a URL of fsspec."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from mdlint_zh.batch.error import BatchError, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCAL = ("file://", "local://")
SIGNS = "*?["
"""What makes a glob of a name."""
AHEAD = 8 << 20
"""How many bytes of an object are read at a time."""
_VERSIONS = ("ETag", "etag", "md5Hash", "content_md5", "LastModified", "last_modified", "mtime", "created")
"""What stores call that which tells one version of an object from others; the first that is there counts."""


class AccessError(Exception):
    """A source that could not be read just now, for want of rights, of a network or of the file; one line says why."""


class LostError(AccessError):
    """One file of a source that is gone or that nobody may read, while others may be read."""


class File(NamedTuple):
    """A file that is there: its place, its size in bytes, and what tells this version of it from others.

    `name` is its path from where the search began.
    """

    place: str
    size: int
    mark: str
    name: str = ""


def is_url(place: str) -> bool:
    """Tell whether a place is no path of this machine."""
    return "://" in place


def local(place: str) -> str:
    """Return a path for `file://…`; other places as they are."""
    return next((place.removeprefix(start) for start in LOCAL if place.startswith(start)), place)


def mark_of(stat: os.stat_result) -> str:
    """Return what tells this version of a file from others."""
    return str(stat.st_mtime_ns)


def store_of(place: str) -> tuple[Any, str]:
    """Return the file system of fsspec that a URL is in, and the path there. Raises BatchError."""
    fsspec = needed("fsspec")
    try:
        system, path = fsspec.core.url_to_fs(place)
    except ImportError as error:
        raise BatchError(f"{place}: needs a package that is not installed: {_flat(error)}") from None
    except Exception as error:  # noqa: BLE001 - stores raise what they like
        raise BatchError(f"{place}: {_flat(error)}") from None
    return system, str(path)


def find(place: str) -> list[File]:
    """Return the files below a URL, or that a glob means, sorted by their paths. Raises BatchError."""
    system, path = store_of(place)
    try:
        if any(sign in path for sign in SIGNS):
            known = system.glob(path, detail=True)
        else:
            system.invalidate_cache()
            known = system.find(path, detail=True)
    except Exception as error:  # noqa: BLE001 - stores raise what they like
        raise BatchError(f"{place}: {told(error)}") from None
    top = _top(path)
    return [_file(system, info, top) for _, info in sorted(known.items()) if info.get("type") == "file"]


def file_at(place: str) -> File:
    """Return what is known of one file of this machine. Raises OSError."""
    stat = Path(place).stat()
    return File(place, stat.st_size, mark_of(stat))


def opened(place: str) -> IO[bytes]:
    """Open a file for reading. Reading raises AccessError where the store, and not what it holds, is to blame."""
    try:
        if not is_url(place):
            return Path(place).open("rb")
        system, path = store_of(place)
        file = system.open(path, "rb", block_size=AHEAD)
    except BatchError:
        raise
    except Exception as error:
        raise _fault(error) from error
    return cast("IO[bytes]", io.BufferedReader(_Guarded(file), 1 << 16))


class _Guarded(io.RawIOBase):
    """A file of a store, whose faults are told from faults in what it holds."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read(len(buffer))
        except Exception as error:
            raise _fault(error) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _fault(error: Exception) -> AccessError:
    kind = LostError if isinstance(error, FileNotFoundError | PermissionError) else AccessError
    return kind(f"cannot be read: {told(error)}")


def told(error: BaseException) -> str:
    """Return what an error of a store says, in one line; of credentials, what to do."""
    name, said = type(error).__name__, _flat(error)
    if "Credentials" in name or "credentials" in said or isinstance(error, PermissionError):
        return f"no access: {said or name}; are there credentials for it, here and on the workers?"
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{name}: {said}"


def _file(system: Any, info: dict[str, Any], top: str) -> File:
    mark = next((str(info[key]).strip('"') for key in _VERSIONS if info.get(key)), "")
    path = str(info["name"])
    below = path.strip("/").removeprefix(f"{top}/") if top else path.strip("/")
    name = below if below != path.strip("/") or not top else path.rpartition("/")[2]
    return File(str(system.unstrip_protocol(path)), int(info.get("size") or 0), mark, name)


def _top(path: str) -> str:
    """The folder that a search begins in: of a glob, the one that all it may mean lie in."""
    signs = [at for at, character in enumerate(path) if character in SIGNS]
    return (path[: path.rfind("/", 0, signs[0])] if signs else path).strip("/")


def _flat(error: BaseException) -> str:
    return " ".join(str(error).split())


def pages_below(folder: str) -> Iterator[str]:
    """Yield the paths of all files below a folder of this machine, sorted."""
    for above, folders, names in os.walk(folder):
        folders.sort()
        yield from (os.path.join(above, name) for name in sorted(names))  # noqa: PTH118 - as everywhere
