"""Making what has to be made and publishing it: the part of a build that takes time."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path

import msgspec

from archive.building import drawing, files, trees, workers
from archive.building.cache import Cache, Made
from archive.building.drawing import Wanted
from archive.building.files import Raw
from archive.building.indexing import Index
from archive.building.inputs import THEME, theme_files
from archive.building.ownership import MANIFEST
from archive.building.parallel import Hands, spread
from archive.building.plan import Plan, Templates, reason, sitemaps, sites
from archive.building.publish import Stage
from archive.building.report import Report
from archive.building.trees import Inventory, Survey
from archive.fixity import digest
from archive.linking.library import Archive
from archive.model import Entry, Frozen
from archive.problems import Problem, ProblemsFound
from archive.searching.directory import address
from archive.showing import assets, links, words
from archive.showing.pieces import Amendment, Site
from archive.showing.scope import Page, item_of
from archive.showing.tasks import Rendered, Task, prefix_of
from archive.showing.whole import Whole

# Below this number of pages one process is done before others have started.
FEW = 150
PAGES = 64
READINGS = 256
# So many files are made before they are put down in the cache.
FRESH = 500
# After this many problems a template or a seed is so wrong that more of them tell nothing.
ENOUGH = 100

_encode = msgspec.msgpack.Encoder().encode


class Target(Frozen, frozen=True):
    """Where a site goes: the folders, the name it is remembered under, its address if known."""

    root: Path
    output: Path
    spare: Path
    site: str
    site_url: str = ""
    explain: str = ""


class Outcome(Frozen, frozen=True):
    """What was done to the published site: paths made, the number kept, paths removed."""

    made: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]
    explained: str = ""


class Making:
    """One site on its way from the plan to its place."""

    def __init__(
        self, archive: Archive, cache: Cache, software: bytes, target: Target, found: Survey
    ) -> None:
        self.archive = archive
        self.cache = cache
        self.software = software
        self.target = target
        self.found = found
        self.published = cache.outputs(target.site)
        self._groups = cache.groups(target.site)
        # The fingerprint and the group of every file of the site, and the mark of every group.
        self.wanted: dict[str, tuple[bytes, str]] = {}
        self.groups: dict[str, bytes] = {}
        # The SHA-256 of what was made; what else is to be remembered of it waits to be put down.
        self.made: dict[str, bytes] = {}
        self._fresh: dict[str, Made] = {}
        self.written: set[str] = set()
        self.problems: list[Problem] = []
        self.explained = ""
        # Many links lead to one page, so what places it has is worked out once.
        self._ids = lru_cache(maxsize=1024)(self._ids_of)
        self._links: dict[str, dict[str, str]] = defaultdict(dict)
        templates = theme_files(THEME, "templates")
        catalogue = b"".join(theme_files(THEME, "translations").values())
        # Jinja works out what it can while it compiles, filters too, so that what is compiled
        # belongs to one language and one state of the software.
        mark = digest(software, catalogue, *templates.values()).hex()
        self.scratch = target.root / ".cache" / "templates" / mark
        self.templates = Templates(templates, digest(software, catalogue))
        addresses, self.assets = assets.dress(theme_files(THEME, "static"))
        url = target.site_url or archive.description.site_url
        self.sites = sites(archive.description, archive, addresses, url)
        about = archive.description
        context = digest(software, catalogue, _encode((about.languages, about.arabic_digits)))
        self.index = Index(archive, cache, context, self._dates)
        self.choices: dict[str, bytes] = {}
        # What every card depends on; only a site whose address is known has cards.
        fonts = theme_files(THEME, "cards") if url else {}
        self.drawn = digest(software, *fonts.values())

    # Plan

    def plan(self) -> Iterator[tuple[Site, Page]]:
        """Yield what has to be made, as it is found, so that views never pile up."""
        members: dict[str, list[str]] = defaultdict(list)
        for path, made in self.published.items():
            members[made.group].append(path)
        whole = Whole(self.archive)
        for site in self.sites:
            plan = Plan(
                whole, site, self.templates, self.amendment, self.index.address,
                self._remembered,
            )  # fmt: skip
            self.choices[address(plan.choices)] = plan.choices
            for group in plan.groups():
                if group.mark:
                    paths = members.get(group.name, [])
                    unchanged = self._groups.get(group.name) == group.mark
                    self.groups[group.name] = group.mark
                    if unchanged and paths and all(path in self.found.files for path in paths):
                        for path in paths:
                            self._want(path, self.published[path].fingerprint, group.name)
                        continue
                for planned in plan.pages(group):
                    page = planned.page
                    if self._want(planned.path, planned.fingerprint, group.name, page.source):
                        yield site, page
        for page in sitemaps(self.sites[0], self.wanted):
            mark = self.templates.digest(page.template) + digest(_encode(page.view))
            if self._want(page.path, mark):
                yield self.sites[0], page

    def _want(self, path: str, fingerprint: bytes, group: str = "", source: str = "") -> bool:
        """Take a path into the site; say whether it has to be made."""
        if path in self.wanted:
            self.problems.append(
                Problem(
                    source or path, 0, "A409", f"found two pages for {path}; expected one each",
                    "give one of them another slug, alias or file name",
                )
            )  # fmt: skip
        self.wanted[path] = (fingerprint, group)
        last = self.published.get(path)
        if path == self.target.explain:
            self.explained = reason(last.fingerprint if last else None, fingerprint)
        if last is None or last.fingerprint != fingerprint or last.group != group:
            return True
        if path in self.found.files:
            return False
        # The file is not the one we left; it will do all the same if it holds the same bytes.
        if trees.content_digest(self.target.output, path) != last.sha256:
            return True
        self.found.files[path] = trees.stamp_of(self.target.output, path)
        return False

    def _remembered(self, name: str, mark: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what the last build kept under a name, or make it anew and keep it."""
        mark = digest(self.software, mark)
        kept: bytes = self.cache.value(name)
        if kept.startswith(mark):
            return kept[len(mark) :]
        fresh = make()
        self.cache.keep_value(name, mark + fresh)
        return fresh

    def amendment(self, slug: str) -> Amendment:
        """Return what editors changed in reading a statement."""
        statement = self.cache.statement(slug)
        return Amendment(
            item_of(self.archive.entries[slug]), statement.corrections,
            tuple(link for link in statement.links if link.href != link.printed),
            statement.withheld, statement.joins,
        )  # fmt: skip

    def _dates(self, entry: Entry) -> dict[str, str]:
        """Return a statement's date of issue in words, by language of the interface."""
        digits = self.archive.description.arabic_digits
        return {
            site.language: words.in_brackets(
                entry.date, entry.date_kind, site.language, arabic_digits=digits
            )
            for site in self.sites
        }

    def _raw(self) -> Iterator[Raw]:
        """Yield every file that no template makes."""
        yield from files.static(self.assets)
        yield from files.seeds(self.archive, self.cache.statement, self.target.root)
        for part in self.index.parts():
            yield Raw(*part)
        for place, choices in self.choices.items():
            yield Raw(place, place.encode(), partial(bytes, choices))
        yield from files.about(self.archive, self.sites[0])

    # Render and check

    def tasks(self, todo: Iterable[tuple[Site, Page]]) -> Iterator[Task]:
        """Cut the pages to be made into tasks of a bounded size."""
        batch: list[Page] = []
        readings = 0
        last = self.sites[0]
        for site, page in todo:
            if batch and (site is not last or len(batch) >= PAGES or readings >= READINGS):
                yield self._task(last, batch)
                batch, readings = [], 0
            last = site
            batch.append(page)
            readings += len(page.readings)
        if batch:
            yield self._task(last, batch)

    def _task(self, site: Site, pages: list[Page]) -> Task:
        whole = {page.statement: page.source for page in pages if page.statement}
        parts = dict.fromkeys(slug for page in pages for slug in page.readings)
        return Task(
            root=str(self.target.root),
            theme=str(THEME),
            scratch=str(self.scratch / f"{site.language}{'-digits' * site.arabic_digits}"),
            site=site,
            prefix=prefix_of(site, site.language),
            pages=tuple(pages),
            statements={slug: self.cache.statement_bytes(slug) for slug in whole},
            readings={slug: self.cache.reading_bytes(slug) for slug in parts},
            seeds={slug: (self.target.root / file).read_bytes() for slug, file in whole.items()},
        )

    def render(self, stage: Stage, report: Report, hands: Hands) -> None:
        """Make and check every page that has to be, writing each into the stage."""
        todo = self.plan()
        first = list(islice(todo, FEW + 1))
        executor = hands.many if len(first) > FEW else hands.one

        def finished() -> Iterator[tuple[Rendered, ...]]:
            for rendered, wrong in spread(executor, workers.render, self.tasks(chain(first, todo))):
                self.problems.extend(wrong)
                if len(self.problems) >= ENOUGH:
                    raise ProblemsFound(self.problems)
                yield rendered

        for rendered in report.steps("made", 0, finished()):
            for page in rendered:
                self._put(stage, page.path, page.content, " ".join(page.ids))
                self._check_links(page)
        undrawn = list(self._undrawn())
        executor = hands.many if len(undrawn) > FEW else hands.one
        drawn = spread(executor, workers.draw, drawing.batches(undrawn))
        for cards in report.steps("drawn", len(undrawn), drawn):
            for path, content in cards:
                self._put(stage, path, content)
        for file in self._raw():
            if self._want(file.path, file.fingerprint):
                self._put(stage, file.path, file.content())
        for target, fragments in self._links.items():
            for fragment, path in fragments.items():
                link = [f"{target}#{fragment}" if fragment else target]
                self.problems.extend(links.lost(path, link, self.wanted, self._ids))
        if self.problems:
            raise ProblemsFound(dict.fromkeys(self.problems))

    def _undrawn(self) -> Iterator[Wanted]:
        """Yield the cards that have to be drawn."""
        for card in drawing.cards(self.archive, self.sites, self.drawn):
            if self._want(card.path, card.fingerprint):
                yield card

    def _check_links(self, page: Rendered) -> None:
        """Check the links to pages that are made; the others wait for the end of the plan."""
        now = []
        for link in page.links:
            target, _, fragment = link.partition("#")
            if target in self.made:
                now.append(link)
            else:
                self._links[target].setdefault(fragment, page.path)
        self.problems.extend(links.lost(page.path, now, self.wanted, self._ids))

    def _ids_of(self, path: str) -> frozenset[str]:
        made = self._fresh.get(path)
        return frozenset(made.ids.split(" ")) if made else self.cache.ids(self.target.site, path)

    def _put(self, stage: Stage, path: str, content: bytes, ids: str = "") -> None:
        sha256 = hashlib.sha256(content).digest()
        self.made[path] = sha256
        self._fresh[path] = Made(self.wanted[path][0], sha256, self.wanted[path][1], ids)
        if len(self._fresh) >= FRESH:
            self._put_down()
        last = self.published.get(path)
        if last is None or last.sha256 != sha256 or path not in self.found.files:
            stage.put(path, content)
            self.written.add(path)

    # Publish

    def publish(self, stage: Stage) -> Outcome:
        """Bring the stage to the whole site and exchange it with the published one."""
        removed = tuple(sorted(
            path for path in self.found.everything()
            if path not in self.wanted and path != MANIFEST
        ))  # fmt: skip
        manifest = self._manifest()
        if not self.written and not removed and MANIFEST in self.found.files:
            self._remember()
            output = Inventory(self.found.ino, self.found.folders, self.found.files)
            self._keep_trees(output, stage.inventory(stage.top))
            return Outcome((), len(self.wanted), (), self.explained)
        stage.put(MANIFEST, manifest)
        stage.keep(
            {path: self.found.files[path] for path in self.wanted if path not in self.written}
        )
        stage.sweep({*self.wanted, MANIFEST})
        old = Inventory(self.found.ino, self.found.folders, self.found.everything())
        self._keep_trees(*stage.publish(old))
        self._remember()
        made = tuple(sorted(self.written))
        return Outcome(made, len(self.wanted) - len(made), removed, self.explained)

    def _keep_trees(self, output: Inventory, spare: Inventory) -> None:
        """Keep what both trees hold."""
        self.cache.keep_tree(self.target.site, "output", _encode(output))
        _keep_spare(self.cache, self.target, spare, output)

    def _put_down(self) -> None:
        """Put down what was made; it becomes lasting only when the site has been exchanged."""
        self.cache.keep_outputs(self.target.site, self._fresh)
        self._fresh.clear()

    def _remember(self) -> None:
        site, cache = self.target.site, self.cache
        self._put_down()
        cache.forget_outputs(site, self.published.keys() - self.wanted.keys())
        changed = {n: mark for n, mark in self.groups.items() if self._groups.get(n) != mark}
        cache.keep_groups(site, changed, self._groups.keys() - self.groups.keys())

    def _manifest(self) -> bytes:
        """Return the fixity of every file of the site, in the form of a BagIt manifest."""
        lines = []
        for path in sorted(self.wanted):
            sha256 = self.made.get(path) or self.published[path].sha256
            lines.append(f"{sha256.hex()}  {path}\n")
        return "".join(lines).encode()


def _check_catalogues(archive: Archive, cache: Cache, theme: bytes) -> None:
    """Refuse templates and catalogues that do not fit; once for each state of the theme."""
    state = digest(theme, _encode(archive.description.languages))
    if cache.value("catalogues") == state:
        return
    # Only for a theme that changed since the last build.
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415

    from archive.showing import catalogues, plugin  # noqa: PLC0415

    try:
        wrong = catalogues.problems(archive.description.languages)
    except TemplateSyntaxError as error:
        wrong = (plugin.template_problem(error, str(THEME)),)
    if wrong:
        raise ProblemsFound(wrong)
    cache.keep_value("catalogues", state)


def make(
    archive: Archive,
    cache: Cache,
    software: bytes,
    target: Target,
    left: Inventory,
    found: Survey,
    report: Report,
    hands: Hands,
) -> Outcome:
    """Make what changed, check it, and publish the whole site.

    ``left`` is the published tree as the last build left it, ``found`` what has become of it.

    Raises ProblemsFound with what is wrong with templates, pages, links or catalogues; OSError
    where the machine fails.  The published site is then as it was.
    """
    making = Making(archive, cache, software, target, found)
    _check_catalogues(archive, cache, making.scratch.name.encode())
    if not making.scratch.exists():
        shutil.rmtree(making.scratch.parent, ignore_errors=True)
    stage = _spare(cache, target, left)
    making.index.bring_up(hands, report)
    making.render(stage, report, hands)
    return making.publish(stage)


def _spare(cache: Cache, target: Target, output: Inventory) -> Stage:
    """Take the spare tree over, which was last told by how it differs from ``output``."""
    told = trees.read_inventory(cache.tree(target.site, "spare"))
    return Stage(target.spare, trees.completed(told, output), target.output)


def _keep_spare(cache: Cache, target: Target, spare: Inventory, output: Inventory) -> None:
    """Keep what the spare holds: all but what the last build changed is the same in both trees."""
    cache.keep_tree(target.site, "spare", _encode(trees.against(spare, output)))


def prepare_spare(cache: Cache, target: Target) -> None:
    """Bring the spare tree to what the site is now, for a next build that changes little.

    Any build would do this for itself; after one that made most of the site it takes longer than an
    addition ought to.  The site has been published, so that what fails here fails nothing.
    """
    output = trees.read_inventory(cache.tree(target.site, "output"))
    with suppress(OSError):
        spare = _spare(cache, target, output)
        spare.keep(output.files)
        spare.sweep(output.files)
        _keep_spare(cache, target, spare.inventory(spare.top), output)
