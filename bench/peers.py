"""The tools we are measured against, and our own: how they are installed, and how they are called on a folder.

    python bench/peers.py [--only NAMES]

installs them into folders of their own beside this file and prints what could be had.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYTHON_PEERS, NODE_PEERS, OWN = HERE / ".venv-peers", HERE / ".node-peers", HERE / ".venv-own"
OURS = "mdlint-zh"
DISTRIBUTED = "/usr/bin/python3"
INSTALL_S, ASK_S = 600.0, 30.0
ERRORS_TOO = frozenset({0, 1, 2})
"""The exit statuses of a run that found pages it cannot read, among others."""
PARTS = ("mdlint_zh", "rules", "pyproject.toml", "README.md", "LICENSE")


@dataclass(frozen=True)
class Peer:
    """A tool: the program `program` of the package `package`, which comes from "pypi" or "npm".

    `whole` are its arguments for the folder it is called in, `one` those before a single page. `share`: 10 or 20 when
    it is so slow that it gets one page in so many only, 160 when those would take an hour. `cache`: the option that
    names its cache folder, if it has one, and `uncached` the option to do without. `fine`: the exit statuses of a run
    that did its work.
    """

    name: str
    origin: str
    package: str
    program: str
    whole: tuple[str, ...]
    one: tuple[str, ...]
    version_words: tuple[str, ...] = ("--version",)
    share: int = 1
    cache: str = ""
    uncached: tuple[str, ...] = ()
    fine: frozenset[int] = frozenset({0, 1})
    missing: str = ""

    @cached_property
    def path(self) -> Path:
        """The installed program."""
        folder = NODE_PEERS / "node_modules" / ".bin" if self.origin == "npm" else PYTHON_PEERS / "bin"
        return folder / self.program

    @cached_property
    def version(self) -> str:
        """The version of the package that is installed; "" when it cannot be told."""
        if self.origin == "npm":
            return _ask([shutil.which("node") or "node", "-p", f"require('{_npm_manifest(self.package)}').version"])
        code = f"from importlib.metadata import version; print(version('{self.package}'))"
        return _ask([str(PYTHON_PEERS / "bin" / "python"), "-c", code])

    def words(self, *options: str) -> tuple[str, ...]:
        """The arguments for the folder it is called in, with some options."""
        return (*self.whole[:-1], *options, self.whole[-1])

    def shown(self) -> str:
        """The command as a reader would type it."""
        words = self.words(*self.uncached)
        return " ".join([self.program, *(f"'{word}'" if "*" in word else word for word in words)])


PEERS = (
    Peer("rumdl", "pypi", "rumdl", "rumdl", ("check", "."), ("check",), cache="--cache-dir", uncached=("--no-cache",)),
    Peer(
        "panache", "pypi", "panache-cli", "panache", ("lint", "."), ("lint",), cache="--cache-dir",
        uncached=("--no-cache",), share=20,
    ),
    Peer("oxfmt", "npm", "oxfmt", "oxfmt", ("--check", "."), ("--check",)),
    Peer("biome", "npm", "@biomejs/biome", "biome", ("check", "."), ("check",)),
    Peer("autocorrect", "npm", "autocorrect-node", "autocorrect", ("--lint", "."), ("--lint",)),
    Peer("markdownlint-cli2", "npm", "markdownlint-cli2", "markdownlint-cli2", ("**/*.md",), (), share=10),
    Peer("mdformat", "pypi", "mdformat", "mdformat", ("--check", "."), ("--check",), share=10),
    Peer("prettier", "npm", "prettier", "prettier", ("--check", "."), ("--check",), share=20, fine=ERRORS_TOO),
    Peer("zhlint", "npm", "zhlint", "zhlint", ("**/*.md",), (), version_words=(), share=20),
    Peer(
        "pymarkdown", "pypi", "pymarkdownlnt", "pymarkdown", ("--continue-on-error", "scan", "-r", "."),
        ("--continue-on-error", "scan"), version_words=("version",), share=160,
    ),
)  # fmt: skip


def install(names: frozenset[str]) -> list[Peer]:
    """The peers with these names, all when there are none; `missing` says why one cannot be had."""
    return [replace(peer, missing=_install(peer)) for peer in PEERS if not names or peer.name in names]


def install_own(extras: str = "") -> Path:
    """Install this tool, as it is now, as users have it: no editable install, nothing beside it. Returns the program.

    `extras`: those of the package that are installed with it, with commas between.

    It does not change when the sources do while it is measured.
    """
    program = OWN / "bin" / OURS
    with tempfile.TemporaryDirectory(prefix="mdlint-zh-bench-") as folder:
        for part in PARTS:
            source, target = ROOT / part, Path(folder, part)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        wanted = f"{folder}[{extras}]" if extras else folder
        trouble = _make_venv(OWN) or _pip(OWN, ["--force-reinstall", "--no-deps", folder]) or _pip(OWN, [wanted])
    if trouble:
        raise RuntimeError(f"this tool cannot be installed: {trouble}")
    return program


def has_option(program: Path, command: str, option: str) -> bool:
    """Whether a command of a program tells of an option in its help."""
    return option in answer(program, command, "--help").split()


def answer(program: Path, *words: str) -> str:
    """What a program prints when it is called with these words; "" when it fails."""
    return _ask([str(program), *words])


def _install(peer: Peer) -> str:
    """Install a peer, unless it is there. Returns "" or why it cannot be had."""
    trouble = _make_venv(PYTHON_PEERS) if peer.origin == "pypi" else ""
    if trouble or peer.path.exists():
        return trouble or _broken(peer)
    if peer.origin == "pypi":
        trouble = _pip(PYTHON_PEERS, [peer.package])
    elif not (npm := shutil.which("npm")) or not shutil.which("node"):
        trouble = "node and npm are not installed"
    else:
        NODE_PEERS.mkdir(exist_ok=True)
        words = ["install", "--prefix", str(NODE_PEERS), "--no-audit", "--no-fund", "--loglevel=error", peer.package]
        trouble = _do([npm, *words])
    return trouble or _broken(peer)


def _broken(peer: Peer) -> str:
    """Why an installed peer does not run; "" when it does, as far as asking for its version tells."""
    if not peer.path.exists():
        return f"the package {peer.package} has no program {peer.program}"
    return _do([str(peer.path), *peer.version_words], ASK_S) if peer.version_words else ""


def _npm_manifest(package: str) -> str:
    return (NODE_PEERS / "node_modules" / package / "package.json").as_posix()


@cache
def interpreter() -> str:
    """The Python to measure with, ours and theirs: the distribution's own where there is one that is new enough.

    That is what most people have. One that a version manager has compiled without profiles can be an eighth slower.
    """
    new_enough = _ask([DISTRIBUTED, "-c", "import sys; print(sys.version_info >= (3, 10))"])
    return DISTRIBUTED if new_enough == "True" else sys.executable


def python_version() -> str:
    """Its version, and whose it is."""
    version = _ask([interpreter(), "-c", "import platform; print(platform.python_version())"])
    return f"{version} of the distribution" if interpreter() == DISTRIBUTED else version


def _make_venv(folder: Path) -> str:
    base = "import sys; print(sys.base_prefix, sys.version)"
    if _ask([str(folder / "bin" / "python"), "-c", base]) == _ask([interpreter(), "-c", base]):
        return ""
    return _do([interpreter(), "-m", "venv", "--clear", "--without-pip", str(folder)])


def _pip(venv: Path, words: list[str]) -> str:
    pip = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"), "--disable-pip-version-check"]
    return _do([*pip, "install", "--quiet", *words])


def _do(command: list[str], seconds: float = INSTALL_S) -> str:
    """Run a command. Returns "" when all went well, else the last line that says what went wrong."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, encoding="utf-8", errors="replace",
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error).replace(f"{HERE}/", "")
    lines = [line.strip() for line in (done.stdout + done.stderr).split("\n") if line.strip()]
    return "" if done.returncode == 0 else (lines[-1][:200] if lines else f"exit status {done.returncode}")


def _ask(command: list[str]) -> str:
    """What a command prints; "" when it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=ASK_S, encoding="utf-8", check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def main() -> None:
    """Install the peers, and tell their versions."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", metavar="NAMES", help="peers to install, with commas")
    asked = parser.parse_args()
    for peer in install(frozenset(filter(None, asked.only.split(",")))):
        print(f"{peer.name:20}{f'left out: {peer.missing}' if peer.missing else peer.version:16}{peer.shown()}")
    print(f"{OURS:20}{answer(install_own(), '--version')}")


if __name__ == "__main__":
    main()
