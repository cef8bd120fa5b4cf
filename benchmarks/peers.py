"""The same statements as a plain Pelican site and as a Hugo site.

Both make what the archive makes as far as they can without code of ours: a page for each statement,
lists by subject, body and year, an index, a feed and a sitemap; Hugo also the previous and next
statement and, where asked, five related ones.  Their templates hold the text and its links only, so
neither pays for decoration.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from corpus import Text, texts

# Every program cuts its lists into sheets of this many statements.
SHEET = 60

PELICAN_SETTINGS = f"""
import os

SITENAME = "Archive of made-up statements"
SITEURL = "https://archive.example.org"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
DEFAULT_PAGINATION = {SHEET}
FILENAME_METADATA = ""
ARTICLE_URL = "statements/{{slug}}/"
ARTICLE_SAVE_AS = "statements/{{slug}}/index.html"
TAG_URL = "tags/{{slug}}/"
TAG_SAVE_AS = "tags/{{slug}}/index.html"
AUTHOR_URL = "agents/{{slug}}/"
AUTHOR_SAVE_AS = "agents/{{slug}}/index.html"
CATEGORY_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = "chronology/{{date:%Y}}/index.html"
DIRECT_TEMPLATES = ["index", "tags", "authors", "archives", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_ALL_ATOM = "feed.atom"
FEED_MAX_ITEMS = 30
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
CACHE_CONTENT = LOAD_CONTENT_CACHE = os.environ.get("PEER_CACHE") == "1"
CHECK_MODIFIED_METHOD = "mtime"
"""

PELICAN_SITEMAP = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for article in articles %}<url><loc>{{ SITEURL }}/{{ article.url }}</loc></url>
{% endfor %}</urlset>
"""

HUGO_SETTINGS = f"""
baseURL = "https://archive.example.org/"
title = "Archive of made-up statements"
languageCode = "en"
disableKinds = ["section"]
[pagination]
pagerSize = {SHEET}
[taxonomies]
tag = "tags"
agent = "agents"
year = "chronology"
[permalinks]
statements = "/statements/:slug/"
[services.rss]
limit = 30
[outputs]
home = ["html", "rss"]
taxonomy = ["html"]
term = ["html"]
[related]
threshold = 0
[[related.indices]]
name = "tags"
weight = 100
[[related.indices]]
name = "agents"
weight = 20
"""

HUGO_TEMPLATES = {
    "_default/baseof.html": """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}"></head>
<body><header><a href="{{ "/" | relURL }}">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "_default/single.html": """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
{{ range .GetTerms "agents" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>
{{ .Content }}
<ul>{{ range .GetTerms "tags" }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
RELATED</article>{{ end }}
""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<ol>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ .Date.Format "2006-01-02" }}</li>{{ end }}</ol>
{{ with .Paginator.Prev }}<a rel="prev" href="{{ .URL }}">before</a>{{ end }}
{{ with .Paginator.Next }}<a rel="next" href="{{ .URL }}">after</a>{{ end }}{{ end }}
""",
    "_default/taxonomy.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a>
{{ .Count }}</li>{{ end }}</ul>{{ end }}
""",
    "index.html": """{{ define "main" }}<h1>{{ site.Title }}</h1>
{{ $all := .Paginate (where site.RegularPages "Section" "statements") }}
<ol>{{ range $all.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol>
{{ with $all.Prev }}<a rel="prev" href="{{ .URL }}">before</a>{{ end }}
{{ with $all.Next }}<a rel="next" href="{{ .URL }}">after</a>{{ end }}{{ end }}
""",
}

HUGO_RELATED = """<ul>{{ range site.RegularPages.Related . | first 5 }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
"""


def write_pelican(folder: Path, seed: int, count: int) -> None:
    """Write a Pelican site with its own ``simple`` theme and a sitemap beside it."""
    (folder / "content").mkdir(parents=True)
    (folder / "pelicanconf.py").write_text(PELICAN_SETTINGS)
    templates = folder / "theme" / "templates"
    templates.mkdir(parents=True)
    for template in _themes().glob("simple/templates/*"):
        (templates / template.name).write_bytes(template.read_bytes())
    (templates / "sitemap.html").write_text(PELICAN_SITEMAP)
    for made in texts(seed, count):
        add_to_pelican(folder, made)


def _themes() -> Path:
    found = find_spec("pelican")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "themes"


def add_to_pelican(folder: Path, made: Text) -> None:
    """Write one statement into a Pelican site, as Markdown with Pelican's header."""
    header = (
        f"Title: {made.title}\nDate: {made.day} {made.minute // 60:02d}:{made.minute % 60:02d}\n"
        f"Slug: {made.slug}\nAuthor: {made.body}\nTags: {', '.join(made.subjects)}\n\n"
    )
    (folder / "content" / f"{made.slug}.md").write_text(header + _markdown(made))


def write_hugo(folder: Path, seed: int, count: int) -> None:
    """Write a Hugo site without related statements."""
    _write_hugo(folder, seed, count, "")


def write_hugo_related(folder: Path, seed: int, count: int) -> None:
    """Write a Hugo site with five related statements on each page."""
    _write_hugo(folder, seed, count, HUGO_RELATED)


def _write_hugo(folder: Path, seed: int, count: int, related: str) -> None:
    (folder / "content" / "statements").mkdir(parents=True)
    (folder / "hugo.toml").write_text(HUGO_SETTINGS)
    for name, template in HUGO_TEMPLATES.items():
        path = folder / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.replace("RELATED", related))
    for made in texts(seed, count):
        add_to_hugo(folder, made)


def add_to_hugo(folder: Path, made: Text) -> None:
    """Write one statement into a Hugo site, as Markdown with TOML front matter."""
    tags = ", ".join(f'"{name}"' for name in made.subjects)
    time = f"{made.minute // 60:02d}:{made.minute % 60:02d}:00Z"
    header = (
        f'+++\ntitle = "{made.title}"\nslug = "{made.slug}"\ndate = {made.day}T{time}\n'
        f'tags = [{tags}]\nagents = ["{made.body}"]\nchronology = ["{made.day.year}"]\n+++\n\n'
    )
    (folder / "content" / "statements" / f"{made.slug}.md").write_text(header + _markdown(made))


def _markdown(made: Text) -> str:
    source = f"**Source URL:** <{made.address}>"
    return "\n\n".join([*made.paragraphs, "* * *", source]) + "\n"
