"""The expected form of an article's header, as configured: with values that damage no page."""

from __future__ import annotations

from dataclasses import fields

from mdlint_zh.page.form import HeaderForm

DEFAULT = HeaderForm()


class Profile(HeaderForm):
    """The form of header that somebody wants.

    Raises ValueError, which names the key in kebab case, for values that would damage pages.
    """

    def __post_init__(self) -> None:
        """Check what is not at its default."""
        changed = [one.name for one in fields(self) if getattr(self, one.name) != getattr(DEFAULT, one.name)]
        if changed:
            from mdlint_zh.page.profile_check import check_profile  # noqa: PLC0415 - most runs have the default

            check_profile(self, changed)
