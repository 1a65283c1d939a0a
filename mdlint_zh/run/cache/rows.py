"""What was found before, so that an unchanged page is not read again: rows of a database in the folder of the cache.

A database may have come with a repository, or be of random bytes. So its name cannot be guessed, and each row has a
seal that only this user can make: a row without it is as if it were not there.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from struct import error as StructError  # noqa: N812 - it is a class
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.digest import BYTES
from mdlint_zh.run.cache import folder as cache_folder
from mdlint_zh.run.cache.database import Database
from mdlint_zh.run.cache.row import Row, pack, unpack
from mdlint_zh.run.private_folder import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = ".mdlint_zh_cache"
MARKS = (".git", ".mdlint-zh.toml", "pyproject.toml")
ROWS_AT_ONCE = 512
"""How many pages are written in one transaction, and lost when a run is killed."""
_SECRET = 32
_SCHEMA = (
    "CREATE TABLE excerpts (path BLOB PRIMARY KEY, sealed BLOB) WITHOUT ROWID",
    "CREATE TABLE findings (path BLOB PRIMARY KEY, sealed BLOB) WITHOUT ROWID",
    "CREATE TABLE pages (path BLOB PRIMARY KEY, sealed BLOB) WITHOUT ROWID",
    "CREATE TABLE plans (key BLOB PRIMARY KEY, rules BLOB) WITHOUT ROWID",
)
AT_ONCE = 32
"""How many pages are looked up at a time."""
_GET = f"SELECT * FROM pages WHERE path IN ({', '.join('?' * AT_ONCE)})"  # noqa: S608 - nothing but question marks
_PUT = "INSERT OR REPLACE INTO pages VALUES (?, ?)"
_GET_EXCERPTS = "SELECT sealed FROM excerpts WHERE path = ?"
_PUT_EXCERPTS = "INSERT OR REPLACE INTO excerpts VALUES (?, ?)"
_GET_FINDINGS = "SELECT sealed FROM findings WHERE path = ?"
_PUT_FINDINGS = "INSERT OR REPLACE INTO findings VALUES (?, ?)"
_GET_PLAN = "SELECT rules FROM plans WHERE key = ?"
_PUT_PLAN = "INSERT OR REPLACE INTO plans VALUES (?, ?)"


class Kept(NamedTuple):
    """What is to be kept of a page: its row in `page`, its findings and excerpts, each sealed; None for what stays.
    `rules`: those that the plan names.
    """

    path: bytes
    page: bytes
    plan: bytes
    rules: bytes
    findings: bytes | None = None
    excerpts: bytes | None = None


class Where(NamedTuple):
    """Where a cache is and whose: its folder, the folder that paths count from, the digest of the code that fills it,
    and the secret that seals it.
    """

    folder: Path
    root: str
    code: bytes
    secret: bytes

    @property
    def name(self) -> str:
        """The name of the database, which nobody guesses who has not the secret."""
        return self.seal(b"name", b"").hex() + ".db"

    def seal(self, head: bytes, data: bytes) -> bytes:
        """Return a digest that nobody makes who has not the secret, nor this user's other versions, 16 bytes."""
        return blake2b(b"%b\0%b" % (head, data), digest_size=BYTES, key=self.secret, salt=self.code).digest()


class Cache:
    """The rows of one database, by a connection of this process.

    What goes wrong costs what is kept, and nothing else.
    """

    def __init__(self, where: Where) -> None:
        self.where = where
        self._seal = where.seal
        self._kept: list[Kept] = []
        self._plans: dict[bytes, bytes] = {}
        self._folders: dict[str, str] = {}
        """Folders as they are named, and as they lie within the project."""
        place = where.folder, where.name
        self._base = Database(lambda: cache_folder.database(*place), lambda: cache_folder.remove(*place), _SCHEMA)

    def key(self, path: str) -> bytes:
        """Return the path of a page within the project; the whole path for one that lies elsewhere."""
        cut = path.rfind(os.sep) + 1
        folder = self._folders.get(path[:cut])
        if folder is None:
            whole = os.path.join(os.path.abspath(path[:cut]), "")  # noqa: PTH100, PTH118 - `resolve` follows links
            folder = self._folders[path[:cut]] = whole.removeprefix(f"{self.where.root}{os.sep}")
        return os.fsencode(folder + path[cut:])

    def rows(self, paths: Iterable[str]) -> dict[str, Row]:
        """Return what is kept of these pages and was sealed by this user, by path."""
        keys, found = {self.key(path): path for path in paths}, dict[str, Row]()
        several = list(keys)
        for start in range(0, len(several), AT_ONCE):
            some = several[start : start + AT_ONCE]
            for key, sealed in self._base.do(_GET, some + [None] * (AT_ONCE - len(some))):
                if key in keys and isinstance(sealed, bytes):
                    page = sealed[BYTES:]
                    if sealed.startswith(self._page_seal(key, page)):
                        found[keys[key]] = unpack(key, page)
        return found

    def findings(self, row: Row) -> bytes | None:
        """Return the packed findings of a row; None for what was not sealed with it by this user."""
        return self._more(row, b"findings", _GET_FINDINGS)

    def excerpts(self, row: Row) -> bytes | None:
        """Return the same of its excerpts."""
        return self._more(row, b"excerpts", _GET_EXCERPTS)

    def plan(self, key: bytes) -> bytes | None:
        """Return the rules that a row's plan names, as `put` was given them."""
        if key not in self._plans:
            for (rules,) in self._base.do(_GET_PLAN, [key]):
                if isinstance(rules, bytes) and key == self.plan_key(rules):
                    self._plans[key] = rules
        return self._plans.get(key)

    def plan_key(self, rules: bytes) -> bytes:
        """Return what names these rules in rows."""
        return self._seal(b"plan", rules)

    def kept(self, row: Row, rules: bytes, findings: bytes | None = None, excerpts: bytes | None = None) -> Kept | None:
        """Return what `put` takes; None where a time has no room: it lies beyond the year 2262."""
        try:
            page = pack(row)
        except StructError:
            return None
        more = (self._sealed_with(row, b"findings", findings), self._sealed_with(row, b"excerpts", excerpts))
        return Kept(row.path, self._page_seal(row.path, page) + page, row.plan, rules, *more)

    def put(self, kept: Kept) -> None:
        """Keep what is kept of a page."""
        if not self._base.is_open:
            return
        self._kept.append(kept)
        if kept.plan not in self._plans:
            self._plans[kept.plan] = kept.rules
            self._base.do(_PUT_PLAN, [kept.plan, kept.rules])
        if len(self._kept) >= ROWS_AT_ONCE:
            self.save()

    def save(self) -> None:
        """Write what was put."""
        if self._kept:
            self._base.do("BEGIN IMMEDIATE")
            self._base.do_many(_PUT, [(kept.path, kept.page) for kept in self._kept])
            whole = [kept for kept in self._kept if kept.findings is not None]
            self._base.do_many(_PUT_FINDINGS, [(kept.path, kept.findings) for kept in whole])
            self._base.do_many(_PUT_EXCERPTS, [(kept.path, kept.excerpts) for kept in whole])
            self._base.do("COMMIT")
        self._kept = []

    def close(self) -> None:
        """Write what was put, and let go of the database."""
        self.save()
        self._base.close()

    def _page_seal(self, path: bytes, page: bytes) -> bytes:
        return self._seal(b"pages\0" + path, page)

    def _sealed_with(self, row: Row, what: bytes, data: bytes | None) -> bytes | None:
        """Data behind a seal that binds it to a row; None for None."""
        if data is None:
            return None
        return self._seal(b"\0".join((what, row.path, row.state.digest, row.settings, row.plan)), data) + data

    def _more(self, row: Row, what: bytes, statement: str) -> bytes | None:
        for (kept,) in self._base.do(statement, [row.path]):
            if isinstance(kept, bytes) and kept == self._sealed_with(row, what, kept[BYTES:]):
                return kept[BYTES:]
        return None


def find_root(start: Path) -> Path:
    """Return the top of the project that a run in this folder is in, or this folder when there is none."""
    here = start.absolute()
    marked = (parent for parent in (here, *here.parents) if any(os.path.exists(parent / mark) for mark in MARKS))  # noqa: PTH110 - never raises
    return next(marked, here)


def user_secret() -> bytes | None:
    """32 random bytes that this user keeps from all others; None where there is no place for them, or no cache."""
    folder = state_folder() if cache_folder.CAN_BE_USED else None
    if folder is None:
        return None
    place = folder / "cache.key"
    try:
        known = place.read_bytes() if place.exists() else b""
        if len(known) != _SECRET:
            known = os.urandom(_SECRET)
            begun = folder / f"{os.urandom(8).hex()}.key"
            begun.write_bytes(known)
            begun.replace(place)
    except OSError:
        return None
    return known
