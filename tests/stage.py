"""A prepared repository beside the home of its victim, and the real command run in it by root or by a plain user."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

NOBODY = 65534
# A plain user who may read everything, since this Python may stand in root's home, and write only what is his.
AS_NOBODY = [
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
]


def can_be_nobody() -> bool:
    """Whether root runs the tests and can run something as a plain user."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("setpriv"):
        return False
    return subprocess.run([*AS_NOBODY, "true"], capture_output=True, check=False).returncode == 0


class Stage:
    """`repo` is hostile, `home` is what nobody may touch but for the private folder in it."""

    def __init__(self, folder: Path, *, nobody: bool) -> None:
        self.folder, self.repo, self.home = folder, folder / "repo", folder / "home"
        self._prefix = AS_NOBODY if nobody else []
        self._nobody = nobody
        for name, text in {
            "home/.bashrc": "alias ll='ls -l' \n\n\n\n\n",
            "home/notes.md": "一 \n",
            "home/docs/丁.md": "二 \n",
            "repo/README.md": "# 目录\n",
            "repo/甲.md": "三 \n",
        }.items():
            self.write(name, text)
        self.private.parent.mkdir(parents=True)

    @property
    def private(self) -> Path:
        return self.home / ".local/state/mdlint-zh"

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def link(self, name: str, target: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        return path

    def run(self, *args: str, cwd: str = "repo") -> subprocess.CompletedProcess[str]:
        """Run the command; the user owns all that is on the stage."""
        if self._nobody:
            for path in [self.folder, *self.folder.rglob("*")]:
                found = path.lstat()
                if found.st_uid == 0:
                    os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
                    if not path.is_symlink():
                        path.chmod(stat.S_IMODE(found.st_mode))  # giving it away has taken setuid away
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "MDLINT_"))}
        return subprocess.run(
            [*self._prefix, sys.executable, "-m", "mdlint_zh", *args],
            cwd=self.folder / cwd,
            env=kept | {"HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def seen(self, *names: str) -> dict[str, tuple[object, ...]]:
        """What is at these places and below them, but for the private folder, to be compared."""
        found: dict[str, tuple[object, ...]] = {}
        for name in names:
            top = self.folder / name
            for path in [top, *top.rglob("*")] if top.is_dir() and not top.is_symlink() else [top]:
                if self.private not in (path, *path.parents):
                    found[str(path)] = _state(path)
        return found


def _state(path: Path) -> tuple[object, ...]:
    """Kind, inode, and what is in it; of a folder its names."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        inside: object = path.readlink()
    else:
        inside = path.read_bytes() if stat.S_ISREG(found.st_mode) else None
    return stat.S_IFMT(found.st_mode), found.st_ino, inside
