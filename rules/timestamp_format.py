"""The timestamp is not written as the profile has it.

Why: one form sorts, searches and reads alike; a local time without its zone is hours off.
Bad:   `2024-03-15T23:11+08:00 作者`
Good:  `3/15/2024 3:11 PM UTC 作者`
Fix:   writes the same moment in the profile's form and zone. Safe, unless seconds would be lost. None when day and
       month could change places, when a word beside it may be a zone and has not one known meaning (CST, 新加坡时间,
       纽约) or may be a place and is not known to name an author (HK, 发自台北), or when it is a span of hours or has
       no time of day.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=WARNING, kinds={"article"}, fix=SAFE | UNSAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the timestamp."""
    byline = page.header.byline
    if byline is None or byline.stamp is None or byline.stamp.impossible:
        return
    stamp = byline.stamp
    text, form = page.text[stamp.start : stamp.end], page.profile.timestamp
    if stamp.moment is None:
        if stamp.without_words(page.text).is_written(page.text, form):
            return  # in the form of a profile that names no zone
        yield Finding(stamp.start, stamp.end, f"`{text}`; expected the form `{form}`, but {stamp.doubt}")
    elif not stamp.is_written(page.text, form):
        wanted = stamp.written(form)
        kept = stamp.moment.replace(microsecond=0) if "ss" in form else stamp.moment.replace(second=0, microsecond=0)
        line = page.text[byline.start : stamp.start] + wanted + page.text[stamp.end : byline.end]
        reads = byline._replace(stamp=stamp._replace(moment=kept)).keeps_moment(line, page.profile)
        fix = Fix((Edit(stamp.start, stamp.end, wanted),), safe=kept == stamp.moment) if reads else None
        yield Finding(stamp.start, stamp.end, f"`{text}`; expected `{wanted}`", fix)
