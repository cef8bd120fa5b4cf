"""Text as glyphs: the fonts of the theme's cards, which text they can show, lines that fit a box.

Shaping is HarfBuzz's, which joins Arabic letters and sets marks where they belong; a font file for
each script, as the theme's style sheet has them.  Lengths are thousandths of the type's size.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple
from unicodedata import category, normalize

import uharfbuzz

from archive.showing import bidi
from archive.showing.catalogues import THEME

FOLDER = THEME / "cards"
EM = 1000
# In order of preference: file, and its size beside the others (as in the theme's style sheet).
FONTS = (
    ("source-serif-4-latin-wght-normal.ttf", 1.0),
    ("source-serif-4-latin-ext-wght-normal.ttf", 1.0),
    ("source-serif-4-greek-wght-normal.ttf", 1.0),
    ("source-serif-4-cyrillic-wght-normal.ttf", 1.0),
    ("noto-naskh-arabic-arabic-wght-normal.ttf", 1.08),
)
# Fonts whose marks stand high and low, so that lines of them need more room.
TALL = 4
# No title is read further than this; what is longer is cut anyway.
LONGEST = 600
JOINERS = "\u200c\u200d"

_space = re.compile(r"\s+")


class Glyph(NamedTuple):
    """A glyph of a font and where it stands, from the left end of its line."""

    font: Any
    number: int
    x: float
    y: float


class Line(NamedTuple):
    """A line's glyphs and its width."""

    glyphs: list[Glyph]
    width: float


class Setting(NamedTuple):
    """Lines of one size in pixels, ``leading`` pixels apart."""

    lines: list[Line]
    size: int
    leading: int


@cache
def faces() -> tuple[Any, ...]:
    """Return the fonts' faces, in order of preference."""
    return tuple(
        uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FOLDER / name))) for name, _ in FONTS
    )


@cache
def letters() -> tuple[frozenset[int], ...]:
    """Return the characters of each font."""
    return tuple(frozenset(face.unicodes) for face in faces())


@cache
def fonts(weight: int) -> tuple[Any, ...]:
    """Return the fonts in one weight."""
    found = []
    for face, (_, factor) in zip(faces(), FONTS, strict=True):
        font = uharfbuzz.Font(face)
        font.scale = (round(EM * factor), round(EM * factor))
        font.set_variations({"wght": weight})
        found.append(font)
    return tuple(found)


def drawable(text: str) -> str:
    """Return ``text`` as it can be set, or "" where a letter of it has no glyph.

    Controls are gone, those of direction too, and so are signs and pictures that no font has.
    """
    found: list[str] = []
    for character in _space.sub(" ", normalize("NFC", text)).strip():
        shown = _shown(character)
        if shown is None:
            return ""
        found.append(shown)
    return _space.sub(" ", "".join(found)).strip()


@lru_cache(maxsize=4096)
def _shown(character: str) -> str | None:
    """Return what stands for a character on a card; None where a letter or sign has no glyph."""
    kind = category(character)[0]
    if kind == "C":
        return character if character in JOINERS else ""
    if any(ord(character) in known for known in letters()):
        return character
    return None if kind in "LNMP" else ""


def fitted(
    text: str, width: int, height: int, sizes: tuple[int, ...], weight: int, language: str
) -> Setting:
    """Return ``text`` in the largest of ``sizes`` in which it fits a box of pixels.

    In the smallest it is cut at a word, with an ellipsis.  Lines are about equally long.
    """
    words = text[:LONGEST].split(" ")
    lengths = [_width(word, weight, language) for word in words]
    gap = _width(" ", weight, language)
    tall = any(_font_of(character, 0) == TALL for character in text)
    for size in sizes:
        leading = round(size * (1.6 if tall else 1.2))
        room = max(height // leading, 1)
        measure = width / size * EM
        ends = _greedy(lengths, gap, measure)
        if max(lengths) <= measure and len(ends) <= room and len(text) <= LONGEST:
            break
    else:
        words = _cut(words, lengths, gap, room, measure, weight, language)
        lengths = [_width(word, weight, language) for word in words]
    return Setting(_set(words, _balanced(lengths, gap, measure), weight, language), size, leading)


def _cut(
    words: list[str], lengths: list[float], gap: float, room: int, measure: float,
    weight: int, language: str,
) -> list[str]:  # fmt: skip
    """Return as many words as fit with an ellipsis; of one that is too long, its beginning."""
    ellipsis = _width("…", weight, language)
    for place, length in enumerate(lengths):
        if length > measure:
            word = _beginning(words[place], measure - ellipsis, weight, language)
            words = [*words[:place], word]
            lengths = [*lengths[:place], _width(word, weight, language)]
            break
    kept = len(words)
    while kept > 1:
        shown = [*lengths[: kept - 1], lengths[kept - 1] + ellipsis]
        if len(_greedy(shown, gap, measure)) <= room:
            break
        kept -= 1
    return [*words[: kept - 1], words[kept - 1].rstrip(",;:.–—-") + "…"]


def _beginning(word: str, measure: float, weight: int, language: str) -> str:
    """Return as much of a word as is no wider than ``measure``, and one letter at the least."""
    fits, ends = 1, len(word)
    while ends - fits > 1:
        middle = (fits + ends) // 2
        if _width(word[:middle], weight, language) > measure:
            ends = middle
        else:
            fits = middle
    # A letter keeps all of its marks or is left out; joined forms may still differ by a hair.
    kept = _shorter(word[:ends])
    while len(kept) > 1 and _width(kept, weight, language) > measure:
        kept = _shorter(kept)
    return kept


def _shorter(word: str) -> str:
    """Return a word without its last letter and that letter's marks."""
    end = len(word) - 1
    while end > 1 and category(word[end])[0] == "M":
        end -= 1
    return word[:end]


def _balanced(lengths: list[float], gap: float, measure: float) -> list[int]:
    """Return where each line ends, as numbers of words: as few lines as can be, of like length."""
    ends = _greedy(lengths, gap, measure)
    if len(ends) == 1:
        return ends
    low, high = max(lengths), measure
    while high - low > EM / 4:
        middle = (low + high) / 2
        if len(_greedy(lengths, gap, middle)) == len(ends):
            high = middle
        else:
            low = middle
    return _greedy(lengths, gap, high)


def _greedy(lengths: list[float], gap: float, measure: float) -> list[int]:
    ends: list[int] = []
    across = 0.0
    for place, length in enumerate(lengths):
        if across and across + gap + length > measure:
            ends.append(place)
            across = length
        else:
            across += length + (gap if across else 0)
    return [*ends, len(lengths)]


def _set(words: list[str], ends: list[int], weight: int, language: str) -> list[Line]:
    """Return the lines of a paragraph; its directions are those of the whole, not of each line."""
    text = " ".join(words)
    levels = bidi.levels(text, bidi.base_level(text))
    lines = []
    start, first = 0, 0
    for end in ends:
        line = " ".join(words[first:end])
        lines.append(_line(line, levels[start : start + len(line)], weight, language))
        start, first = start + len(line) + 1, end
    return lines


def _line(text: str, levels: list[int], weight: int, language: str) -> Line:
    glyphs: list[Glyph] = []
    x = 0.0
    for start, end, level in bidi.runs(levels):
        pieces = list(_pieces(text[start:end]))
        for font, piece in reversed(pieces) if level % 2 else pieces:
            x = _shaped(piece, fonts(weight)[font], level, language, glyphs, x)
    return Line(glyphs, x)


def _pieces(text: str) -> list[tuple[int, str]]:
    """Return a run in pieces of one font each; spaces and signs keep to the font before them."""
    found: list[tuple[int, str]] = []
    for character in text:
        font = _font_of(character, found[-1][0] if found else 0)
        if found and found[-1][0] == font:
            found[-1] = (font, found[-1][1] + character)
        else:
            found.append((font, character))
    return found


def _font_of(character: str, before: int) -> int:
    code = ord(character)
    if character in JOINERS or code in letters()[before]:
        return before
    return next((place for place, known in enumerate(letters()) if code in known), before)


def _shaped(
    text: str,
    font: Any,  # noqa: ANN401 - HarfBuzz gives no types
    level: int,
    language: str,
    glyphs: list[Glyph],
    x: float,
) -> float:
    """Add the glyphs of a piece from ``x`` on; return where the next one begins."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    # The language is named, since HarfBuzz would otherwise take the machine's.
    buffer.language = language or "und"
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(Glyph(font, glyph.codepoint, x + place.x_offset, place.y_offset))
        x += place.x_advance
    return x


@lru_cache(maxsize=4096)
def _width(text: str, weight: int, language: str) -> float:
    return _line(text, bidi.levels(text, bidi.base_level(text)), weight, language).width
