"""Measure the rule's decision on labelled wikilinks, and what it costs on real pages.

    score_split.py labels LABELS.jsonl [--threshold T] [--all] [--svg curve.svg]
    score_split.py cost FOLDER [--sample N]

`labels` prints weighted precision and recall, the same by class of cut, and how often the cut that is shown is the
labelled one; recall counts the strata in which a segmenter sees something odd, with `--all` every one. `cost` judges
all links of the `*.md` pages under FOLDER in document order, in this one process, and prints the time per link with
loading, the share of links that reach the trees, the share that is reported, and with `--sample` as many findings,
evenly spread, to read by eye.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from split_corpus import Line, visible
from split_labels import Labelled, at, curve, read_labels

from mdlint_zh.wordcut import THRESHOLD, Verdict, judge, judge_all

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

_DIGIT: Final = re.compile(r"\d")
_FOREIGN: Final = frozenset("尔斯克特德罗拉马里亚迈约翰逊戈万巴当蒂奥布卡普雷娜诺夫维贝托弗")
_PLACE: Final = re.compile(r"[国國州省市县縣岛島山湾灣海港城江河洲区區堡摩]$")
_LEFT_MARKERS: Final = "#>-*+ \t　0123456789.`~|"


def kind(record: Labelled) -> str:
    """The class of a cut, told by its label and the word that is cut."""
    if not record.is_cut:
        return "no cut"
    if _DIGIT.search(record.target) or record.left.endswith("第"):
        return "digits, ordinals"
    if record.label == "cross" or "/" in record.whole:
        return "crossings"
    if "·" in record.whole or len(_FOREIGN & set(record.whole)) > 1:
        return "foreign names"
    return "place names" if _PLACE.search(record.whole) else "fragments, Chinese names"


def verdict(record: Labelled) -> Verdict | None:
    """The rule's answer; the left context is trimmed as the end-to-end measure does."""
    left = record.left.lstrip(_LEFT_MARKERS)
    return judge(left + record.target + record.right, len(left), len(left) + len(record.target))


def score_labels(path: Path, threshold: float, unseen: Container[str], svg: Path | None) -> None:
    """Print the figures for one file of labels."""
    records = read_labels(path)
    verdicts = [verdict(record) for record in records]
    scores = [answer.confidence if answer else 0.0 for answer in verdicts]
    measures = curve(records, scores, unseen)
    here = at(measures, threshold)
    print(f"{path.name} at {threshold}: precision {here.precision:.3f}, recall {here.recall:.3f}")
    _by_class(records, scores, threshold)
    shown = [(record, answer) for record, answer in zip(records, verdicts, strict=True) if answer and record.is_cut]
    right = sum(answer.cut.replace(" | ", "/") == record.whole for record, answer in shown)
    print(f"cut shown as labelled: {right} of {len(shown)}")
    if svg:
        from split_curve import draw

        svg.write_text(draw(measures, here, path.stem), encoding="utf-8")


def _by_class(records: Sequence[Labelled], scores: Sequence[float], threshold: float) -> None:
    rows: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0])
    for record, score in zip(records, scores, strict=True):
        row = rows[kind(record)]
        row[0] += 1
        row[1] += score >= threshold
        row[2] += record.weight * (score >= threshold)
    for name, (count, reported, weight) in sorted(rows.items()):
        print(f"  {name:26} {count:5.0f} records, {reported:4.0f} reported (weight {weight:.0f})")
    for stratum in ("clean", "inside", "cross"):
        alarms = (record for record, score in zip(records, scores, strict=True) if score >= threshold)
        wrong = sum(record.stratum == stratum and not record.is_cut for record in alarms)
        print(f"  false alarms in {stratum}: {wrong}")


def lines(folder: Path) -> Iterator[Line]:
    """All lines with links of the pages under `folder`, in the order of a check."""
    for path in sorted(folder.rglob("*.md")):
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            if "[[" in line:
                yield visible(path.stem, line)


def score_cost(folder: Path, sample: int) -> None:
    """Print the figures for a folder of pages."""
    pages = [line for line in lines(folder) if line.spans]
    started = time.process_time()
    shown = [[(start, line.text[start:end]) for start, end in line.spans] for line in pages]
    verdicts = [list(judge_all(line.text, links)) for line, links in zip(pages, shown, strict=True)]
    took = time.process_time() - started
    count = sum(len(line.spans) for line in pages)
    asked = sum(map(len, verdicts))
    found = [
        _shown(line.text, *line.spans[index], answer)
        for line, answers in zip(pages, verdicts, strict=True)
        for index, answer in answers
        if answer.confidence >= THRESHOLD
    ]
    print(f"{count} links: {took * 1e6 / count:.2f} us of processor time a link, with loading")
    print(f"{asked / count:.2%} reach the trees or a rule; {len(found)} reported ({len(found) / count:.2%})")
    for text in found[:: max(1, len(found) // sample)][:sample] if sample else ():
        print(text)


def _shown(text: str, start: int, end: int, answer: Verdict) -> str:
    marked = f"{text[max(start - 12, 0) : start]}[[{text[start:end]}]]{text[end : end + 12]}"
    return f"{marked}\t{answer.cut}\t{answer.confidence:.2f}"


def main() -> None:
    """Run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("labels")
    command.add_argument("labels", type=Path)
    command.add_argument("--threshold", type=float, default=THRESHOLD)
    command.add_argument("--all", action="store_true")
    command.add_argument("--svg", type=Path)
    command = commands.add_parser("cost")
    command.add_argument("folder", type=Path)
    command.add_argument("--sample", type=int, default=0)
    options = parser.parse_args()
    if options.command == "labels":
        score_labels(options.labels, options.threshold, () if options.all else ("clean",), options.svg)
    else:
        score_cost(options.folder, options.sample)


if __name__ == "__main__":
    main()
