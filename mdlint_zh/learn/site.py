"""What the files of site generators and editors tell of an archive: by their names, and which renderer by what is in
them, where one name stands for two tools or a file can name another renderer.
"""

from __future__ import annotations

import os
from re import IGNORECASE, MULTILINE
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from pathlib import Path


class Site(NamedTuple):
    """A preset that fits an archive, the file that tells so, and what shows the pages: "" where that is not clear."""

    preset: str
    file: str
    tool: str
    renderer: str = ""


_TOLD_BY: Final = (
    Site("obsidian", ".obsidian", "Obsidian", "obsidian"),
    Site("docs", "mkdocs.yml", "MkDocs", "python-markdown"),
    Site("docs", "mkdocs.yaml", "MkDocs", "python-markdown"),
    Site("docs", ".vitepress", "VitePress"),
    Site("docs", "docs/.vitepress", "VitePress"),
    Site("docs", ".vuepress", "VuePress"),
    Site("docs", "docs/.vuepress", "VuePress"),
    Site("docs", "docusaurus.config.js", "Docusaurus", "gfm"),
    Site("docs", "docusaurus.config.ts", "Docusaurus", "gfm"),
    Site("docs", "book.toml", "mdBook"),
    Site("docs", "next.config.js", "Next.js"),
    Site("blog", "hugo.toml", "Hugo", "gfm"),
    Site("blog", "hugo.yaml", "Hugo", "gfm"),
    Site("blog", "hugo.yml", "Hugo", "gfm"),
    Site("blog", "config/_default", "Hugo"),
    Site("blog", "config.toml", "Hugo", "gfm"),
    Site("blog", "archetypes", "Hugo"),
    Site("blog", "_config.yml", "Jekyll or Hexo", "kramdown"),
    Site("blog", "_posts", "Jekyll"),
    Site("blog", "source/_posts", "Hexo"),
)
_MOST_READ: Final = 100_000
"""How many characters of a settings file are looked at."""
_SURE: Final = {
    # The key that every Hugo site has, as Hugo spells it; Zola's is `base_url`.
    "config.toml": pattern(r"^\s*baseURL\s*=", MULTILINE | IGNORECASE),
    # What Jekyll alone has: its renderer, which it need not name, and its plugins.
    "_config.yml": pattern(r"^(?:kramdown|remote_theme|markdown)\s*:|^[^#\n]*\bjekyll-", MULTILINE),
}
"""What a file with this name has to hold to be that tool's, or to tell its renderer."""
_OTHER: Final = {
    "Hugo": pattern(r"defaultMarkdownHandler['\"]?\s*[=:](?!\s*['\"]?goldmark)|strikethrough['\"]?\s*[=:]\s*false"),
    "Jekyll or Hexo": pattern(r"^markdown\s*:(?!\s*['\"]?kramdown['\"]?\s*(?:#.*)?$)", MULTILINE | IGNORECASE),
}
"""What names another renderer than the tool has by itself."""


def site_of(top: Path) -> Site | None:
    """Return what the files in a folder tell; None where there is none of these."""
    there = (site for site in _TOLD_BY if os.path.lexists(top / site.file))
    return next((found for site in there if (found := _read(top, site))), None)


def _read(top: Path, site: Site) -> Site | None:
    """What the file tells when it is looked into; None where it is of another tool, and by its name of any."""
    if not site.renderer or not (site.file in _SURE or site.tool in _OTHER):
        return site
    text = _text(top / site.file)
    sure, other = _SURE.get(site.file), _OTHER.get(site.tool)
    is_sure = sure is None or sure.search(text) is not None
    if site.file == "config.toml" and not is_sure:
        return None
    return site if is_sure and not (other and other.search(text)) else site._replace(renderer="")


def _text(path: Path) -> str:
    """The beginning of a file; "" where it cannot be read."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_MOST_READ)
    except OSError:
        return ""
