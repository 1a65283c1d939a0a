"""From a settings file, and those that it extends, to settings.

What the files give is laid flat, by the path of each value's key, so that one file goes over another key by key. Each
value is checked where it stands and remembers its file, which an error names.
"""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from mdlint_zh.base.opening import MIB
from mdlint_zh.config.error import ConfigError, shown, suggestion, within
from mdlint_zh.config.families import NO_FILES, Kind, families_of
from mdlint_zh.config.find import Reach, absolute
from mdlint_zh.config.flat import Flat, Given, built, under
from mdlint_zh.config.images import alt_texts, captions
from mdlint_zh.config.page_patterns import PagePatterns
from mdlint_zh.config.presets import is_preset, preset_file
from mdlint_zh.config.selection import named
from mdlint_zh.config.settings import INDEX, SUFFIX, Level, Limits, Settings, WordCut
from mdlint_zh.config.toml import in_file, read_table
from mdlint_zh.config.values import check_keys, checked, names, one_of, table, text
from mdlint_zh.page import Profile
from mdlint_zh.page.form import HEADER_KEYS
from mdlint_zh.page.renderer import RENDERERS
from mdlint_zh.titles.lists import Titles, TitlesError
from mdlint_zh.titles.names import Names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from mdlint_zh.config.selection import Known

KINDS: tuple[str, ...] = get_args(Kind)
SEVERITIES: tuple[str, ...] = get_args(Level)
MOST_OF_A_NAME = 60
MOST_EXTENDS = 10
MOST_PATTERNS = 1000
"""How many keys `per-file-ignores` may have: each is asked for each page."""
MOST_LISTS = 100
"""How many lists of titles there may be: each is asked for each link."""


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
    flat = given_values(path, rules, trusted=trusted)
    limits = built(Limits, flat, "limits")
    return Settings(
        **{
            key[0].replace("-", "_"): given.value for key, given in flat.items() if len(key) == 1 and key != ("titles",)
        },
        kinds={"index": INDEX, **under(flat, "kinds")},
        images=under(flat, "images"),
        per_file_ignores=dict(under(flat, "per-file-ignores").values()),
        profile=built(Profile, flat, "profile"),
        families=families_of(flat),
        options={
            name: built(rules[name].options, flat, "rules", name)
            for name in dict.fromkeys(key[1] for key in flat if key[0] == "rules")
        },
        severity=_by_rule(under(flat, "severity"), rules),
        titles=_titles(flat.get(("titles",)), limits),
        wordcut=WordCut(_names(flat.get(("wordcut", "names")))),
        limits=limits,
        file=path,
    )


def given_values(path: Path, rules: Mapping[str, Known], *, trusted: bool = False) -> Flat:
    """Return what a settings file and those that it extends give, each value with its file. Raises ConfigError.

    The keys are paths of keys: `("profile", "title-level")`.
    """
    path = absolute(path)
    return _extended(path, _Source(path, (str(path.parent),), Reach(path, anywhere=trusted), rules), ())


def _extended(path: Path, source: _Source, below: tuple[Path, ...]) -> Flat:
    """What a settings file gives over what the file gives that it extends."""
    real = path if is_preset(path) else source.reach.resolved(path)
    if real in below or len(below) > MOST_EXTENDS:
        raise in_file(path, ConfigError("`extend` leads round in a circle, or on and on", "extend"))
    given = read_table(path)
    base = given.pop("extend", None)
    # No page is below a preset itself: its patterns count from who extends it.
    here = str(path if is_preset(path) else path.parent)
    own = source._replace(file=path, folders=tuple(dict.fromkeys((here, *source.folders[-1:]))))
    try:
        flat = {place: Given(value, path) for place, value in _flat(given, own)}
        if base is None:
            return flat
        with within("extend"):
            extended = _extends(path, text("extend", base, "a path"), source)
    except ConfigError as error:
        raise in_file(path, error) from None
    try:
        return _extended(absolute(extended), source, (*below, real)) | flat
    except ConfigError as error:
        if error.file:
            raise
        raise in_file(path, ConfigError(str(error), "extend")) from None  # it cannot be read


def _extends(path: Path, base: str, source: _Source) -> Path:
    """The file that `extend` names. Raises ConfigError for a preset that there is not, and for what is out of reach."""
    if preset := preset_file(base):
        return preset
    source.reach.resolved(extended := path.parent / base)
    return extended


def _flat(given: dict[str, Any], source: _Source) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The values of one file, checked, by the paths of their keys."""
    known: dict[str, Callable[[str, object], object]] = {
        "select": partial(_rule_names, source),
        "extend-select": partial(_rule_names, source),
        "ignore": partial(_rule_names, source, opt=True),
        "exclude": partial(_patterns, source),
        "suffixes": _suffixes,
        "renderer": partial(one_of, RENDERERS),
        "captions": captions,
        "titles": partial(_lists, source),
        "baseline": partial(_file, source),
    }
    tables: dict[str, Callable[[object, _Source], dict[str, Any]]] = {
        "kinds": _kinds,
        "per-file-ignores": _ignores,
        "profile": lambda value, _: checked(Profile, value, "profile"),
        "images": lambda value, _: alt_texts("images", value),
        "limits": lambda value, _: checked(Limits, value, "limits"),
        "severity": _severities,
        "wordcut": _wordcut,
    }
    named_tables = {"rules": _options, "families": _family}
    check_keys(given, [*known, *tables, *named_tables, "extend"], "")
    for key, value in given.items():
        with within(key):
            if key in known:
                yield (key,), known[key](key, value)
            elif key in tables:
                yield from (((key, name), one) for name, one in tables[key](value, source).items())
            else:
                for name, held in table(key, value).items():
                    with within(name):
                        values = named_tables[key](name, held, source)
                    yield from (((key, name, one), given) for one, given in values.items())


def _rule_names(source: _Source, key: str, value: object, *, opt: bool = False) -> tuple[str, ...]:
    given = names(key, value)
    named(source.rules, given, opt=opt)
    return given


def _patterns(source: _Source, key: str, value: object) -> PagePatterns:
    patterns = PagePatterns(names(key, value), source.folders)
    if patterns.too_many:
        raise ConfigError(f"{shown(key)} has too many patterns")
    return patterns


def _suffixes(key: str, value: object) -> tuple[str, ...]:
    suffixes = names(key, value)
    for number, suffix in enumerate(suffixes):
        if not SUFFIX.fullmatch(suffix):
            raise ConfigError(f'{shown(key)} has to hold ends of names, like ".md"; one is {shown(suffix)}', number)
    return tuple(suffix.lower() for suffix in suffixes)


def _lists(source: _Source, key: str, value: object) -> tuple[Path, ...]:
    given: dict[str, int] = {}
    for number, name in enumerate(names(key, value)):
        given.setdefault(name, number)
    if len(given) > MOST_LISTS:
        raise ConfigError(f"{shown(key)} has more than {MOST_LISTS} lists; `mdlint-zh titles build` makes one of them")
    files = []
    for name, number in given.items():
        with within(number):
            files.append(source.reach.resolved(source.file.parent / name))
    return tuple(files)


def _file(source: _Source, key: str, value: object) -> Path:
    return source.reach.resolved(source.file.parent / text(key, value, "a path"))


def _wordcut(value: object, source: _Source) -> dict[str, tuple[Path, ...]]:
    given = table("wordcut", value)
    check_keys(given, ["names"], " in wordcut")
    lists = {key: [one] if isinstance(one, str) else one for key, one in given.items()}
    with within("names"):
        return {key: _lists(source, f"wordcut.{key}", one) for key, one in lists.items()}


def _kinds(value: object, source: _Source) -> dict[str, PagePatterns]:
    kinds = table("kinds", value)
    check_keys(kinds, KINDS, " in kinds")
    found = {}
    for kind, lines in kinds.items():
        with within(kind):
            found[kind] = _patterns(source, f"kinds.{kind}", lines)
    return found


def _ignores(value: object, source: _Source) -> dict[str, tuple[PagePatterns, tuple[str, ...]]]:
    ignores = table("per-file-ignores", value)
    if len(ignores) > MOST_PATTERNS:
        raise ConfigError(f"`per-file-ignores` has more than {MOST_PATTERNS:,} patterns")
    found = {}
    for pattern, ignored in ignores.items():
        key = f"per-file-ignores.{pattern}"
        with within(pattern):
            found[pattern] = _patterns(source, key, [pattern]), _rule_names(source, key, ignored, opt=True)
    return found


def _severities(value: object, source: _Source) -> dict[str, str]:
    """Severities by names of rules, or what several begin with."""
    given = table("severity", value)
    for name, level in given.items():
        with within(name):
            named(source.rules, [name], opt=True)
            if level not in SEVERITIES:
                raise ConfigError(f"{shown(f'severity.{name}')} has to be one of {', '.join(SEVERITIES)}")
    return given


def _by_rule(given: Mapping[str, Level], rules: Mapping[str, Known]) -> dict[str, Level]:
    """The severity of each rule: of two names that mean it, the longer one counts."""
    names_by_length = sorted(given, key=lambda name: (name != "ALL", len(name)))
    return {rule: given[name] for name in names_by_length for rule in named(rules, [name], opt=True)}


def _options(name: str, value: object, source: _Source) -> dict[str, Any]:
    """The options of a rule."""
    if name not in source.rules:
        raise ConfigError(f"there is no rule {shown(name)}{suggestion(name, source.rules)}")
    return checked(source.rules[name].options, value, f"rules.{name}")


def _family(name: str, value: object, source: _Source) -> dict[str, Any]:
    """The values of a family: those of a profile, `files` and `kind`."""
    place = f"families.{name}"
    given = dict(table(place, value))
    if len(name) > MOST_OF_A_NAME:
        raise ConfigError(f"{shown(place)} has too long a name")
    if not given:
        raise ConfigError(f"{shown(place)} {NO_FILES}")
    if "front-matter" in given and (headed := [key for key in given if key in HEADER_KEYS]):
        raise ConfigError(
            f"{shown(place)} has front matter in the place of a header, so it can have no `{headed[0]}`", headed[0]
        )
    check_keys(given, ["files", "kind", *(one.name.replace("_", "-") for one in fields(Profile))], f" in {place}")
    own: dict[str, Any] = {}
    if "files" in given:
        with within("files"):
            own["files"] = _patterns(source, f"{place}.files", given.pop("files"))
    if "kind" in given and (own.setdefault("kind", given.pop("kind"))) not in KINDS:
        raise ConfigError(f"{shown(f'{place}.kind')} has to be one of {', '.join(KINDS)}", "kind")
    return own | checked(Profile, given, place)


def _titles(given: Given | None, limits: Limits) -> Titles:
    """The titles of the lists that are named."""
    try:
        return Titles.opened(given.value if given else (), limits.titles * MIB)
    except TitlesError as error:
        raise _of_list(given, error, "titles") from None


def _names(given: Given | None) -> Names:
    """The names of the lists that are named."""
    try:
        return Names.opened(given.value if given else ())
    except TitlesError as error:
        raise _of_list(given, error, "wordcut", "names") from None


def _of_list(given: Given | None, error: TitlesError, *place: str) -> ConfigError:
    """What is wrong with a list that is named there."""
    told = ConfigError(str(error), *place)
    return in_file(given.file, told) if given else told
