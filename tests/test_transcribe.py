"""Seeds to their parts: the two real statements, shapes, instructions, and what holds for any text."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Instructions
from archive.problems import ProblemsFound
from archive.reading import seeds
from archive.reading.transcribe import notices, transcribe

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def read(text, instructions=None, file="seeds/x.txt"):
    """Return the transcription of a text."""
    return transcribe(seeds.read(file, text.encode()), instructions or Instructions())


def real(name):
    """Return one of the two statements of this archive, without its record."""
    (path,) = SEEDS.glob(f"{name}_*.txt")
    seed = seeds.read(f"seeds/{path.name}", path.read_bytes())
    return seed, transcribe(seed)


@pytest.fixture(scope="module")
def assault():
    """Return the statement on the assault on Eastern Aleppo."""
    return real("000")[1]


@pytest.fixture(scope="module")
def fall():
    """Return the statement on the fall of Aleppo."""
    return real("003")[1]


def fates(transcription):
    """Return (first, last, fate) of each ledger entry."""
    return [(entry.first, entry.last, entry.fate) for entry in transcription.ledger]


def test_title_author_date_and_source_of_a_drupal_page(assault):
    """The byline gives body, day and hour once; the line that repeats it is a duplicate."""
    assert assault.title == "Statement on the Assault on Eastern Aleppo"
    assert assault.subtitle == ""
    assert assault.authors == (
        "International Secretariat of the League for the Fifth International",
    )
    assert assault.date is not None
    assert assault.date.edtf == "2016-09-30"
    assert assault.posted == "12:35"
    assert assault.basis["posted"].because == "time zone not stated"
    assert assault.basis["author"].lines == (7, 9)
    assert (
        assault.source_url
        == "https://fifthinternational.org/content/statement-assault-eastern-aleppo"
    )
    assert assault.language == "en-GB"
    assert assault.publisher == assault.place == ""


def test_body_and_slogans_of_a_drupal_page(assault):
    """Sixteen paragraphs, then one list of six slogans; the rule makes no heading of the last."""
    assert [b.lines for b in assault.body if b.kind == "paragraph"] == [
        (n,) for n in range(11, 42, 2)
    ]
    slogans = [b for b in assault.body if b.kind == "item"]
    assert [b.lines for b in slogans] == [(n,) for n in range(43, 54, 2)]
    assert {b.style for b in slogans} == {"slogans"}
    assert len(assault.body) == 22
    assert assault.back == ()
    assert assault.joins == ()
    assert assault.links == ()
    assert fates(assault) == [
        (1, 6, "metadata"), (7, 8, "metadata"), (9, 10, "duplicate"), (11, 42, "body"),
        (43, 54, "list"), (55, 56, "rule"), (57, 57, "metadata"),
    ]  # fmt: skip


def test_head_and_tail_of_a_newsletter(fall):
    """The subtitle is no paragraph, the byline stands at the end, and no day is made up."""
    assert (fall.title, fall.subtitle) == (
        "Stop the Killing! Save Aleppo!",
        "On the fall of Aleppo",
    )
    assert fall.authors == ("Joseph Green",)
    assert fall.date is None
    assert "date" not in fall.basis
    assert fall.source_url == ""
    assert fall.language == "en-US"
    assert [b.lines for b in fall.back] == [(33,), (37,), (39,), (41,)]
    assert [b.anchor for b in fall.back] == ["b1", "b2", "b3", "b4"]


def test_cut_paragraphs_of_a_newsletter_are_joined_and_declared(fall):
    """Three paragraphs were cut in mid-sentence; the line before the byline was not."""
    assert [b.lines for b in fall.body] == [
        (7,), (9,), (11,), (13, 15), (17,), (19,), (21, 23), (25, 27), (29,), (31,),
    ]  # fmt: skip
    assert [b.anchor for b in fall.body] == [f"p{n}" for n in range(1, 11)]
    assert [(j.lines, j.anchor) for j in fall.joins] == [
        ((13, 15), "p4"), ((21, 23), "p7"), ((25, 27), "p8"),
    ]  # fmt: skip
    assert {j.basis.kind for j in fall.joins} == {"inferred"}


def test_links_of_a_newsletter_are_as_printed(fall):
    """A full stop after an address is not part of it; mail addresses are no links."""
    assert [(link.line, link.printed) for link in fall.links] == [
        (33, "http://www.comunistvoice.org/00Syria.html"),
        (39, "http://www.comunistvoice.org/DWV_email_list.html"),
        (41, "http://www.comunistvoice.org"),
    ]


def test_emphasis_of_a_newsletter_is_marked_up(fall):
    """Three asterisks are emphasis, not letters."""
    notice = fall.back[3]
    assert notice.text.startswith("Read Communist Voice! CV is a journal")
    assert [(s.kind, notice.text[s.start : s.end]) for s in notice.spans][:3] == [
        ("emphasis", "Communist Voice"), ("strong", "Communist Voice"), ("emphasis", "CV"),
    ]  # fmt: skip


PROSE = "The mill has been shut since the spring, and nobody has told us when it will open again."


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"Title\n\n{PROSE}\n\nThe demands\n\n{PROSE}\n", ["paragraph", "heading", "paragraph"]),
        (f"Title\n\n{PROSE}\n\n## The demands\n\n{PROSE}\n", ["paragraph", "heading", "paragraph"]),
        (f"Title\n\n{PROSE}\n\nThe demands\n-----------\n\n{PROSE}\n", ["paragraph", "heading", "paragraph"]),
        (f"Title\n\n{PROSE}\n\n**The demands**\n\n{PROSE}\n", ["paragraph", "heading", "paragraph"]),
        (f"Title\n\n{PROSE}\n\n* bread\n* coal\n\n{PROSE}\n", ["paragraph", "item", "item", "paragraph"]),
        (f"Title\n\n{PROSE}\n\n1. bread\n2. coal\n", ["paragraph", "item", "item"]),
        (f"Title\n\n{PROSE}\n\n> they said\n> no\n\n{PROSE}\n", ["paragraph", "quotation", "paragraph"]),
        (f"Title\n\n{PROSE} [1]\n\n[1] The ledger of the mill.\n", ["paragraph", "note"]),
        (f"Title\n\n{PROSE}\n\nthe moon is up,\nthe mill is down,\nand we are still awake\n\n{PROSE}\n",
         ["paragraph", "verse", "paragraph"]),
        (f"Title\n\n{PROSE}\n\n* * *\n\n{PROSE}\n", ["paragraph", "rule", "paragraph"]),
    ],
)  # fmt: skip
def test_shapes_of_the_body(text, kinds):
    """Each mark or layout makes blocks of its kind."""
    assert [block.kind for block in read(text).body] == kinds


def test_numbers_of_items_stay_in_the_words():
    """A bullet is a mark; a number is something the text says."""
    body = read(f"Title\n\n{PROSE}\n\n* bread\n* coal\n\n{PROSE}\n\n1. bread\n2. coal\n").body
    items = [(block.text, block.style) for block in body if block.kind == "item"]
    assert items == [
        ("bread", "bullets"),
        ("coal", "bullets"),
        ("1. bread", "numbers"),
        ("2. coal", "numbers"),
    ]


def test_values_that_the_text_does_not_show_are_empty():
    """Years, addresses and people of the body are not the statement's own."""
    found = read(
        "Why we marched\n\nIn 1968, on 3 May, our parents marched along this road. Read about it at "
        'https://road.example.org/1968.\n\n"It rained," said Paul Martin, who was there.\n'
    )
    assert (found.date, found.authors, found.source_url, found.place) == (None, (), "", "")


def test_missing_title_is_supplied_in_brackets_with_a_notice():
    """The first words stand for a title, stay in the body, and the editor is told."""
    found = read(f"{PROSE}\n\n{PROSE}\n")
    assert found.title == "[The mill has been shut since the spring …]"
    assert found.basis["title"].kind == "supplied"
    assert found.head == ()
    assert found.body[0].text == PROSE
    assert [(n.code, n.severity) for n in notices("seeds/x.txt", found)] == [("A020", "notice")]


def test_ambiguous_figures_keep_the_year_and_give_a_notice():
    """Nothing decides between April and March, so only the year is said."""
    found = read(f"The picket\n\nMill Workers' Committee, 03/04/2016\n\n{PROSE}\n")
    assert found.date is not None
    assert found.date.edtf == "2016"
    assert [n.code for n in notices("seeds/x.txt", found)] == ["A021"]


def test_furniture_is_set_aside_and_never_lost():
    """What a site prints around a text has its fate in the ledger."""
    found = read(
        f"Skip to main content\nHome | News | About us\n\nThe picket\n\n{PROSE}\n\nShare this:\n"
        "Facebook Twitter\nLeave a comment\n"
    )
    assert found.title == "The picket"
    assert [e for e in fates(found) if e[2] == "furniture"] == [
        (1, 3, "furniture"),
        (8, 10, "furniture"),
    ]


@pytest.mark.parametrize(
    "text", ["Only a title\n", "# Only a title\n\n---\n", "Title: Only a title\nDate: 2016\n"]
)
def test_title_without_text_is_refused(text):
    """A statement needs something to say."""
    with pytest.raises(ProblemsFound) as caught:
        read(text)
    assert [problem.code for problem in caught.value.problems] == ["A010"]


def test_instructions_override_inference():
    """An editor's roles, joins, splits and language are followed to the letter."""
    text = f"A line\n\nAnother line\n\n{PROSE}\n\nOne half.\n\nOther half.\n\nHead. {PROSE}\n\nJo Fenn\n"
    found = read(
        text,
        Instructions(
            joins=((7, 9),),
            splits=((11, "The mill"),),
            roles=(((1,), "furniture"), ((3,), "title"), ((13,), "byline")),
            language="fr",
        ),
    )
    assert found.title == "Another line"
    assert found.authors == ("Jo Fenn",)
    assert found.language == "fr"
    assert [(b.lines, b.text) for b in found.body] == [
        ((5,), PROSE), ((7, 9), "One half.\nOther half."), ((11,), "Head."), ((11,), PROSE),
    ]  # fmt: skip
    assert (1, 2, "furniture") in fates(found)


def test_instructions_that_cannot_be_followed_are_all_reported():
    """Each has its own code, and the nearest role is suggested."""
    with pytest.raises(ProblemsFound) as caught:
        read(
            f"Title\n\n{PROSE}\n",
            Instructions(joins=((3, 9),), splits=((3, "nowhere"),), roles=(((1,), "titel"),)),
        )
    assert [problem.code for problem in caught.value.problems] == ["A013", "A012", "A011"]
    assert 'did you mean "title"?' in caught.value.problems[0].message


# -- what holds for any text ---------------------------------------------------------------------

WORDS = ["the", "Mill", "by", "Jo Fenn", "has", "not", "opened.", "Date: 3 May 2016", "# ", "* ", "1. ", "> ",
         "---", "===", "https://a.example/b", "Title:", "Source:", "*odd*", "[x](http://y.example)", "بيان", "،",
         "Share", "-- ", "[1]", "<p>", "From: Jo <jo@a.example>", "   ", "\u202bx\u202c", "Signed by:", "é"]  # fmt: skip
LINES = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), min_size=1, max_size=24
)
TEXTS = st.one_of(LINES.map("\n".join), LINES.map("\n\n".join), st.text(max_size=300))


def transcribed(text):
    """Return seed and transcription, or None where the text is refused."""
    try:
        seed = seeds.read("seeds/x.txt", text.encode("utf-8", "surrogatepass"))
        return seed, transcribe(seed)
    except ProblemsFound:
        return None


def squeezed(text):
    """Return a text without its white space."""
    return "".join(text.split())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_ledger_covers_every_line_once_and_in_order(text):
    """No line is without a fate and none has two."""
    found = transcribed(text)
    if found:
        seed, transcription = found
        covered = [n for e in transcription.ledger for n in range(e.first, e.last + 1)]
        assert covered == list(range(1, len(seed.lines) + 1))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_words_of_blocks_and_aside_are_the_seeds_words_in_order(text):
    """Each line is in a block or set aside; a block's line is the seed's without its marks."""
    found = transcribed(text)
    if not found:
        return
    seed, transcription = found
    shown = {}
    for block in (*transcription.head, *transcription.body, *transcription.back):
        parts = block.text.split("\n")
        assert len(parts) == len(block.lines)
        for line, part in zip(block.lines, parts, strict=True):
            source, place, kept = seed.lines[line - 1], 0, []
            for _, start, end in sorted(m for m in block.markup if m[0] == line):
                assert place <= start <= end <= len(source)
                kept.append(source[place:start])
                assert not any(c.isalnum() for c in source[start:end]) or source[
                    start:end
                ].startswith("](")
                place = end
            kept.append(source[place:])
            assert squeezed("".join(kept)) == squeezed(part)
            assert line not in shown
            shown[line] = part
    aside = {"metadata", "duplicate", "furniture", "rule"}
    for entry in transcription.ledger:
        for line in range(entry.first, entry.last + 1):
            if seed.lines[line - 1].strip() and line not in shown:
                blank = not seed.lines[line - 1].strip("\ufeff\u200b \t\f\u2000\u3000\xa0")
                assert entry.fate in aside or blank


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(text):
    """Nothing depends on a clock, a hash order or what was read before."""
    assert transcribed(text) == transcribed(text)


HOSTILE = {
    "one long line": lambda n: "Title\n\n" + "word and " * (n * 8),
    "many lines": lambda n: "Title\n\n" + "A short line of the text.\n" * n,
    "many blank lines": lambda n: "Title\n" + "\n" * (n * 10) + PROSE,
    "brackets": lambda n: "Title\n\n" + "[" * n + "\n",
    "nested quotes": lambda n: (
        "Title\n\n" + "".join(">" * (k % 200) + " words\n" for k in range(n // 10))
    ),
    "deep quotes": lambda n: "Title\n\n" + ">" * n + " words.\n",
    "labels": lambda n: "Title\n\n" + "Author: Jo Fenn\n" * n + PROSE,
    "dates": lambda n: "Title\n\n" + "3 May 2016, " * n + "\n",
    "slogans": lambda n: "Title\n\n" + "Down with the toll\n\n" * n,
    "cut paragraphs": lambda n: "Title\n\n" + "the sentence goes on and on and on\n\n" * n + PROSE,
    "names": lambda n: "Title\n\n" + PROSE + "\n\n" + "Jo Fenn\n" * n,
    "rules": lambda n: "Title\n\n" + PROSE + "\n\n" + "---\n" * n,
    "front matter": lambda n: "---\n" + "title: x\n" * n + "---\n" + PROSE,
    "underscores": lambda n: "Title\n\n" + "_" * n + " x\n",
    "spaces": lambda n: "Title\n\nx" + " " * n + "x\n",
    "digits": lambda n: "Title\n\n" + "1" * n + "\n",
    "one word": lambda n: "a" * n + "\n\n" + "b" * n,
    "stars": lambda n: "Title\n\n" + "*" * n + " x\n",
    "tags": lambda n: "Title\n\n" + "<" * n + ">" * n + "\n",
    "tabs": lambda n: "Title\n\nx" + "\t" * n + "x\n",
    "marks without width": lambda n: "Title\n\n" + "\u0301\u200d\u200f" * n + "\n",
    "lone line ends": lambda n: "Title\n\n" + "x\r" * n + "\n",
    "columns above a date": lambda n: "Title\n\nx" + " " * n + ", y\n3 May 2016\n\n" + PROSE,
    "a list of signatories": lambda n: PROSE + "\n\nSigned:" + " " * n + "x, y\n",
    "sections": lambda n: "a, " * n + "b\n\n" + PROSE,
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_texts_cost_time_in_proportion_to_their_length(shape):
    """Eight times the text costs about eight times the time."""

    def cost(size):
        data = HOSTILE[shape](size).encode()
        start = time.process_time()
        seed = seeds.read("seeds/x.txt", data)
        with contextlib.suppress(ProblemsFound):
            transcribe(seed)
        return time.process_time() - start

    cost(100)
    small = min(cost(2_500) for _ in range(2))
    assert cost(20_000) < 24 * small + 0.3
