"""Formats of output come by entry points; one that is broken costs one line."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
from samples import SPACES

from mdlint_zh.config import ConfigError
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.load import load_rules
from mdlint_zh.plugins.entry_points import EntryPoint
from mdlint_zh.report import format as formats
from mdlint_zh.report.format import Plain, format_names, load_format
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.each_file import EachFile


class Count(Plain):
    def file(self, report: FileReport, _text: str | None) -> str:
        return f"{len(report.findings)}\n"


class Broken(Plain):
    def file(self, _report: FileReport, _text: str | None) -> str:
        raise ZeroDivisionError("一\n二")


@pytest.fixture
def guests(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("guest")
    module.__dict__.update(Count=Count, Broken=Broken, full=Count, none=None)
    monkeypatch.setitem(sys.modules, "guest", module)
    points = [
        *formats.entry_points(formats.GROUP),
        EntryPoint("count", "guest:Count", "guest 1.0"),
        EntryPoint("full", "guest:full", "guest 1.0"),
        EntryPoint("gone", "guest:gone", "guest 1.0"),
        EntryPoint("none", "guest:none", "guest 1.0"),
        EntryPoint("missing", "nowhere:Form", "guest 1.0"),
    ]
    monkeypatch.setattr(formats, "entry_points", lambda _group: points)


@pytest.mark.usefixtures("guests")
def test_a_guest_is_found_by_its_name_and_takes_nobody_elses() -> None:
    assert {"concise", "count", "full", "json"} < set(format_names())
    assert isinstance(load_format("count"), Count)
    assert not isinstance(load_format("full"), Count)


@pytest.mark.usefixtures("guests")
@pytest.mark.parametrize("name", ["gone", "none", "missing"])
def test_one_that_cannot_be_loaded_is_told_in_one_line(name: str) -> None:
    with pytest.raises(ConfigError, match=rf"^the format {name} \(guest 1\.0\) cannot be used: \w+Error: .+$"):
        load_format(name)


def test_one_that_fails_on_a_page_costs_the_text_of_that_page(tmp_path: Path) -> None:
    page = tmp_path / "1.md"
    page.write_text(SPACES, encoding="utf-8")
    for form, text, failed in ((Count(), "1\n", 0), (Broken(), "", 1)):
        choices = Choices(load_rules().rules, select=("trailing-spaces",), isolated=True)
        ((told, _),) = EachFile(choices, (form,), "check")([str(page)])
        assert (told.texts, len(told.failures), told.tally.warnings) == ((text,), failed, 1)


def test_no_format_is_named_elsewhere() -> None:
    package = Path(formats.__file__).parents[1]
    for path in package.rglob("*.py"):
        if "formats" not in path.parts:
            source = path.read_text(encoding="utf-8")
            assert not any(f'== "{name}"' in source or f'!= "{name}"' in source for name in format_names()), path


@pytest.mark.parametrize("name", format_names())
def test_every_format_says_where_its_form_is_told(name: str) -> None:
    module = sys.modules[type(load_format(name)).__module__]
    assert "https://" in (module.__doc__ or "") or "our own" in (module.__doc__ or "")
