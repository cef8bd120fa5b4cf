"""The words met so far, numbered, so that a word of a text is looked into once in a process.

It saves work only; what a sheaf holds does not depend on what was met before it.
"""

from __future__ import annotations

from array import array

from archive.searching import spelling
from archive.searching.common import common
from archive.searching.endings import terms
from archive.searching.tokens import Table

# With so many words a lexicon is begun anew, so that memory stays bounded.
MOST = 400_000


class Vocabulary:
    """Numbers of stems, of forms with their stems, and of printed words by language."""

    def __init__(self) -> None:
        self.stems: dict[str, int] = {}
        self.forms: dict[str, int] = {}
        self.spelt: list[str] = []
        self.names: list[str] = []
        self.stem_of = array("q")
        self._lexicons: dict[str, Lexicon] = {}

    def lexicon(self, language: str) -> Lexicon:
        """Return the printed words of a language."""
        if language not in self._lexicons:
            self._lexicons[language] = Lexicon(language, self)
        return self._lexicons[language]

    def stem(self, stem: str) -> int:
        """Return the number of a stem, or of another key."""
        number = self.stems.setdefault(stem, len(self.stems))
        if number == len(self.spelt):
            self.spelt.append(stem)
        return number

    def form(self, form: str, stem: str) -> int:
        """Return the number of a form of a stem."""
        name = f"{stem},{form[len(stem) :]}" if form.startswith(stem) else f"{stem},={form}"
        number = self.forms.setdefault(name, len(self.forms))
        if number == len(self.names):
            self.names.append(name)
            self.stem_of.append(self.stem(stem))
        return number

    def __len__(self) -> int:
        return len(self.stems) + sum(map(len, self._lexicons.values()))


class Lexicon:
    """Numbers of the printed words of one language.

    ``first`` is the number of each one's form, -1 for none; ``several`` says that there are others,
    and ``further`` which.  Several words that ASCII does not part (with a dash between them, or
    all of a Chinese sentence) are one entry with the forms of all.
    """

    def __init__(self, language: str, vocabulary: Vocabulary) -> None:
        self.first = array("q")
        self.several = array("b")
        self.further: dict[int, tuple[int, ...]] = {}
        self.table = Table(self._number)
        self._language = language
        self._vocabulary = vocabulary
        self._common = common(language)

    def _number(self, printed: bytes) -> int:
        text = printed.decode("utf-8", "replace")
        found = dict.fromkeys(
            self._vocabulary.form(form, stem)
            for word in ((text,) if text.isascii() else spelling.cut(text))
            if spelling.fold(word) not in self._common
            for form, stem in terms(word, self._language)
        )
        number = len(self.first)
        first, *further = found or (-1,)
        self.first.append(first)
        self.several.append(bool(further))
        if further:
            self.further[number] = tuple(further)
        return number

    def __len__(self) -> int:
        return len(self.first)


_vocabularies: list[Vocabulary] = []


def vocabulary() -> Vocabulary:
    """Return this process's vocabulary, begun anew when it has grown too large."""
    if not _vocabularies or len(_vocabularies[0]) > MOST:
        _vocabularies[:] = [Vocabulary()]
    return _vocabularies[0]
