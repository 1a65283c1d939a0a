"""What a run does to each file: the same in this process, in a worker, and, when nothing has changed, in the cache."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh import workers
from mdlint_zh.cache import Cache, Entry, Stamp, digest
from mdlint_zh.config import ConfigError
from mdlint_zh.files import ReadError, read_page
from mdlint_zh.opening import MIB
from mdlint_zh.report.piece import Piece, make_piece
from mdlint_zh.run import Choices, Outcome, check_text, fix_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.report.form import Form

YOUNG_OBJECTS = 100_000


class Done(NamedTuple):
    """A piece, and what the cache has to know of the page; None for one that is not kept."""

    piece: Piece
    entry: Entry | None


@dataclass(frozen=True)
class Task:
    """`act`: check, fix (and write) or try (fix and write nothing); `keep`: whether the results go into the cache."""

    choices: Choices
    form: Form
    act: str
    keep: bool = False

    def __call__(self, path: str) -> Done:
        """Do it to one file. Never raises."""
        if self.act == "check":
            return self._check(path)
        outcome = fix_file(Path(path), self.choices, write=self.act == "fix")
        return Done(self.piece(path, outcome), None)

    def piece(self, path: str, outcome: Outcome) -> Piece:
        """What an outcome adds to the output."""
        return make_piece(path, outcome, lambda one: self.form.render(one, self.choices.rules))

    def _check(self, path: str) -> Done:
        place = Path(path)
        read_ns = time.time_ns()
        try:
            source = read_page(path, self.choices.settings(path).limits.page * MIB)
            outcome = check_text(source.text, place, self.choices, edits=self.form.shows_edits)
        except (ReadError, ConfigError) as error:
            return Done(self.piece(path, Outcome.failed(place, str(error))), None)
        piece = self.piece(path, outcome)
        if not self.keep or piece.problems or outcome.page is None:
            return Done(piece, None)
        stamp = Stamp.of(source.stat, digest(source.text.encode("utf-8")))
        asked = (*outcome.page.asked.items(),)
        return Done(piece, Entry(stamp, read_ns, self.choices.fingerprint(place), asked, tuple(piece)))


def _collect_seldom() -> None:
    """Have the collector of cycles look seldom: pages leave few behind, and it looks at all that is kept."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def run(task: Task, paths: Sequence[str], jobs: int, cache: Cache | None = None) -> Iterator[Piece]:
    """The pieces of all files, in their order: from the cache where nothing has changed, else by `jobs` processes."""
    _collect_seldom()
    if cache is None:
        yield from (done.piece for done in workers.run(task, paths, jobs))
        return
    known = [cache.get(path, task.choices.fingerprint(path)) for path in paths]
    fresh = workers.run(task, [path for path, piece in zip(paths, known, strict=True) if piece is None], jobs)
    for path, kept in zip(paths, known, strict=True):
        if kept is not None:
            yield Piece(*kept)  # type: ignore[arg-type]
            continue
        done = next(fresh)
        if done.entry:
            cache.put(path, done.entry)
        yield done.piece
    cache.save()
