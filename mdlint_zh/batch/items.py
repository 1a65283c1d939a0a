"""The pages of a partition, read one after the other: never more of them in memory than one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.opening import MIB, OpenError, read_file, too_large
from mdlint_zh.batch.item import Item
from mdlint_zh.batch.places import LostError, is_url, opened
from mdlint_zh.batch.sources.member import DamagedError, Wanted
from mdlint_zh.batch.sources.names import key_of
from mdlint_zh.batch.sources.shards import is_shard, members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdlint_zh.batch.output.manifest import Input
    from mdlint_zh.batch.sources.member import Member
    from mdlint_zh.config import Settings


class Reading:
    """Reads inputs with some settings. `refused` are names in shards that are no page's, with the reason; `again` tells
    whether a file could not be read that may be there next time.

    `elsewhere`: pages in shards that count in another one, by the places of the shards and keys of their paths. Pages
    of more than `room` bytes are not read, whatever the settings say.
    """

    def __init__(self, elsewhere: Mapping[str, Mapping[int, str]], room: int | None = None) -> None:
        self._elsewhere, self._room = elsewhere, room
        self.refused: list[tuple[str, str]] = []
        self.again = False

    def items(self, one: Input, settings: Settings) -> Iterator[Item]:
        """Yield the pages of an input. Raises AccessError when a store cannot be read."""
        most = settings.limits.page * MIB
        if self._room is None or self._room >= most:
            yield from self._read(one, settings, most)
            return
        for item in self._read(one, settings, self._room):
            has_no_room = item.data is None and item.size > self._room
            yield item._replace(fault=_no_room(item.size, self._room)) if has_no_room else item

    def _read(self, one: Input, settings: Settings, most: int) -> Iterator[Item]:
        """The pages of an input; none has more than `most` bytes."""
        if is_shard(one.place):
            yield from self._in_shard(one, settings, most)
        else:
            yield self._object(one, most) if is_url(one.place) else self._file(one, most)

    def _file(self, one: Input, most: int) -> Item:
        """A page that is a file."""
        try:
            data, stat = read_file(one.place, most, setting="limits.page")
        except OpenError as error:
            self.again = True
            time = int(one.mark) if one.mark.isdecimal() else None
            return Item(one.path, None, "", time, one.place, one.size, str(error), one.name)
        return Item(one.path, data, "", stat.st_mtime_ns, one.place, len(data), name=one.name)

    def _object(self, one: Input, most: int) -> Item:
        """A page that is an object of a store."""
        if one.size > most:
            return Item(one.path, None, one.mark, size=one.size, fault=str(too_large(most, "limits.page")))
        try:
            with opened(one.place) as file:
                data = file.read(most + 1)
        except LostError as error:
            self.again = True
            return Item(one.path, None, one.mark, size=one.size, fault=str(error))
        return Item(one.path, data, one.mark, size=len(data))

    def _in_shard(self, one: Input, settings: Settings, most: int) -> Iterator[Item]:
        count, seen, elsewhere = 0, set[int](), self._elsewhere.get(one.place, {})
        try:
            for member in members(one.place, Wanted(settings.suffixes, most)):
                count += 1
                key = key_of(member.name)
                why = member.refusal or _doubled(key, seen, elsewhere)
                if why:
                    self.refused.append((f"{one.path}: {member.name}", why))
                elif not settings.excludes(member.name):
                    seen.add(key)
                    yield _of_member(member, one)
        except DamagedError as error:
            fault = f"{error}; {count:,} pages before that were read"
            yield Item(one.path, None, one.mark, size=one.size, fault=fault)


def _no_room(size: int, room: int) -> str:
    return f"has {size // MIB:,} MiB; there is memory for pages of {room // MIB:,} MiB here"


def _doubled(key: int, seen: set[int], elsewhere: Mapping[int, str]) -> str:
    """What is wrong with a page whose path there was before; "" for another."""
    if key in seen:
        return "is in the shard twice; the first counts"
    return f"is in {elsewhere[key]}, too, which counts" if key in elsewhere else ""


def _of_member(member: Member, shard: Input) -> Item:
    return Item(member.name, member.data, shard.mark, size=member.size, fault=member.fault)
