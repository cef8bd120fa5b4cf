"""Texts made up by rule for the browser tests: many short ones, and long ones of a natural density."""

import random
from itertools import accumulate
from pathlib import Path

# Text is drawn in local fonts first; a frame later the page asks for the served ones.
SETTLED = """Promise.all(document.getAnimations().map(one => one.finished))
    .then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
    .then(() => document.fonts.ready).then(() => true)"""
LATIN = (
    tuple("b br c ch d f g h k l m n p r s st t tr v w".split()),
    tuple("a e i o u ea ou".split()),
)
ARABIC = (tuple("ب ت ج ح د ر س ش ص ط ع ف ق ك ل م ن ه و ي".split()), ("ا", "ي", "و", "", ""))
NAMES = {
    "en": "Karsholm|Lower Karsholm|Dunmarrow|Belcastra|the Port Authority|the United Dockers|solidarity|evictions",
    "ar": "كارسهولم|كارسهولم السفلى|دنمارو|بلكاسترا|هيئة الميناء|عمال الأرصفة المتحدون|التضامن|إخلاء",
}
SMALL = {
    "en": "the of and to in that is for we not it with as was on are by they who this have be from".split(),
    "ar": "في من على أن إلى لا ما هذا التي الذي عن مع كل نحن قد لم بين هم أو ثم بعد قبل حتى".split(),
}  # fmt: skip
# So many words, drawn by Zipf's law, compress like a leaflet of 2,000 words: about 2.8 bytes a word in
# English and 3.5 in Arabic (gzip -9); measured on published statements of that length.
LEXICON = {"en": (1500, 30, (2, 2, 3, 3)), "ar": (1900, 30, (3, 3, 4, 4))}


class Writer:
    """Writes sentences in made-up words of English or Arabic, always the same for one number."""

    def __init__(self, language: str, number: int) -> None:
        self.chance = random.Random(f"{language}{number}")
        self.names = NAMES[language].split("|")
        first, second = LATIN if language == "en" else ARABIC
        made = random.Random(language)
        size, evenness, lengths = LEXICON[language]
        self.lexicon = SMALL[language] + [
            "".join(made.choice(first) + made.choice(second) for _ in range(made.choice(lengths)))
            for _ in range(size)
        ]
        self.weights = list(
            accumulate(1 / (place + evenness) for place in range(len(self.lexicon)))
        )

    def sentence(self, words: int) -> str:
        """Return a sentence of so many words, or a few more where a name has two."""
        drawn = self.chance.choices(self.lexicon, cum_weights=self.weights, k=words)
        if words > 8:
            drawn[self.chance.randrange(3, words - 1)] = self.chance.choice(self.names)
        text = " ".join(drawn)
        return text[0].upper() + text[1:] + "."

    def paragraphs(self, words: int) -> str:
        """Return paragraphs of so many words in all, parted by blank lines."""
        text, left = [], words
        while left > 0:
            sentences = []
            for _ in range(self.chance.randint(3, 7)):
                sentences.append(self.sentence(min(max(left, 2), self.chance.randint(9, 24))))
                left -= len(sentences[-1].split())
                if left <= 0:
                    break
            text.append(" ".join(sentences))
        return "\n\n".join(text)


def write_seeds(folder: Path) -> None:
    """Write two dozen short statements and one of about 2,000 words in each language to a folder."""
    for number in range(24):
        writer = Writer("en", number)
        year = 1996 + number // 2
        title = writer.sentence(5).rstrip(".")
        (folder / f"{year}-{number % 12 + 1:02}-leaflet-{number:02}.txt").write_text(
            f"{title}\n\nUnited Dockers, {number % 28 + 1} {MONTHS[number % 12]} {year}\n\n"
            f"{writer.paragraphs(20)}\n\nSolidarity with Karsholm!\n",
            "utf-8",
        )
    (folder / "2018-01-long-resolution.txt").write_text(
        "The long resolution of the three quarters\n\nHarbour Tenants' Committee, 9 January 2018\n\n"
        + Writer("en", 1000).paragraphs(1970) + "\n",
        "utf-8",
    )  # fmt: skip
    (folder / "2018-02-al-qarar-al-tawil.txt").write_text(
        "القرار الطويل للأحياء الثلاثة\n\nلجنة مستأجري المرفأ، 9 شباط 2018\n\n"
        + Writer("ar", 1000).paragraphs(1970) + "\n",
        "utf-8",
    )  # fmt: skip


MONTHS = (
    "January February March April May June July August September October November December"
).split()
