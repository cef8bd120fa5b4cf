"""The Pelican settings of every run, each with its reason.

What differs from run to run is the theme, the folders and the pages to make; see ``plugin``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache, StrictUndefined


def pelican_settings(root: Path, theme: Path, scratch: Path) -> dict[str, Any]:
    """Return Pelican's settings for an archive folder, as ``pelican.settings`` names them.

    ``scratch`` is where compiled templates are kept between runs.
    """
    environment: dict[str, Any] = {
        "autoescape": True,  # seeds and names are untrusted
        "undefined": StrictUndefined,  # a template's slip stops the build instead of hiding words
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["archive.showing.compiling.Speaking"],
        "bytecode_cache": FileSystemBytecodeCache(str(scratch)),
        "cache_size": -1,
        "auto_reload": False,  # another state of the theme has another folder of compiled templates
    }
    return {
        "PATH": str(root),
        "THEME": str(theme),
        "OUTPUT_PATH": str(root / "output"),  # nothing is written by Pelican itself
        "SITENAME": "",
        "SITEURL": "",
        "RELATIVE_URLS": True,
        "TIMEZONE": "UTC",
        "DEFAULT_LANG": "en",
        "PLUGINS": ["archive.showing.plugin"],
        "JINJA_ENVIRONMENT": environment,
        "JINJA_FILTERS": {},
        # Addresses and metadata come from the statement, never from a file's name or its clock.
        "FILENAME_METADATA": "",
        "PATH_METADATA": "",
        "DEFAULT_DATE": None,
        "WITH_FUTURE_DATES": True,
        "SLUGIFY_USE_UNICODE": True,
        "SLUGIFY_SOURCE": "basename",
        "USE_FOLDER_AS_CATEGORY": False,
        "DEFAULT_CATEGORY": "statement",
        # Only what the plan names is read.
        "ARTICLE_PATHS": [],
        "PAGE_PATHS": [],
        "STATIC_PATHS": [],
        "THEME_STATIC_PATHS": [],
        "IGNORE_FILES": [],
        "STATIC_EXCLUDE_SOURCES": True,
        # Lists, feeds and registers are pages of the plan, not Pelican's own.
        "DIRECT_TEMPLATES": [],
        "TEMPLATE_PAGES": {},
        "TEMPLATE_EXTENSIONS": [".html", ".xml"],
        "PAGINATED_TEMPLATES": {},
        "AUTHOR_SAVE_AS": "",
        "CATEGORY_SAVE_AS": "",
        "TAG_SAVE_AS": "",
        "FEED_ALL_ATOM": None,
        "FEED_ATOM": None,
        "CATEGORY_FEED_ATOM": None,
        "AUTHOR_FEED_ATOM": None,
        "TRANSLATION_FEED_ATOM": None,
        # Seeds are text: no {filename} link, no typographic "improvement", no content cache.
        "INTRASITE_LINK_REGEX": "(?!)",
        "TYPOGRIFY": False,
        "CACHE_CONTENT": False,
        "LOAD_CONTENT_CACHE": False,
        "DELETE_OUTPUT_DIRECTORY": False,
        "OUTPUT_SOURCES": False,
        "DEBUG": True,  # so that Pelican says why it could not read a file
    }
