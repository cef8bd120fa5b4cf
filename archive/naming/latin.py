"""Words in Latin letters, for the names of files; what is lost here is kept by the title itself."""

from __future__ import annotations

import re
import unicodedata

from unidecode import unidecode

from archive.naming.slugs import safe

# Unidecode drops the Arabic letters that stand for long vowels and writes others as signs; these
# follow the romanisation of ALA-LC without its diacritics.
_ARABIC = str.maketrans({
    **dict.fromkeys("اأآٱىةع", "a"), **dict.fromkeys("إئ", "i"), "ؤ": "u", "ب": "b", "ت": "t",
    "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ھ": "h", "و": "w", "ي": "y", "ی": "y",
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ء": "", "ـ": "", "َ": "a", "ُ": "u", "ِ": "i",
    "ً": "an", "ٌ": "un", "ٍ": "in", "ّ": "", "ْ": "", "ٰ": "a",
})  # fmt: skip
# Between two consonants these are vowels: "flstin", not "flstyn".
_CONSONANT = "[بتثجحخدذرزسشصضطظغفقكکلمنهھپچژگ]"
_VOWELS = (
    (re.compile(f"(?<={_CONSONANT})و(?![اأآىةو])"), "u"),
    (re.compile(f"(?<={_CONSONANT})[يی](?![اأآىةيی])"), "i"),
)
_APOSTROPHES = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`](?=\w)")
_OTHER = re.compile(r"[^a-z0-9]+")


def words(text: str) -> list[str]:
    """Return the words of ``text`` in a to z and 0 to 9, whatever script it is in."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    for pattern, vowel in _VOWELS:
        plain = pattern.sub(vowel, plain)
    return _OTHER.sub(" ", unidecode(plain.translate(_ARABIC)).lower()).split()


def slug(text: str, most: int) -> str:
    """Return the first words of ``text``, of ``most`` letters together at most, or nothing.

    The first word is cut where it alone is longer.
    """
    kept = ""
    for word in words(text):
        longer = f"{kept}-{word}" if kept else word[:most]
        if len(longer) > most:
            break
        kept = longer
    return safe(kept) if kept else ""
