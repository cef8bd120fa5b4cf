"""What is wrong with the input: codes, places, wording, and the error that carries all of them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "notice"]

# Codes are stable: a code is never given a second meaning.  docs/problems.md explains each one,
# and a test compares the two lists.
CODES: dict[str, str] = {
    "A001": "nothing in the seed",
    "A002": "the seed is not text",
    "A003": "the seed is not in UTF-8 or the declared encoding",
    "A004": "a declared encoding that does not exist",
    "A005": "characters were lost before the seed came here",
    "A006": "a mail that cannot be taken apart",
    "A010": "a title with no text under it",
    "A011": "a record speaks of a line the seed does not have",
    "A012": "words to cut before are not in that line exactly once",
    "A013": "a role that does not exist",
    "A020": "no title: the first words stand for it",
    "A021": "a date that can be read in two ways",
    "A100": "a file of the editor's is not UTF-8",
    "A101": "a file of the editor's is not TOML",
    "A102": "an unknown key",
    "A103": "a value of the wrong kind",
    "A104": "a key is missing",
    "A105": "a date that is not EDTF",
    "A106": "a setting of archive.toml that cannot be",
    "A107": "a slug or alias that is not fit for an address",
    "A108": "a language that is not a BCP 47 code",
    "A109": "not a web address",
    "A110": "a correction that changes nothing",
    "A111": "lines to join that are not two or more in ascending order",
    "A112": "an editor's change or relation without its reason",
    "A113": "one thing said twice, or in two ways",
    "A114": "lines to join that are not read as one paragraph",
    "A115": "a link table that says nothing",
    "A116": "a value with nothing in it",
    "A117": "evidence of a value that the record does not give",
    "A120": "a correction's words are not in its line exactly once",
    "A121": "words to withhold are not in their line exactly once",
    "A122": "an address to repair is not printed in its line",
    "A123": "words of a passage are not in the statement exactly once",
    "A124": "changes of one line that overlap",
    "A125": "a passage that shows withheld words",
    "A126": "a tag that no authority bears",
    "A127": "a number in a series that cannot be",
    "A140": "a page without a title",
    "A141": "a page's file name that is not slug.md or slug.language.md",
    "A142": "two files for one page",
    "A200": "a date of an authority that is not EDTF",
    "A201": "an authority's id that is not fit for an address",
    "A202": "an authority's id stands twice",
    "A203": "a name that two authorities claim",
    "A204": "an unknown authority in broader or related",
    "A205": "a cycle in broader",
    "A206": "an authority without a name",
    "A207": "a tag that is neither a concept nor a place",
    "A208": "coordinates that are not on the globe",
    "A210": "an authority that no statement names",
    "A211": "a file that is not SKOS that can be read",
    "A212": "an authority related to itself or to a broader one",
    "A300": "a relation to an unknown statement",
    "A301": "words of the other statement are not in it exactly once",
    "A302": "a relation of a statement to itself",
    "A303": "a cycle of translation_of or version_of",
    "A304": "two versions of one text that no record declares",
    "A305": "a relation to a withdrawn statement",
    "A306": "a number that stands twice in a series",
    "A307": "a series of one statement, named nearly as another",
    "A310": "a debate's statement that is not in the archive",
    "A311": "a debate's passage is not in its statement exactly once",
    "A312": "a debate without a title or a question",
    "A313": "a statement that stands twice in one question",
    "A314": "a debate's statement that is withdrawn",
    "A401": "a seed or record that is not a plain file",
    "A402": "a file of another kind in seeds/ or content/",
    "A403": "a file name that is not plain text",
    "A404": "a record without its seed",
    "A405": "no folder seeds/",
    "A406": "a file that changed while it was being read",
    "A407": "a seed that was changed after its accession",
    "A408": "a line of the accession manifest that does not hold",
    "A409": "two pages for one address",
    "A410": "two seeds with one slug",
    "A411": "an alias that is taken",
    "A412": "no such file",
    "A413": "a kind of file that no seed can be made of",
    "A414": "a statement that is in the archive already",
    "A415": "a mail or web page that cannot be read",
    "A416": "a record or a file of names that is there already",
    "A420": "a template that fails",
    "A421": "an error that Pelican reports",
    "A422": "a page that Pelican left out",
    "A450": "a message without its translation",
    "A451": "a catalogue that cannot be read",
    "A452": "an interface language without a catalogue",
    "A453": "a translation with other placeholders than its message",
    "A501": "words on a page that are not the seed's",
    "A502": "a line of the seed that is not on its page, or twice",
    "A503": "words of the seed taken for markup",
    "A504": "lines of the seed out of order on the page",
    "A505": "a correction that the page does not show with both readings",
    "A506": "withheld words on a page",
    "A507": "a wrong count of the words compared",
    "A510": "a link to a page that is not made",
    "A511": "a link to a place that the page does not have",
    "A512": "a link or file from elsewhere",
    "A601": "an output folder that is a symbolic link",
    "A602": "an output folder that is a file",
    "A603": "an output folder that is a mount point",
    "A604": "an output folder with the archive in it",
    "A605": "an output folder with files of others",
    "A606": "a cluster without Dask",
    "A607": "a scheduler that does not answer",
}


class Problem(Struct, frozen=True, order=True):
    """One thing wrong in one place, with the way to mend it.

    ``message`` reads "found …; expected …"; ``remedy`` is what the editor should do.  ``line`` is
    0 where the problem belongs to no line.
    """

    file: str
    line: int
    code: str
    message: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.severity} {self.code}: {self.message}; {self.remedy}"


class ProblemsFound(Exception):  # noqa: N818 - it is not itself the error
    """Raised when a stage cannot go on; carries every problem found so far, never just one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word, or nothing.

    Case and delimiters are dropped before comparing, as in soupault's spell check.
    """
    plain = {name.lower().replace("-", "").replace("_", ""): name for name in known}
    near = get_close_matches(word.lower().replace("-", "").replace("_", ""), plain, n=1)
    return plain[near[0]] if near else ""


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ' (did you mean "…"?)' for the nearest known word, or nothing."""
    near = nearest(word, known)
    return f' (did you mean "{near}"?)' if near else ""
