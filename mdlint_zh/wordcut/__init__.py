"""Does a link cut a Chinese word? The decision of the rule wikilink-split."""

from mdlint_zh.wordcut.judge import THRESHOLD, Verdict, cuts_a_word, judge, judge_all

__all__ = ["THRESHOLD", "Verdict", "cuts_a_word", "judge", "judge_all"]
