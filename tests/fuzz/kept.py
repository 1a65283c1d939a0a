"""Pages that failed once, one a file, as text with escapes, so that editors and git leave them as they are."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


def keep(folder: Path, page: str) -> Path:
    """Put a page into the corpus; its file."""
    place = folder / "pages" / f"{sha256(page.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(page.encode("unicode_escape").decode("ascii") + "\n", encoding="ascii")
    return place


def kept(folder: Path) -> dict[str, str]:
    """All pages of the corpus by the names of their files."""
    files = sorted((folder / "pages").glob("*.txt"))
    return {
        file.stem: file.read_text(encoding="ascii").removesuffix("\n").encode("ascii").decode("unicode_escape")
        for file in files
    }
