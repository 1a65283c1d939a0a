"""What wikilink-split reports, what it leaves in peace, and what its data may weigh."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdlint_zh.engine.load import load_rules
from mdlint_zh.wordcut import THRESHOLD, Verdict, judge, judge_all
from mdlint_zh.wordcut.data import FOLDER, Tables
from mdlint_zh.wordcut.features import NAMES

MEBIBYTE = 1 << 20


def verdicts(marked: str) -> list[Verdict | None]:
    """The verdicts on the links of a text in which they stand in double brackets."""
    text = ""
    links = []
    for piece in marked.split("[["):
        link, found, rest = piece.partition("]]")
        if found:
            links.append((len(text), link))
        text += link + rest
    found = dict(judge_all(text, links))
    return [found.get(index) for index in range(len(links))]


def reported(marked: str) -> list[bool]:
    """Which of the links are reported at the default threshold."""
    return [verdict is not None and verdict.confidence >= THRESHOLD for verdict in verdicts(marked)]


@pytest.mark.parametrize(
    "marked",
    [
        "就中美提供第[[三国]]安全资源的见解",
        "雖然這款聊[[天机]]器人並不新鮮",
        "马[[绍尔]]群岛总统希尔达表示",
        "会议定于1[[2月]]举行",
        "在协助他[[国安]]全上没有直接竞争",
        "越南成为中美两[[国安]]全资源下的受惠国",
        "众议院议长[[约翰]]逊在周二说",
        "一项名为HR [[747]]6的法案",
        "收入1[[666]].24亿元人民币",
        "这是[[菲律宾海]]岸警卫队的船只",
        "外国对[[华投]]资创新低",
        "双[[方正]]在努力缩小差距",
        "根据美国对外[[国情]]报的分析",
        "當然若戰機從第[[三國]]機場動用",
        "在香港进[[行政]]治活动",
    ],
)
def test_cut_is_reported(marked: str) -> None:
    assert reported(marked) == [True]


@pytest.mark.parametrize(
    "marked", ["以及[[狮子]]山共和国", "目前巴布亚纽[[几内亚]]和越南等国", "參加東加和奈及[[利亞]]的會議"]
)
def test_piece_of_a_place_name_of_taiwan_is_reported(marked: str) -> None:
    assert reported(marked) == [True]


@pytest.mark.parametrize(
    "marked",
    [
        "总额达26亿[[美元]]",
        "他是[[台湾]]人",
        "苹果[[公司]]宣布",
        "驻日[[美军]]表示",
        "[[美国]]政府官员说",
        "开启「[[平安]][[城市]]」计画",
        "[[中国]][[公安部]]部长[[王小洪]]今年初与[[匈牙利]][[总理]]会面",
        "[[立法]]院院长",
        "[[约旦河]]西岸",
        "2024年0[[3月]]09日讯",
        "去年[[9月]]，[[美国总统]][[拜登]]在[[河内]]宣布",
        "与他国[[国防部]]及武装部队合作",
        "[[外交]]官",
        "美國[[紐澤西]]州的居民",
    ],
)
def test_whole_word_is_left_in_peace(marked: str) -> None:
    assert not any(reported(marked))


@pytest.mark.parametrize(
    ("marked", "cut"),
    [
        ("提供第[[三国]]安全资源", "第三国"),
        ("这款聊[[天机]]器人", "聊天 | 机器人"),
        ("会议定于1[[2月]]举行", "12月"),
        ("收入1[[666]].24亿元", "1666.24"),
        ("中美两[[国安]]全同盟", "两国 | 安全"),
        ("两国在协助他[[国安]]全上", "他国 | 安全"),
        ("、[[狮子]]山共和国", "狮子山"),
    ],
)
def test_message_shows_what_is_cut(marked: str, cut: str) -> None:
    (verdict,) = verdicts(marked)
    assert verdict is not None
    assert verdict.cut == cut


def test_side_names_the_edges_that_cut() -> None:
    ordinal, crossing = verdicts("第[[三国]]的聊[[天机]]器人")
    assert ordinal is not None
    assert crossing is not None
    assert (ordinal.side, crossing.side) == ("left", "both")


def test_places_that_differ_far_from_the_link_have_answers_of_their_own() -> None:
    found = verdicts("[[鲍里斯]]·皮斯托里乌斯说。[[鲍里斯]]·皮斯托里诺说")
    assert [verdict.cut for verdict in found if verdict] == ["鲍里斯·皮斯托里乌斯", "鲍里斯·皮斯托里诺"]


def test_answer_does_not_depend_on_the_links_before() -> None:
    text = "中美两国安全合作"
    assert judge(text, 3, 5) == dict(judge_all(text, [(0, "中美"), (3, "国安"), (3, "国安")])).get(1)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (0, 9)])
def test_impossible_span_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no link can cover"):
        judge("一二三", start, end)


def test_any_text_is_judged() -> None:
    for text in ("𠀀𠀁𠀂", "a", "·", "1.", "\n\n", "😀国😀"):
        assert judge(text, 0, len(text)) is None


def test_missing_data_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"model\.json"):
        Tables(tmp_path)


def test_answers_that_are_kept_are_bounded_and_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Tables().gate
    left, _ = gate.link("三国")
    first = {char: left[char] for char in "第在的中两东"}
    monkeypatch.setattr("mdlint_zh.wordcut.gate._KNOWN_EDGES", 3)
    for char in "第在的中两东" * 3:
        assert gate.link("三国")[0][char] == first[char]
        assert gate.link("国安")[1][char] in (0, 1, 2)
        assert sum(map(len, gate.link("三国") + gate.link("国安"))) <= 5
    assert set(first.values()) > {0}


def test_told_confidence_grows_with_what_the_trees_say() -> None:
    known = Tables()
    rows = [[value] * len(NAMES) for value in (-30.0, -3.0, 0.0, 0.5, 3.0, 30.0)]
    odds = sorted((known.forest.log_odds(row), known.confidence(row)) for row in rows)
    assert [confidence for _, confidence in odds] == sorted(confidence for _, confidence in odds)
    assert all(0 < confidence < 1 for _, confidence in odds)


def test_data_fits_the_budget() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 5 * MEBIBYTE


def test_the_rule_has_the_threshold_that_training_chose() -> None:
    assert load_rules().rules["wikilink-split"].options().threshold == THRESHOLD
