"""From the pages of an archive to its families: what each is called, which pages it has, and what they have alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.learn.alike.front import front_values
from mdlint_zh.learn.alike.header import header_values
from mdlint_zh.learn.fit import fitted, too_many
from mdlint_zh.learn.groups import FEWEST, Group
from mdlint_zh.page import Page
from mdlint_zh.page.form import HeaderForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.learn.sample import Drawn

OTHERS: Final = "others"
UNSAID: Final = ""
YEAR: Final = 4
"""How many digits the name of a folder has that tells enough: a month is told with its year."""
_DEFAULT: Final = HeaderForm()
_SPECIAL = pattern(r"[\\*?\[\]]| $")


class Learnt(NamedTuple):
    """A family as it goes into the settings.

    `files` are its patterns; `values` its keys, without those at their defaults; `read` how many pages were read, and
    `strange` those of them that do not fit. `kind`: article; other, of which no header is asked; and UNSAID, of which
    the settings say nothing, for some of its pages show a header that is asked for without settings.
    """

    name: str
    files: tuple[str, ...]
    kind: str
    values: Mapping[str, Any]
    read: int
    strange: tuple[str, ...] = ()


def learn(groups: Sequence[Group], plan: Plan) -> Iterator[Learnt]:
    """Yield the families that groups of pages are, those in deeper folders first, for the first that fits counts."""
    learnt = list(_learn(groups, plan))
    for one in learnt:
        above = (other for other in learnt if other.kind == "article" and _may_cover(other, one))
        yield one._replace(kind="other") if one.kind == UNSAID and any(above) else one


def _may_cover(family: Learnt, other: Learnt) -> bool:
    """Whether a family may have pages of another: its folders are above those of the other."""
    above = tuple(files.rstrip("*") for files in family.files)
    return any(files.startswith(above) for files in other.files)


def _learn(groups: Sequence[Group], plan: Plan) -> Iterator[Learnt]:
    large = [group for group in groups if len(group.pages) >= FEWEST or group.alone]
    small = [group for group in groups if len(group.pages) < FEWEST and not group.alone]
    if small:
        yield _of_few(small)
    names = Counter[str]()
    for group in sorted(large, key=_depth, reverse=True):
        name = _name(group)
        names[name] += 1
        yield from _best(group, name if names[name] == 1 else f"{name}-{names[name]}", plan)


def _of_few(groups: Sequence[Group]) -> Learnt:
    """The family of all folders that have too few pages to learn from."""
    pages = [page for group in groups for page in group.pages]
    folders = tuple(folder for group in groups for folder in group.folders)
    paths = tuple(page.path for page in pages)
    return Learnt(OTHERS, _files(Group(folders, ())), _kind(pages), {}, len(pages), paths)


def _kind(pages: Iterable[Drawn]) -> str:
    """The kind of pages that have nothing alike."""
    return UNSAID if any(Page(page.text, page.place).kind == "article" for page in pages) else "other"


def _best(group: Group, name: str, plan: Plan) -> Iterator[Learnt]:
    """The family of a group; where the pages of its strays do not fit, they are another one before it."""
    whole = _learnt(group, name, plan)
    if whole.kind == "article" or not group.strays:
        yield whole
        return
    strays = Group(group.strays, group.stray_pages)
    yield Learnt(f"{name}-others", _files(strays), "other", {}, len(strays.pages))
    yield _learnt(Group(group.folders, group.other_pages), name, plan)


def _learnt(group: Group, name: str, plan: Plan) -> Learnt:
    """What a group of pages has alike, if it is anything that a family could say."""
    count = len(group.pages)
    plain = Learnt(name, _files(group), _kind(group.pages), {}, count)
    if group.form == "none" or count < FEWEST:
        return plain
    values = front_values(group.pages) if isinstance(group.form, frozenset) else header_values(group.pages)
    try:
        values, left = fitted(group.pages, values, plan)
    except ValueError:  # a form that no settings can describe
        return plain
    if too_many(len(left), count):
        return plain
    return plain._replace(kind="article", values=_told(values), strange=tuple(page.path for page in left))


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are not at their defaults."""
    return {key: value for key, value in values.items() if _plain(getattr(_DEFAULT, key.replace("-", "_"))) != value}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _depth(group: Group) -> int:
    return max(folder.count("/") + bool(folder) for folder in (*group.folders, *group.alone))


def _name(group: Group) -> str:
    """What the group is called: by the folder that it is, or that all its folders are in."""
    above, _, last = [*group.folders, *group.alone][0].rpartition("/")
    if last.isdecimal() and len(last) < YEAR and above:
        return f"{above.rpartition('/')[2]}-{last}"
    return last or "pages"


def _files(group: Group) -> tuple[str, ...]:
    """The patterns of its pages."""
    whole = tuple(f"/{_written(folder)}/**" if folder else "**" for folder in group.folders)
    alone = tuple(f"/{_written(folder)}/*" if folder else "/*" for folder in group.alone)
    return whole + alone


def _written(folder: str) -> str:
    """A folder as it stands in a pattern, where some characters have a meaning."""
    return _SPECIAL.sub(r"\\\g<0>", folder)
