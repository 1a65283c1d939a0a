"""What the files of site generators and editors tell of an archive, by their names alone: nothing of them is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Site(NamedTuple):
    """A preset that fits an archive, and the file that tells so."""

    preset: str
    file: str
    tool: str


_TOLD_BY: Final = (
    Site("obsidian", ".obsidian", "Obsidian"),
    Site("docs", "mkdocs.yml", "MkDocs"),
    Site("docs", "mkdocs.yaml", "MkDocs"),
    Site("docs", ".vitepress", "VitePress"),
    Site("docs", "docs/.vitepress", "VitePress"),
    Site("docs", ".vuepress", "VuePress"),
    Site("docs", "docs/.vuepress", "VuePress"),
    Site("docs", "docusaurus.config.js", "Docusaurus"),
    Site("docs", "docusaurus.config.ts", "Docusaurus"),
    Site("docs", "book.toml", "mdBook"),
    Site("docs", "next.config.js", "Next.js"),
    Site("blog", "hugo.toml", "Hugo"),
    Site("blog", "hugo.yaml", "Hugo"),
    Site("blog", "hugo.yml", "Hugo"),
    Site("blog", "config/_default", "Hugo"),
    Site("blog", "archetypes", "Hugo"),
    Site("blog", "_config.yml", "Jekyll or Hexo"),
    Site("blog", "_posts", "Jekyll"),
    Site("blog", "source/_posts", "Hexo"),
)


def site_of(top: Path) -> Site | None:
    """Return what the files in a folder tell; None where there is none of these."""
    return next((site for site in _TOLD_BY if os.path.lexists(top / site.file)), None)
