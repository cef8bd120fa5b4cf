"""The proof of fidelity: the words that a finished page shows, against the lines of its seed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.model import Block, Seed, Statement
from archive.problems import Problem
from archive.showing.finished import Holdings, Shown

_letter = re.compile(r"\w")
_destination = re.compile(r"\]\(\s*<?([^\s>)]*)>?[^()]*\)")

REMEDIES = {
    "A501": "mend the template or the record that changes it; the seed stays as it is",
    "A502": "mend the template; every line has its place in the text or is set aside",
    "A503": "report it with the seed; meanwhile give the lines a [[role]] in the record",
    "A504": "mend the template so that it keeps the order",
    "A505": "mend the template so that it shows both readings",
    "A506": "take them out of the title, the note or the other fields of the record too",
    "A507": "mend the template's count",
}


@lru_cache(maxsize=512)  # a page says how many words it has, and then they are counted on it
def words(text: str) -> int:
    """Return the number of words, as ``wc -w`` counts: stretches without white space."""
    return len(text.split())


def compared(statement: Statement) -> int:
    """Return how many words of the seed its page shows, withheld ones left out.

    The page says this number, and ``differences`` counts again what it finds there.
    """
    count = sum(words(text) for _, text in statement.aside)
    for block in (*statement.head, *statement.body, *statement.back):
        text = block.text
        for span in sorted(block.spans, key=lambda span: -span.start):
            if span.kind == "withheld":
                text = text[: span.start] + text[span.end :]
        count += words(text)
    return count


def differences(held: Holdings, statement: Statement, seed: Seed, text: str) -> Iterator[Problem]:
    """Compare the statement's words on its page with its seed; yield every undeclared difference.

    ``text`` is all text of the page, asked for only where something is withheld.  Declared are:
    the markup characters of each block (which may hold no letter or digit but a link's
    destination), corrections (both readings stand on the page), withholdings, and lines of the
    ledger that are rules.
    """
    blocks = (*statement.head, *statement.body, *statement.back)
    source = dict(enumerate(seed.lines, 1))
    for withheld in statement.withheld:
        source[withheld.line] = source[withheld.line].replace(withheld.text, "", 1)
        if withheld.text in text:
            yield _problem(statement.file, withheld.line, "A506", "withheld words on the page",
                           "them to stand nowhere on it")  # fmt: skip
    yield from _markup(held, blocks, seed, statement)
    declared = [(correction.sic, correction.corr) for correction in statement.corrections]
    if sorted(held.choices) != sorted(declared):
        yield _problem(statement.file, 0, "A505", f"corrections on the page {held.choices}",
                       f"{declared}")  # fmt: skip
    yield from _words(held, statement, source, _without_markup(blocks, source, seed))


def _words(
    held: Holdings, statement: Statement, source: dict[int, str], expected: dict[int, str]
) -> Iterator[Problem]:
    """Compare each element that shows lines with these lines, and their order, and the count."""
    count = 0
    seen: set[int] = set()
    heads = {line for block in statement.head for line in block.lines}
    aside = {line for line, _ in statement.aside}
    last = 0
    for one in held.shown:
        if not one.lines:
            yield _problem(statement.file, 0, "A502", f'"{one.text[:60]}" for no line of the seed',
                           "each element to name its lines")  # fmt: skip
    for lines, text in _groups(one for one in held.shown if one.lines):
        wanted = " ".join([expected.get(line, "") for line in lines])
        count += words(text)
        if text != wanted and _squash(text) != _squash(wanted):
            yield _difference(statement, lines, expected, text)
        if not seen.isdisjoint(lines):
            yield _problem(
                statement.file, lines[0], "A502", "the line twice on the page", "it once"
            )
        seen.update(lines)
        if heads.isdisjoint(lines) and aside.isdisjoint(lines):
            if lines[0] < last:
                yield _problem(statement.file, lines[0], "A504", "the line before an earlier one "
                               "on the page", "the order of the seed")  # fmt: skip
            last = lines[-1]
    missing = [line for line, text in expected.items() if line not in seen and text.strip()]
    rules = _rules(statement, source) if missing else frozenset()
    for line in missing:
        if line not in rules:
            yield _problem(statement.file, line, "A502",
                           f'no place on the page for "{expected[line][:60]}"',
                           "every line of the seed on its page")  # fmt: skip
    if held.compared != [str(count)]:
        said = " and ".join(held.compared) or "no"
        yield _problem(statement.file, 0, "A507", f"a page that says {said} words were compared",
                       f"{count}, as were")  # fmt: skip


def _rules(statement: Statement, source: dict[int, str]) -> frozenset[int]:
    """Return the lines that the ledger declares to be rules, and that hold no word."""
    return frozenset(
        line
        for entry in statement.ledger
        if entry.fate == "rule"
        for line in range(entry.first, entry.last + 1)
        if not _letter.search(source.get(line, ""))
    )


def _squash(text: str) -> str:
    return "".join(text.split())


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
    held: Holdings, blocks: Iterable[Block], seed: Seed, statement: Statement
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
                if leads.get(destination, destination) not in held.links:
                    yield _problem(statement.file, line, "A503", f'no link to "{destination}" on '
                                   "the page", "the link of the seed")  # fmt: skip


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
    return Problem(file, line, code, f"found {found}; expected {expected}", REMEDIES[code])
