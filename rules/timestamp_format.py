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
    if byline is None or byline.timestamp is None or byline.timestamp.impossible:
        return
    timestamp = byline.timestamp
    text, form = page.text[timestamp.start : timestamp.end], page.profile.timestamp
    if timestamp.moment is None:
        if timestamp.without_words(page.text).is_written(page.text, form):
            return  # in the form of a profile that names no zone
        yield Finding(timestamp.start, timestamp.end, f"`{text}`; expected the form `{form}`, but {timestamp.doubt}")
    elif not timestamp.is_written(page.text, form):
        wanted = timestamp.written(form)
        kept = (
            timestamp.moment.replace(microsecond=0)
            if "ss" in form
            else timestamp.moment.replace(second=0, microsecond=0)
        )
        line = page.text[byline.start : timestamp.start] + wanted + page.text[timestamp.end : byline.end]
        reads = byline._replace(timestamp=timestamp._replace(moment=kept)).keeps_moment(line, page.profile)
        fix = Fix((Edit(timestamp.start, timestamp.end, wanted),), safe=kept == timestamp.moment) if reads else None
        yield Finding(timestamp.start, timestamp.end, f"`{text}`; expected `{wanted}`", fix)
