"""The index: each word with its paragraphs, in files that are few to ask for and few to change."""

import json
import random
from bisect import bisect_right

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from archive.model import Authority, Creator, Entry, IssueDate, Reading
from archive.searching import directory, figures
from archive.searching.endings import terms
from archive.searching.sheaves import Member, gather, in_order
from archive.searching.tokens import PLAIN, Table
from archive.searching.volumes import LONGEST, SHORTEST, arrange, bind, catalogue

WORDS = (
    "gate", "harbour", "strike", "lantern", "dockers", "fence", "solidarity", "night", "council",
    "声援", "بوابة", "الميناء",
)  # fmt: skip


def member(number: int, language: str = "en", texts: dict[str, str] | None = None) -> Member:
    """Return a made-up statement; the number decides its words."""
    chance = random.Random(number)
    texts = texts or {
        f"p{n}": " ".join(chance.choices(WORDS, k=chance.randint(3, 30))) for n in range(1, 6)
    }
    reading = Reading(f"s{number}", language, "ltr", texts, {"port": (("p2", 0, 4), ("p2", 5, 9))})
    return Member(
        f"s{number}", "mark", f"Title {number}", language, (f"year/{2000 + number % 3}",),
        msgspec.msgpack.encode(reading),
    )  # fmt: skip


def standing(text: str) -> list[int]:
    """Return the paragraphs of one piece."""
    first, *gaps = figures.read(text)
    found = [first]
    for gap in gaps:
        found.append(found[-1] + gap + 1)
    return found


def value(script: bytes) -> object:
    """Return what a script hands to the search page."""
    assert script.startswith(b"found(")
    return json.loads(script.removeprefix(b"found(").removesuffix(b")\n"))


@settings(deadline=None)  # a busy machine is not a fault
@given(st.lists(st.integers(0, 2**20), max_size=50))
def test_numbers_survive_being_text(numbers):
    """Numbers are read back, from signs that need no escape in a script."""
    text = figures.text(numbers)
    assert figures.read(text) == numbers
    assert not set(text) & set('"\\\n ')
    assert text.isascii()
    written, ends = figures.write(np.array(numbers, np.int64))
    assert written.decode() == text
    assert ends.tolist() == [len(figures.text(numbers[: n + 1])) for n in range(len(numbers))]


def test_a_sheaf_has_every_word_where_it_stands():
    """Stems and places are those that a plain look at the texts gives."""
    members = tuple(member(n, "ar" if n % 3 == 0 else "en") for n in range(40))
    expected: dict[str, set[int]] = {}
    first = 0
    for each in members:
        reading = msgspec.msgpack.decode(each.reading, type=Reading)
        for place, text in enumerate((each.title, *reading.texts.values())):
            for word in text.replace("声援", "声 援").split():
                for _, stem in terms(word, each.language):
                    expected.setdefault(stem, set()).add(first + place)
        first += len(reading.texts) + 1
    sheaf = gather(members)
    found = dict(zip(sheaf.stems.split("\n"), map(standing, sheaf.pieces.split("\n")), strict=True))
    words = {stem: places for stem, places in found.items() if stem[0] != "#" and stem[-1] != "@"}
    assert words == {stem: sorted(places) for stem, places in expected.items()}
    assert found["port@"] == [6 * n + 2 for n in range(40)]
    assert found["#year/2001"] == [6 * n for n in range(40) if n % 3 == 1]
    assert found["#kind/title"] == [6 * n for n in range(40)]
    assert sheaf.lengths == (6,) * 40


def test_common_words_are_left_out():
    """A word that says nothing of a text is not in its index."""
    sheaf = gather((member(1, texts={"p1": "The gate of the harbour"}),))
    assert {"gate", "harbor"} <= set(sheaf.stems.split("\n"))
    assert not {"the", "of"} & set(sheaf.stems.split("\n"))


@pytest.mark.parametrize("count", [1, 5, 17])
def test_a_sheaf_grows_to_what_it_would_be_at_once(count):
    """Statements added behind others give the same sheaf as all of them gathered together."""
    members = tuple(member(n, ("en", "ar", "de")[n % 3]) for n in range(24))
    grown = gather(members[:-count]).extended(gather(members[-count:]))
    whole = gather(members)
    assert set(grown.forms.split("\n")) == set(whole.forms.split("\n"))
    assert replace(grown, forms="") == replace(whole, forms="")


def test_keys_are_in_the_order_of_the_browser():
    """Beyond the basic plane, strings are compared as JavaScript compares them."""
    keys = ["\U00020000", "\uff21", "a"]
    assert [keys[place] for place in in_order(keys)] == ["a", "\U00020000", "\uff21"]


@settings(deadline=None)
@given(st.integers(0, 900), st.randoms(use_true_random=False))
def test_every_statement_is_in_one_sheaf(count, chance):
    """Sheaves keep the order, are of bounded length, and lose and double nothing."""
    slugs = [f"{chance.randrange(10**9)}-{n}" for n in range(count)]
    volumes = arrange(slugs)
    assert [slug for volume in volumes for sheaf in volume for slug in sheaf] == slugs
    sheaves = [sheaf for volume in volumes for sheaf in volume]
    assert all(SHORTEST <= len(sheaf) <= LONGEST for sheaf in sheaves[:-1])
    assert not slugs or len(volumes[-1]) == 1


def test_an_addition_changes_the_open_volume_and_a_change_one_more():
    """Of three thousand statements, one more at the end leaves all volumes but the last alone."""
    slugs = [f"statement-{n}" for n in range(3000)]
    before = arrange(slugs)
    closed = moved = 0
    for n in range(200):
        after = arrange([*slugs, f"late-{n}"])
        closed += after[:-1] != before[:-1]
        moved += len(set(arrange([*slugs[:1500], f"late-{n}", *slugs[1500:]])) - set(before))
    assert closed <= 20
    assert moved / 200 < 1.5


def test_a_volume_finds_each_form_in_the_file_where_the_browser_looks():
    """By the first words of the files each stem is found, and each form that leads to it."""
    sheaves = [gather(tuple(member(n) for n in range(start, start + 9))) for start in (0, 9, 18)]
    volume = bind(sheaves, room=120)
    files = [value(file) for file in volume.files]
    assert len(files) == len(volume.firsts) + 1
    assert list(volume.firsts) == sorted(volume.firsts)
    for number, sheaf in enumerate(sheaves):
        for stem, piece in zip(sheaf.stems.split("\n"), sheaf.pieces.split("\n"), strict=True):
            lines = files[bisect_right(volume.firsts, stem)].split("\n")
            line = next(line for line in lines if line.split(" ")[0].split(",")[0] == stem)
            assert figures.text([number]) + piece in line.split(" ")[1:]
        for name in sheaf.forms.split("\n"):
            stem, _, ending = name.partition(",")
            form = ending[1:] if ending.startswith("=") else stem + ending
            text = files[bisect_right(volume.firsts, form)]
            assert f"={form},{stem}" in text.split("\n") or any(
                line.split(" ")[0].split(",")[0] == stem for line in text.split("\n")
            )


def test_a_volume_is_named_by_what_it_holds():
    """The same sheaves give the same bytes and name; another mark of a statement another name."""
    one = [gather((member(1), member(2)))]
    again = [gather((member(1), member(2)))]
    other = [gather((member(1), replace(member(2), mark="new")))]
    assert bind(one) == bind(again)
    assert bind(one).name != bind(other).name
    assert value(bind(one).rolls[0]) == ["s1 mark", "s2 mark"]


def test_names_lead_to_their_authority():
    """Each name of an authority, folded, stands in a file of its first word."""
    here = Authority(
        "east-port", "place", {"en": "East Port", "ar": "الميناء الشرقي"},
        {"en": ("Eastern Port",)},
    )  # fmt: skip
    names = directory.names((here,))
    assert value(names.files[0]).split("\n") == [
        "east port=east-port", "eastern port=east-port", "ميناء شرقي=east-port",
    ]  # fmt: skip
    many = catalogue([("gate", f"gate-{n:03}") for n in range(900)], room=200)
    assert len(many.files) == 1  # one name is never parted


def entry(**more: object) -> Entry:
    """Return a made-up entry."""
    values: dict[str, object] = {
        "code": "c", "file": "seeds/c.txt", "slug": "c", "title": "T", "language": "en-GB",
        "direction": "ltr", "date": None, "date_kind": "", "sort": (0, 0, 0, 0), "creators": (),
        "tags": (), "named": {}, "words": 1, "source_url": "", "aliases": (), "links": (),
        "claims": (), "translation_of": "", "version_of": "", "corrections": 0, "digest": "d",
    }  # fmt: skip
    return Entry(**{**values, **more})


def test_a_statement_is_found_under_what_it_is():
    """Tags, bodies, each year of an interval, and the language without its region."""
    span = IssueDate("2001/2003", 2001, until=(2003, 0, 0))
    who = (Creator("A", "author", "a"), Creator("B", "publisher"))
    assert directory.keys(entry(tags=("gates",), creators=who, date=span)) == (
        "tag/gates", "agent/a", "year/2001", "year/2002", "year/2003", "language/en",
    )  # fmt: skip
    assert directory.keys(entry()) == ("year/undated", "language/en")
    assert len(directory.years(entry(date=replace(span, until=(2903, 0, 0))))) == 1


def test_words_of_a_statement_count_places_as_the_browser_does():
    """Places of names are in units of UTF-16, and texts are whole."""
    reading = Reading("c", "en", "ltr", {"p1": "𝔸 port"}, {"port": (("p1", 2, 6),)})
    shown = value(directory.words(entry(), msgspec.msgpack.encode(reading), {"en": "2001"}))
    assert shown["names"] == {"port": [[0, 3, 7]]}
    assert shown["texts"] == [["p1", "𝔸 port"]]
    assert (shown["dates"], shown["dir"]) == ({"en": "2001"}, "ltr")


@settings(deadline=None)
@given(st.lists(st.text("ab Éب—\n.", max_size=40), min_size=1, max_size=8))
def test_words_are_told_apart_as_by_splitting(texts):
    """The table gives one code to each word, and the same words as a plain split."""
    known: list[bytes] = []

    def name(word: bytes) -> int:
        known.append(word)
        return len(known) - 1

    table = Table(name)
    data = [text.encode() for text in texts]
    for _ in range(2):
        codes, which = table.codes(data)
        found = list(zip([known[code] for code in codes], which, strict=True))
        plain = [(w, n) for n, text in enumerate(data) for w in text.translate(PLAIN).split()]
        assert found == plain
    assert len(set(known)) == len(known)


def test_a_table_grows():
    """More words than a table begins with are all found again."""
    known: list[bytes] = []
    table = Table(lambda word: known.append(word) or len(known) - 1)
    words = [b"w%d" % n for n in range(20_000)]
    codes = table.codes([b" ".join(words)])[0]
    assert [known[code] for code in codes] == words
    assert table.codes([b" ".join(words)])[0].tolist() == codes.tolist()
    assert len(known) == len(words)
