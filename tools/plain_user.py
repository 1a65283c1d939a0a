"""Run the attack tests as a plain user, when root runs all tests: root may do what others may not.

    python tools/plain_user.py [OPTIONS OF PYTEST]

The plain user may read the tree and its environment, and write to a home and a folder for temporary files. Where tree
or environment lie where nobody else may look, they are copied to a folder of their own. Who is no root has nothing to
do here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOBODY = 65534
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
# The first start is still root's: only what a plain user starts himself tells whether he may.
STARTS_ITSELF = "import subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "build", "dist", ".*_cache", ".hypothesis", ".benchmarks"
)


def main() -> int:
    """The exit status of pytest; 0 when there is nothing to do, or no way to do it."""
    if os.name == "nt" or os.geteuid() != 0:
        return _skip("the tests above have run as a plain user")
    if not shutil.which("setpriv"):
        return _skip("there is no `setpriv` here")
    with tempfile.TemporaryDirectory(prefix="mdlint-zh-plain-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        in_place = _may_be_read() and _can_start(Path(sys.executable))
        tree, python = (ROOT, Path(sys.executable)) if in_place else _copy(folder)
        for own in ("home", "tmp"):
            (folder / own).mkdir(mode=0o700)
            os.chown(folder / own, NOBODY, NOBODY)
        if not _can_start(python):
            return _skip(f"a plain user cannot run {sys.executable} here")
        print("The attack tests as a plain user:", flush=True)
        return _test(folder, tree, python)


def _skip(why: str) -> int:
    print(f"The attack tests are not run as a plain user: {why}.")
    return 0


def _may_be_read() -> bool:
    """Whether a plain user may read all of the tree and its environment where they lie."""
    passed_over = [
        "(",
        "-name",
        ".git",
        "-o",
        "-name",
        ".hypothesis",
        "-o",
        "-name",
        "node_modules",
        "-o",
        "-name",
        ".*_cache",
        ")",
        "-prune",
    ]
    hidden = ["!", "-type", "l", "!", "-readable", "-print", "-quit"]
    command = [*AS_NOBODY, "find", str(ROOT), sys.prefix, *passed_over, "-o", *hidden]
    done = subprocess.run(command, capture_output=True, check=False)
    return not (done.returncode or done.stdout)


def _can_start(python: Path) -> bool:
    """Whether a plain user can."""
    return not subprocess.run([*AS_NOBODY, python, "-c", STARTS_ITSELF], capture_output=True, check=False).returncode


def _copy(folder: Path) -> tuple[Path, Path]:
    """Copy the tree and its environment; the copy and its Python."""
    tree, prefix = folder / "tree", folder / "tree" / ".venv"
    shutil.copytree(ROOT, tree, symlinks=True, ignore=LEFT_OUT)
    shutil.copytree(sys.prefix, prefix, symlinks=True)
    moved = {os.fsencode(sys.prefix): os.fsencode(prefix), os.fsencode(ROOT): os.fsencode(tree)}
    for path in (*prefix.glob("bin/*"), *prefix.rglob("*editable*"), *prefix.rglob("direct_url.json")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            for old, new in moved.items():
                content = content.replace(old, new)
            path.write_bytes(content)
    _link_to_real_python(prefix)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(0o755 if path.is_dir() or mode & 0o100 else 0o644)
    return tree, prefix / "bin" / "python"


def _link_to_real_python(prefix: Path) -> None:
    """Let the environment name its Python where it really lies: a link on the way may lie where only root may look."""
    real = os.path.realpath(sys.executable)
    python = prefix / "bin" / "python"
    python.unlink()
    python.symlink_to(real)
    settings = prefix / "pyvenv.cfg"
    lines = settings.read_text(encoding="utf-8").splitlines()
    moved = [f"home = {Path(real).parent}" if line.startswith("home") else line for line in lines]
    settings.write_text("\n".join(moved) + "\n", encoding="utf-8")


def _test(folder: Path, tree: Path, python: Path) -> int:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    own = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    own["HYPOTHESIS_STORAGE_DIRECTORY"] = str(folder / "tmp")
    return subprocess.run(
        [*AS_NOBODY, python, "-m", "pytest", "-m", "attack", "-p", "no:cacheprovider", *sys.argv[1:]],
        cwd=tree,
        env=kept | own,
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
