"""A real git repository to work in, with an old page that has trailing spaces on every line."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from conftest import Desk

OLD = "# 月食 \n\n旧的一段。 \n\n第二段。 \n\n- 甲 \n- 乙 \n"
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "t"), ("EMAIL", "t@example.org"))
}


class Repository(Desk):
    """A folder that git knows; `begun` has made it a repository, with an old page in it."""

    @classmethod
    def begun(cls, folder: Path) -> Repository:
        self = cls(folder)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "core.autocrlf", "false")
        self.write("1.md", OLD)
        self.commit()
        return self

    def git(self, *arguments: str, cwd: str = ".") -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder / cwd, env=kept | IDENTITY, check=True, capture_output=True
        )
        return done.stdout.decode()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "all")

    def places(self, *arguments: str, cwd: str = ".", **extra: str) -> list[str]:
        """Where trailing spaces are found."""
        ran = self.run(
            "check", "--output-format=concise", "--select=trailing-spaces", "--quiet", *arguments, cwd=cwd, **extra
        )
        assert ran.code < 2, ran.err
        return [line.split(" warning ")[0] for line in ran.lines]
