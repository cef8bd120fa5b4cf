"""Whether words name a person or a body, and how several names in one line are parted."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.reading.languages import fold, phrase, tables

_LONGEST = 14
_SHORT = 8
_WORD_MOST = 60
_LIKELY, _MOTTO = 2, 6
_OFFICE = re.compile(r"\s[–—-]\s")
# The name of an account: letters and figures with a low line between them.
_HANDLE = re.compile(r"[^\W\d_]\w*_\w*[^\W_]")
_ACRONYM = re.compile(r"[^\W\d_]{2,6}(?:[-.]?[^\W\d_]{1,4})?")
_WORD = re.compile(r"[^\W_]+(?:[.'’·*:-][^\W_]+)*\.?")
_SENTENCE = re.compile(r"[!?;:…؟؛]|[.,]\s*$|\.\s+\w{4}|[\"“”„«»]")
# Particles of personal names in several languages (not of a body's name).
_PERSONAL = frozenset(
    "de du da dos del della di la van von der den bin ibn abu al el as e y ben bint zu af".split()  # noqa: SIM905
)
_AND = re.compile(
    r"(?:(?<!\s)\s+)?(?:[;/&]|,\s*(?:and|et|y|und|e|en|och|ve|και|и|و)\s|\s(?:and|et|und|och|ve|και|и)\s|\sو\s?"
    r"|[,،]\s)\s*"
)
_QUOTED = re.compile(r"[«“„\"‟][^«»“”„\"]{2,60}[»”“\"]")
_MAIL = re.compile(r"(?<!\s)\s*(?:<[^<>@]*@[^<>]*>|\([^()@]*@[^()]*\))")
_QUOTE = re.compile(r"[«“„\"‟]")
_NO_NAME = re.compile(r"\d{3}|https?://|@|www\.|(?<!\w)#\w")
_ABBREVIATED = re.compile(r"\b(\w|Dr|Mr|Mrs|Ms|St|Prof|Inc|Ltd|Jr|Sr|e\.V|gGmbH)\.")
_CASELESS = re.compile(r"[\u0590-\u077f\u3040-\u9fff]")


def is_body(text: str) -> bool:
    """Return whether a word of ``text`` says that it names a body: "party", "committee"."""
    return any(map(_body_word, _WORD.findall(fold(text))))


@lru_cache(maxsize=4096)
def _body_word(word: str) -> bool:
    bodies = tables().bodies
    if word in bodies or len(word) > _WORD_MOST:
        return word in bodies
    word = word.rstrip(".")
    # Arabic writes the article, "and" and "for" as part of the word.
    bare = [word.removeprefix(start) for start in ("", "ال", "وال", "لل")]
    for part in (*re.split(r"[-·*:'’]", word), *bare):
        # Inflected forms begin with the word; German and Nordic compounds end with it.
        if part in bodies or (
            len(part) > 5 and any(part[:n] in bodies for n in range(5, len(part)))
        ):
            return True
        if len(part) > 6 and any(part[n:] in bodies for n in range(3, len(part) - 3)):
            return True
    return False


def likelihood(text: str, context: str = "", language: str = "") -> int:
    """Return how surely ``text`` is nothing but a name: 0 no, 1 perhaps, 2 likely, 3 sure.

    ``context`` is the statement in small letters: a body's name usually stands there again.
    """
    if _QUOTE.search(text) and (quoted := _QUOTED.search(text)) and text.count('"') < 3:
        # A body can carry a name of its own: Bündnis „Warm und hell“.
        rest = f"{text[: quoted.start()]} {text[quoted.end() :]}".strip(" ,")
        return likelihood(rest, "", language) if is_body(rest) else 0
    words = _WORD.findall(text) if len(text) <= 140 else []
    if not words or len(words) > _LONGEST:
        return 0
    if "_" in text and _HANDLE.fullmatch(text.strip()):
        return _LIKELY
    # What most lines fail at stands first.
    folded = [fold(word) for word in words]
    if not strange_words(language).isdisjoint(folded):
        return _LIKELY if _is_motto(text, words, folded, language) else 0
    if _SENTENCE.search(_abbreviated(text)) or _NO_NAME.search(text):
        return 0
    if len(words) < 5 and not _contact().isdisjoint(folded):
        return 0
    first = fold(text).strip()
    if first in tables().contact_words:
        return 0
    release, bodies = tables().release, tables().bodies
    if first in release or (folded[0] in release and folded[0] not in bodies):
        return 0
    named = any(map(_body_word, folded))
    if _CASELESS.search(text):
        score = 2 if named and len(words) <= 8 else 1 if len(words) <= 4 else 0
        particles = [f for f in folded if f in tables().particles]
        if not named and particles:
            return 0
    else:
        score = _cased(words, folded, named=named)
    if score and len(first) > 5 and context.count(text.strip().lower()) > 1:
        score += 1
    return min(score, 3)


def _is_motto(text: str, words: list[str], folded: list[str], language: str) -> bool:
    """Return whether a kind of body opens a name with one small word: "Réseau Toit pour tous"."""
    if len(words) > _MOTTO or not words[0][0].isupper() or not words[1:2] or text[-1:] in ".,:;!?":
        return False
    small = sum(map(strange_words(language).__contains__, folded))
    kind = folded[0] in tables().bodies and folded[0] not in tables().release
    return small == 1 and kind and words[1][0].isupper()


def is_acronym(text: str) -> bool:
    """Return whether the text is one short word in capitals: "CNT", "МПРА"."""
    return (
        _ACRONYM.fullmatch(text) is not None
        and text.isupper()
        and phrase(text) not in tables().ends
    )


@lru_cache(maxsize=1)
def _contact() -> frozenset[str]:
    return frozenset(word for word in tables().contact_words if " " not in word) - tables().bodies


def common_words(language: str) -> frozenset[str]:
    """Return the folded stop words of the text's language; of all when it has no table."""
    code = language.split("-", maxsplit=1)[0]
    return tables().common.get(code) or tables().every_common


@lru_cache(maxsize=64)
def strange_words(language: str) -> frozenset[str]:
    """Return the common words of the text's language that stand in no name."""
    return common_words(language) - tables().particles


def _abbreviated(text: str) -> str:
    """Return ``text`` without the full stops of initials and of abbreviations at its end."""
    return _ABBREVIATED.sub(r"\1", text) if "." in text else text


def _cased(words: list[str], folded: list[str], *, named: bool) -> int:
    particles = tables().particles
    small = [w for w, f in zip(words, folded, strict=True) if w[0].islower() and f not in particles]
    if named:
        lower = [w for w in small if not _body_word(fold(w))]
        capital = any(w[0].isupper() for w in words)
        # A body's name mostly begins with its kind; what follows may be in small letters.
        leads = any(map(_body_word, folded[:3]))
        allowed = len(words) // (2 if leads and len(words) <= _SHORT else 4)
        return 2 if len(lower) <= allowed and capital else 0
    plain = [
        w for w, f in zip(words, folded, strict=True) if f not in _PERSONAL or not w[0].islower()
    ]
    if folded[0] in particles and folded[0] not in _PERSONAL:
        return 0
    if all(w[0].isupper() for w in plain):
        return 2 if 2 <= len(plain) <= 4 else 1 if len(plain) == 1 else 0
    return 0


def _leads(name: str) -> bool:
    """Return whether the name begins with the kind of body that it names."""
    return is_body(" ".join(name.split()[:2]))


def parted(text: str) -> tuple[str, ...]:
    """Return the names in ``text``, several only where each of them can be a person's."""
    text = _MAIL.sub("", text).strip(" \t,;·|'")
    if text.count('"') == 1 or not _QUOTED.search(text) or _QUOTED.fullmatch(text):
        text = text.strip('"“”')
    if not text or phrase(text) in tables().nobody:
        return ()
    pieces = [piece.strip() for piece in _AND.split(text) if piece and piece.strip()]
    if (
        len(pieces) > 1
        and all(1 < len(piece.split()) < 6 and (likelihood(piece) >= 1) for piece in pieces)
        and (not any(map(is_body, pieces)) or all(map(_leads, pieces)))
    ):
        return tuple(pieces)
    first, comma, _ = _OFFICE.sub(", ", text, count=1).partition(", ")
    if comma and 1 < len(first.split()) < 5 and likelihood(first) == 2 and not is_body(first):
        # What follows a person's name is an office: "Jo Fenn, Secretary".
        return (first,)
    return (text,)
