"""What a language code says of script and direction (BCP 47, Unicode CLDR likely subtags)."""

from __future__ import annotations

import unicodedata
from typing import Literal

_SCRIPTS = {
    **dict.fromkeys(
        ("ar", "fa", "ur", "ckb", "ps", "sd", "ug", "azb", "arz", "apc", "prs"), "Arab"
    ),
    **dict.fromkeys(("he", "yi"), "Hebr"),
    **dict.fromkeys(("ru", "uk", "bg", "mk", "be", "sr", "kk", "ky", "tg", "mn"), "Cyrl"),
    **dict.fromkeys(("zh", "yue"), "Hani"),
    "el": "Grek", "ja": "Jpan", "ko": "Kore", "hy": "Armn", "ka": "Geor", "hi": "Deva",
    "ne": "Deva", "bn": "Beng", "pa": "Guru", "ta": "Taml", "te": "Telu", "th": "Thai",
    "am": "Ethi", "ti": "Ethi", "dv": "Thaa", "syr": "Syrc", "nqo": "Nkoo",
}  # fmt: skip
_RIGHT_TO_LEFT = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo"}


def base(language: str) -> str:
    """Return the language of a code without region or script: "en" for "en-GB"."""
    return language.partition("-")[0].lower() or "und"


def script_of(language: str) -> str:
    """Return the ISO 15924 script a language code names or implies; Latin where nothing says so."""
    for part in language.split("-")[1:]:
        if len(part) == 4 and part.isalpha():
            return part.title()
    return _SCRIPTS.get(base(language), "Latn")


def direction_of(language: str, text: str = "") -> Literal["ltr", "rtl"]:
    """Return the direction of a language; where it is not known, that of most letters of ``text``.

    The letters are counted by their bidirectional class (UAX #9).
    """
    if base(language) != "und":
        return "rtl" if script_of(language) in _RIGHT_TO_LEFT else "ltr"
    balance = 0
    for char in text[:4000]:
        kind = unicodedata.bidirectional(char)
        balance += 1 if kind in ("R", "AL") else -1 if kind == "L" else 0
    return "rtl" if balance > 0 else "ltr"


def code_named(name: str) -> str:
    """Return the code of a language that is named in English or in itself, or nothing (CLDR)."""
    from babel import Locale  # noqa: PLC0415  slow to import

    plain = name.strip().casefold()
    for own in ("ar", "de", "el", "es", "fa", "fr", "it", "nl", "pt", "ru", "sv", "tr"):
        if (Locale(own).get_display_name() or "").casefold() == plain:
            return own
    names = Locale("en").languages.items()
    return next((code.replace("_", "-") for code, each in names if each.casefold() == plain), "")
