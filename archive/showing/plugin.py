"""Where the archive meets Pelican; the only module that imports it.

Pelican is set up once in a process for each theme and language of the interface: its settings, this
plugin with its signals, its generators with their Jinja environment, its writer.  From then on our
generator hands each page that a task names to our writer.  Whatever Pelican would log as an error
and pass over is a problem that stops the build.

Signals hold weak references, so every receiver is a function of this module.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError
from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.log import console
from pelican.settings import read_settings
from pelican.writers import Writer

from archive.problems import Problem
from archive.showing import check, markup, words
from archive.showing.faults import logged, template_problem
from archive.showing.press import Run
from archive.showing.settings import pelican_settings
from archive.showing.tasks import Rendered, Task

__all__ = ["TemplateSyntaxError", "render", "template_problem"]


def render(task: Task) -> tuple[tuple[Rendered, ...], tuple[Problem, ...]]:
    """Make the task's pages through Pelican.

    Returns the finished pages and every problem: a template that fails (A420), whatever Pelican
    reports as an error (A421), a page it left out (A422), and what ``check.page`` finds.
    """
    run = Run(task)
    Path(task.scratch).mkdir(parents=True, exist_ok=True)
    with logged(run.problems):
        site = task.site
        host = hosted(task.root, task.theme, task.scratch, site.language, site.arabic_digits)
        run.problems.extend(host.problems)
        host.make(run)
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


class Host:
    """Pelican, set up for one theme in one language of the interface."""

    def __init__(self, settings: dict[str, Any], language: str, *, arabic_digits: bool) -> None:
        self.filters = {
            **markup.FILTERS,
            "compared": check.compared,
            **words.filters(language, arabic_digits=arabic_digits),
        }
        self.translations = words.translations(language)
        self.problems: list[Problem] = []
        self.generators: list[tuple[PlanGenerator, PlanWriter]] = []
        settings["PLUGINS"] = [sys.modules[__name__]]
        settings["JINJA_FILTERS"] = self.filters
        settings["HOST"] = self
        console.quiet = True
        with logged(self.problems):
            Pelican(read_settings(override=settings)).run()

    def make(self, run: Run) -> None:
        """Hand each page of a run to Pelican's writer with its template."""
        for generator, writer in self.generators:
            generator.make(run, writer)


@lru_cache(maxsize=8)
def hosted(root: str, theme: str, scratch: str, language: str, arabic_digits: bool) -> Host:  # noqa: FBT001
    """Return Pelican as set up for a theme and a language.

    ``scratch`` is where compiled templates are kept; it has another name for each state of the
    theme and the software, so that what is remembered here is never an old one.
    """
    settings = pelican_settings(Path(root), Path(theme), Path(scratch))
    return Host(settings, language, arabic_digits=arabic_digits)


# Pelican's seams, from here on: generator, writer, signals.


class PlanGenerator(Generator):  # type: ignore[misc]
    """Makes the pages that the plan names, and no others."""

    def generate_output(self, writer: PlanWriter) -> None:
        """Say that Pelican is ready; the pages come with the tasks."""
        self.settings["HOST"].generators.append((self, writer))

    def template(self, name: str) -> Template:
        """Return a template, whose globals are one dictionary: a chain is walked for each page."""
        template: Template = self.get_template(name)
        if not isinstance(template.globals, dict):
            template.globals = dict(template.globals)
        return template

    def make(self, run: Run, writer: PlanWriter) -> None:
        """Hand the pages of a run to the writer, each with its template."""
        for page in run.task.pages:
            try:
                template = self.template(page.template)
            except Exception as error:
                run.problems.append(template_problem(error, run.task.theme))
            else:
                writer.write_file(page.path, template, self.context, run=run)


class PlanWriter(Writer):  # type: ignore[misc]
    """Takes the page from the plan and keeps it in the run; Pelican itself publishes nothing."""

    def write_file(
        self,
        name: str,
        template: Template,
        context: dict[str, Any],  # noqa: ARG002
        relative_urls: bool = False,  # noqa: ARG002, FBT001, FBT002
        paginated: Any = None,  # noqa: ANN401, ARG002
        template_name: str | None = None,  # noqa: ARG002
        override_output: bool = False,  # noqa: ARG002, FBT001, FBT002
        url: str | None = None,  # noqa: ARG002
        run: Run | None = None,
        **_extra: Any,  # noqa: ANN401
    ) -> None:
        """Make the page that the run has at ``name``; without a run it is none of ours."""
        page = run.pages.get(name) if run else None
        if run is not None and page is not None:
            run.write(page, template)


def _generators(_pelican: Pelican) -> type[PlanGenerator]:
    return PlanGenerator


def _writer(_pelican: Pelican) -> type[PlanWriter]:
    return PlanWriter


def _environment(generator: Generator) -> None:
    generator.env.speaking.speak(generator.settings["HOST"].translations)


def register() -> None:
    """Connect to Pelican's signals; called by Pelican."""
    signals.generator_init.connect(_environment)
    signals.get_generators.connect(_generators)
    signals.get_writer.connect(_writer)
