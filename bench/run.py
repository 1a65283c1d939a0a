"""Measure this tool against its peers, and write docs/benchmarks.md with its charts.

    python bench/run.py [--pages N] [--rounds N] [--only SECTIONS] [--out FILE] [--extra NAMES]
    python bench/run.py --goals   # no more than the table of what was asked; a quarter of an hour

Sections: whole (all pages: cold, warm, after a change), part (slow peers, on a part of the pages), page (one page, and
`--version`), growth (with the number of pages), size (with the size of a page), profile (where the time goes). With
some of them only, the page goes to standard output unless --out says where. Needs Linux, and the network once, to
install the peers; one that cannot be had is named as left out.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from cases import GOALS, SECTIONS, Group, Setting, groups_of
from measure import measure_in_turn
from peers import OURS, OWN, PEERS, ROOT, Peer, answer, install, install_own
from writeup import Measured, Report, charts, goals, page

PROFILE = "profile"
PROFILED_PAGES, PROFILE_ROWS, PROFILE_S = 4_000, 20, 900.0
DOCS = ROOT / "docs" / "benchmarks.md"


def main() -> int:
    """Measure, and write down what came of it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended, and pages are put back
    asked = _asked()
    if asked.goals:
        asked.only, asked.peers = GOALS, "rumdl"
    sections = tuple(filter(None, asked.only.split(","))) or (*SECTIONS, PROFILE)
    unknown = set(sections) - {*SECTIONS, PROFILE, GOALS}
    if unknown:
        print(f"there is no section {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    asked.work.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    report = _measure(asked, sections)
    out = asked.out or (None if asked.only else DOCS)
    if out is None:
        print(goals(report) if asked.goals else page(report))
    else:
        _write(report, out)
    tell(f"{(time.monotonic() - began) / 60:.1f} minutes")
    return 0


def tell(line: str) -> None:
    """Say on standard error how far it is."""
    print(line, file=sys.stderr, flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=40_000, help="pages of the whole corpus (40,000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--only", default="", metavar="SECTIONS", help=f"some of {','.join(SECTIONS)},{PROFILE}")
    parser.add_argument("--peers", default="", metavar="NAMES", help=f"some of {','.join(peer.name for peer in PEERS)}")
    parser.add_argument("--goals", action="store_true", help="measure and print what the goals need, and no more")
    parser.add_argument("--extra", default="", metavar="NAMES", help="install this tool with these extras")
    parser.add_argument("--out", type=Path, help="the page to write; the charts go beside it (docs/benchmarks.md)")
    folder = Path(tempfile.gettempdir(), "mdlint-zh-bench")
    parser.add_argument("--work", type=Path, default=folder, help="where pages and caches are kept")
    return parser.parse_args()


def _measure(asked: argparse.Namespace, sections: tuple[str, ...]) -> Report:
    """Install all, measure the sections in turn."""
    tell("installing")
    own, peers = install_own(asked.extra), install(frozenset(filter(None, asked.peers.split(","))))
    setting = Setting(asked.work, own, [peer for peer in peers if not peer.missing], asked.pages)
    tell("making pages")
    corpus = setting.corpus(asked.pages)
    version = _commit() or answer(own, "--version").rpartition(" ")[2]
    report = Report(asked.pages, asked.rounds, corpus.real, version, setting.shown(), peers)
    for path in corpus.paths():
        path.read_bytes()  # all runs find the pages in memory, the first like the others
    for section in sections:
        if section == PROFILE:
            report.profile = _profile(corpus.folder)
        else:
            report.measured += _section(section, setting, asked.rounds)
    report.notes = _notes(setting, peers, sections)
    return report


def _commit() -> str:
    """The commit that is measured: what is installed from its files alone has no version. "" outside of a clone."""
    words = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=False).stdout.strip()


def _section(section: str, setting: Setting, rounds: int) -> list[Measured]:
    """Measure the groups of a section."""
    found: list[Measured] = []
    for turn in groups_of(section, setting):
        cases = [replace(case, name=_key(group, case.name)) for group in turn for case in group.cases]
        results = measure_in_turn(cases, rounds, setting.out, lambda line: tell(f"{section}: {line}"))
        found += [
            Measured(section, group, {case.name: results[_key(group, case.name)] for case in group.cases})
            for group in turn
        ]
    return found


def _key(group: Group, tool: str) -> str:
    return f"{group.title}, {tool}"


def _notes(setting: Setting, peers: list[Peer], sections: tuple[str, ...]) -> list[str]:
    """What was not measured though nothing failed."""
    notes = []
    if not setting.caches and "whole" in sections:
        notes.append(f"warm runs: this version of {OURS} has no cache")
    if not setting.words:
        notes.append(f"wikilink-split: this version of {OURS} does not have the rule")
    for share in sorted({peer.share for peer in peers if peer.share > 1}):
        names = ", ".join(peer.name for peer in peers if peer.share == share)
        notes.append(f"all pages, for {names}: each had 1 page in {share}, and {OURS} the same ones beside it")
    return notes


def _profile(folder: Path) -> str:
    """The table of the profile, made by the installed tool itself; "" when it cannot be made."""
    script = Path(__file__).with_name("profile_phases.py")
    command = [str(OWN / "bin" / "python"), str(script), str(folder), "--pages", str(PROFILED_PAGES)]
    command += ["--rows", str(PROFILE_ROWS)]
    tell(PROFILE)
    try:
        done = subprocess.run(command, capture_output=True, timeout=PROFILE_S, encoding="utf-8", check=False)
    except subprocess.TimeoutExpired:
        tell(f"{PROFILE}: not done within {PROFILE_S:.0f} s")
        return ""
    if done.returncode:
        tell(f"{PROFILE}: {done.stderr.strip()[-400:]}")
    return "" if done.returncode else done.stdout


def _write(report: Report, out: Path) -> None:
    """Write the page, and the charts beside it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(report), encoding="utf-8", newline="\n")
    for name, svg in charts(report).items():
        out.with_name(f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
    tell(f"written: {out}")


if __name__ == "__main__":
    sys.exit(main())
