"""The words that code, not a template, puts into pages: the archive's terms and short phrases.

Only tables live here, in English; the catalogues translate them (see ``catalogues``).
"""

from __future__ import annotations

from archive.model import ReasonKind, RelationType

# The order is that of the navigation.
SECTIONS: dict[str, str] = {
    "chronology": "Chronology",
    "tags": "Subjects",
    "agents": "Bodies and people",
    "places": "Places",
    "events": "Events",
    "debates": "Debates",
    "concordance": "Concordance",
    "register": "A–Z",
    "search": "Search",
    "corrections": "Corrections",
}

# A tie read forwards, and read from its other end.
RELATIONS: dict[RelationType, tuple[str, str]] = {
    "translation-of": ("Translation of", "Translated as"),
    "version-of": ("Version of", "Other version"),
    "answers": ("Answers", "Answered by"),
    "quotes": ("Quotes", "Quoted by"),
    "cites": ("Cites", "Cited by"),
    "same-claim": ("The same claim", "The same claim"),
    "differs": ("A difference", "A difference"),
    "later-report": ("A later report", "An earlier report"),
    "same-event": ("On the same event", "On the same event"),
    "shared-subjects": ("Shared subjects", "Shared subjects"),
}

# Whose the passages of a tie are.
SIDES = ("This statement", "The other statement")
# Why a rule has tied two statements, on the page of the one that it runs from and on the other's.
REASONS: dict[ReasonKind, tuple[str, str]] = {
    "address": (
        "The text gives the address of the other statement: %(words)s",
        "The other statement gives the address of this one: %(words)s",
    ),
    "reply": (
        "The text says %(words)s beside the other’s name or words.",
        "The other statement says %(words)s beside the name or words of this one.",
    ),
    "almost-all-words": (
        "Almost all of the words of both are the same, in the same order.",
        "Almost all of the words of both are the same, in the same order.",
    ),
    "most-words": (
        "Most of the words of both are the same, in the same order.",
        "Most of the words of both are the same, in the same order.",
    ),
    "translation": ("One is a translation of the other.", "One is a translation of the other."),
    "version": ("They are two versions of one text.", "They are two versions of one text."),
    "subjects": (
        "Both on %(words)s: %(here)s / %(there)s",
        "Both on %(words)s: %(here)s / %(there)s",
    ),
    "event": (
        "Both name %(words)s and were issued at that time: %(here)s / %(there)s",
        "Both name %(words)s and were issued at that time: %(here)s / %(there)s",
    ),
    # Of a series, as its record says, with a number or without; and by the titles.
    "series": ("In this series, as its record says.",) * 2,
    "numbered": ("Number %(n)s of this series, as its record says.",) * 2,
    "titles": ("One body, one wording of the titles, and numbers that follow each other.",) * 2,
}
# The same for reasons that count words; %(n)s is how many.
COUNTED_REASONS: dict[ReasonKind, tuple[tuple[str, str], tuple[str, str]]] = {
    "quotation": (
        (
            "%(n)s word of the other statement stands here as a quotation.",
            "%(n)s words of the other statement stand here as a quotation.",
        ),
        (
            "%(n)s word of this statement stands in the other as a quotation.",
            "%(n)s words of this statement stand in the other as a quotation.",
        ),
    ),
}

ROLES: dict[str, str] = {
    "author": "Author",
    "publisher": "Issued by",
    "translator": "Translator",
}

BASES: dict[str, str] = {
    "transcribed": "transcribed",
    "supplied": "supplied by the editor",
    "inferred": "inferred",
}

KINDS: dict[str, str] = {
    "statement": "statement",
    "title": "statement",
    "agent": "body or person",
    "concept": "subject",
    "tag": "subject",
    "place": "place",
    "event": "event",
    "debate": "debate",
}

# Where each scheme of identifiers keeps its pages; "{}" stands for the identifier.
SCHEMES: dict[str, tuple[str, str]] = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
}

# Phrases of ``phrases``, ``citation`` and ``words``.
PHRASES = (
    "Undated",
    "n.d.",
    "Map of the places",
    "Part %(mark)s of the map, larger",
    ", ",
    "; ",
    "“%(title)s”",
    "“%(title)s,”",
    "“%(title)s.”",
    "posted %(time)s, time zone not stated",
    "%(kind)s, %(lines)s",
    "Printed %(sic)s, read as %(corr)s.",
    "Link printed as %(sic)s, leads to %(corr)s.",
)
# What the search page's script says: its name for it, and the words.
SEARCH: dict[str, str] = {
    "searching": "Searching…",
    "nothing": "Nothing was found. Fewer words, or other ones, may find more.",
    "some": "No statement has all of these words; these have most of them.",
    "near": "Not every word is in a text as you wrote it; the nearest words were looked for.",
    "common": "These words are in almost every text. Add one that is not.",
    "failed": "Part of the index could not be loaded. It may have changed since you opened this "
    "page: load the page again.",
    "more": "More statements",
    "further": "Look further",
}
COUNTED: dict[str, tuple[str, str]] = {
    "statements": ("%(n)s statement", "%(n)s statements"),
    "so_far": ("%(n)s statement so far", "%(n)s statements so far"),
    "paragraphs": ("%(n)s more paragraph", "%(n)s more paragraphs"),
}
PLURALS = frozenset(
    {
        ("line %(n)s", "lines %(n)s"),
        *COUNTED.values(),
        *(forms for both in COUNTED_REASONS.values() for forms in both),
    }
)
# Kinds of text that a search can be narrowed to.
TEXTS: dict[str, str] = {
    "title": "titles",
    "heading": "headings",
    "paragraph": "paragraphs",
    "slogan": "slogans and lists",
    "back": "notices at the end",
}

# Why a value of the record is what it is, as the reading says it, with words of the text in it.
EVIDENCE: tuple[str, ...] = (
    "a record says so",
    'a sentence does not end in "%(words)s"',
    "a sentence does not end in a comma",
    "above the date",
    "above the title",
    "an address alone below the text",
    "at the beginning of the text",
    "before the date",
    "below the title",
    "beside a mail address",
    "beside the date",
    "beside the kind of document",
    "between the title and the text",
    "by a statistical model of its letters",
    "by its commonest words",
    "by its commonest words and the spelling of %(words)s",
    "by its few words",
    'introduced by "%(words)s"',
    'labelled "%(words)s"',
    'listed behind "%(words)s"',
    "marked as the first heading",
    "named where the text gives addresses",
    "only the year is sure",
    "said to be by nobody",
    "the first line of the text",
    "the first words of the text",
    "the kind of document",
    "the language of the text writes the day first",
    "the letterhead",
    "the name below the text",
    "the name of who wrote",
    "the name over a post",
    "the sentence does not end",
    "the sentence goes on in small letters",
    'the text says today of "%(words)s"',
    'the text says yesterday of "%(words)s"',
    'the weekday "%(words)s" decides: day first',
    'the weekday "%(words)s" decides: month first',
    "there are no words to tell by",
    "time zone not stated",
    "turned into the Gregorian calendar from the solar Hijri date",
    "underlined",
    "written in the script %(words)s",
)

MESSAGES: frozenset[str] = frozenset(
    [
        *EVIDENCE,
        *PHRASES,
        *SECTIONS.values(),
        *(words for pair in RELATIONS.values() for words in pair),
        *SIDES,
        *(words for pair in REASONS.values() for words in pair),
        *ROLES.values(),
        *BASES.values(),
        *KINDS.values(),
        *SEARCH.values(),
        *TEXTS.values(),
    ]
)
