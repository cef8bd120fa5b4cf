"""The proof of fidelity and the proof of links, read from finished pages.

Knows nothing of templates: it takes the finished HTML, takes the statement's words out of it again,
and compares them with the seed's lines, character by character but for white space.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from archive.model import Block, Frozen, Seed, Statement
from archive.problems import Problem

SCHEMES = ("http", "https", "mailto")

_scheme = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_letter = re.compile(r"\w")


def _path(expression: str) -> Callable[..., Any]:
    # Plain strings: those that know their element cost several times as much.
    return etree.XPath(expression, smart_strings=False)


def _class(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


_ids = _path("//@id")
_links = _path("//a/@href")
_loads = _path(
    "//link[not(@rel='canonical' or @rel='alternate')]/@href"
    " | //*[@src]/@src | //*[@srcset]/@srcset"
)
_shown = _path("//*[@data-lines][not(ancestor::*[@data-lines])]")
_choices = _path(f".//*[{_class('choice')}]")
_sic = _path(f"string(.//*[{_class('sic')}])")
_corr = _path(f"string(.//*[{_class('corr')}])")
_compared = _path("//@data-compared")
_destination = re.compile(r"\]\(\s*<?([^\s>)]*)>?[^()]*\)")


class Found(Frozen, frozen=True):
    """What a page holds: its anchors, the internal links out of it, and what is wrong with it."""

    ids: tuple[str, ...]
    links: tuple[str, ...]
    problems: tuple[Problem, ...]


class Shown(Frozen, frozen=True):
    """An element that shows lines of the seed: the lines, its text without the apparatus."""

    lines: tuple[int, ...]
    text: str


def page(
    path: str, source: str, statement: Statement | None, seed: Seed | None, top: str = "/"
) -> Found:
    """Check one finished page at ``path`` (below the site's root); ``source`` is its HTML.

    ``top`` is the path of the site's root on its server, for the page that needs such addresses.
    """
    tree = html.document_fromstring(source)
    problems: list[Problem] = []
    links: list[str] = []
    folder = path.rpartition("/")[0]
    for address in dict.fromkeys(_links(tree)):
        scheme = _scheme.match(address)
        if scheme is None and not address.startswith("//"):
            near = address.removeprefix(top) if address.startswith("/") else address
            links.append(_target(near, path, "" if near is not address else folder))
        elif scheme is None or scheme[1].lower() not in SCHEMES:
            problems.append(
                _problem(path, 0, "A512", f'a link to "{address}"',
                         "http, https, mailto or a relative address")
            )  # fmt: skip
    for address in _loads(tree):
        if urlsplit(address).scheme not in ("", "data") or address.startswith("//"):
            problems.append(_problem(path, 0, "A512", f'a file loaded from "{address}"',
                                     "nothing from other servers"))  # fmt: skip
    if statement is not None and seed is not None:
        problems.extend(fidelity(tree, statement, seed))
    return Found(tuple(_ids(tree)), tuple(dict.fromkeys(links)), tuple(problems))


def _target(address: str, path: str, folder: str) -> str:
    """Return "path#fragment" below the site's root of a relative address on the page ``path``."""
    place, _, fragment = address.partition("#")
    place = place.partition("?")[0]
    if not place:
        return f"{path}#{unquote(fragment)}"
    parts = folder.split("/") if folder else []
    for part in place.split("/"):
        if part == "..":
            if not parts:
                return f"../{place}#{fragment}"  # out of the site: never made, so never found
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return f"{unquote('/'.join(parts))}#{unquote(fragment)}"


def words(text: str) -> int:
    """Return the number of words, as ``wc -w`` counts: stretches without white space."""
    return len(text.split())


def compared(statement: Statement) -> int:
    """Return how many words of the seed its page shows, withheld ones left out.

    The page says this number, and ``fidelity`` counts again what it finds there.
    """
    count = sum(words(text) for _, text in statement.aside)
    for block in (*statement.head, *statement.body, *statement.back):
        text = block.text
        for span in sorted(block.spans, key=lambda span: -span.start):
            if span.kind == "withheld":
                text = text[: span.start] + text[span.end :]
        count += words(text)
    return count


def fidelity(tree: etree._Element, statement: Statement, seed: Seed) -> Iterator[Problem]:
    """Compare the statement's words on its page with its seed; yield every undeclared difference.

    Declared are: the markup characters of each block (which may hold no letter or digit but a
    link's destination), corrections (both readings stand on the page), withholdings, and lines of
    the ledger that are rules.
    """
    blocks = (*statement.head, *statement.body, *statement.back)
    source = dict(enumerate(seed.lines, 1))
    for withheld in statement.withheld:
        source[withheld.line] = source[withheld.line].replace(withheld.text, "", 1)
        if withheld.text in "".join(map(str, tree.itertext())):
            yield _problem(statement.file, withheld.line, "A506", "withheld words on the page",
                           "them to stand nowhere on it")  # fmt: skip
    yield from _markup(tree, blocks, seed, statement)
    expected = _without_markup(blocks, source, seed)
    shown = [_shown_by(element) for element in _shown(tree)]
    yield from _corrections(tree, statement)

    compared = 0
    seen: set[int] = set()
    heads = {line for block in statement.head for line in block.lines}
    aside = {line for line, _ in statement.aside}
    last = 0
    for lines, text in _groups(shown):
        compared += words(text)
        wanted = "".join(_squash(expected.get(line, "")) for line in lines)
        if _squash(text) != wanted:
            yield _difference(statement, lines, expected, text)
        if seen.intersection(lines):
            yield _problem(
                statement.file, lines[0], "A502", "the line twice on the page", "it once"
            )
        seen.update(lines)
        if not heads.intersection(lines) and not aside.intersection(lines):
            if lines[0] < last:
                yield _problem(statement.file, lines[0], "A504", "the line before an earlier one "
                               "on the page", "the order of the seed")  # fmt: skip
            last = lines[-1]
    rules = {
        line
        for entry in statement.ledger
        if entry.fate == "rule"
        for line in range(entry.first, entry.last + 1)
        if not _letter.search(source.get(line, ""))
    }
    for line, text in expected.items():
        if text.strip() and line not in seen and line not in rules:
            yield _problem(statement.file, line, "A502", f'no place on the page for "{text[:60]}"',
                           "every line of the seed on its page")  # fmt: skip
    claimed = [int(value) for value in _compared(tree)]
    if claimed != [compared]:
        yield _problem(statement.file, 0, "A507", f"a page that says {claimed} words were compared",
                       f"{compared}, as were")  # fmt: skip


def _squash(text: str) -> str:
    return "".join(text.split())


def _shown_by(element: etree._Element) -> Shown:
    parts: list[str] = []

    def collect(node: etree._Element) -> None:
        if "app" not in node.get("class", "").split():
            parts.append(node.text or "")
            for child in node:
                collect(child)
                parts.append(child.tail or "")

    collect(element)
    return Shown(tuple(map(int, element.get("data-lines", "").split())), "".join(parts))


def _groups(shown: Iterable[Shown]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Put elements together that share a line, as where an editor split one into two blocks."""
    lines: tuple[int, ...] = ()
    text = ""
    for one in shown:
        if lines and one.lines[0] == lines[-1]:
            lines, text = (*lines, *one.lines[1:]), f"{text} {one.text}"
            continue
        if lines:
            yield lines, text
        lines, text = one.lines, one.text
    if lines:
        yield lines, text


def _without_markup(blocks: Iterable[Block], source: dict[int, str], seed: Seed) -> dict[int, str]:
    """Return each line of the seed without the characters its blocks declare as markup."""
    cuts: dict[int, list[tuple[int, int]]] = {}
    for block in blocks:
        for line, start, end in block.markup:
            cuts.setdefault(line, []).append((start, end))
    left = dict(source)
    for line, spans in cuts.items():
        text = seed.lines[line - 1]
        kept, last = [], 0
        for start, end in sorted(spans):
            kept.append(text[last:start])
            last = max(last, end)
        kept.append(text[last:])
        left[line] = "".join(kept)
        if source[line] != text:  # something is withheld in this line
            withheld = _missing(text, source[line])
            left[line] = left[line].replace(withheld, "", 1)
    return left


def _missing(whole: str, rest: str) -> str:
    start = len(posixpath.commonprefix([whole, rest]))
    return whole[start : start + len(whole) - len(rest)]


def _markup(
    tree: etree._Element, blocks: Iterable[Block], seed: Seed, statement: Statement
) -> Iterator[Problem]:
    leads = {link.printed: link.href for link in statement.links}
    for block in blocks:
        for line, start, end in block.markup:
            text = seed.lines[line - 1][start:end]
            destinations = _destination.findall(text)
            if _letter.search(_destination.sub("", text)):
                yield _problem(statement.file, line, "A503", f'words taken for markup: "{text}"',
                               "markup without letters or digits")  # fmt: skip
            for destination in destinations:
                target = leads.get(destination, destination)
                if not tree.xpath("//a[@href=$target]", target=target):
                    yield _problem(statement.file, line, "A503", f'no link to "{destination}" on '
                                   "the page", "the link of the seed")  # fmt: skip


def _corrections(tree: etree._Element, statement: Statement) -> Iterator[Problem]:
    shown = [
        (_sic(choice), _corr(choice)) for element in _shown(tree) for choice in _choices(element)
    ]
    declared = [(correction.sic, correction.corr) for correction in statement.corrections]
    if sorted(shown) != sorted(declared):
        yield _problem(statement.file, 0, "A505", f"corrections on the page {shown}", f"{declared}")


def _difference(
    statement: Statement, lines: tuple[int, ...], expected: dict[int, str], text: str
) -> Problem:
    """Name the first word that differs, in the line where it stands."""
    seeds = [(word, line) for line in lines for word in expected.get(line, "").split()]
    shown = text.split()
    for place, (word, line) in enumerate(seeds):
        here = shown[place] if place < len(shown) else "nothing"
        if word != here:
            return _problem(statement.file, line, "A501", f'"{here}" on the page where the seed '
                            f'has "{word}"', "the seed's words")  # fmt: skip
    more = " ".join(shown[len(seeds) :])[:60]
    return _problem(statement.file, lines[-1], "A501", f'"{more}" on the page after the seed\'s '
                    "words", "the seed's words only")  # fmt: skip


def _problem(file: str, line: int, code: str, found: str, expected: str) -> Problem:
    remedy = {
        "A501": "mend the template or the record that changes it; the seed stays as it is",
        "A502": "mend the template; every line has its place in the text or is set aside",
        "A503": "report it with the seed; meanwhile give the lines a [[role]] in the record",
        "A504": "mend the template so that it keeps the order",
        "A505": "mend the template so that it shows both readings",
        "A506": "take them out of the title, the note or the other fields of the record too",
        "A507": "mend the template's count",
        "A510": "mend the link in the page's source or template",
        "A511": "mend the link, or restore the place it names",
        "A512": "mend the link in the page's source or template",
    }[code]
    return Problem(file, line, code, f"found {found}; expected {expected}", remedy)
