"""Names are found where they are names, and only there."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Mention
from archive.naming.authorities import read
from archive.naming.mentions import Finder

AUTHORITIES = """
[[place]]
id = "us"
names = { en = "United States", ar = "الولايات المتحدة" }
variants = { en = ["US"] }

[[place]]
id = "marsh"
names = { en = "Marshfield", ar = "حلب" }
variants = { el = ["Μαρσφιλντ"], ru = ["Маршфилд"] }

[[place]]
id = "east-marsh"
names = { en = "East Marshfield" }

[[agent]]
id = "nato"
names = { en = "Nato" }

[[agent]]
id = "rose"
names = { en = "Rose" }
not_after = ["a", "the"]
not_before = ["bushes"]

[[agent]]
id = "union"
names = { en = "Dockers' Union" }

[[agent]]
id = "front"
names = { en = "Front" }
only_after = ["National", "Popular"]

[[concept]]
id = "left"
names = { en = "the left", ar = "اليسار" }
not_before = ["bank"]

[[concept]]
id = "strike"
names = { en = "strike", sv = "strejk", fr = "grève" }
variants = { ar = ["إضراب"] }
"""
FINDER = Finder(read([("a.toml", AUTHORITIES.encode())]))


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return (authority, words) for each mention in one block of ``text``."""
    mentions = FINDER.find([("p1", text)], language)
    return [(mention.authority, text[mention.start : mention.end]) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("The US and us.", "en", [("us", "US")]),
        ("the United States' envoy", "en", [("us", "United States")]),
        ("anti-US, US-led, BUS, USA, US2", "en", [("us", "US"), ("us", "US")]),
        ("NATO, Nato, nato", "en", [("nato", "NATO"), ("nato", "Nato")]),
        ("East Marshfield and Marshfield.", "en",
         [("east-marsh", "East Marshfield"), ("marsh", "Marshfield")]),
        ("the East\nMarshfield line", "en", [("east-marsh", "East\nMarshfield")]),
        ("Marshfields Marshfielder _Marshfield_", "en", []),
        ("marshfield MARSHFIELD", "en", [("marsh", "MARSHFIELD")]),
        ("a Rose, the Rose, Rose bushes, Rose said", "en", [("rose", "Rose")]),
        ("the Dockers\u2019 Union", "en", [("union", "Dockers\u2019 Union")]),
        ("a Front, the Popular Front", "en", [("front", "Front")]),
        ("which left 62 hurt; was left standing; had left", "en", []),
        ("The left bank; the LEFT; the left, too", "en",
         [("left", "the LEFT"), ("left", "the left")]),
        ("see https://example.org/Marshfield/ and x@Marshfield.org", "en", []),
        ("Une grève à Marshfield", "fr", [("strike", "grève"), ("marsh", "Marshfield")]),
        ("en strejk", "fr", []),
        ("the strike", "und", [("strike", "strike")]),
        ("إضراب", "en", [("strike", "إضراب")]),
        ("حلب", "ar", [("marsh", "حلب")]),
        ("وحلب فحلب بحلب لحلب كحلب وبحلب", "ar", [("marsh", "حلب")] * 6),
        ("حَلَب", "ar", [("marsh", "حَلَب")]),
        ("انحلب حلبي", "ar", []),
        ("لليسار واليسار وباليسار", "ar",
         [("left", "لليسار"), ("left", "اليسار"), ("left", "اليسار")]),
        ("للولايات المتحدة", "ar", [("us", "للولايات المتحدة")]),
        ("الإضراب والإضراب للإضراب", "ar", [("strike", "إضراب")] * 3),
        ("Στο Μαρσφιλντ", "el", [("marsh", "Μαρσφιλντ")]),
        ("Маршфилд и Маршфилдский", "ru", [("marsh", "Маршфилд")]),
        ("Marsh\u00adfield", "en", [("marsh", "Marsh\u00adfield")]),
        ("İ East  Marshfield", "en", [("east-marsh", "East  Marshfield")]),
        ("#Marshfield #SaveMarshfield #EastMarshfieldNow #save_Marshfield #savemarshfield", "en",
         [("marsh", "Marshfield"), ("marsh", "Marshfield"), ("east-marsh", "EastMarshfield"),
          ("marsh", "Marshfield")]),
        ("#أنقذوا_حلب", "ar", [("marsh", "حلب")]),
        ("الحلب", "ar", []),
        ("\u200fحلب\u200f", "ar", [("marsh", "حلب")]),
        ("JOIN US AND LET US WIN, SAY THE US", "en", [("us", "US")]),
        ("a rose; Rose. Bushes; by the. Rose", "en", [("rose", "Rose"), ("rose", "Rose")]),
        ("Marshfield¹ and Marshfield[2]", "en", [("marsh", "Marshfield"), ("marsh", "Marshfield")]),
        ("Marshfields Straßen", "de", [("marsh", "Marshfield")]),
        ("", "en", []),
    ],
)  # fmt: skip
def test_names_are_found(text: str, language: str, names: list[tuple[str, str]]) -> None:
    """Boundaries, case, spelling, rules and languages decide as the table says."""
    assert found(text, language) == names


def test_places_are_counted_in_each_block() -> None:
    """Offsets begin anew in each block, and no name reaches from one block into the next."""
    blocks = [("p1", "Over East"), ("p2", "Marshfield lies the US"), ("s1", "US")]
    assert FINDER.find(blocks, "en") == (
        Mention("marsh", "p2", 0, 10),
        Mention("us", "p2", 20, 22),
        Mention("us", "s1", 0, 2),
    )


def test_no_authorities_name_nothing() -> None:
    """An archive without authorities has no mentions."""
    assert Finder(()).find([("p1", "Marshfield")], "en") == ()


@given(
    st.lists(
        st.sampled_from(["East", "Marshfield", "US", "the", "left", "Rose", "حلب", "\n", "é", "İ"]),
        max_size=12,
    ),
    st.sampled_from([" ", "  ", "\n", "-"]),
)
def test_mentions_stand_apart_and_in_order(words: list[str], between: str) -> None:
    """Whatever the text, mentions do not overlap, run forwards, and lie inside it."""
    text = between.join(words)
    mentions = FINDER.find([("p1", text)], "en")
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)


@pytest.mark.parametrize(
    "text", ["@" * 60_000, "US " * 60_000, "://a" * 20_000, "e\u0301" * 30_000]
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    """Long runs of what starts a search do not make it quadratic."""
    start = time.process_time()
    FINDER.find([("p1", text)], "en")
    assert time.process_time() - start < 3


def test_small_words_and_hyphens_of_a_name_may_be_written_otherwise() -> None:
    """A particle may be large, a hyphen a space; what ends as an Arabic adjective takes no article."""
    finder = Finder(read([("a.toml", (
        '[[place]]\nid = "d"\nnames = { en = "Deir ez-Zor", ar = "سورية" }\n'
        '[[agent]]\nid = "c"\nnames = { ar = "اللجنة" }\n'
    ).encode())]))  # fmt: skip

    def names(text: str, language: str) -> list[str]:
        return [text[one.start : one.end] for one in finder.find([("p1", text)], language)]

    assert names("Deir ez-Zor, Deir Ez-Zor, Deir ez Zor, deir ez-zor", "en") == [
        "Deir ez-Zor", "Deir Ez-Zor", "Deir ez Zor",
    ]  # fmt: skip
    assert names("سورية وسورية والثورة السورية", "ar") == ["سورية", "سورية"]
    made = (
        '[[concept]]\nid = "m"\nnames = { tr = "mülteciler" }\n'
        '[[place]]\nid = "i"\nnames = { tr = "Iğdır" }\n'
    )
    turkish = Finder(read([("a.toml", made.encode())]))
    assert len(turkish.find([("p1", "MÜLTECİLER, mülteciler, IĞDIR, Iğdır")], "tr")) == 4
    assert names("اللجنة للجنة واللجنة وللجنة", "ar") == ["اللجنة", "للجنة", "اللجنة", "للجنة"]
