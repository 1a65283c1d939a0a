"""Which text belongs to an image as its caption, and how sure that is.

Told apart by reading 351 images of a real archive (tests/data/captions.csv), and pages of a score of others. A text is
a caption on evidence alone: a mark, a credit of a picture at its end, or that it repeats the alt text. Nearness is
none: most short lines beside an image are an article's, or a desk's. What is but likely is kept as *near*.
"""

from __future__ import annotations

from typing import NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import stripped
from mdlint_zh.page.images.forms import BOLD, CERTAIN, CaptionForms, Fitted
from mdlint_zh.page.images.mark import (
    TRIANGLE,
    is_against,
    is_article,
    is_heading,
    is_marked,
    may_be_marked,
    sentences,
    weight,
)
from mdlint_zh.page.images.sources import in_one_spelling
from mdlint_zh.page.images.words import contradict, core, is_placeholder, plain_words, same_words, tells

LINES_BELOW = 3
WEIGHTY = frozenset(("mark", "label", "form"))
"""The evidence by which a text is a caption for certain, whatever the alt text is."""
NO_FORMS = CaptionForms(())
MOST_WRITTEN = 1200  # code points with URLs and wikilinks, so that a long line costs no time
MOST_INLINE, MOST_NEXT, MOST_UNMARKED = 140, 120, 70
FEWEST_REPEATED, FEWEST_NEAR = 6, 5
_SPACES = " \t\xa0\u3000"
# The first line that is not blank, of the next few.
_BELOW = pattern(rf"(?:(?:\r\n|\n|\r)[{_SPACES}]*){{1,{LINES_BELOW}}}(?P<line>[^\r\n{_SPACES}][^\r\n]*)")
# Behind a caption: two spaces, and a heading or a bold line that has lost its line end.
_RUN_ON = pattern(r"(?<![ \t\xa0])[ \t\xa0]{2,}(?=#{1,6}[ \t]|\*\*|\[(?!\[))")
_WRAPPED = pattern(r"（(?:[^（）]|（[^（）]*）){2,90}）|\((?:[^()]|\([^()]*\)){2,90}\)|\*[^*]{2,90}\*|_[^_]{2,90}_")
_NOTE = pattern(
    r"[备備]注|^注[:：]|播放|[听聽][写寫]|\d\d:\d\d|[这這][张張幅]?[图圖]"
)  # in brackets or slanted, too, but no captions


class Caption(NamedTuple):
    """A caption [start, end), without spaces at its edges.

    `place`: inline (behind the image, on its line) or next (a line below). `evidence`: alt (it repeats the alt text),
    mark (▲, or a picture's credit), label (`图1：`, 图为…), form (one that the settings name), bare (a credit that
    articles have, too), or near (likely).
    `words` is what it says: wikilinks and links unwrapped, marks taken off. `whole`: it is all there, and can be no
    other image's.
    """

    start: int
    end: int
    place: str
    evidence: str
    words: str
    whole: bool = True

    @property
    def sure(self) -> bool:
        """Whether it is a caption for certain."""
        return self.evidence != "near"

    def has_triangle(self, text: str) -> bool:
        """Tell whether it begins with ▲ in this text."""
        return TRIANGLE.match(text, self.start, self.end) is not None

    @property
    def tells(self) -> bool:
        """Whether it says something besides where the picture is from."""
        return tells(self.words)

    def contradicts(self, alt: str) -> bool:
        """Tell whether it is sure, tells something in the language of the alt text, and the two are not much alike."""
        if self.evidence not in ("mark", "form") or len(alt.strip()) < 4 or is_placeholder(alt):
            return False
        return self.tells and contradict(self.words, alt)


def inline_caption(text: str, start: int, end: int, alt: str, forms: CaptionForms = NO_FORMS) -> Caption | None:
    """Return the caption in the text [start, end) behind an image on its line."""
    start, end = stripped(text, (start, end), _SPACES)
    if not 0 < end - start <= MOST_WRITTEN:
        return None
    run_on = _RUN_ON.search(text, start, end)
    if run_on:
        end = run_on.start()
    if formed := _formed(forms.in_line(text, start, end), start, "inline", alt):
        return formed
    written = text[start:end]
    words = plain_words(written)
    evidence = _inline_evidence(written, words, alt)
    return Caption(start, end, "inline", evidence, words) if evidence else None


def _formed(fitted: Fitted | None, start: int, place: str, alt: str) -> Caption | None:
    """The caption that has one of the forms; None where there is another, or where a sign speaks against it.

    What is but slanted, say, and has more than one sentence may be a remark.
    """
    if fitted is None or len(words := plain_words(fitted.caption)) > MOST_NEXT or not any(map(str.isalnum, words)):
        return None
    flat, certain = in_one_spelling(words), fitted.kind in CERTAIN
    if not certain and (is_against(flat, flat) or is_article(flat, flat) or _NOTE.search(words)):
        return None
    whole = certain or (fitted.kind != BOLD and sentences(flat) <= 1)
    return Caption(start, fitted.end, place, "alt" if same_words(words, alt) else "form", words, whole)


def _inline_evidence(written: str, words: str, alt: str) -> str:
    """What speaks for this text behind an image being its caption; "" when nothing does."""
    if same_words(words, alt):
        return (
            "alt"
            if len(core(words)) >= FEWEST_REPEATED and not is_against(in_one_spelling(written), in_one_spelling(words))
            else ""
        )
    if len(words) > MOST_INLINE or not any(map(str.isalnum, words)):
        return ""
    written, words = in_one_spelling(written), in_one_spelling(words)
    if is_against(written, words):
        return ""
    if is_article(written, words) and not is_marked(written):
        return ""
    found = weight(written, words)
    if found:
        return found
    short = len(words) <= MOST_UNMARKED and sentences(words) <= 1
    likely = short and len(core(words)) >= FEWEST_NEAR and not alt.strip() and not is_heading(written)
    return "near" if likely else ""


def next_caption(text: str, line_end: int, alt: str, forms: CaptionForms = NO_FORMS) -> Caption | None:
    """Return the caption in the lines below the line that ends at offset `line_end`, and that ends in an image."""
    below = _BELOW.match(text, line_end)
    if below is None:
        return None
    start, end = stripped(text, below.span("line"), _SPACES)
    if formed := _formed(forms.below(text, start, end, MOST_WRITTEN), start, "next", alt):
        return formed
    written = text[start : min(end, start + MOST_WRITTEN + 1)]
    # Another image is none, whatever its alt text.
    if len(written) > MOST_WRITTEN or "![" in written or not (alt.strip() or _may_be_next(written)):
        return None
    words = plain_words(written)
    evidence = _next_evidence(written, words, alt)
    return Caption(start, end, "next", evidence, words) if evidence else None


def _next_evidence(written: str, words: str, alt: str) -> str:
    """What speaks for this line below an image being its caption; "" when nothing does."""
    if same_words(words, alt):
        return "" if is_against(in_one_spelling(written), in_one_spelling(words)) else "alt"
    if len(words) > MOST_NEXT or not _may_be_next(written):
        return ""
    written, words = in_one_spelling(written), in_one_spelling(words)
    if is_against(written, words):
        return ""
    if not is_marked(written) and (is_heading(written) or is_article(written, words)):
        return ""
    found = weight(written, words)
    if found:
        return "near" if found == "bare" else found
    return "near" if _WRAPPED.fullmatch(written) and not _NOTE.search(words) else ""


def _may_be_next(written: str) -> bool:
    """Whether a line below an image may be its caption without repeating its alt text: seen at once."""
    return "\u200b" not in written and may_be_marked(written)
