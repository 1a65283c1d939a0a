"""Shards that are archives of files: tar, packed or not, and zip."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any

from mdlint_zh.base.opening import too_large
from mdlint_zh.batch.error import needed
from mdlint_zh.batch.paths import name_of
from mdlint_zh.batch.places import opened
from mdlint_zh.batch.sources.member import DamagedError, Member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.batch.sources.member import Wanted

_PACKED = {".gz": "gzip", ".tgz": "gzip", ".zst": "zstd", ".tzst": "zstd", ".bz2": "bz2", ".lz4": "lz4"}
"""By the end of a name, what Arrow calls the packing."""
NO_FILE = "is a link or a device, not a file"
_DAMAGED = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def unpacked(place: str) -> IO[bytes]:
    """Open a file, and unpack it as its name says. Reading raises OSError where it is cut off."""
    file = opened(place)
    codec = next((name for end, name in _PACKED.items() if place.lower().endswith(end)), None)
    if codec is None:
        return file
    arrow = needed("pyarrow")
    stream: IO[bytes] = arrow.CompressedInputStream(arrow.PythonFile(file, mode="r"), codec)
    return stream


class _Info(tarfile.TarInfo):
    """Tells the mark at the end of an archive from an end without one, which `tarfile` passes over."""

    @classmethod
    def fromtarfile(cls, tarfile: Any) -> Any:
        """Read the next header."""
        try:
            return super().fromtarfile(tarfile)
        except Exception as error:
            tarfile.ended_by = error
            raise


def tar_members(place: str, wanted: Wanted) -> Iterator[Member]:
    """Yield the pages in a tar file, in order. Raises DamagedError where it breaks off, AccessError."""
    with unpacked(place) as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Info) as archive:
                for info in archive:
                    if not info.isdir() and wanted.has_name(info.name):
                        yield _tar_member(archive, info, wanted)
                    archive.members = []  # type: ignore[attr-defined] # else it remembers each
            ended_by = getattr(archive, "ended_by", None)
        except _DAMAGED as error:
            raise DamagedError(f"is cut off or damaged: {error}") from None
    if not isinstance(ended_by, tarfile.EOFHeaderError):  # type: ignore[attr-defined]
        raise DamagedError("is cut off or damaged: it ends without the mark at its end")


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, wanted: Wanted) -> Member:
    name, refusal = name_of(info.name)
    if not info.isfile():
        refusal = refusal or NO_FILE
    if refusal or not wanted.data:
        return Member(name, info.size, refusal=refusal)
    if info.size > wanted.most:
        return Member(name, info.size, fault=str(too_large(wanted.most, "limits.page")))
    file = archive.extractfile(info)
    data = file.read() if file else b""
    if len(data) < info.size:
        raise tarfile.ReadError("unexpected end of data")
    return Member(name, info.size, data)


def zip_members(place: str, wanted: Wanted) -> Iterator[Member]:
    """Yield the pages in a zip file, in order. Raises DamagedError where it is none, or not whole, AccessError."""
    with opened(place) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                for info in archive.infolist():
                    if not info.is_dir() and wanted.has_name(info.filename):
                        yield _zip_member(archive, info, wanted)
        except _DAMAGED as error:
            raise DamagedError(f"is cut off or damaged: {error}") from None


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, wanted: Wanted) -> Member:
    name, refusal = name_of(info.orig_filename)
    if info.external_attr >> 28 == 0xA:  # S_IFLNK, as Unix packs it
        refusal = refusal or NO_FILE
    if refusal or not wanted.data:
        return Member(name, info.file_size, refusal=refusal)
    if info.file_size > wanted.most:
        return Member(name, info.file_size, fault=str(too_large(wanted.most, "limits.page")))
    try:
        with archive.open(info) as file:
            return Member(name, info.file_size, file.read(wanted.most + 1))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        return Member(name, info.file_size, fault=f"cannot be unpacked: {error}")
