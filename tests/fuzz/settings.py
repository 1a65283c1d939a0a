"""Text of settings files, well-formed and not, and values of every type at every key."""

from __future__ import annotations

from pathlib import Path
from random import Random

from command import PAGE, faults, run

TOUCHES_FILES = True
KEYS = [
    "select", "ignore", "extend-select", "exclude", "extend", "titles", "kinds", "kinds.article", "kinds.index", "per-file-ignores", "per-file-ignores.\"*.md\"", "profile", "profile.return-link", "profile.separator",
    "profile.title-level", "profile.timestamp", "profile.source-label", "profile.source-urls", "profile.namespaces", "profile.assume-utc", "profile.blank-lines-above-title", "profile.blank-lines-below-byline",
    "rules.blank-lines.most", "rules.line-endings-mixed.line-end", "rules.wikilink-split.threshold", "rules.wikilink-partial.reach", "rules.wikilink-fragmented.longest", "rules.nothing.x", "unknown", "\"\"", "rules.\"a.b\"", "families", "root",
    "captions", "images", "images.\"*.png\"", "families.a.files", "families.a.kind", "families.a.byline", "families.a.byline-in-title", "families.a.byline-at-foot", "families.a.title-level", "families.a.return-link", "families.a.line-ends",
    "families.a.front-matter", "families.a.front-matter.title", "families.a.front-matter-dates", "families.a.first-heading", "families.\"\\u001b[31m\".files", "profile.byline", "profile.front-matter",
]  # fmt: skip
VALUES = [
    "1", "-1", "0", "3.5", "nan", "inf", "1000000000000000000000", "9" * 5000, "true", "\"\"", "\"ALL\"", "\"\\u0000\"", "\"\\u001b[31m\"", "\"a\\nb\"", "[]", "[[]]", "[1]", "[\"ALL\"]", "[\"x\", 1]", "[\"**\"]", "[\"[z-a]\"]",
    "[\"/dev/zero\"]", "[\"../decoy/1.md\"]", "\"../decoy/1.md\"", "\"/etc/passwd\"", "\".mdlint-zh.toml\"", "\"loop.toml\"", "{}", "{a = 1}", "{a = []}", "1979-05-27", "07:32:00", "\"### 【】\"", "\"---\"", "\"```\"", "\"<!--\"", "\"a](b\"",
    "\"YYYY-MM-DD HH:mm\"", "\"M/D/YYYY h:mm A UTC\"", "\"hello\"", "\"%Y\"", "\"{name}\"", "[\"https://a.cn/{name}\"]", "\"" + "*a" * 100 + "b\"", "[" * 400 + "]" * 400, "\"crlf\"", "\"{author} {source}\"", "[\"`{timestamp?}`\", \"\"]", "\"{title} {any}\"", "\"{autor}\"", "[1, 2]", "[0, 9]", "\"text|list?\"", "[\"YYYY-MM-DD\"]", "\"other\"", "[\"italic\", \"图 {n}：{text}\"]", "[\"{text}\"]", "\"港口\"", "{\"*a*\" = \"港口\"}", "\"# " + " " * 50_000 + "\"", "'''\n'''",
]  # fmt: skip
RAW = [
    "[",
    "]",
    "=",
    '"',
    "'''",
    "#",
    "\n",
    "[profile]",
    "[tool]",
    "[tool.mdlint-zh]",
    "[[rules]]",
    ".",
    "\\",
    "\0",
    "\x1b",
    "\ufeff",
    "é",
    "a = 1",
    "a = 1\na = 2",
    "\x80",
    "[" * 6000,
    "a." * 3000 + "b = 1",
]
NAMES = [".mdlint-zh.toml", ".mdlint-zh.toml", "pyproject.toml"]


def draw(random: Random) -> list[str]:
    """The name of the file, whether it is tried apart, and its lines."""
    name = random.choice(NAMES)
    lines = [name, "apart" if random.random() < 0.02 else ""]
    top = "tool.mdlint-zh." if name == "pyproject.toml" and random.random() < 0.9 else ""
    for _ in range(random.randint(1, 5)):
        if random.random() < 0.75:
            lines.append(f"{top}{random.choice(KEYS)} = {random.choice(VALUES)}\n")
        else:
            lines.append(random.choice(RAW) + random.choice(("", "\n")))
    return lines


def check(case: list[str], folder: Path) -> str:
    """Whether the command says in a line what is wrong, and does nothing else."""
    if len(case) < 2 or case[0] not in NAMES:
        return ""
    (folder / case[0]).write_bytes("".join(case[2:]).encode("utf-8", "surrogatepass"))
    (folder / "loop.toml").write_text('extend = "loop.toml"\n', encoding="utf-8")
    (folder / "1.md").write_text(PAGE, encoding="utf-8")
    (folder / "README.md").write_text("# 目录\n", encoding="utf-8")
    apart = case[1] == "apart"
    return faults(run(folder, "check", ".", apart=apart)) or faults(run(folder, "format", ".", apart=apart))
