"""Entry points are read as importlib.metadata reads them."""

from __future__ import annotations

import sys
from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

from mdlint_zh.plugins.entry_points import EntryPoint, entry_points


def documentation(package: metadata.Distribution) -> str:
    """The URL that a package has for its documentation."""
    urls = [url.split(", ", 1) for url in package.metadata.get_all("Project-URL") or ()]
    return next((url for label, url in urls if label.lower() in ("documentation", "docs")), "")


@pytest.mark.parametrize("group", ["console_scripts", "pytest11", "mdlint_zh", "no-such-group"])
def test_the_points_of_this_environment_are_those_of_importlib_metadata(group: str) -> None:
    theirs = {
        EntryPoint(point.name, point.value, f"{point.dist.name} {point.dist.version}", documentation(point.dist))
        for point in metadata.entry_points(group=group)
        if point.dist
    }
    assert set(entry_points(group)) == theirs


def write_package(folder: Path, name: str, points: str, more: str = "") -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{more}\nNo: field\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(points, encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two folders in it that are all of `sys.path`."""
    monkeypatch.setattr(sys, "path", [str(tmp_path / "first"), str(tmp_path / "second"), str(tmp_path / "not-there")])
    return tmp_path


def test_comments_spaces_and_other_groups_are_passed_over(path: Path) -> None:
    write_package(path / "first", "one", "[other]\nx = y\n\n[mdlint_zh]\n# z = z\nmine  =  a.b:c \n[later]\nv = w\n")
    assert entry_points("mdlint_zh") == [EntryPoint("mine", "a.b:c", "one 1.0")]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_documentation_is_what_the_metadata_calls_so(
    path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: bool
) -> None:
    urls = "Project-URL: Homepage, https://example.org/\nProject-URL: Documentation, https://example.org/rules\n"
    write_package(path / "first", "one", "[mdlint_zh]\nmine = a\n", urls)
    if elsewhere:
        (path / "packages.zip").touch()
        monkeypatch.setattr(sys, "path", [*sys.path, str(path / "packages.zip")])
    assert entry_points("mdlint_zh") == [EntryPoint("mine", "a", "one 1.0", "https://example.org/rules")]


def test_of_two_packages_with_one_name_the_first_on_the_path_counts(path: Path) -> None:
    write_package(path / "first", "my_rules", "[mdlint_zh]\nmine = first\n")
    write_package(path / "second", "My.Rules", "[mdlint_zh]\nmine = second\n")
    assert [point.value for point in entry_points("mdlint_zh")] == ["first"]


def test_where_packages_may_be_elsewhere_importlib_metadata_is_asked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_package(path / "first", "one", "[mdlint_zh]\nmine = a\n")
    archive = path / "packages.zip"
    archive.touch()
    monkeypatch.setattr(sys, "path", [*sys.path, str(archive)])
    assert entry_points("mdlint_zh") == [EntryPoint("mine", "a", "one 1.0")]


def test_an_object_in_a_module_is_loaded() -> None:
    assert EntryPoint("join", "os.path:join").load() is __import__("os").path.join
    assert EntryPoint("os", "os [extra]").load() is __import__("os")


def test_a_source_folder_on_the_path_and_the_installed_package_are_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "meta_path", [PathFinder])
    write_package(path / "second", "my_rules", "[mdlint_zh]\nmine = installed\n")
    (path / "first" / "my_rules.egg-info").mkdir(parents=True)
    points = path / "first" / "my_rules.egg-info" / "entry_points.txt"
    points.write_text("[mdlint_zh]\nmine = source\n", encoding="utf-8")
    assert [point.value for point in entry_points("mdlint_zh")] == ["source"]


@pytest.mark.parametrize("entry", ["", ".", "{here}", "{here}/", "{here}/../first", "linked"])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_folder_that_we_are_in_is_not_searched(
    path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, elsewhere: bool
) -> None:
    write_package(path / "first", "here", "[mdlint_zh]\nmine = here\n")
    write_package(path / "second", "one", "[mdlint_zh]\nmine = installed\n")
    (path / "packages.zip").touch()
    (path / "first" / "linked").symlink_to(path / "first")
    monkeypatch.chdir(path / "first")
    rest = [str(path / "second"), str(path / "packages.zip")]
    monkeypatch.setattr(sys, "path", [entry.format(here=path / "first"), *rest[: 1 + elsewhere]])
    assert entry_points("mdlint_zh") == [EntryPoint("mine", "installed", "one 1.0")]
