"""One task on its way: what each page's template sees, the finished page, and its proof."""

from __future__ import annotations

from typing import Any

import msgspec
from jinja2 import Template

from archive.model import Reading, Statement
from archive.problems import Problem
from archive.reading import seeds
from archive.showing import check
from archive.showing.faults import template_problem
from archive.showing.pieces import Here
from archive.showing.scope import Page
from archive.showing.tasks import Rendered, Task, prefix_of, top_of
from archive.showing.views import LeafView, MissingView

_statement = msgspec.msgpack.Decoder(Statement)
_reading = msgspec.msgpack.Decoder(Reading)


class Run:
    """The pages of one task, and what came of them."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.pages = {page.path: page for page in task.pages}
        self.rendered: list[Rendered] = []
        self.problems: list[Problem] = []
        self._readings: dict[str, Reading] = {}

    def texts(self, page: Page) -> dict[str, Statement | Reading]:
        """Return the statements the page shows, whole or in part, by slug."""
        if page.statement:
            return {page.statement: _statement.decode(self.task.statements[page.statement])}
        return {slug: self._reading(slug) for slug in page.readings}

    def _reading(self, slug: str) -> Reading:
        known = self._readings.get(slug)
        if known is None:
            known = self._readings[slug] = _reading.decode(self.task.readings[slug])
        return known

    def context(self, page: Page) -> dict[str, Any]:
        """Return everything a template can see."""
        site = self.task.site
        base = "../" * (self.task.prefix + page.path).count("/")
        if isinstance(page.view, MissingView) and site.url:
            # Shown at any depth, so only the site's own address can lead back from it.
            base = top_of(site)
        here = page.path.removesuffix("index.html")
        # A page whose counterpart is another page has no alternate form that a program could use.
        url = "" if page.counterpart else site.url
        forms = [
            (code, name)
            for code, name in site.languages
            if not page.languages or code in page.languages
        ]
        context: dict[str, Any] = {
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
                        code, name,
                        f"{base}{prefix_of(site, code)}{page.counterpart or page.path}",
                        f"{url}/{prefix_of(site, code)}{here}" if url else "",
                    )
                    for code, name in forms
                ) if len(forms) > 1 else (),
            ),
        }  # fmt: skip
        if isinstance(page.view, LeafView):
            from archive.showing import prose  # noqa: PLC0415 - slow to import, for few pages

            context["content"] = prose.editors_markdown(page.view.source)
        return context

    def write(self, page: Page, template: Template) -> None:
        """Make one page, check it against its seed, and keep it."""
        context = self.context(page)
        try:
            html = template.render(context)
        except Exception as error:
            self.problems.append(template_problem(error, self.task.theme, page.path))
            return
        path, content = self.task.prefix + page.path, html.encode()
        if not page.path.endswith(".html"):
            self.rendered.append(Rendered(path, content, (), ()))
            return
        statement, seed = None, None
        if page.statement:
            statement = context["texts"][page.statement]
            data = self.task.seeds[page.statement]
            seed = seeds.read_again(page.source, data, statement.encoding)
        found = check.page(path, content, statement, seed, top_of(self.task.site))
        self.problems.extend(found.problems)
        self.rendered.append(Rendered(path, content, found.ids, found.links))
