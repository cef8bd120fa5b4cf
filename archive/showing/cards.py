"""The card of a page: the picture that social networks show beside a link to it.

A title page in the theme's own type and colours.  HarfBuzz shapes and rasters, in whole numbers, so
that every machine draws the same pixels.  The PNG (ISO/IEC 15948), of sixteen colours, is written
here.  libdeflate compresses it, which comes with its wheel: each machine has a zlib of its own.
"""

from __future__ import annotations

from functools import cache
from struct import pack
from zlib import crc32

import deflate
import uharfbuzz

from archive.showing.pieces import CARD, Card
from archive.showing.typesetting import EM, Line, Setting, drawable, fitted

WIDTH, HEIGHT = CARD
# The theme's light colours.
PAPER, INK, ACCENT, RULE = (
    (0xFB, 0xF8, 0xF1), (0x1D, 0x1A, 0x16), (0x7A, 0x1A, 0x1F), (0x8A, 0x80, 0x72),
)  # fmt: skip
# Sixteen colours take half a byte: paper, thirteen steps to full ink, the accent, a rule.
STEPS, ACCENTED, RULED = 13, b"\xee", b"\xff"
# From how much of a pixel is covered, 0 to 255, to its step, as the first or second half of a byte.
SECOND = bytes(covered * STEPS // 255 for covered in range(256))
FIRST = bytes(step << 4 for step in SECOND)
SIDE, BAND = 84, 14
# The least: more makes a card smaller by one part in thirty and takes half as long again.
EFFORT = 1
TITLES = (88, 76, 66, 58, 50, 44)


def draw(card: Card) -> bytes:
    """Return the card as a PNG of 1200 by 630 pixels.

    A title with letters that no font of the theme has is left out, and the body takes its place.
    """
    said = [drawable(text) for text in (card.title, card.by, card.date, card.archive)]
    title, by, date, archive = said
    if not title:
        title, by = by, ""
    wide, language = WIDTH - 2 * SIDE, card.language
    sheet = _Sheet(right=card.direction == "rtl")
    top, bottom = SIDE - 10, HEIGHT - 64
    if archive:
        top = sheet.set(fitted(archive, wide, 1, (32,), 600, language), top) + 22
        sheet.rule = top
        top += 36
    if date:
        line = fitted(date, wide, 1, (30,), 400, language)
        bottom -= line.leading
        sheet.set(line, bottom)
    if by:
        names = fitted(by, wide, card.lines * 52, (32,), 400, language)
        bottom -= len(names.lines) * names.leading + (8 if date else 0)
        sheet.set(names, bottom)
    if title:
        sheet.set(fitted(title, wide, bottom - top - 24, TITLES, 600, language), top)
    return png(sheet.rows())


class _Sheet:
    """Type on its way to pixels; ``rule`` is the row of the rule under the archive's name."""

    def __init__(self, *, right: bool) -> None:
        self.right = right
        self.rule = 0
        self.raster = uharfbuzz.RasterDraw()
        self.raster.extents = uharfbuzz.RasterExtents(
            x_origin=0, y_origin=0, width=WIDTH, height=HEIGHT, stride=WIDTH
        )

    def set(self, setting: Setting, top: int) -> int:
        """Set lines from ``top`` down; return where they end."""
        for line in setting.lines:
            # The letters stand in the middle of their leading; 0.28 of a size is below them.
            below = top + (setting.leading + setting.size) / 2 - 0.22 * setting.size
            self._draw(line, setting.size / EM, HEIGHT - below)
            top += setting.leading
        return top

    def _draw(self, line: Line, scale: float, up: float) -> None:
        start = WIDTH - SIDE - line.width * scale if self.right else SIDE
        for font, number, x, y in line.glyphs:
            self.raster.transform = (scale, 0, 0, scale, start + x * scale, up + y * scale)
            self.raster.draw_glyph(font, number)

    def rows(self) -> list[bytes]:
        """Return the rows from the top, two pixels to a byte."""
        covered = self.raster.render().buffer
        # A number of so many digits is only a way to join two rows of halves at once.
        first = int.from_bytes(covered[::2].translate(FIRST), "little")
        second = int.from_bytes(covered[1::2].translate(SECOND), "little")
        packed = (first | second).to_bytes(WIDTH * HEIGHT // 2, "little")
        across = WIDTH // 2
        # HarfBuzz has the lowest row first.
        starts = range((HEIGHT - 1) * across, -1, -across)
        rows = [packed[start : start + across] for start in starts]
        rows[:BAND] = [ACCENTED * across] * BAND
        if self.rule:
            edge = bytes(SIDE // 2)
            rows[self.rule : self.rule + 2] = [edge + RULED * (across - SIDE) + edge] * 2
        return rows


@cache
def palette() -> bytes:
    """Return the colours by number: a ramp from paper to ink, the accent, the rule."""
    ramp = [
        round(paper + (ink - paper) * step / STEPS)
        for step in range(STEPS + 1)
        for paper, ink in zip(PAPER, INK, strict=True)
    ]
    return bytes([*ramp, *ACCENT, *RULE])


def png(rows: list[bytes]) -> bytes:
    """Return rows of colour numbers as a PNG; it says nothing of when or by what it was made."""
    # Each row begins with the number of its filter, none.
    lines = b"".join([b"\0" + row for row in rows])
    return b"\x89PNG\r\n\x1a\n" + b"".join([
        _chunk(b"IHDR", pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)),
        _chunk(b"PLTE", palette()),
        _chunk(b"IDAT", deflate.zlib_compress(lines, EFFORT)),
        _chunk(b"IEND", b""),
    ])  # fmt: skip


def _chunk(kind: bytes, content: bytes | bytearray) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))
