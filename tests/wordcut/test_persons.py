"""Names of persons that an archive's own pages show."""

from __future__ import annotations

import pytest

from mdlint_zh.wordcut import judge_all
from mdlint_zh.wordcut.certain.persons import collect


def collected(*marked: str) -> list[str]:
    """The names that pages show on which the links stand in double brackets."""
    pages = []
    for text in marked:
        links = [piece.partition("]]")[0] for piece in text.split("[[")[1:]]
        pages.append((text.replace("[[", "").replace("]]", ""), links))
    return collect(pages)


@pytest.mark.parametrize("name", ["林平川", "赵明远", "何大庆", "孙立群"])
def test_what_follows_in_most_places_makes_a_name(name: str) -> None:
    pages = [f"学者[[{name[:2]}]]{name[2]}表示", f"记者{name}报道", f"{name}说", f"见{name[:2]}。"]
    assert collected(*pages) == [name]


@pytest.mark.parametrize(
    "page", ["[[王军]]先到", "[[江家]]的人", "[[李友]]的说法", "[[广州]]市", "[[徐州]]区", "[[李鹏]]在京", "[[张浩]]说"]
)
def test_what_follows_a_name_is_no_part_of_it(page: str) -> None:
    assert collected(*[page] * 5) == []


def test_what_is_linked_nowhere_or_seldom_there_makes_none() -> None:
    assert collected("林平川", "林平川", "林平川") == []
    assert collected("[[林平]]川", "林平川") == []
    assert collected("[[林平]]川", "林平川", "林平川", "林平。", "林平。", "林平。") == []


def test_names_that_are_given_are_found_in_either_script() -> None:
    names = frozenset({"赵明远"})
    for text, linked in (("学者赵明远表示", "赵明"), ("學者趙明遠表示", "趙明")):
        ((index, verdict),) = judge_all(text, [(2, linked)], names)
        assert (index, verdict.cut, verdict.side) == (0, text[2:5], "right")
    assert not list(judge_all("学者赵明表示", [(2, "赵明")], names))
