"""The link at the end of a byline that leads to where the article comes from, in whatever state it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.markdown.wikilinks import WIKILINK, shown

if TYPE_CHECKING:
    from mdlint_zh.page.form import HeaderForm

_LABEL = r"(?P<label>(?:[^\[\]\\]|\[\[[^\[\]]*\]\])*)"
_LINK = pattern(
    rf"\[{_LABEL}\]\((?P<angle><)?(?P<url>(?:[^()\s\[\]<>]|\[\[[^\[\]]*\]\])*)(?(angle)>)(?:\s+\"[^\"]*\")?\)"
)
_OPENERS, _CLOSERS = r"[\[［【(（「\\<]", r"[\]］】)）」\\>]"
_NOT_BRACKET = r"[^\[\]［］【】()（）「」\\`<>"
_IN_URL = r"[!-'+-;=?-Z^_a-z{|}~]"  # ASCII without brackets and backticks: Han after a bare URL is no part of it
_SPACES = r"\s{0,4}"
_WRECK = pattern(
    rf"(?:(?P<open>{_OPENERS}{{1,4}}){_SPACES}(?P<label>(?:{_NOT_BRACKET}]|\[\[[^\[\]]{{0,40}}\]\]){{1,40}}?)"
    rf"|(?P<word>{_NOT_BRACKET}\s]{{1,40}}?))?{_SPACES}{_CLOSERS}{{0,4}}{_SPACES}"
    rf"(?P<url_open>{_OPENERS}{{0,4}}{_SPACES})(?P<url>https?[:：]//{_IN_URL}*)(?:{_SPACES}{_CLOSERS}{{1,4}}|(?![^\s`｀*]))"
)
_BRACKETED = pattern(
    rf"{_OPENERS}{{1,4}}{_SPACES}(?P<label>{_NOT_BRACKET}]{{1,40}}?){_SPACES}{_CLOSERS}{{1,4}}"
    r"(?:[(（]\s?[)）]|\[[^\[\]]{0,20}\])?"
)
_TO_PLAIN = str.maketrans("轉載來發連鏈結處於", "转载来发连链结处于")
_NOT_WORD = pattern(r"[\W_]+")
_SCHEME = pattern(r"^https?[:：]//(?:www\.)?")
_SAYS_SOURCE = r"本文|[转载发自于]|来源|来自|原文|网址|链接|连结|出处|source|from|via|link|original"


class SourceURL(NamedTuple):
    """A URL as the profile writes it, with the name and the date in it, "" where its form has none."""

    url: str
    name: str = ""
    date: str = ""


class SourceLink(NamedTuple):
    """The source link [start, end); `label` and `url` are spans, `url` None when there is none.

    `sound`: it is a link to Markdown.
    """

    start: int
    end: int
    label: Span
    url: Span | None
    sound: bool

    def name(self, text: str, profile: HeaderForm) -> str:
        """Return the name of the article that the URL leads to; "" when the URL is of no form of the profile."""
        return self._form(text, profile).name

    def date(self, text: str, profile: HeaderForm) -> str:
        """Return the date in the URL; "" where the profile's form has none."""
        has_dates = any("{date}" in url for url in profile.source_urls)
        return self._form(text, profile).date if has_dates else ""

    def faults(self, text: str, profile: HeaderForm) -> list[str]:
        """Return what is wrong with it, as the ends of a sentence."""
        label, url = text[slice(*self.label)], text[slice(*self.url)] if self.url else ""
        wanted = self._form(text, profile).url
        faults = [] if self.sound else ["is no link to Markdown"]
        if profile.source_labels and label not in profile.source_labels:
            faults.append(f"has the label `{label}`" if label else "has no label")
        if not wanted:
            faults.append(f"leads to `{url}`" if url else "leads nowhere")
        elif url != wanted:
            faults.append(f"has the URL `{url}`")
        return faults

    def in_form(self, text: str, profile: HeaderForm) -> str:
        """It as the profile has it; "" when its URL is of no form of the profile."""
        url, label = self._form(text, profile).url, text[slice(*self.label)]
        if profile.source_labels and label not in profile.source_labels:
            label = profile.source_labels[0]
        return f"[{label}]({url})" if url and label else ""

    def says_source(self, text: str, profile: HeaderForm) -> bool:
        """Tell whether its label only says that this is the source, so that nothing is lost with it."""
        return says_source(text[slice(*self.label)], profile)

    def has_timestamps(self, text: str, profile: HeaderForm) -> bool:
        """Tell whether its URL is of a form whose articles have timestamps."""
        return match_url(self._shown_url(text), profile.timestamped_patterns) is not None

    def _form(self, text: str, profile: HeaderForm) -> SourceURL:
        """The URL as the profile writes it, with empty parts when it is of none of its forms; any will do where the
        profile has none.
        """
        url = self._shown_url(text)
        return match_url(url, profile.source_patterns) or SourceURL("" if profile.source_urls else url)

    def _shown_url(self, text: str) -> str:
        """The URL as it was before wikilinks were put into it."""
        url = text[slice(*self.url)] if self.url else ""
        return WIKILINK.sub(shown, url) if "[[" in url else url


@lru_cache(maxsize=8)  # one rule after the other asks for the same
def match_url(url: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> SourceURL | None:
    """Return what a URL is that was written more or less in one of these forms; None when it is of none."""
    for form, shape in patterns:
        match = shape.fullmatch(url)
        if match:
            name, date, other = (match[part] if part in shape.groupindex else "" for part in ("name", "date", "any"))
            written = form.replace("{name}", name).replace("{date}", date).replace("{any}", other)
            return SourceURL(written, name, date)
    return None


def read_source(line: str, start: int, profile: HeaderForm) -> SourceLink | None:
    """Return the source link of the line: the link with the profile's label or host, or what is left of one."""
    if "![" in line:
        return None
    for match in _LINK.finditer(line):
        if _is_source(match["label"], match["url"], profile):
            return _link(match, start)
    for match in _WRECK.finditer(line) if "http" in line else ():
        if _is_source(match["label"] or match["word"] or "", match["url"], profile):
            return _wreck(match, start, profile)
    return _label_alone(line, start, profile)


def read_other_source(line: str, at: int, start: int, profile: HeaderForm, *, sure: bool) -> SourceLink | None:
    """Return a link to another site that alone fills the place of the source link, from `at` to the end of the line.

    Unless it is `sure` that this is a byline, its label has to say "source".
    """
    match = _LINK.fullmatch(line[at:].strip())
    if match and (sure or (match["label"] and says_source(match["label"], profile))):
        return _link(match, start + at + len(line[at:]) - len(line[at:].lstrip()))
    return None


def find_link(line: str, start: int) -> SourceLink | None:
    """Return the first link of the line, wherever it leads; None when there is an image on it."""
    match = None if "![" in line else _LINK.search(line)
    return _link(match, start) if match else None


def _link(match: re.Match[str], start: int) -> SourceLink:
    label, url = (Span(start + match.start(name), start + match.end(name)) for name in ("label", "url"))
    return SourceLink(start + match.start(), start + match.end(), label, url, sound=True)


def _wreck(match: re.Match[str], start: int, profile: HeaderForm) -> SourceLink:
    """What is left of a source link. Words before the URL that do not say "source" are no part of it."""
    url = Span(start + match.start("url"), start + match.end("url"))
    for name, whole in (("label", "open"), ("word", "word")):
        if match[name] and says_source(match[name], profile):
            label = Span(start + match.start(name), start + match.end(name))
            return SourceLink(start + match.start(whole), start + match.end(), label, url, sound=False)
    word = match["word"] or ""
    own = next((one for one in profile.source_labels if word.endswith(one)), None)
    if own:
        label = Span(start + match.end("word") - len(own), start + match.end("word"))
        return SourceLink(label.start, start + match.end(), label, url, sound=False)
    at = start + match.start("url_open")
    return SourceLink(at, start + match.end(), Span(at, at), url, sound=False)


def _label_alone(line: str, start: int, profile: HeaderForm) -> SourceLink | None:
    """The label of a source link that has lost its URL."""
    if not profile.source_labels:
        return None
    plain = set(map(_plain, profile.source_labels))
    for match in _BRACKETED.finditer(line):
        if _plain(match["label"]) in plain:
            label = Span(start + match.start("label"), start + match.end("label"))
            return SourceLink(start + match.start(), start + match.end(), label, None, sound=False)
    folded = line.translate(_TO_PLAIN)
    for own in profile.source_labels:
        at = folded.find(own.translate(_TO_PLAIN))
        if at >= 0:
            label = Span(start + at, start + at + len(own))
            return SourceLink(label.start, label.end, label, None, sound=False)
    return None


def _is_source(label: str, url: str, profile: HeaderForm) -> bool:
    """Whether label or host is the profile's, spaces, case and the two scripts apart."""
    if label and label in profile.source_labels:
        return True
    host = _SCHEME.sub("", url.lower()).partition("/")[0]
    return host in profile.source_hosts or any(_plain(label) == _plain(own) for own in profile.source_labels)


def is_own(source: SourceLink, text: str, profile: HeaderForm) -> bool:
    """Tell whether label or host of a source link is the profile's."""
    return _is_source(text[slice(*source.label)], text[slice(*source.url)] if source.url else "", profile)


def says_source(label: str, profile: HeaderForm) -> bool:
    """Tell whether a label says no more than "source", in words like the profile's."""
    own = [re.escape(host.split(".")[0]) for host in sorted(profile.source_hosts)]
    own = [*(re.escape(_plain(one)) for one in profile.source_labels), *own]
    return not re.sub("|".join([*own, _SAYS_SOURCE, "com", "org"]), "", _plain(label))


def _plain(label: str) -> str:
    return _NOT_WORD.sub("", WIKILINK.sub(shown, label)).lower().translate(_TO_PLAIN)
