# what makes the site; the folder holds pages and what makes them, it is not a package
"""The site of the documentation, made by Sphinx: every warning is an error, notebooks are executed as it is built.

sphinx-build --fail-on-warning docs build/docs
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from sphinx.util import logging

project = "collectrules"
author = "The collectrules authors"
extensions = ["myst_nb"]
exclude_patterns = ["examples", "**/.ipynb_checkpoints"]
html_theme = "alabaster"
html_theme_options = {"description": "Debt collection law as data", "page_width": "70em", "sidebar_width": "16em"}
myst_heading_anchors = 4
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300

DOCS: Final = Path(__file__).parent
ROOT: Final = DOCS.parent
_LINK: Final = re.compile(r"\[([^\]]+)\]\(((?!\w+:|#)[^)#\s]+)\)")


def setup(app: Any) -> None:  # noqa: ANN401  # Sphinx names no narrower type that is stable
    """Read every page before Sphinx does."""
    app.connect("source-read", leave_out_links)


def leave_out_links(_app: object, page: str, source: list[str]) -> None:
    """Name files outside the pages, which the site does not hold, instead of linking to them; they must be there."""
    here = (DOCS / page).parent

    def named(found: re.Match[str]) -> str:
        target = (here / found[2]).resolve()
        if not target.exists():
            logging.getLogger(__name__).warning("no such file: %s", found[2], location=page)
        inside = target.is_relative_to(DOCS) and target.is_file() and target.suffix in {".md", ".ipynb", ".png"}
        return found[0] if inside else f"{found[1]} (`{target.relative_to(ROOT)}`)"

    source[0] = _LINK.sub(named, source[0])
