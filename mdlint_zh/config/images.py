"""What settings say of images, checked: the forms of captions, and alt texts by URLs."""

from __future__ import annotations

from mdlint_zh.config.error import ConfigError, shown, within
from mdlint_zh.config.values import names, table, text
from mdlint_zh.page.images.forms import MOST_FORMS, check_form
from mdlint_zh.page.images.given import ANY, MOST_GLOBS, check_alt


def captions(key: str, value: object) -> tuple[str, ...]:
    """Return the value, when it is a list of forms of captions."""
    forms = names(key, value)
    if len(forms) > MOST_FORMS:
        raise ConfigError(f"{shown(key)} has more than {MOST_FORMS} forms")
    for number, form in enumerate(forms):
        try:
            check_form(form)
        except ValueError as error:
            raise ConfigError(f"{shown(key)} {error}; one is {shown(form)}", number) from None
    return forms


def alt_texts(key: str, value: object) -> dict[str, str]:
    """Return the value, when it is a table of alt texts by URLs."""
    given = table(key, value)
    if sum(ANY in url for url in given) > MOST_GLOBS:
        raise ConfigError(f"{shown(key)} has more than {MOST_GLOBS} URLs with a `{ANY}`")
    for url, alt in given.items():
        try:
            with within(url):
                check_alt(text(f"{key}.{url}", alt))
        except ValueError as error:
            raise ConfigError(f"{shown(f'{key}.{url}')} {error}", url) from None
    return given
