"""All public names, and where they come from. `mdlint_zh` takes each from here when it is first asked for."""

# ruff: noqa: PLC0414 - a name that is given on is written twice
from mdlint_zh.api import fix as fix, lint as lint
from mdlint_zh.base.edit import Edit as Edit
from mdlint_zh.base.lazy import pattern as pattern
from mdlint_zh.engine.changes.change import Change as Change
from mdlint_zh.engine.finding import (
    ERROR as ERROR,
    INFO as INFO,
    WARNING as WARNING,
    Finding as Finding,
    Fix as Fix,
    Severity as Severity,
    delete as delete,
    replace as replace,
    replace_all as replace_all,
    replace_each as replace_each,
)
from mdlint_zh.engine.load import rules_in as rules_in
from mdlint_zh.engine.rule import SAFE as SAFE, UNSAFE as UNSAFE, Options as Options, Rule as Rule, rule as rule
from mdlint_zh.markdown.glance import read_odd_characters as read_odd_characters
from mdlint_zh.markdown.lines import Span as Span
from mdlint_zh.markdown.reading import reading as reading
from mdlint_zh.markdown.running_text import read_urls as read_urls
from mdlint_zh.markdown.structure import read_table_lines as read_table_lines
from mdlint_zh.markdown.wikilinks import Wikilink as Wikilink, unlinked as unlinked
from mdlint_zh.page import Page as Page, Profile as Profile
from mdlint_zh.page.emphasis.bold import (
    read_bold_pairs as read_bold_pairs,
    read_doubtful_stars as read_doubtful_stars,
    read_failing_pairs as read_failing_pairs,
)
from mdlint_zh.page.emphasis.italics import read_meant_pairs as read_meant_pairs
from mdlint_zh.page.emphasis.mended import mended_stars as mended_stars
from mdlint_zh.page.emphasis.stars import read_stars_left as read_stars_left
from mdlint_zh.page.front.faults import read_front_faults as read_front_faults
from mdlint_zh.page.header.readings import is_header_uncommon as is_header_uncommon
from mdlint_zh.page.images.alt import (
    alt_for as alt_for,
    new_alt as new_alt,
    refilled as refilled,
    wants_alt as wants_alt,
)
from mdlint_zh.page.images.moving import read_inline_captions as read_inline_captions
from mdlint_zh.page.images.repeated import read_repeated_alts as read_repeated_alts
from mdlint_zh.page.images.words import disagree as disagree, is_placeholder as is_placeholder
from mdlint_zh.page.links.bare_urls import read_bare_url_faults as read_bare_url_faults
from mdlint_zh.page.links.faults import read_link_faults as read_link_faults
from mdlint_zh.page.links.misplaced import read_misplaced_links as read_misplaced_links
from mdlint_zh.page.links.odd_links import read_odd_links as read_odd_links
from mdlint_zh.page.links.targets import read_target_faults as read_target_faults
from mdlint_zh.page.links.url_faults import wakes_marks as wakes_marks
from mdlint_zh.page.links.word_cuts import read_bare_cuts as read_bare_cuts, read_word_cuts as read_word_cuts
from mdlint_zh.page.suppressions.comment import Suppression as Suppression
from mdlint_zh.page.suppressions.readings import read_suppressions as read_suppressions
from mdlint_zh.page.suppressions.removal import removal_of as removal_of, removal_of_name as removal_of_name
from mdlint_zh.plugins.hooks import hookimpl as hookimpl
