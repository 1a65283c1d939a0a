"""Which files a settings file may name: those of its repository, and those in folders that the user trusts."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Desk
from samples import SPACES

from mdlint_zh.config import ConfigError, load_settings
from mdlint_zh.engine.load import load_rules

pytestmark = pytest.mark.attack

RULES = load_rules().rules


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository in a folder that holds other things, too."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    write(tmp_path / "titles.txt", "河内\n")
    write(tmp_path / "shared.toml", 'ignore = ["trailing-spaces"]\n')
    return tmp_path


@pytest.fixture
def settings_file(folder: Path) -> Path:
    return folder / "repo" / "a" / ".mdlint-zh.toml"


NAMED = ['titles = ["{}/titles.txt"]\n', 'extend = "{}/shared.toml"\n']
WAYS = ["{top}", "../..", "../x/../.."]


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize("way", WAYS)
def test_settings_name_nothing_outside_of_their_repository(
    settings_file: Path, folder: Path, named: str, way: str
) -> None:
    write(settings_file, named.format(way.format(top=folder)))
    with pytest.raises(ConfigError, match=r"a/\.mdlint-zh\.toml:1:(1|11): .* is outside of the repository; --config"):
        load_settings(settings_file, RULES)
    load_settings(settings_file, RULES, trusted=True)


@pytest.mark.parametrize("named", NAMED)
def test_a_link_leads_outside_as_a_path_does(settings_file: Path, folder: Path, named: str) -> None:
    write(settings_file, named.format("linked"))
    (settings_file.parent / "linked").symlink_to(folder)
    with pytest.raises(ConfigError, match="is outside of the repository"):
        load_settings(settings_file, RULES)
    (settings_file.parent / "linked").unlink()
    (settings_file.parent / "linked").mkdir()
    for name in ("titles.txt", "shared.toml"):
        (settings_file.parent / "linked" / name).symlink_to(folder / name)
    with pytest.raises(ConfigError, match="is outside of the repository"):
        load_settings(settings_file, RULES)


def test_without_a_repository_the_folder_of_the_settings_is_all(tmp_path: Path) -> None:
    write(tmp_path / "titles.txt", "河内\n")
    write(tmp_path / "a" / "titles.txt", "河内\n")
    assert load_settings(write(tmp_path / "a/.mdlint-zh.toml", 'titles = ["titles.txt"]\n'), RULES).titles
    with pytest.raises(ConfigError, match="is outside"):
        load_settings(write(tmp_path / "a/.mdlint-zh.toml", 'titles = ["../titles.txt"]\n'), RULES)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('trust = ["{top}"]', None),
        ('trust = ["/nowhere", "{top}/"]', None),
        ('trust = ["{top}/repo/x"]', "is outside of the repository"),
        ("trust = []", "is outside of the repository"),
        ('trust = ["shared"]', "settings.toml:1:1: `trust` has to be a list of whole paths"),
        ('trust = "{top}"', "settings.toml:1:1: `trust` has to be a list of texts"),
        ('trsut = ["{top}"]', "settings.toml:1:1: unknown key `trsut`; did you mean `trust`?"),
        ("trust = [", "settings.toml:1:10: broken TOML"),
    ],
)
def test_the_user_may_trust_folders(
    settings_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, content: str, said: str | None
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "home"))
    write(folder / "home/mdlint-zh/settings.toml", content.replace("{top}", str(folder)))
    write(settings_file, 'titles = ["../../titles.txt"]\nextend = "../../shared.toml"\n')
    if said is None:
        assert load_settings(settings_file, RULES).ignore == ("trailing-spaces",)
    else:
        with pytest.raises(ConfigError) as raised:
            load_settings(settings_file, RULES)
        assert said in str(raised.value)


def test_a_settings_file_that_is_a_link_out_of_the_repository_is_told(desk: Desk) -> None:
    (desk.folder / ".git").mkdir()
    desk.write("a/1.md", SPACES)
    desk.write("a/real.toml", 'ignore = ["trailing-spaces"]\n')
    link = desk.folder / "a" / ".mdlint-zh.toml"
    link.symlink_to("real.toml")
    assert desk.run("check", "--select", "trailing-spaces", "a").code == 0
    link.unlink()
    link.symlink_to("/etc/hostname")
    ran = desk.run("check", "a")
    assert (ran.code, len(ran.complaints)) == (2, 1)
    assert ran.complaints[0].endswith("/a/.mdlint-zh.toml: is a link out of the repository; --config allows it")
