"""Where results go: a folder of this machine, or a URL of fsspec. Each file is put there whole, in one step."""

from __future__ import annotations

import errno
import os
import tempfile
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.places import is_url, local, store_of, told

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPORARY = ".tmp"
"""How the names of files end that are being written; they begin with a dot."""
_PUT_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az", "adl", "oss", "memory"})
"""Stores where an object is there when all of it is there. Elsewhere it is written beside its place and moved."""


class Store:
    """A folder by its place, which may be a URL. Names in it have `/`. It can be pickled."""

    def __init__(self, place: str) -> None:
        self.place = local(place) if is_url(local(place)) else os.path.abspath(local(place))  # noqa: PTH100
        self.is_local = not is_url(self.place)

    def at(self, name: str) -> str:
        """Return the place of a name."""
        return f"{self.place.rstrip('/')}/{name}"

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """Yield a path to write a new file at, which is put in its place when all went well. Raises BatchError.

        Where it breaks off nothing of it is left, but by SIGKILL a file that `sweep` takes away.
        """
        new = self._new(name)
        try:
            yield new
            self._put(new, name)
        except OSError as error:
            raise BatchError(f"{self.at(name)}: cannot be written: {_why(error)}") from error
        finally:
            with suppress(OSError):
                new.unlink()

    def write(self, name: str, data: bytes) -> None:
        """Put these bytes at a name. Raises BatchError."""
        with self.writing(name) as new:
            new.write_bytes(data)

    def read(self, name: str) -> bytes | None:
        """Return what stands at a name; None where nothing is. Raises BatchError."""
        try:
            if self.is_local:
                return Path(self.at(name)).read_bytes()
            system, path = store_of(self.at(name))
            return bytes(system.cat_file(path))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except BatchError:
            raise
        except Exception as error:  # noqa: BLE001 - stores raise what they like
            raise BatchError(f"{self.at(name)}: {told(error)}") from None

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder, sorted, without it. Raises BatchError."""
        try:
            if self.is_local:
                return sorted(os.listdir(self.at(folder)))  # noqa: PTH208
            system, path = store_of(self.at(folder))
            system.invalidate_cache()
            found = system.ls(path, detail=False)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except BatchError:
            raise
        except Exception as error:  # noqa: BLE001 - stores raise what they like
            raise BatchError(f"{self.at(folder)}: {told(error)}") from None
        return sorted(str(name).rstrip("/").rpartition("/")[2] for name in found)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there. Raises BatchError."""
        try:
            if self.is_local:
                Path(self.at(name)).unlink(missing_ok=True)
                return
            system, path = store_of(self.at(name))
            system.rm_file(path)
        except (FileNotFoundError, NotADirectoryError):
            return
        except BatchError:
            raise
        except Exception as error:  # noqa: BLE001 - stores raise what they like
            raise BatchError(f"{self.at(name)}: cannot be removed: {told(error)}") from None

    def sweep(self, folder: str) -> None:
        """Take away what killed runs have left in a folder."""
        for name in self.names(folder):
            if name.startswith(".") and name.endswith(TEMPORARY):
                self.remove(f"{folder}/{name}")

    def _new(self, name: str) -> Path:
        """A path beside the place, or on this machine for a store."""
        if not self.is_local:
            return Path(tempfile.gettempdir(), f"mdlint-zh-{uuid.uuid4().hex}{TEMPORARY}")
        place = Path(self.at(name))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BatchError(f"{place.parent}: cannot be made: {_why(error)}") from None
        return place.with_name(f".{place.name[:100]}.{uuid.uuid4().hex}{TEMPORARY}")

    def _put(self, new: Path, name: str) -> None:
        """Have a file that is written at its place."""
        if self.is_local:
            with new.open("rb") as file:
                os.fsync(file.fileno())
            new.replace(self.at(name))
            return
        system, path = store_of(self.at(name))
        try:
            _upload(system, str(new), path)
        except Exception as error:  # noqa: BLE001 - stores raise what they like
            raise BatchError(f"{self.at(name)}: cannot be written: {told(error)}") from None


def _upload(system: Any, new: str, path: str) -> None:
    protocols = {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
    if protocols & _PUT_WHOLE:
        system.put_file(new, path)
        return
    above, _, name = path.rpartition("/")
    beside = f"{above}/.{name}.{uuid.uuid4().hex}{TEMPORARY}"
    system.makedirs(above, exist_ok=True)
    system.put_file(new, beside)
    if system.exists(path):
        system.rm_file(path)
    system.mv(beside, path)


def _why(error: OSError) -> str:
    """What an error of the disk says; Arrow tells its number within its words alone."""
    if error.errno == errno.ENOSPC or "No space left" in str(error):
        return "no space left on the device; what is done is kept, and the same command goes on from there"
    return error.strerror or " ".join(str(error).split())
