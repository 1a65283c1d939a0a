"""From a settings file, and those that it extends, to settings.

What the files give is laid flat, by the path of each value's key, so that one file goes over another key by key. Each
value is checked where it stands and remembers its file, which an error names.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from mdlint_zh.base.opening import MIB
from mdlint_zh.config.error import ConfigError, shown, suggestion
from mdlint_zh.config.find import Reach, absolute
from mdlint_zh.config.page_patterns import PagePatterns
from mdlint_zh.config.selection import named
from mdlint_zh.config.settings import INDEX, Limits, Settings
from mdlint_zh.config.toml import read_table
from mdlint_zh.config.values import blamed, check_keys, checked, filled, names, table, text
from mdlint_zh.page import Profile
from mdlint_zh.titles.lists import Titles, TitlesError
from mdlint_zh.titles.names import Names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from mdlint_zh.config.selection import Known

KINDS = ("article", "index", "other")
SEVERITIES = ("info", "warning", "error")
MOST_EXTENDS = 10
MOST_PATTERNS = 1000
"""How many keys `per-file-ignores` may have: each is asked for each page."""
MOST_LISTS = 100
"""How many lists of titles there may be: each is asked for each link."""
MOST_TOLD = 400
"""How many characters are told of why a value is refused, for they may hold the value."""


class Given(NamedTuple):
    """A value that was checked, and the file that it stands in."""

    value: Any
    file: Path


Flat: TypeAlias = "dict[tuple[str, ...], Given]"


class _Source(NamedTuple):
    """A settings file that is being read: where its paths count from, what it may name, and which rules there are."""

    file: Path
    folders: tuple[str, ...]
    reach: Reach
    rules: Mapping[str, Known]


def load_settings(path: Path, rules: Mapping[str, Known], *, trusted: bool = False) -> Settings:
    """Return the settings of one file. Raises ConfigError.

    `trusted`: a person named the file, so that it may name files anywhere; else only in its repository.
    """
    path = absolute(path)
    flat = _extended(path, _Source(path, (str(path.parent),), Reach(path, anywhere=trusted), rules), ())
    limits = _built(Limits, flat, "limits")
    return Settings(
        **{
            key[0].replace("-", "_"): given.value for key, given in flat.items() if len(key) == 1 and key != ("titles",)
        },
        kinds={"index": INDEX} | _under(flat, "kinds"),
        per_file_ignores=dict(_under(flat, "per-file-ignores").values()),
        profile=_built(Profile, flat, "profile"),
        options={
            name: _built(rules[name].options, flat, "rules", name)
            for name in dict.fromkeys(key[1] for key in flat if key[0] == "rules")
        },
        severity=_by_rule(_under(flat, "severity"), rules),
        titles=_titles(flat.get(("titles",)), limits),
        names=_names(flat.get(("wordcut", "names"))),
        limits=limits,
        file=path,
    )


def _extended(path: Path, source: _Source, below: tuple[Path, ...]) -> Flat:
    """What a settings file gives over what the file gives that it extends."""
    real = source.reach.resolved(path)
    if real in below or len(below) > MOST_EXTENDS:
        raise ConfigError(f"{path}: `extend` leads round in a circle, or on and on")
    given = read_table(path)
    base = given.pop("extend", None)
    own = source._replace(file=path, folders=tuple(dict.fromkeys((str(path.parent), *source.folders[-1:]))))
    try:
        flat = {place: Given(value, path) for place, value in _flat(given, own)}
        if base is None:
            return flat
        extended = path.parent / text("extend", base, "a path")
        source.reach.resolved(extended)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None
    return _extended(absolute(extended), source, (*below, real)) | flat


def _flat(given: dict[str, Any], source: _Source) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The values of one file, checked, by the paths of their keys."""
    known: dict[str, Callable[[str, object], object]] = {
        "select": partial(_rule_names, source),
        "extend-select": partial(_rule_names, source),
        "ignore": partial(_rule_names, source, opt=True),
        "exclude": partial(_patterns, source),
        "titles": partial(_lists, source),
    }
    tables: dict[str, Callable[[object, _Source], dict[str, Any]]] = {
        "kinds": _kinds,
        "per-file-ignores": _ignores,
        "profile": lambda value, _: checked(Profile, value, "profile"),
        "limits": lambda value, _: checked(Limits, value, "limits"),
        "severity": _severities,
        "wordcut": _wordcut,
    }
    check_keys(given, [*known, *tables, "rules", "extend"], "")
    for key, value in given.items():
        if key in known:
            yield (key,), known[key](key, value)
        elif key == "rules":
            for name, options in table(key, value).items():
                yield from (((key, name, option), one) for option, one in _options(name, options, source).items())
        else:
            yield from (((key, name), one) for name, one in tables[key](value, source).items())


def _rule_names(source: _Source, key: str, value: object, *, opt: bool = False) -> tuple[str, ...]:
    given = names(key, value)
    named(source.rules, given, opt=opt)
    return given


def _patterns(source: _Source, key: str, value: object) -> PagePatterns:
    patterns = PagePatterns(names(key, value), source.folders)
    if patterns.too_many:
        raise ConfigError(f"{shown(key)} has too many patterns")
    return patterns


def _lists(source: _Source, key: str, value: object) -> tuple[Path, ...]:
    given = dict.fromkeys(names(key, value))
    if len(given) > MOST_LISTS:
        raise ConfigError(f"{shown(key)} has more than {MOST_LISTS} lists; `mdlint-zh titles build` makes one of them")
    return tuple(source.reach.resolved(source.file.parent / name) for name in given)


def _wordcut(value: object, source: _Source) -> dict[str, tuple[Path, ...]]:
    given = table("wordcut", value)
    check_keys(given, ["names"], " in wordcut")
    lists = {key: [one] if isinstance(one, str) else one for key, one in given.items()}
    return {key: _lists(source, f"wordcut.{key}", one) for key, one in lists.items()}


def _kinds(value: object, source: _Source) -> dict[str, PagePatterns]:
    kinds = table("kinds", value)
    check_keys(kinds, KINDS, " in kinds")
    return {kind: _patterns(source, f"kinds.{kind}", lines) for kind, lines in kinds.items()}


def _ignores(value: object, source: _Source) -> dict[str, tuple[PagePatterns, tuple[str, ...]]]:
    ignores = table("per-file-ignores", value)
    if len(ignores) > MOST_PATTERNS:
        raise ConfigError(f"`per-file-ignores` has more than {MOST_PATTERNS:,} patterns")
    return {
        pattern: (
            _patterns(source, f"per-file-ignores.{pattern}", [pattern]),
            _rule_names(source, f"per-file-ignores.{pattern}", ignored, opt=True),
        )
        for pattern, ignored in ignores.items()
    }


def _severities(value: object, source: _Source) -> dict[str, str]:
    """Severities by names of rules, or what several begin with."""
    given = table("severity", value)
    for name, level in given.items():
        named(source.rules, [name], opt=True)
        if level not in SEVERITIES:
            raise ConfigError(f"{shown(f'severity.{name}')} has to be one of {', '.join(SEVERITIES)}")
    return given


def _by_rule(given: Mapping[str, str], rules: Mapping[str, Known]) -> dict[str, str]:
    """The severity of each rule: of two names that mean it, the longer one counts."""
    names_by_length = sorted(given, key=lambda name: (name != "ALL", len(name)))
    return {rule: given[name] for name in names_by_length for rule in named(rules, [name], opt=True)}


def _options(name: str, value: object, source: _Source) -> dict[str, Any]:
    """The options of a rule."""
    if name not in source.rules:
        raise ConfigError(f"there is no rule {shown(name)}{suggestion(name, source.rules)}")
    return checked(source.rules[name].options, value, f"rules.{name}")


def _under(flat: Flat, *place: str) -> dict[str, Any]:
    """The values of one table."""
    return {key[-1]: given.value for key, given in flat.items() if key[:-1] == place}


def _built(kind: type[Any], flat: Flat, *place: str) -> Any:
    """A dataclass of the values of one table. Raises ConfigError with key and file of the value that it refuses."""
    values = _under(flat, *place)
    try:
        return filled(kind, values)
    except Exception as error:  # noqa: BLE001 - whatever the options of a plugin raise
        key, reason = blamed(kind, values, error)
        given = flat.get((*place, key)) or next(given for key, given in flat.items() if key[:-1] == place)
        told = reason if len(reason) <= MOST_TOLD else f"{reason[:MOST_TOLD]}…"
        raise ConfigError(f"{given.file}: `{'.'.join((*place, key))}` {told}") from None


def _titles(given: Given | None, limits: Limits) -> Titles:
    """The titles of the lists that are named."""
    try:
        return Titles.opened(given.value if given else (), limits.titles * MIB)
    except TitlesError as error:
        raise ConfigError(f"{given.file if given else ''}: {error}") from None


def _names(given: Given | None) -> Names:
    """The names of the lists that are named."""
    try:
        return Names.opened(given.value if given else ())
    except TitlesError as error:
        raise ConfigError(f"{given.file if given else ''}: {error}") from None
