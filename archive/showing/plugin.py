"""Where the archive meets Pelican; the only module that imports it.

Pelican reads the seeds and pages that the plan names through our reader, makes articles and pages
of them, and hands each to our writer with its template; our generator adds the lists.  Everything
Pelican would log as an error and pass over is a problem that stops the build.

Signals hold weak references, so every receiver is a function of this module.
"""

from __future__ import annotations

import logging
import posixpath
import sys
from pathlib import Path
from typing import Any

import msgspec
import nh3
from jinja2 import TemplateError, TemplateSyntaxError
from markdown import Markdown
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.contents import Author, Tag
from pelican.generators import ArticlesGenerator, Generator
from pelican.log import console
from pelican.readers import BaseReader
from pelican.settings import read_settings
from pelican.utils import SafeDatetime
from pelican.writers import Writer

from archive.model import Reading, Statement
from archive.problems import Problem
from archive.reading import seeds
from archive.showing import check, markup, words
from archive.showing.scope import Page
from archive.showing.settings import pelican_settings
from archive.showing.tasks import Rendered, Task, prefix_of, top_of
from archive.showing.views import Here, LeafView, MissingView, StatementView

_statement = msgspec.msgpack.Decoder(Statement)
_reading = msgspec.msgpack.Decoder(Reading)


class Run:
    """One run of Pelican over one task: the pages by path, and what came of them."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.pages = {page.path: page for page in task.pages}
        self.sources = {page.source: page for page in task.pages if page.source}
        self.rendered: list[Rendered] = []
        self.problems: list[Problem] = []
        self.filters = {
            **markup.FILTERS,
            "compared": check.compared,
            **words.filters(task.site.language, arabic_digits=task.site.arabic_digits),
        }
        self.translations = words.translations(task.site.language)

    def texts(self, page: Page) -> dict[str, Statement | Reading]:
        """Return the statements the page shows, whole or in part, by slug."""
        if page.statement:
            return {page.statement: _statement.decode(self.task.statements[page.statement])}
        return {slug: _reading.decode(self.task.readings[slug]) for slug in page.readings}

    def context(self, page: Page) -> dict[str, Any]:
        """Return everything a template can see."""
        site = self.task.site
        base = "../" * (self.task.prefix + page.path).count("/")
        if isinstance(page.view, MissingView) and site.url:
            # Shown at any depth, so only the site's own address can lead back from it.
            base = top_of(site)
        here = page.path.removesuffix("index.html")
        forms = [
            (code, name)
            for code, name in site.languages
            if not page.languages or code in page.languages
        ]
        return {
            "view": page.view,
            "texts": self.texts(page),
            "site": site,
            "root": base + self.task.prefix,
            "base": base,
            "page": Here(
                path=page.path,
                language=site.language,
                direction=site.direction,
                canonical=f"{site.url}/{self.task.prefix}{here}" if site.url else "",
                alternates=tuple(
                    (
                        code, name, f"{base}{prefix_of(site, code)}{page.path}",
                        f"{site.url}/{prefix_of(site, code)}{here}" if site.url else "",
                    )
                    for code, name in forms
                ) if len(forms) > 1 else (),
            ),
        }  # fmt: skip

    def write(self, page: Page, template: Any, extra: dict[str, Any]) -> None:  # noqa: ANN401
        """Make one page, check it against its seed, and keep it."""
        context = self.context(page)
        try:
            html = template.render(**context, **extra)
        except Exception as error:
            self.problems.append(template_problem(error, self.task.theme, page.path))
            return
        path = self.task.prefix + page.path
        if not page.path.endswith(".html"):
            self.rendered.append(Rendered(path, html.encode(), (), ()))
            return
        statement, seed = None, None
        if page.statement:
            statement = context["texts"][page.statement]
            data = self.task.seeds[page.statement]
            seed = seeds.read(page.source, data, statement.encoding)
        found = check.page(path, html, statement, seed, top_of(self.task.site))
        self.problems.extend(found.problems)
        self.rendered.append(Rendered(path, html.encode(), found.ids, found.links))


def render(task: Task) -> tuple[tuple[Rendered, ...], tuple[Problem, ...]]:
    """Make the task's pages through Pelican.

    Returns the finished pages and every problem: a template that fails (A420), whatever Pelican
    reports as an error (A421), a page it left out (A422), and what ``check.page`` finds.
    """
    run = Run(task)
    console.quiet = True
    errors = _Errors(run)
    log = logging.getLogger("pelican")
    log.addHandler(errors)
    log.propagate = False
    try:
        settings = pelican_settings(Path(task.root), Path(task.theme), Path(task.scratch))
        settings["PLUGINS"] = [sys.modules[__name__]]
        settings["ARTICLE_PATHS"] = [
            page.source for page in task.pages if isinstance(page.view, StatementView)
        ]
        settings["PAGE_PATHS"] = [
            page.source for page in task.pages if isinstance(page.view, LeafView)
        ]
        settings["JINJA_FILTERS"] = run.filters
        settings["RUN"] = run
        Pelican(read_settings(override=settings)).run()
    except TemplateError as error:
        run.problems.append(template_problem(error, task.theme))
    finally:
        log.removeHandler(errors)
    if not run.problems:
        made = {page.path for page in run.rendered}
        run.problems.extend(
            Problem(
                page.source or page.path, 0, "A422", f"found no page made at {page.path}; expected "
                "one", "see the messages above; a plugin or template has left it out",
            )
            for page in task.pages
            if task.prefix + page.path not in made
        )  # fmt: skip
    return tuple(run.rendered), tuple(dict.fromkeys(run.problems))


class _Errors(logging.Handler):
    """Turns what Pelican logs as an error into a problem of the run."""

    def __init__(self, run: Run) -> None:
        super().__init__(logging.ERROR)
        self.run = run

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        reason = f": {type(error).__name__}: {error}" if error else ""
        self.run.problems.append(
            Problem(
                "Pelican", 0, "A421", f"found an error: {record.getMessage()}{reason}; "
                "expected every page to be made", "mend what it names and build again",
            )
        )  # fmt: skip


def template_problem(error: Exception, theme: str, path: str = "") -> Problem:
    """Return the problem of a template that failed, with its file and line in the theme."""
    file, line = "theme/templates", 0
    if isinstance(error, TemplateSyntaxError):
        file, line = f"theme/templates/{error.name}", error.lineno
    else:
        trace = error.__traceback__
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if name.startswith(theme):
                file = "theme/" + posixpath.relpath(name, theme)
                line = trace.tb_lineno
            trace = trace.tb_next
    making = f" while making {path}" if path else ""
    return Problem(
        file, line, "A420", f"found a template that fails{making}: {type(error).__name__}: "
        f"{error}; expected it to make its page", "mend the template at this line",
    )  # fmt: skip


# Pelican's seams, from here on: signals, reader, generators, writer.


class StatementReader(BaseReader):  # type: ignore[misc]
    """Reads a seed or an editor's page by looking it up in the run; opens no file itself."""

    enabled = True
    file_extensions = ("txt", "md")

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the text as HTML and the metadata Pelican's articles and pages need."""
        run: Run = self.settings["RUN"]
        name = posixpath.relpath(source_path, self.settings["PATH"])
        page = run.sources[name]
        where = {"save_as": page.path, "url": page.path, "template": page.template}
        if isinstance(page.view, LeafView):
            return editors_markdown(page.view.source), {"title": page.view.title, **where}
        statement = _statement.decode(run.task.statements[page.statement])
        # Pelican sorts by a day and an hour; this one is for sorting only and is shown nowhere.
        year, month, day = (
            (statement.date.year, statement.date.month, statement.date.day)
            if (statement.date)
            else (1, 1, 1)
        )
        metadata = {
            "title": statement.title,
            "slug": statement.slug,
            "lang": statement.language,
            "date": SafeDatetime(max(year, 1), month or 1, day or 1),
            "tags": [_named(Tag, tag, tag, self.settings) for tag in statement.tags],
            **where,
        }
        if statement.creators:  # Pelican takes the first of the authors for granted
            metadata["authors"] = [
                _named(Author, who.name, who.slug, self.settings) for who in statement.creators
            ]
        return "", metadata


def _named(kind: type, name: str, slug: str, settings: dict[str, Any]) -> Any:  # noqa: ANN401
    wrapped = kind(name, settings)
    wrapped.slug = slug or name
    return wrapped


class ListsGenerator(Generator):  # type: ignore[misc]
    """Makes the pages that no single source stands behind: lists, feeds, registers."""

    def generate_output(self, writer: PlanWriter) -> None:
        """Hand each list of the plan to the writer."""
        for page in self.settings["RUN"].task.pages:
            if not page.source:
                writer.write_file(page.path, self.get_template(page.template), self.context)


class PlanWriter(Writer):  # type: ignore[misc]
    """Takes the page from the plan and keeps it in the run; Pelican itself publishes nothing."""

    def write_file(
        self,
        name: str,
        template: Any,  # noqa: ANN401
        context: dict[str, Any],  # noqa: ARG002
        relative_urls: bool = False,  # noqa: ARG002, FBT001, FBT002
        paginated: Any = None,  # noqa: ANN401, ARG002
        template_name: str | None = None,  # noqa: ARG002
        override_output: bool = False,  # noqa: ARG002, FBT001, FBT002
        url: str | None = None,  # noqa: ARG002
        **extra: Any,  # noqa: ANN401
    ) -> None:
        """Make the page that the plan has at ``name``; other names are Pelican's own lists."""
        run: Run = self.settings["RUN"]
        page = run.pages.get(name)
        if page is None:
            return
        added: dict[str, Any] = {}
        if isinstance(page.view, LeafView):
            added["content"] = Markup(extra["page"].content)  # noqa: S704 - sanitised
        run.write(page, template, added)


_markdown = Markdown(extensions=["attr_list", "def_list", "footnotes", "tables", "toc"])


def editors_markdown(source: str) -> str:
    """Return an editor's Markdown as HTML with an allow-list of elements and addresses.

    A link to a neighbouring ``name.md`` or ``name.ar.md`` leads to that page of the site.
    """
    html = _markdown.reset().convert(source)
    return nh3.clean(
        html,
        attributes={**nh3.ALLOWED_ATTRIBUTES, "*": {"id", "lang", "dir", "class"}},
        attribute_filter=_neighbour,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _neighbour(_element: str, attribute: str, value: str) -> str:
    if attribute != "href" or ":" in value or not value.partition("#")[0].endswith(".md"):
        return value
    file, mark, fragment = value.partition("#")
    return f"../{posixpath.basename(file).split('.')[0]}/index.html{mark}{fragment}"


def _readers(readers: Any) -> None:  # noqa: ANN401
    for extension in StatementReader.file_extensions:
        readers.reader_classes[extension] = StatementReader


def _generators(_pelican: Pelican) -> type[ListsGenerator]:
    return ListsGenerator


def _writer(_pelican: Pelican) -> type[PlanWriter]:
    return PlanWriter


def _environment(generator: Generator) -> None:
    generator.env.speaking.speak(generator.settings["RUN"].translations)


def _nothing_lost(generator: ArticlesGenerator) -> None:
    """Statements and articles must be the same set: Pelican passes over what it cannot read."""
    run: Run = generator.settings["RUN"]
    articles = {article.save_as for article in (*generator.articles, *generator.translations)}
    for page in run.task.pages:
        if isinstance(page.view, StatementView) and page.path not in articles:
            run.problems.append(
                Problem(
                    page.source, 0, "A422", "found no article made of this seed; expected one",
                    "see the other messages; Pelican has left it out",
                )
            )  # fmt: skip


def _lists_are_ours(generator: ArticlesGenerator) -> None:
    # Pelican goes through all articles for each tag and author, though we write none of its lists.
    generator.tags, generator.categories, generator.authors = {}, [], []
    generator.dates, generator.period_archives = [], {}


def register() -> None:
    """Connect to Pelican's signals; called by Pelican."""
    signals.readers_init.connect(_readers)
    signals.generator_init.connect(_environment)
    signals.article_generator_pretaxonomy.connect(_nothing_lost)
    signals.article_generator_finalized.connect(_lists_are_ours)
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)
