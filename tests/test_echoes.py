"""Quotations, answers, versions and citations are found in an invented archive, and few else.

The archive is made of invented sentences.  Every tie planted in it is labelled; decoys are planted
beside them: slogans, an agency's paragraph, a third one's words, a prayer, short turns of phrase.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_relations import statement

from archive.linking import library
from archive.linking.alike import Alike
from archive.linking.callings import called
from archive.linking.gists import Gists
from archive.linking.memory import Blank
from archive.linking.relations import relate
from archive.linking.replies import reply
from archive.linking.reuse import compare
from archive.linking.roll import Roll
from archive.linking.shingles import fingerprints, plain
from archive.linking.wordings import Text
from archive.model import Block, BlockKind, Creator, Link, Passage, Relation, Span, Statement
from archive.problems import Problem
from archive.reading.dates import read

WORDS = """the a their our this every no of in against for with without under after before and or
but harbour dockers union council mill weavers bridge strike wages winter bread ferry night shift
owners guards gate river children school hospital road rail coal salt market tenants rent soldiers
barracks village field harvest water well storm island letter meeting hall vote delegate treaty
border camp prison trial judge paper press radio song flag march square crowd silence promise debt
loan bank price tax land seed plough horse cart tram depot yard crane ship sailor captain flood
held broke gave took kept refused promised signed closed opened crossed burned built carried called
demanded ended feared followed forgot heard joined lost marched named ordered paid printed raised
remained returned sold sent stayed stopped stood told turned voted waited walked warned won wrote
long cold old new last first heavy quiet open bitter common honest hungry late public small whole
organise colour labour honour neighbour centre defence programme travelled""".split()  # noqa: SIM905
SLOGAN = "No bread without work and no work without a union in every yard of this harbour"
AGENCY = (
    "The harbour agency reports that on Tuesday three ships lay at the eastern mole without a "
    "crew and that the price of salt rose by a third in the markets of the lower town"
)
PRAYER = (
    "Give us this day the strength of the river and forgive us our silence as we forgive those who "
    "kept silent beside us"
)
ABOUT = (
    "The Circle was founded in the winter of the long strike and brings together those who work on "
    "the water and those who live beside it"
)
THIRD = "a people that sells its harbour for a loan will one day buy back its own water by the cup"


class Invented:
    """An archive in the making, with the ties that are planted in it."""

    def __init__(self) -> None:
        self.chance = random.Random(20160930)
        self.statements: list[Statement] = []
        self.planted: set[tuple[str, str, str]] = set()

    def sentence(self, length: int = 0) -> str:
        """Return a sentence of words without sense."""
        count = length or self.chance.randint(9, 22)
        words = [self.chance.choice(WORDS) for _ in range(count)]
        return " ".join(words).capitalize() + "."

    def paragraphs(self, count: int = 5) -> list[str]:
        """Return paragraphs of four sentences."""
        return [" ".join(self.sentence() for _ in range(4)) for _ in range(count)]

    def add(self, paragraphs: list[str], *, slogan: str = "", address: str = "",
            kinds: dict[int, BlockKind] | None = None) -> str:  # fmt: skip
        """Add a statement of the next month and return its slug."""
        number = len(self.statements)
        slug = f"n{number:02}"
        body = [
            Block((kinds or {}).get(place, "paragraph"), (place + 1,), text, f"p{place + 1}",
                  tuple(Span(0, 0, "link", address) for _ in [0] if address and not place))
            for place, text in enumerate(paragraphs)
        ]  # fmt: skip
        if slogan:
            body.append(Block("item", (90,), slogan, "s1"))
        self.statements.append(
            statement(
                slug, body=tuple(body), title=f"Words of circle number {number}",
                date=read(f"{1990 + number // 12}-{number % 12 + 1:02}"),
                creators=(Creator(f"Circle {self.name(number)}", "author", f"circle-{number}"),),
                source_url=f"https://circle.example/{number}/text",
                links=(Link(1, address, address, anchor="p1"),) if address else (),
            )
        )  # fmt: skip
        return slug

    def name(self, number: int) -> str:
        """Return the second half of a circle's name."""
        return f"of the {WORDS[30 + number].title()} {WORDS[60 + number].title()}"

    def text(self, slug: str) -> list[str]:
        """Return the paragraphs of a statement."""
        return [block.text for block in self.statements[int(slug[1:])].body]

    def words(self, slug: str, count: int) -> str:
        """Return words from the middle of a statement's third paragraph."""
        return " ".join(self.text(slug)[2].split()[4 : 4 + count])


def spelled(words: str) -> str:
    """Return words in the other English spelling."""
    changes = {"colour": "color", "labour": "labor", "honour": "honor", "harbour": "harbor",
               "neighbour": "neighbor", "organise": "organize", "centre": "center",
               "defence": "defense", "travelled": "traveled"}  # fmt: skip
    return " ".join(changes.get(word, word) for word in words.split())


def elided(words: str) -> str:
    """Return words with three in the middle left out and said to be so."""
    parts = words.split()
    middle = len(parts) // 2
    return " ".join([*parts[: middle - 1], "[…]", *parts[middle + 2 :]])


def punctuated(words: str) -> str:
    """Return words with other punctuation and capitals."""
    return words.replace(".", " —").replace(" and ", ", and ").upper()


QUOTINGS = {
    "curved": lambda words: f"They wrote: “{words}”, and we remember it.",
    "straight": lambda words: f'They wrote: "{words}" and we remember it.',
    "angled": lambda words: f"Elles disaient « {words} » et rien de plus.",
    "low": lambda words: f"Sie schrieben „{words}“ und schwiegen.",
    "single": lambda words: f"They wrote '{words}' and no more.",
    "spelled": lambda words: f"They wrote: “{spelled(words)}”.",
    "elided": lambda words: f"They wrote: “{elided(words)}”.",
    "punctuated": lambda words: f"They wrote: “{punctuated(words)}”.",
}


def invent() -> Invented:
    """Return the invented archive: sources, quotations, versions, citations and decoys."""
    made = Invented()
    sources = [made.add(made.paragraphs()) for _ in range(10)]
    for place, quote in enumerate(QUOTINGS.values()):
        source = sources[place]
        for length in (13, 24):
            paragraphs = made.paragraphs()
            paragraphs[1] += " " + quote(made.words(source, length + 6 * (place == 6)))
            later = made.add(paragraphs)
            made.planted.add((later, "quotes", source))
    paragraphs = made.paragraphs()
    named = made.statements[8].creators[0].name
    paragraphs[2] = f"{named} put it so: {made.words(sources[8], 20)} and that was all."
    made.planted.add((made.add(paragraphs), "quotes", sources[8]))
    block = made.paragraphs()
    block[3] = made.words(sources[9], 30)
    made.planted.add((made.add(block, kinds={3: "quotation"}), "quotes", sources[9]))
    for source in sources[:4]:
        words = " ".join(made.text(source)).split()
        edited = [
            made.chance.choice(WORDS) if place % 11 == 0 else w for place, w in enumerate(words)
        ]
        made.planted.add((made.add([" ".join(edited)]), "version-of", source))
    for place, form in enumerate(
        ("http://www.circle.example/{}/text/", "https://circle.example/{}/text?utm_source=mail",
         "https://web.archive.org/web/2001/http://circle.example/{}/text#p3")
    ):  # fmt: skip
        later = made.add(made.paragraphs(), address=form.format(place + 4))
        made.planted.add((later, "cites", sources[place + 4]))
    for extra in (AGENCY, AGENCY, PRAYER, PRAYER, f"As the poet said, “{THIRD}”.",
                  f"Remember: “{THIRD}”.", f"“{THIRD.capitalize()}”, and so on."):  # fmt: skip
        paragraphs = made.paragraphs()
        paragraphs[3] += f" {extra}"
        made.add(paragraphs)
    for source in sources[:2]:
        # A body's standing words about itself, printed under two of its texts.
        paragraphs = [*made.paragraphs(), f"About us. {ABOUT}"]
        made.statements[int(source[1:])] = replace(
            made.statements[int(source[1:])],
            body=(*made.statements[int(source[1:])].body, Block("paragraph", (80,), ABOUT, "p80")),
        )
        paragraphs[3] += f" So says {made.statements[int(source[1:])].creators[0].name}."
        made.add(paragraphs)
    for _ in range(4):
        made.add(made.paragraphs(), slogan=SLOGAN)
    chanted = made.paragraphs()
    chanted[1] += f" The crowd called: “{SLOGAN}”."
    made.add(chanted)
    turns = made.paragraphs()
    turns[1] += f" We say “{made.words(sources[0], 7)}” too."
    made.add(turns)
    return made


@pytest.fixture(scope="module")
def invented() -> Invented:
    """Return the invented archive."""
    return invent()


@pytest.fixture(scope="module")
def related(
    invented: Invented,
) -> tuple[dict[str, tuple[Relation, ...]], tuple[Problem, ...]]:
    """Return the relations of the invented archive."""
    entries = {one.slug: library._entry(one, one.slug) for one in invented.statements}
    return relate(entries, {one.slug: one for one in invented.statements}.__getitem__)


def found(ties: dict[str, tuple[Relation, ...]]) -> Iterator[tuple[str, str, str]]:
    """Yield (later, type, source) for each tie read forwards."""
    for slug, all_ in ties.items():
        for tie in all_:
            if not tie.inverse and tie.type != "shared-subjects":
                yield slug, tie.type, tie.to


def test_the_invented_archive_is_large_enough(invented: Invented) -> None:
    """At least forty statements and two dozen planted ties."""
    assert len(invented.statements) >= 40
    assert len(invented.planted) >= 24


def test_ties_are_right_and_nearly_all_are_found(
    invented: Invented, related: tuple[dict[str, tuple[Relation, ...]], object]
) -> None:
    """Precision at least 0.98, recall at least 0.95."""
    ties = set(found(related[0]))
    right = len(ties & invented.planted)
    assert right / len(ties) >= 0.98, ties - invented.planted
    assert right / len(invented.planted) >= 0.95, invented.planted - ties


def test_a_quotation_shows_the_words_of_both_ends(
    invented: Invented, related: tuple[dict[str, tuple[Relation, ...]], object]
) -> None:
    """The passages are exactly what each block has, and the same from the other end."""
    texts = {
        (one.slug, block.anchor): block.text for one in invented.statements for block in one.body
    }
    quotes = [
        (slug, tie) for slug, all_ in related[0].items() for tie in all_ if tie.type == "quotes"
    ]
    assert quotes
    for slug, tie in quotes:
        for owner, passages in ((slug, tie.here), (tie.to, tie.there)):
            for passage in passages:
                text = texts[owner, passage.anchor]
                assert text[passage.start : passage.end] == passage.text


def test_undeclared_versions_are_told_to_the_editor(
    related: tuple[object, tuple[Problem, ...]],
) -> None:
    """Two versions are a notice with what to write."""
    assert [(p.code, p.severity) for p in related[1]] == [("A304", "notice")] * 4
    assert all("version_of = " in p.remedy for p in related[1])


def text_of(words: str) -> Text:
    """Return a text of one paragraph as it is compared."""
    return Text(statement("a", words).body)


def test_two_short_texts_alike_are_no_versions() -> None:
    """A dozen words in common, such as a slogan, do not make two statements one."""
    assert not compare(text_of(SLOGAN), text_of(SLOGAN), []).version
    assert compare(text_of(SLOGAN * 3), text_of(SLOGAN * 3), []).version


def test_a_reply_must_say_so_and_name_the_other() -> None:
    """A phrase of replying counts only where the other's name or words follow it."""
    says = statement("x", "In reply to the Harbour Circle we say no.")
    assert reply(says, ["Harbour Circle"]) is not None
    assert reply(says, ["Mill Circle"]) is None
    assert reply(statement("x", "The Harbour Circle spoke."), ["Harbour Circle"]) is None
    ministry = statement("x", "In reply to the ministry, the Harbour Circle wrote: “No.”")
    assert reply(ministry, ["Harbour Circle"], [Passage("p1", 54, 56, "No")]) is None
    claim = statement("x", "In reply to the claim that “no ship waits” we say no.")
    assert reply(claim, ["Harbour Circle"], [Passage("p1", 28, 41, "")]) is not None
    title = statement("x", "In response to “No Ship Waits”, we say no.")
    assert reply(title, ["No Ship Waits"]) is not None
    arabic = statement("x", "هذا بيان ردا على لجنة الميناء.")
    assert reply(arabic, ["لجنة الميناء"]) is not None


def test_an_answer_quotes_and_says_so() -> None:
    """A text that quotes another and replies to it by name answers it."""
    words = "we shall not unload the barge before the council has paid what it owes the crew"
    creators = (Creator("Harbour Circle", "author", "harbour-circle"),)
    one = statement("a", f"Now {words} in full.", date=read("1999"), creators=creators)
    two = statement("b", f"In reply to the Harbour Circle, who say “{words}”.", date=read("2000"))
    entries = {s.slug: library._entry(s, s.slug) for s in (one, two)}
    ties, _ = relate(entries, {"a": one, "b": two}.__getitem__)
    assert [tie.type for tie in ties["b"]] == ["quotes", "answers"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("organise", "organize"), ("Colours", "colors"), ("centre", "center"), ("Genève", "geneve"),
     ("travelled", "traveled"), ("defence", "defense"), ("workers\u2019", "workers'"),
     ("الأُمم", "الامم"), ("Zürich", "Zuerich"), ("cœur", "COEUR"), ("Straße", "STRASSE"),
     ("ещё", "еще"), ("٢٠١٦", "2016"), ("Ελλάδα", "ΕΛΛΑΔΑ"), ("İstanbul", "istanbul"),
     ("e\u0301tat", "état"), ("ﻻ", "لا")],
)  # fmt: skip
def test_spellings_of_one_word_agree(one: str, other: str) -> None:
    """British and American, accented and plain spellings have one form."""
    assert plain(one) == plain(other)


def alike(texts: list[str]) -> set[tuple[int, int]]:
    """Return which of the texts are alike, by their places."""
    made = {f"n{n:04}": statement(f"n{n:04}", text) for n, text in enumerate(texts)}
    memory = Blank()
    roll = Roll({slug: library._entry(one, slug) for slug, one in made.items()}, memory)
    return Alike(roll, Gists(memory, roll.slugs, made.__getitem__), memory).found


@settings(deadline=None)  # numpy is loaded once
@given(
    st.lists(st.sampled_from(["a", "labour", "über", "حلب", "don't", "—", "and/or"]), max_size=40)
)
def test_fingerprints_are_the_same_however_they_are_made(words: list[str]) -> None:
    """With numpy and without it the numbers agree."""
    blocks = [Block("paragraph", (1,), " ".join(words), "p1")]
    assert fingerprints(blocks) == fingerprints(blocks, many=True)


def test_twelve_common_words_leave_two_common_fingerprints() -> None:
    """The promise of winnowing holds wherever the words stand."""
    chance = random.Random(1)
    common = [f"word{n}" for n in range(12)]
    for _ in range(200):
        texts = []
        for _ in range(2):
            words = [f"x{chance.random()}".replace(".", "") for _ in range(30)]
            place = chance.randint(0, 30)
            texts.append(" ".join([*words[:place], *common, *words[place:]]))
        assert alike(texts) == {(0, 1)}


def test_what_many_say_leads_to_the_oldest_only() -> None:
    """A paragraph that many texts share makes no pairs among them, and nothing shares nothing."""
    assert len(alike([AGENCY] * 12)) == 66
    assert alike([AGENCY] * 13) == {(0, n) for n in range(1, 13)}
    assert len(alike([AGENCY] * 200)) == 199
    assert alike([AGENCY] * 201) == set()
    assert alike([]) == set()
    assert alike(["", ""]) == set()


@pytest.mark.parametrize("text", ["word " * 30_000, "a b c d e f g h " * 5_000, "“" * 20_000])
def test_hostile_texts_are_compared_in_linear_time(text: str) -> None:
    """Repetition and open quotation marks without end do not make comparing quadratic."""
    start = time.process_time()
    compare(text_of(text), text_of(text[: len(text) // 2] + " end"), ["Harbour Circle"])
    assert time.process_time() - start < 5


def test_a_quotation_shows_no_words_that_its_source_withholds() -> None:
    """Another page that quotes a statement may not tell what the statement leaves out."""
    words = ("we carried the bread across the bridge at night with Ansa Holm of the lower mill and "
             "nobody asked us for papers until the morning")  # fmt: skip
    start = words.index("Ansa Holm")
    hidden = Span(start, start + 9, "withheld", "0")
    one = statement("one", body=(Block("paragraph", (1,), words, "p1", (hidden,)),))
    two = statement("two", f"They wrote: “{words.replace('Ansa Holm', '…')}”.")
    texts = {each.slug: replace(each, date=read(f"200{n}")) for n, each in enumerate((one, two))}
    entries = {slug: library._entry(each, slug) for slug, each in texts.items()}
    ties, _ = relate(entries, texts.__getitem__)
    (tie,) = ties["two"]
    assert tie.type == "quotes"
    assert "Ansa" not in tie.there[0].text
    assert tie.there[0].text.startswith("we carried the bread")


OWN = "they shall melt their anchors into bells and their chains into gates and no port shall close"


@pytest.mark.parametrize(
    ("form", "quotes"),
    [
        ("They wrote: “{}”.", True),
        ("As the Harbour Circle wrote, “{}”.", True),
        ("“{}”, said the Harbour Circle.", True),
        ("“{}.” Marx wrote of other things.", True),
        ("הם כתבו: ״{}״.", True),
        ("In the words of the old song, “{}”.", False),
        ("We sang a song with Marx on it. “{}”.", True),
        ("As Isaiah said, “{}”.", False),
        ("So it is written: “{}” (Amos 2:4).", False),
        ("Marx wrote: “{}”.", False),
        ("As Anna Holm once put it, “{}”.", False),
        ("“{}”, wrote Anna Holm.", False),
        ("Resolution 2254 of the council says: “{}”.", False),
        ("Маркс писал: «{}».", False),
        ("قال تعالى: «{}» (الرعد 11).", False),
    ],
)
def test_words_given_to_another_are_not_the_sources(form: str, quotes: bool) -> None:  # noqa: FBT001
    """What everybody quotes, and what a text gives to somebody else, is no quotation of a source."""
    ring = (Creator("Harbour Circle", "author", "harbour-circle"),)
    one = statement("one", f"Listen to us: {OWN}.", creators=ring, date=read("2001"))
    two = statement("two", form.format(OWN), date=read("2002"))
    made = {each.slug: each for each in (one, two)}
    entries = {slug: library._entry(each, slug) for slug, each in made.items()}
    ties, _ = relate(entries, made.__getitem__)
    found = [tie.type for tie in ties.get("two", ()) if tie.type != "shared-subjects"]
    assert found == ["quotes"] * quotes


@pytest.mark.parametrize("kind", ["item", "verse"])
def test_a_song_or_slogan_is_quoted_only_by_name(kind: BlockKind) -> None:
    """What goes from mouth to mouth is a text's own only where that text is named."""
    ring = (Creator("Harbour Circle", "author", "harbour-circle"),)
    one = statement("one", body=(Block(kind, (1,), OWN, "p1"),), creators=ring, date=read("2001"))
    for form, found in (("“{}”", 0), ("The Harbour Circle sings: “{}”", 1)):
        two = statement("two", form.format(OWN), date=read("2002"))
        made = {each.slug: each for each in (one, two)}
        entries = {slug: library._entry(each, slug) for slug, each in made.items()}
        ties = relate(entries, made.__getitem__)[0].get("two", ())
        assert sum(tie.type == "quotes" for tie in ties) == found


def test_a_line_below_says_whose_words_are_quoted() -> None:
    """A dash and a name under a quotation give it to that name."""
    ring = (Creator("Harbour Circle", "author", "harbour-circle"),)
    one = statement("one", f"Listen: {OWN}.", creators=ring, date=read("2001"))
    for name, found in (("Friedrich Engels", 0), ("Harbour Circle", 1)):
        quoted = Block("quotation", (1,), OWN, "p1")
        two = statement(
            "two", body=(quoted, Block("paragraph", (2,), f"— {name}", "p2")), date=read("2002")
        )
        made = {each.slug: each for each in (one, two)}
        entries = {slug: library._entry(each, slug) for slug, each in made.items()}
        ties = relate(entries, made.__getitem__)[0].get("two", ())
        assert sum(tie.type == "quotes" for tie in ties) == found


def test_whoever_names_the_source_without_marks_is_no_second_owner() -> None:
    """Words behind a name and a colon, even in the next paragraph, stay the source's own."""
    ring = (Creator("Harbour Circle", "author", "harbour-circle"),)
    one = statement("one", f"Listen to us: {OWN}.", creators=ring, date=read("2001"))
    two = statement("two", date=read("2002"), body=(
        Block("paragraph", (1,), "The Harbour Circle wrote:", "p1"),
        Block("paragraph", (2,), f"{OWN}.", "p2"),
    ))  # fmt: skip
    three = statement("three", f"Behind the Harbour Circle: “{OWN}”.", date=read("2003"))
    made = {each.slug: each for each in (one, two, three)}
    entries = {slug: library._entry(each, slug) for slug, each in made.items()}
    ties, _ = relate(entries, made.__getitem__)
    quoting = [
        [tie.to for tie in ties[slug] if tie.type == "quotes" and not tie.inverse]
        for slug in ("two", "three")
    ]
    assert quoting == [["one"], ["one"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("بيان للجنة الميناء", "لجنة الميناء"), ("وبلجنة الميناء", "لجنة الميناء"),
        ("للجنة", "اللجنة"), ("ответ Комитету порта", "Комитет порта"),
        ("Komitesi'nin", "Komite"), ("the harbour circle", "Harbour Circle"),
    ],
)  # fmt: skip
def test_a_name_is_told_in_the_forms_of_its_language(text: str, name: str) -> None:
    """Arabic particles and bent endings do not hide a name."""
    assert called(text, [name])
    assert not called("another circle of the mill", [name])
