"""The words a made-up corpus is written with: common words, invented words, bodies and subjects."""

from __future__ import annotations

from itertools import product
from random import Random

COMMON = tuple(
    "the of and to in a that is for it was on are with as we they by this be at have from not or "
    "had but which their all will has one been our who so when more if no them can its what there "
    "than into only other any these those some such must against without after before under over "
    "every both many where while because through between during would should could people workers "
    "government state power struggle war peace country city street hand time year day world "
    "movement party union right demand support call".split()
)
ADJECTIVES = tuple(
    "Free United Independent Common Open Northern Southern Coastal Inland Central".split()
)
TRADES = tuple("Dockers Tenants Teachers Farmers Nurses Printers Miners Students Weavers".split())
FORMS = ("League", "Committee", "Front", "Council", "Network")
TOPICS = tuple(
    "amnesty asylum blockades ceasefires censorship conscription curfews debt democracy detention "
    "disarmament displacement education elections embargoes evictions famine feminism housing "
    "imperialism internationalism militarism nationalism occupation pensions privatisation racism "
    "reconstruction refugees repression sanctions sectarianism secularism self-determination "
    "solidarity strikes torture unemployment wages water".split()
)
PLACES = tuple(
    "Arvandel Belcastra Corvanne Dunmarrow Estovar Fellgrade Gravonne Hallowmere Istravar Jorvelle "
    "Karsholm Lomvaria Marrowgate Norvelde Ostrava-Mill Pelgrane Quillmoor Rostvale Sarnholt "
    "Tarnovar".split()
)


def bodies() -> tuple[str, ...]:
    """Return the names of 200 issuing bodies."""
    names = [f"{a} {t}' {f}" for a, t, f in product(ADJECTIVES, TRADES, FORMS)]
    Random("bodies").shuffle(names)
    return tuple(names[:200])


def invented(count: int) -> tuple[str, ...]:
    """Return ``count`` different words that no dictionary has, in a fixed order."""
    random = Random("words")
    onsets = "b br c cl d dr f fl g gr h j l m n p pl pr qu r s sh st t th tr v w".split()
    vowels = "a e i o u ai ea ou".split()
    codas = "l m n nd r rn s st t ve ck ss".split()
    ends = ["", "", "ed", "ing", "ly", "ment", "ness", "s"]
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = random.choice((1, 2, 2, 3))
        stem = "".join(random.choice(onsets) + random.choice(vowels) for _ in range(syllables))
        words[stem + random.choice(codas) + random.choice(ends)] = None
    return tuple(words)
