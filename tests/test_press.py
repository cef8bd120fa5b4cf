"""A task in, finished pages out: through Pelican, set up once, with every fault told."""

import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from archive.model import Block, Statement
from archive.showing import faults, plugin, prose
from archive.showing.pieces import Site
from archive.showing.scope import Page
from archive.showing.tasks import Task
from archive.showing.views import LeafView, MissingView, StatementView

SITE = Site("Archive", "All of it", "en", "ltr", (("en", "English"),), (), (), {})
ARTICLE = """<html><body><h1 data-lines="1">{{ texts[view.slug].title }}</h1>
<p data-compared="{{ texts[view.slug] | compared }}">{{ _("Record") }} of {{ site.name }}</p></body></html>
"""


@pytest.fixture
def task(tmp_path: Path) -> Iterator[Task]:
    """Return a task without pages, for a theme of its own."""
    templates = tmp_path / "theme" / "templates"
    templates.mkdir(parents=True)
    (templates / "article.html").write_text(ARTICLE, "utf-8")
    (templates / "404.html").write_text("<p>{{ view.nothing }}</p>", "utf-8")
    (templates / "page.html").write_text("<main>{{ content }}</main>", "utf-8")
    yield Task(
        str(tmp_path), str(tmp_path / "theme"), str(tmp_path / "scratch"), SITE, "", (), {}, {}, {}
    )
    plugin.hosted.cache_clear()


def shown(task: Task, title: str, seed: bytes) -> Task:
    """Return the task with one statement to show."""
    statement = Statement(
        code="a", file="seeds/a.txt", sha256="", slug="a", title=title,
        head=(Block("title", (1,), title),), body=(), back=(), ledger=(), basis={}, aside=(),
    )  # fmt: skip
    view = StatementView("a", None, None, (), (), (), ())
    page = Page("statements/a/index.html", "article", view, "seeds/a.txt", statement="a")
    encoded = msgspec.msgpack.encode(statement)
    return replace(task, pages=(page,), statements={"a": encoded}, seeds={"a": seed})


def test_statement_comes_out_as_a_proven_page(task):
    """Its page is made from the template, in the language of the site, and has been read back."""
    (page,), problems = plugin.render(shown(task, "Bread & Roses", b"Bread & Roses\n"))
    assert problems == ()
    assert page.path == "statements/a/index.html"
    assert b'<h1 data-lines="1">Bread &amp; Roses</h1>' in page.content
    assert b">Record of Archive</p>" in page.content


def test_page_that_differs_from_its_seed_is_a_problem(task):
    """What the proof finds is handed back with the pages."""
    _, problems = plugin.render(shown(task, "Bread", b"Roses\n"))
    assert [problem.code for problem in problems] == ["A501"]


def test_pelican_is_set_up_once_for_all_tasks_of_a_language(task):
    """The second task of a process finds everything ready; another language has its own."""
    plugin.render(shown(task, "Bread", b"Bread"))
    before = plugin.hosted.cache_info()
    plugin.render(shown(task, "Roses", b"Roses"))
    after = plugin.hosted.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (0, 1)
    plugin.render(replace(task, site=replace(SITE, language="ar"), scratch=f"{task.scratch}-ar"))
    assert plugin.hosted.cache_info().misses == after.misses + 1


def test_template_that_fails_names_its_line_and_its_page(task):
    """One page fails; the others are made all the same."""
    good = shown(task, "Bread", b"Bread")
    bad = Page("404.html", "404", MissingView())
    pages, problems = plugin.render(replace(good, pages=(bad, *good.pages)))
    assert [page.path for page in pages] == ["statements/a/index.html"]
    (problem,) = problems
    assert (problem.code, problem.file, problem.line) == ("A420", "theme/templates/404.html", 1)
    assert "404.html" in problem.message
    assert "nothing" in problem.message


def test_template_that_cannot_be_compiled_is_told_once(task):
    """A slip of syntax is the template's, however many pages wait for it."""
    path = Path(task.theme) / "templates" / "article.html"
    path.write_text("<p>\n{% if %}</p>", "utf-8")
    one = shown(task, "Bread", b"Bread")
    pages, problems = plugin.render(replace(one, pages=one.pages * 2))
    assert pages == ()
    assert [(p.code, p.file, p.line) for p in problems] == [
        ("A420", "theme/templates/article.html", 2)
    ]


def test_template_that_is_not_there_is_a_problem(task):
    """A name that no file of the theme answers to is told like any other slip."""
    _, problems = plugin.render(replace(task, pages=(Page("x.html", "nowhere", MissingView()),)))
    assert [problem.code for problem in problems] == ["A420"]


def test_page_that_pelican_leaves_out_is_a_problem(task):
    """Every page of a task is made, or the build ends."""
    ready = shown(task, "Bread", b"Bread")
    plugin.render(ready)
    plugin.hosted(task.root, task.theme, task.scratch, "en", False).generators.clear()  # noqa: FBT003
    pages, problems = plugin.render(ready)
    assert pages == ()
    assert [(problem.code, problem.file) for problem in problems] == [("A422", "seeds/a.txt")]


def test_what_pelican_logs_as_an_error_is_a_problem():
    """Pelican logs and goes on; the build does not."""
    problems = []
    with faults.logged(problems):
        logging.getLogger("pelican.generators").error("Cannot read %s", "x")
        logging.getLogger("pelican").warning("no matter")
    assert [problem.code for problem in problems] == ["A421"]
    assert "Cannot read x" in problems[0].message


def test_editors_page_is_cleaned_markdown(task):
    """An editor's page is Markdown without what could run, and knows its neighbours."""
    source = "# About\n\n[cite](how-to-cite.md#a) <script>x</script> <b onclick='x'>b</b>\n"
    page = Page("about/index.html", "page", LeafView("about", "About", source), "content/about.md")
    (made,), problems = plugin.render(replace(task, pages=(page,)))
    assert problems == ()
    assert made.content.decode() == f"<main>{prose.editors_markdown(source)}</main>"
    assert '<a href="../how-to-cite/index.html#a">cite</a>' in made.content.decode()
    assert "script" not in made.content.decode()
    assert "onclick" not in made.content.decode()
