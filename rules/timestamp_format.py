"""The timestamp is not written as the profile has it.

Why: one form sorts, searches and reads alike; a local time without its zone is hours off.
Bad:   `2024-03-15T23:11+08:00 作者`
Good:  `3/15/2024 3:11 PM UTC 作者`
Fix:   writes the same moment in the profile's form, in UTC. Safe, unless seconds would be lost. None when day and month
       could change places, when the zone has several meanings, or when there is no time of day.
"""

from collections.abc import Iterator

from mdlint_zh import SAFE, UNSAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule


@rule(severity=WARNING, kinds={"article"}, fix=SAFE | UNSAFE, changes=Change.HEADER)
def check(page: Page, _options: Options) -> Iterator[Finding]:
    """At most one finding, on the timestamp."""
    byline = page.header.byline
    stamp = byline.stamp if byline else None
    if stamp is None or stamp.impossible:
        return
    text, form = page.text[stamp.start : stamp.end], page.profile.timestamp
    if stamp.moment is None:
        yield Finding(stamp.start, stamp.end, f"`{text}`; expected the form `{form}`, but {stamp.doubt}")
    elif not stamp.is_written(page.text, form):
        wanted = stamp.written(form)
        lost = stamp.moment.microsecond or (stamp.moment.second and "ss" not in form)
        fix = Fix((Edit(stamp.start, stamp.end, wanted),), safe=not lost)
        yield Finding(stamp.start, stamp.end, f"`{text}`; expected `{wanted}`", fix)
