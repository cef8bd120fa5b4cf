"""Cards show a title page in the theme's type, in any script that the theme can set."""

import hashlib
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from archive.building import drawing
from archive.model import Creator, Description, Entry
from archive.reading import dates
from archive.showing import cards, typesetting
from archive.showing.pieces import Card
from archive.showing.typesetting import EM, drawable, fitted

CHECKOUT = Path(__file__).resolve().parent.parent
SHEET = Card(
    title="No Coal for Marshfield",
    by="Harbour Workers' Circle",
    date="[May 1999]",
    archive="Archive of the Docks",
    language="en",
    direction="ltr",
)
ARABIC = Card(
    title="لا فحم بعد اليوم (1999)",
    by="لجنة الميناء",
    date="أيار 1999",
    archive="أرشيف الأرصفة",
    language="ar",
    direction="rtl",
)


def pixels(png: bytes) -> list[bytes]:
    """Return the rows of a card, half a byte a pixel, after checking every part of the file."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    parts, place = {}, 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        (check,) = struct.unpack(">I", png[place + 8 + length : place + 12 + length])
        assert check == zlib.crc32(kind + content)
        parts[kind] = content
        place += 12 + length
    assert list(parts) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height, depth, colour = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (width, height, depth, colour, len(parts[b"PLTE"])) == (1200, 630, 4, 3, 48)
    lines = zlib.decompress(parts[b"IDAT"])
    assert len(lines) == 630 * 601
    return [lines[row * 601 + 1 : (row + 1) * 601] for row in range(630)]


def inked(png: bytes) -> set[tuple[int, int]]:
    """Return where a card has ink: (row, column) of blocks of two pixels by one."""
    return {
        (number, place)
        for number, row in enumerate(pixels(png))
        for place, byte in enumerate(row)
        if byte and byte not in (0xEE, 0xFF)
    }


@pytest.mark.parametrize("card", [SHEET, ARABIC])
def test_card_is_a_png_of_the_size_that_networks_ask_for(card):
    """It has 1200 by 630 pixels, a band of the accent above, and type within its sides."""
    drawn = cards.draw(card)
    rows = pixels(drawn)
    assert all(row == b"\xee" * 600 for row in rows[:14])
    places = inked(drawn)
    assert {row for row, _ in places} <= set(range(60, 600))
    assert {column for _, column in places} <= set(range(38, 562))
    assert len(drawn) < 40_000


def test_type_of_a_right_to_left_card_begins_at_the_right():
    """A line of Arabic ends at the right side, as one of English begins at the left."""
    for card, edge in ((SHEET, 42), (ARABIC, 558)):
        columns = [column for _, column in inked(cards.draw(card))]
        assert min(abs(column - edge) for column in columns) <= 2
        assert max(abs(column - (600 - edge)) for column in columns) > 30
    assert max(c for _, c in inked(cards.draw(ARABIC))) - 558 < 2


def test_arabic_letters_are_joined():
    """A word is narrower than its letters one by one, and has other glyphs than they have."""
    (word,) = fitted("محمد", 1000, 200, (40,), 400, "ar").lines
    apart = [fitted(letter, 1000, 200, (40,), 400, "ar").lines[0] for letter in "محمد"]
    assert word.width < sum(line.width for line in apart)
    alone = {glyph.number for line in apart for glyph in line.glyphs}
    assert {glyph.number for glyph in word.glyphs} - alone


def test_the_first_letter_of_arabic_is_the_rightmost():
    """Glyphs go from left to right, so that of the first word comes last."""
    (line,) = fitted("حلب Aleppo", 2000, 200, (40,), 400, "ar").lines
    latin, arabic = typesetting.fonts(400)[0], typesetting.fonts(400)[4]
    assert line.glyphs[0].font is latin
    assert line.glyphs[-1].font is arabic


@pytest.mark.parametrize(
    "title",
    [
        "word " * 400,
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 4,
        "a\u0301" * 3000,
        "كلمة " * 300,
        "One",
    ],
)
def test_a_title_of_any_length_fits(title):
    """What does not fit in the smallest size is cut with an ellipsis; no line is too long."""
    setting = fitted(drawable(title), 1032, 300, cards.TITLES, 600, "en")
    assert setting.leading * len(setting.lines) <= 300
    assert all(line.width * setting.size / EM <= 1032 for line in setting.lines)


def test_a_long_title_is_cut_at_a_word():
    """The words that stay are whole; the last has lost its comma."""
    words = typesetting._cut(
        ["one,", "two,", "three"], [1000.0, 1000.0, 1000.0], 200.0, 1, 3150.0, 400, "en"
    )
    assert words == ["one,", "two…"]


def test_short_titles_are_larger_than_long_ones():
    """A title is set in the largest size in which it fits."""
    short = fitted("Strike!", 1032, 300, cards.TITLES, 600, "en")
    long = fitted("Strike at the mill, " * 9, 1032, 300, cards.TITLES, 600, "en")
    assert short.size == cards.TITLES[0] > long.size


def test_text_without_glyphs_is_left_out_and_never_a_box():
    """A title of which a letter cannot be set gives way to the body; signs alone are passed over."""
    assert drawable("声援 Aleppo") == ""
    assert drawable("🕊 Peace 🕊 now") == "Peace now"
    assert drawable("\u202eabc\u2066\x00") == "abc"
    for text in ("Ştefan Çelîk", "Ελλάδα", "Свобода слова", "می‌خواهیم", "سوريا ٢٠١٦"):
        setting = fitted(drawable(text), 1032, 300, (40,), 400, "und")
        assert all(glyph.number for line in setting.lines for glyph in line.glyphs), text
    unknown = Card("声援", "Jo Fenn", "1999", "Archive", "zh", "ltr")
    named = Card("", "Jo Fenn", "1999", "Archive", "zh", "ltr")
    assert cards.draw(unknown) == cards.draw(named)
    assert inked(cards.draw(Card("声援", "国际", "", "", "zh", "ltr"))) == set()


@pytest.mark.parametrize("title", ["</script><b>", "\x00\x1b[31m", "%s {x} \\", "\ud7ff\ufffd ok"])
def test_hostile_titles_are_drawn_as_letters(title):
    """Whatever a title holds, a card comes of it."""
    pixels(cards.draw(Card(title, title, title, title, "en", "ltr")))


def test_the_same_card_has_the_same_bytes_in_any_locale():
    """Another process with another locale and another hash seed draws the same."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.test_cards import ARABIC, SHEET\nfrom archive.showing import cards\n"
        "sys.stdout.buffer.write(cards.draw(SHEET) + cards.draw(ARABIC))"
    )
    expected = cards.draw(SHEET) + cards.draw(ARABIC)
    for number, place in enumerate(("C", "tr_TR.UTF-8")):
        done = subprocess.run(
            [sys.executable, "-c", code, CHECKOUT],
            env={"LC_ALL": place, "LANG": place, "PYTHONHASHSEED": str(number), "PATH": ""},
            capture_output=True,
            check=True,
        )
        assert done.stdout == expected


def test_a_card_takes_a_few_hundredths_of_a_second():
    """Drawing costs little enough for ten thousand of them; a tenth would be a fault."""
    cards.draw(SHEET)
    times = []
    for _ in range(5):
        started = time.process_time()
        cards.draw(SHEET)
        times.append(time.process_time() - started)
    assert min(times) < 0.05


@pytest.mark.parametrize("title", ["x" * 5000, "word " * 2000, "a\u0301" * 3000, "ش" * 5000])
def test_a_title_without_end_costs_no_more_than_a_long_one(title):
    """A word of thousands of letters is cut in a few steps, not letter by letter."""
    card = Card(title, SHEET.by, SHEET.date, SHEET.archive, "en", "ltr")
    started = time.process_time()
    cards.draw(card)
    assert time.process_time() - started < 0.12


def test_bytes_are_those_of_any_machine():
    """The compression is that of the library in the lock, so that a card's bytes can be named here."""
    assert hashlib.sha256(cards.png([b"\0" * 600] * 630)).hexdigest() == (
        "6e6540b631e0f31c30c09eff5fa0d4927b66e6fecb37a9e323334586c1d23970"
    )


def entry(**more: object) -> Entry:
    """Return a statement as the plan knows it."""
    values = {
        "code": "a", "file": "seeds/a.txt", "slug": "a", "title": "No Coal", "language": "en-GB",
        "direction": "ltr", "date": dates.read("1999-05~"), "date_kind": "supplied",
        "sort": (1999, 5, 99, 1), "creators": (Creator("Jo Fenn", "author"),), "tags": (),
        "named": {}, "words": 1, "source_url": "", "aliases": (), "links": (), "claims": (),
        "translation_of": "", "version_of": "", "corrections": 0, "digest": "",
    }  # fmt: skip
    return Entry(**{**values, **more})


def test_a_statements_card_speaks_its_own_language():
    """Title, date and the archive's name are in the language of the statement, if there is one."""
    about = Description({"en": "Docks", "ar": "الأرصفة"}, {}, ("en", "ar"))
    card = drawing.statement(entry(), about)
    assert (card.by, card.date, card.archive) == ("Jo Fenn", "[May 1999]", "Docks")
    arabic = drawing.statement(entry(language="ar", direction="rtl"), about)
    assert (arabic.archive, arabic.direction) == ("الأرصفة", "rtl")
    assert "1999" in arabic.date
    assert drawing.statement(entry(language="xx", date=None), about).archive == "Docks"
    assert drawing.statement(entry(date=None), about).date == ""
