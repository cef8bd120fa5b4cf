"""Statements on the same subjects find each other, with the paragraphs that show it."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_memory import Remembering
from test_relations import related, statement

from archive.fixity import digest
from archive.linking import library, relations
from archive.linking import related as related_module
from archive.linking import roll as roll_module
from archive.linking.gists import gist_of, numbers_in, packed, read
from archive.linking.memory import Blank
from archive.linking.nearness import Scale, scale, steps
from archive.linking.scoring import Scoring
from archive.linking.stems import stems, word_in
from archive.linking.terms import terms_of
from archive.model import (
    Authority,
    Block,
    Entry,
    IssueDate,
    Mention,
    Relation,
    Span,
    Statement,
)


def naming(slug: str, subjects: str, times: int = 2, day: int = 0) -> Statement:
    """Return a statement that names each subject (a letter) in so many paragraphs."""
    mentions = tuple(
        Mention(subject, f"p{n}", 0, 6) for subject in subjects for n in range(1, times + 1)
    )
    date = IssueDate(f"2001-01-{day:02}", 2001, 1, day) if day else None
    return statement(slug, mentions=mentions, date=date)


def texts(slug: str, *paragraphs: str, language: str = "en", title: str = "T") -> Statement:
    """Return a statement of these paragraphs."""
    body = tuple(
        Block("paragraph", (n,), text, f"p{n}") for n, text in enumerate(paragraphs, start=1)
    )
    return replace(statement(slug, title=title), body=body, language=language)


def others(count: int, language: str = "en") -> list[Statement]:
    """Return statements that have nothing to do with each other."""
    return [
        texts(f"z{n:03}", " ".join(f"{'abcdefghij'[n % 10]}word{n}x{k}" for k in range(30)),
              language=language)
        for n in range(count)
    ]  # fmt: skip


def because(ties: Any, slug: str) -> list[tuple[str, str]]:
    """Return (to, because) of the ties of a statement to what speaks of the same."""
    return [
        (tie.to, shown(tie.reason)) for tie in ties.get(slug, ()) if tie.type == "shared-subjects"
    ]


def shown(reason: Any) -> str:
    """Return a reason in short, with the ids of names: "hospital, a: p1 / p2"."""
    words = ", ".join(words or id_ for words, id_ in reason.terms)
    return f"{words}: {reason.here} / {reason.there}"


def test_names_that_two_paragraphs_share_make_a_tie() -> None:
    """The reason gives the names and the two paragraphs; no score is shown."""
    ties, _ = related(naming("one", "abc"), naming("two", "abcx", times=1))
    assert because(ties, "one") == [("two", "a, b, c: p1 / p1")]
    assert because(ties, "two") == [("one", "a, b, c: p1 / p1")]


def test_two_shared_names_are_not_enough() -> None:
    """No tie is better than a weak one."""
    assert related(naming("one", "ab"), naming("two", "ab"))[0] == {}


def test_names_scattered_over_a_text_are_no_point() -> None:
    """What stands in three paragraphs here and three there is not the same point."""
    scattered = [
        statement(slug, mentions=tuple(Mention(s, f"p{n}", 0, 6) for n, s in enumerate("abc")))
        for slug in ("one", "two")
    ]
    assert related(*scattered)[0] == {}


def test_words_find_each_other_by_their_stems() -> None:
    """Hospital and hospitals are one subject; the words are shown as they stand here."""
    one = texts("one", "Greetings to all.", "The hospital of the lower town was shelled at night; "
                "three nurses and a surgeon were killed in the hospital.")  # fmt: skip
    two = texts("two", "Bombs on hospitals: the surgeons and the nurse of the town are dead, "
                "after hospitals were shelling targets.", "Nothing else.")  # fmt: skip
    ties, _ = related(one, two, *others(60))
    ((to, reason),) = because(ties, "one")
    assert to == "two"
    assert reason.startswith("hospital, ")
    assert reason.endswith(": p2 / p1")
    assert "hospitals" in because(ties, "two")[0][1]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "قصف المستشفيات قتل الممرضين والأطباء في حلب الشرقية ومستشفياتها",
         "المستشفى الذي قُصف في حلب كان فيه ممرضون وطبيب، والمستشفيات الشرقية"),
        ("el", "Τα νοσοκομεία βομβαρδίστηκαν, γιατροί και νοσοκόμες σκοτώθηκαν στα νοσοκομεία",
         "Το νοσοκομείο βομβαρδίστηκε και ο γιατρός με τη νοσοκόμα του νοσοκομείου σκοτώθηκε"),
        ("ru", "Больницы разбомбили, врачи и медсёстры убиты в больницах",
         "Больница разбомблена, врача и медсестру убили в больнице"),
        ("fr", "Les hôpitaux bombardés, infirmières et chirurgiens tués sous les hôpitaux assiégés",
         "L'hôpital bombardé, une infirmière et un chirurgien tués, les hôpitaux assiégés"),
        ("es", "Los hospitales bombardeados, enfermeras y cirujanos muertos en hospitales sitiados",
         "El hospital bombardeado, una enfermera y un cirujano muertos, hospitales sitiados"),
        ("de", "Die Krankenhäuser wurden bombardiert, Ärzte und Pfleger starben in Krankenhäusern",
         "Das Krankenhaus bombardiert, der Arzt und die Pfleger starben im Krankenhaus"),
        ("tr", "Hastaneler bombalandı, doktorlar ve hemşireler hastanelerde öldürüldü",
         "Hastane bombalandı, hastanede doktor ile hemşire öldürüldü"),
    ],
)  # fmt: skip
def test_each_language_has_its_stems(language: str, one: str, other: str) -> None:
    """Inflected forms of one word fall together in every language that has an algorithm."""
    ties, _ = related(
        texts("one", one, language=language), texts("two", other, language=language),
        *others(60, language),
    )  # fmt: skip
    assert [to for to, _ in because(ties, "one")] == ["two"]


def test_what_everybody_says_is_no_subject() -> None:
    """Stop words, turns of speech, numbers and addresses of persons have no stem that counts."""
    known = stems("en")
    assert not any(
        map(
            known.__getitem__,
            ["the", "The,", "people", "Ladies", "2016", "—", "according", "as", "of"],
        )
    )
    assert known["hospitals,"] == known["Hospital"] != 0
    assert known["anti-imperialism"] == known["imperialism"]


def test_words_that_many_statements_have_do_not_count() -> None:
    """The same three words in every statement of an archive lead to nobody."""
    common = [texts(f"s{n:02}", "Peace for the harbour union.") for n in range(40)]
    assert related(*common)[0] == {}


def test_a_broader_name_is_left_out_beside_a_narrower_one() -> None:
    """Whoever names the quarter names the town; that is one subject and not two."""
    made = [naming("one", "abc"), naming("two", "abc")]
    entries = {one.slug: library._entry(one, one.slug) for one in made}
    load = {one.slug: one for one in made}.__getitem__
    names = {
        "a": Authority("a", "place", {"en": "A"}, {}, broader=("b",)),
        "b": Authority("b", "place", {"en": "B"}, {}),
        "c": Authority("c", "place", {"en": "C"}, {}),
    }
    assert relations.relate(entries, load, names)[0] == {}
    names["a"] = replace(names["a"], broader=())
    ties, _ = relations.relate(entries, load, names)
    assert because(ties, "one") == [("two", "a, b, c: p1 / p1")]


def test_a_version_is_not_also_a_neighbour() -> None:
    """Two versions share all subjects and are shown as versions only."""
    ties, _ = related(naming("one", "abc"), replace(naming("two", "abc"), version_of="one"))
    assert [tie.type for tie in ties["one"]] == ["version-of"]


def test_at_most_five_neighbours_the_nearest_in_time_of_equals() -> None:
    """Among equally near statements those issued next to it stand."""
    few = [naming(f"s{n:02}", "abc", day=n) for n in range(1, 16)]
    ties, _ = related(*few, *others(60))
    assert [to for to, _ in because(ties, "s10")] == ["s09", "s11", "s08", "s12", "s07"]


def test_statements_in_two_languages_meet_in_names_alone() -> None:
    """The same letters in another language are another word; a name is the same everywhere."""
    words = "The hospital, surgeon, nurse and ambulance of the hospital."
    ties, _ = related(texts("one", words), texts("two", words, language="fr"), *others(60))
    assert ties == {}
    ties, _ = related(naming("one", "abc"), replace(naming("two", "abc"), language="fr"))
    assert [to for to, _ in because(ties, "one")] == ["two"]


def test_terms_know_their_paragraphs_and_words() -> None:
    """A term has the word as it stands there, in small letters if it ever does, and its places."""
    made = texts("one", "Dockers strike. A union", "The dockers’ union.", title="Union")
    found = {word_in(term.words): term for term in terms_of(made)}
    assert set(found) == {"dockers", "strike", "union"}
    assert found["union"].places == ("p1", "p2")
    assert found["union"].weight > found["strike"].weight


def test_a_name_is_not_also_a_word() -> None:
    """The words of a name count as the name and not as stems beside it."""
    made = replace(texts("one", "Marshfield dockers"), mentions=(Mention("marsh", "p1", 0, 10),))
    assert sorted((term.words, term.name) for term in terms_of(made)) == [
        ("dockers", False),
        ("marsh", True),
    ]


@given(st.text(max_size=300))
def test_any_text_has_terms_and_a_gist(text: str) -> None:
    """Whatever the letters, terms stand in order of their numbers and survive being kept."""
    made = texts("one", *text.split("\n"))
    terms = terms_of(made)
    assert [term.number for term in terms] == sorted(term.number for term in terms)
    assert read(gist_of(made)).terms() == terms
    assert numbers_in(packed(term.number for term in terms)) == tuple(t.number for t in terms)


def test_weights_move_in_steps() -> None:
    """One statement more seldom makes a term lighter."""
    assert [steps(n) for n in (0, 1, 2, 4, 5, 16, 17, 64, 65)] == [0, 0, 1, 1, 2, 2, 3, 3, 4]
    entries = [library._entry(one, one.slug) for one in others(70)]
    assert scale(entries) == Scale(4, {"en": 4})
    weights = [scale(entries).weight(count, "en") for count in range(1, 2000)]
    assert sorted(weights, reverse=True) == weights
    assert len(set(weights)) == 5


def scattered(count: int) -> list[Statement]:
    """Return statements on subjects that overlap, about eight on each, in disorder."""
    chance = random.Random(count)
    made = []
    for n in range(count):
        topic = n % (count // 8)
        paragraphs = [
            " ".join(f"word{topic * 6 + chance.randrange(9)}z" for _ in range(14)) for _ in range(4)
        ]
        mentions = tuple(
            Mention(f"name-{topic * 4 + chance.randrange(6)}", f"p{chance.randrange(1, 5)}", 0, 0)
            for _ in range(6)
        )
        language = ("en", "fr")[n % 7 == 0]
        one = texts(f"s{n:04}", *paragraphs, language=language)
        year = 1990 + chance.randrange(30)
        made.append(replace(one, mentions=mentions, date=IssueDate(f"{year}", year)))
    return made


def entries_of(made: dict[str, Statement], memory: Remembering) -> dict[str, Entry]:
    """Return entries in order of issue, with the gists of their statements in the memory."""
    found = {}
    for slug, one in made.items():
        mark = digest(repr(one).encode()).hex()
        found[slug] = library._entry(one, mark)
        memory.gists.setdefault(mark, gist_of(one))
    return {e.slug: e for e in sorted(found.values(), key=lambda e: (e.sort, e.slug))}


@pytest.mark.parametrize("few", [5, 40, 1000])
def test_remembered_neighbours_are_those_of_a_fresh_look(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After any additions, changes and removals, with an index and without, both ways agree."""
    for module in (roll_module, related_module):
        monkeypatch.setattr(module, "FEW", few)
    chance = random.Random(few)
    pool = scattered(140)
    made = {one.slug: one for one in pool[:100]}
    memory = Remembering()
    seen = 0
    for step in range(12):
        now = entries_of(made, memory)
        remembered = dict(relations.relate(now, made.__getitem__, {}, memory)[0])
        with monkeypatch.context() as by_hand:
            if step % 2:
                by_hand.setattr(roll_module, "FEW", 1000)
                by_hand.setattr(related_module, "FEW", 1000)
            assert remembered == relations.relate(now, made.__getitem__, {})[0], step
        seen += len(remembered)
        for _ in range(chance.randrange(1, 4)):
            one = chance.choice(pool)
            if one.slug in made and chance.random() < 0.5:
                del made[one.slug]
            elif one.slug in made:
                version = chance.choice(pool).slug if chance.random() < 0.3 else ""
                body = chance.choice(pool).body
                other = version if version != one.slug else ""
                made[one.slug] = replace(made[one.slug], body=body, version_of=other)
                made = {s: replace(m, version_of="") if m.version_of not in made else m
                        for s, m in made.items()}  # fmt: skip
            else:
                made[one.slug] = one
    assert seen > 60


def test_an_added_statement_leaves_most_ties_as_they_are() -> None:
    """Only few of the others change their neighbours."""
    made = {one.slug: one for one in scattered(600)}
    memory = Remembering()
    new = made.pop("s0300")
    before = dict(relations.relate(entries_of(made, memory), made.__getitem__, {}, memory)[0])
    made["s0300"] = new
    after = dict(relations.relate(entries_of(made, memory), made.__getitem__, {}, memory)[0])
    changed = sum(before.get(slug) != ties for slug, ties in after.items())
    assert 0 < changed < 60


def test_an_addition_looks_at_its_like_and_not_at_the_archive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The statements worked out for one more do not grow with the archive."""
    counts: list[int] = []
    work: Callable[..., Any] = Scoring.scores

    def counted(*arguments: Any) -> Any:
        counts[-1] += 1
        return work(*arguments)

    for size in (300, 900):
        made = {one.slug: one for one in scattered(size)}
        memory = Remembering()
        new = made.pop("s0100")
        relations.relate(entries_of(made, memory), made.__getitem__, {}, memory)
        made["s0100"] = new
        counts.append(0)
        with monkeypatch.context() as context:
            context.setattr(Scoring, "scores", counted)
            relations.relate(entries_of(made, memory), made.__getitem__, {}, memory)
    assert counts[1] < 60


def test_relations_are_read_one_by_one() -> None:
    """What has no ties is not there, as in a dictionary."""
    ties, _ = related(naming("one", "abc"), naming("two", "abc"), statement("three"))
    assert list(ties) == ["one", "two"]
    assert len(ties) == 2
    assert "three" not in ties
    assert "nobody" not in ties
    assert isinstance(ties["one"][0], Relation)
    assert relations.relate({}, {}.__getitem__, {}, Blank())[0] == {}


def test_withheld_words_are_no_subject() -> None:
    """What a record withholds is not told as what two statements have in common."""
    secret = "Hawthorn Quarry Lantern Meadow"
    one = texts("one", f"The {secret} was searched.")
    hidden = Span(4, 4 + len(secret), "withheld", "0")
    one = replace(one, body=(replace(one.body[0], spans=(hidden,)),))
    assert not {term.words for term in terms_of(one)} & set(secret.split())
    assert "Hawthorn" in {term.words for term in terms_of(texts("two", f"The {secret}."))}
