"""Which language a text is in: by script and stop words first, by a trained model if undecided."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import ahocorasick

from archive.reading.languages import tables

# Enough words to be sure; a longer sample only costs time.
_SAMPLE = 3000
# Spellings are rarer: they are looked for further on.
_SPELLED = 20_000
_START = 4
_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652\u200c][^\W\d_]*)*")
_SMALL = re.compile(r"\b[a-z]{4,}\b")
# Every sign that can stand before a word, as a space; letters outside ASCII come as "?".
_PARTED = "".join(chr(n) if chr(n).isalnum() or n == 95 else " " for n in range(128))  # 95: "_"
_SCRIPTS = (
    ("Latn", 0x41, 0x24F), ("Grek", 0x370, 0x3FF), ("Cyrl", 0x400, 0x52F), ("Armn", 0x531, 0x58F),
    ("Hebr", 0x590, 0x5FF), ("Arab", 0x600, 0x77F), ("Deva", 0x900, 0x97F), ("Beng", 0x980, 0x9FF),
    ("Taml", 0xB80, 0xBFF), ("Thai", 0xE00, 0xE7F), ("Geor", 0x10A0, 0x10FF),
    ("Ethi", 0x1200, 0x137F), ("Jpan", 0x3040, 0x30FF), ("Hani", 0x4E00, 0x9FFF),
    ("Kore", 0xAC00, 0xD7A3),
)  # fmt: skip
# Scripts of which one language is by far the most written (CLDR likely subtags).
_ONE = {
    "Hebr": "he", "Armn": "hy", "Geor": "ka", "Thai": "th", "Taml": "ta", "Jpan": "ja",
    "Hani": "zh", "Kore": "ko",
}  # fmt: skip
# Letters that another language of the script has and these have not.
_FOREIGN = {"ar": "پچژگڕێۆەڤںےٹڈ", "fa": "ڕێۆەڤںےٹڈ", "ru": "іїєґўјљњћџђ", "en": "ğışñß"}
# Letters without which a text is in another language of the script.
_OWN = {"ru": "ыэ"}
# The share of its stop words, and how far ahead of the next language, that make one sure.
_SURE = ((0.25, 1.25), (0.08, 2.5))


def guess(text: str) -> tuple[str, str]:
    """Return (BCP 47 tag, why) of the language most of ``text`` is in; ("und", …) if unknown."""
    sample = _without_addresses(text[: 2 * _SAMPLE])[:_SAMPLE].lower()
    words = _words(sample)
    total = sum(words.values())
    if not total:
        return "und", "there are no words to tell by"
    script = "Latn" if sample.isascii() else _script(words)
    if script in _ONE:
        # Japanese is written with Han characters too; its own letters decide.
        return _ONE[script], f"written in the script {script}"
    scores = _scores(words, script)
    if scores:
        best, code = scores[0]
        second = scores[1][0] if len(scores) > 1 else 0
        foreign = sum(map(sample.count, _FOREIGN.get(code, "")))
        sure = any(best >= share * total and best > ahead * second for share, ahead in _SURE)
        own = code not in _OWN or any(letter in sample for letter in _OWN[code])
        if sure and own and foreign * 50 < total:
            region, why = _region(code, text)
            return region, why or "by its commonest words"
    return _by_model(sample, scores[0][1] if scores and scores[0][0] else "")


def _without_addresses(text: str) -> str:
    """Return a text of which the sample shows no word with a web or mail address in it."""
    if not _is_address(text):
        return text
    text = " ".join(text.split())
    end = text.find(" ", _SAMPLE)
    if not _is_address(text[: end if end >= 0 else len(text)]):
        return text
    return " ".join(word for word in text.split(" ") if not _is_address(word))


def _is_address(text: str) -> bool:
    """Return whether a web or mail address is in ``text``; its words are of no language."""
    return "://" in text or "@" in text or "www." in text


def _words(sample: str) -> dict[str, int]:
    """Return how often each word of ``sample`` stands there."""
    found: dict[str, int] = dict(Counter(sample.split()))
    # Most are nothing but letters between spaces; only the others are looked into.
    for piece in [each for each in found if not each.isalpha()]:
        times = found.pop(piece)
        for word in _WORD.findall(piece):
            found[word] = found.get(word, 0) + times
    return found


def _script(words: dict[str, int]) -> str:
    counts: Counter[str] = Counter()
    for word, times in words.items():
        if name := _script_of(word[0]):
            counts[name] += times
    if counts["Jpan"] and counts["Jpan"] * 10 > counts["Hani"]:
        counts["Jpan"] += counts["Hani"]
    return max(counts, key=lambda name: (counts[name], name)) if counts else ""


@lru_cache(maxsize=1024)
def _script_of(letter: str) -> str:
    code = ord(letter)
    return next((name for name, first, last in _SCRIPTS if first <= code <= last), "")


@lru_cache(maxsize=32)
def _stops(script: str) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """Return the languages of the script, each with 0, and whose stop word each word is."""
    codes = [code for code, each in tables().names.items() if each.script == script]
    whose: dict[str, tuple[str, ...]] = {}
    for code in codes:
        for word in tables().stop[code]:
            whose[word] = (*whose.get(word, ()), code)
    return dict.fromkeys(codes, 0), whose


def _scores(words: dict[str, int], script: str) -> list[tuple[int, str]]:
    """Return how many of the words are stop words of each language, and its code; most first."""
    nothing, whose = _stops(script)
    counts = nothing.copy()
    for word, times in words.items():
        for code in whose.get(word, ()):
            counts[code] += times
    return sorted(((n, code) for code, n in counts.items()), key=lambda s: (-s[0], s[1]))


@lru_cache(maxsize=32)
def _spellings(code: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (region or "same", beginnings of words) pairs; ``~`` stands for e and i and a."""
    return tuple(
        (region, tuple(b for word in words.split() for b in _beginnings(word)))
        for region, words in tables().names[code].variants.items()
    )


@lru_cache(maxsize=32)
def _starts(code: str) -> ahocorasick.Automaton:
    """Return what finds the first letters of the words that only one spelling has, and a space."""
    automaton = ahocorasick.Automaton()
    for start in {word[:_START] for _, words in _spellings(code) for word in words}:
        automaton.add_word(f" {start}", start)
    automaton.make_automaton()
    return automaton


def _spelled(code: str, text: str) -> list[str]:
    """Return the words of ``text`` in small letters that begin as one of one spelling, in order.

    Only such words count: "Labour" and "Center" can be names.
    """
    plain = text if text.isascii() else text.encode("ascii", "replace").decode("ascii")
    found = set()
    for end, _ in _starts(code).iter(f" {plain.translate(_PARTED)}"):
        # The letters stand one place further on than in the text, and the last of them is here.
        if word := _SMALL.match(text, end - _START):
            found.add(word[0])
    return sorted(found)


def _beginnings(word: str) -> tuple[str, ...]:
    if not word.endswith("~"):
        return (word,)
    return tuple(word[:-1] + end for end in ("e", "ing", "ation", "ers"))


def _region(code: str, text: str) -> tuple[str, str]:
    """Return the regional form whose spellings alone, or three times as often, are found."""
    spellings = dict(_spellings(code))
    if not spellings:
        return code, ""
    words = _spelled(code, text[:_SPELLED])
    same = spellings.pop("same", ())
    found: dict[str, list[str]] = {}
    for region, beginnings in spellings.items():
        hits = [w for w in words if w.startswith(beginnings) and not w.startswith(same)]
        if hits:
            found[region] = hits
    ranked = sorted(found, key=lambda region: (-len(found[region]), region))
    if not ranked:
        return code, ""
    if len(ranked) > 1 and len(found[ranked[0]]) < 3 * len(found[ranked[1]]):
        return code, ""
    shown = ", ".join(f'"{word}"' for word in found[ranked[0]][:3])
    return ranked[0], f"by its commonest words and the spelling of {shown}"


def _by_model(sample: str, fallback: str) -> tuple[str, str]:
    if len(sample.strip()) < 12 and fallback:
        return fallback, "by its few words"
    from py3langid.langid import classify  # noqa: PLC0415  slow to import, seldom needed

    code = str(classify(sample)[0])
    return code, "by a statistical model of its letters"
