"""The private folder: made where it may be, and used only where nobody else gets at it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mdlint_zh.run.private_folder import state_folder

pytestmark = [pytest.mark.attack, pytest.mark.skipif(os.name == "nt", reason="modes and links are others there")]


@pytest.fixture
def above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_it_is_made_for_nobody_else(above: Path) -> None:
    old = os.umask(0)
    try:
        assert state_folder() == above / "mdlint-zh"
    finally:
        os.umask(old)
    assert stat.S_IMODE((above / "mdlint-zh").stat().st_mode) == 0o700
    assert state_folder() == above / "mdlint-zh"


def test_without_the_variable_it_is_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state_folder() == tmp_path / ".local/state/mdlint-zh"


@pytest.mark.parametrize("given", ["", ".", "state", "../state", "~/state"])
def test_a_relative_one_does_not_count(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", given)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path)
    assert state_folder() == tmp_path / "home/.local/state/mdlint-zh"
    assert [entry.name for entry in tmp_path.iterdir()] == ["home"]


def another_users(folder: Path) -> None:
    folder.mkdir(0o700)
    if os.geteuid() != 0:
        pytest.skip("only root gives folders away")
    os.chown(folder, 12, 34)


ODD: dict[str, Callable[[Path], object]] = {
    "others may read it": lambda folder: folder.mkdir(0o755),
    "others may write it": lambda folder: (folder.mkdir(), folder.chmod(0o777)),
    "we may not write it": lambda folder: folder.mkdir(0o500),
    "it is a link": lambda folder: (Path(f"{folder}-real").mkdir(0o700), folder.symlink_to(f"{folder}-real")),
    "it is a link to nothing": lambda folder: folder.symlink_to(f"{folder}-nowhere"),
    "it is a loop": lambda folder: folder.symlink_to(folder.name),
    "it is a file": lambda folder: folder.touch(),
    "it is a pipe": os.mkfifo,
    "it is another user's": another_users,
}


@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_a_folder_that_is_not_private_is_not_used(make: Callable[[Path], object], above: Path) -> None:
    above.mkdir()
    make(above / "mdlint-zh")
    before = sorted(path.name for path in above.iterdir())
    assert state_folder() is None
    assert sorted(path.name for path in above.iterdir()) == before


@pytest.mark.parametrize(
    "home", ["", "relative", "/dev/null", "/proc", "/nowhere/at/all", "/" + "a" * 5000, "/\udcff\n"]
)
def test_an_odd_home_is_no_fault(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda _: home)
    monkeypatch.setattr(os, "mkdir", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "no")))
    assert state_folder() is None


def test_in_somebody_elses_home_nothing_is_made(above: Path) -> None:
    """As under `sudo`: root's folders there would be in its owner's way."""
    if os.geteuid() != 0:
        pytest.skip("only root gives folders away")
    above.mkdir()
    os.chown(above, 12, 34)
    assert state_folder() is None
    assert list(above.iterdir()) == []
