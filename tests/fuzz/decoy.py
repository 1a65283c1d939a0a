"""A folder beside the one that is checked, which nobody may touch."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

PAGE = "# 题 \n\n[[zh: 美国]]\n\n\n\n\n完 "


class Decoy:
    """Pages, hidden files and what looks like files of ours; `changes` tells what became of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in (
            "1.md",
            ".mdlint-zh-x.md",
            ".mdlint-zh-1-b.old",
            "a/README.md",
            "cache/0.bin",
            "cache/1.tmp",
            ".bashrc",
        ):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(PAGE, encoding="utf-8")
        (folder / "cache" / "CACHEDIR.TAG").write_text(
            "Signature: 8a477f597d28d172789f06886806bc55\n", encoding="utf-8"
        )
        for path in (folder / "cache" / "1.tmp", folder / "1.md"):
            os.utime(path, (1_600_000_000, 1_600_000_000))
        self.before = self._seen()

    def changes(self) -> str:
        """What is no longer what it was; "" when all is."""
        now = self._seen()
        names = sorted({name for name in self.before.keys() | now.keys() if self.before.get(name) != now.get(name)})
        return f"touched outside: {', '.join(names)}" if names else ""

    def _seen(self) -> dict[str, tuple[object, ...]]:
        """Mode, size, time and digest of each file and folder."""
        found: dict[str, tuple[object, ...]] = {}
        for path in (self.folder, *self.folder.rglob("*")):
            stat = path.lstat()
            content = sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""
            found[str(path.relative_to(self.folder))] = (stat.st_mode, stat.st_size, stat.st_mtime_ns, content)
        return found
