"""docs/scale.md: its columns are those of the tables, and its questions are answered, by DuckDB and by pandas alike."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from batched import Here, article, pages, write

from mdlint_zh.batch.tables.schema import FACTS, FINDINGS

TEXT = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
SQL = re.findall(r"^```sql\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
PANDAS = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def told(head: str) -> list[str]:
    """The columns in the table with this head."""
    table = TEXT.partition(f"| {head} |")[2].partition("\n\n")[0]
    return [name for line in table.splitlines()[2:] for name in line.split("|")[1].strip().split(", ")]


@pytest.mark.parametrize(("head", "columns"), [("column of findings", FINDINGS), ("column of facts", FACTS)])
def test_the_columns_are_told_in_their_order(head: str, columns: dict[str, str]) -> None:
    assert told(head) == list(columns)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the results of a batch."""
    for package in ("pyarrow", "fsspec", "distributed"):
        pytest.importorskip(package, reason="the extra `dask` is not installed")
    folder = tmp_path_factory.mktemp("scale")
    made = {**pages(12), **pages(5, "deep/er"), "bare/9.md": article(9)}
    write(folder, made)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Here(patch).run(Path("found"), "content", "deep", "bare", pages=7)
    return folder


def answers(number: int) -> list[tuple[Any, ...]]:
    """What DuckDB answers to a question."""
    duckdb = pytest.importorskip("duckdb", reason="the group `batch` is not installed")
    return list(duckdb.sql(SQL[number]).fetchall())


def answer(number: int) -> Any:
    """What pandas answers to it."""
    pytest.importorskip("pandas", reason="the group `batch` is not installed")
    names: dict[str, Any] = {}
    exec(PANDAS[number], names)  # noqa: S102 - what the page says
    return names["answer"]


def test_findings_by_rule_and_folder(found: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(found)
    rows = answers(0)
    assert {(rule, folder): count for rule, folder, count in rows} == answer(0).to_dict()
    assert {folder for _, folder, _ in rows} == {"content", "deep/er", "bare"}


def test_words_that_are_cut(found: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(found)
    assert dict(answers(1)) == answer(1).to_dict()
    assert dict(answers(1))["第三国"] > 1


def test_pages_with_most_errors(found: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(found)
    rows = answers(2)
    assert [tuple(row) for row in answer(2).reset_index()[["path", "title", "errors"]].to_numpy()] == rows
    assert rows == [("bare/9.md", "题9", 1)]
