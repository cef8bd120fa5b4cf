"""What views are put together from: the site's frame, names, statements as lists show them."""

from __future__ import annotations

from typing import Literal

from archive.model import (
    Correction,
    Creator,
    Frozen,
    IssueDate,
    Join,
    Link,
    Passage,
    ReasonKind,
    RelationType,
    Withholding,
)

# The width and height of a card in pixels, as OpenGraph's readers want it.
CARD = (1200, 630)


class Card(Frozen, frozen=True):
    """What the card of a page shows, "" for what it has not; ``by`` takes up to ``lines`` lines."""

    title: str
    by: str
    date: str
    archive: str
    language: str
    direction: str
    lines: int = 2


class Site(Frozen, frozen=True):
    """What every page of one interface language knows of the archive.

    ``languages`` and ``pages`` are (code or path, words) pairs; ``assets`` maps a theme file's
    plain name to its address below the site's root; ``sections`` are the ways in that have content.
    """

    name: str
    description: str
    language: str
    direction: str
    languages: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    assets: dict[str, str]
    url: str = ""
    rights: str = ""
    contact: str = ""
    arabic_digits: bool = False


class Here(Frozen, frozen=True):
    """Where the reader is: the page's path, language and direction, and its other forms.

    ``alternates`` are (language code, its own name, relative address, absolute address or "").
    """

    path: str
    language: str
    direction: str
    canonical: str = ""
    alternates: tuple[tuple[str, str, str, str], ...] = ()


class Name(Frozen, frozen=True):
    """A name that leads somewhere: its words, their language, its page (or none) and a count.

    ``agent`` says of a creator what it is known to be: a person, a body, or neither.
    """

    text: str
    path: str = ""
    language: str = ""
    kind: str = ""
    count: int = 0
    anchors: tuple[str, ...] = ()
    agent: Literal["person", "body", ""] = ""


class Item(Frozen, frozen=True):
    """A statement as a list shows it; ``date_kind`` is its date's basis ("" when undated)."""

    slug: str
    title: str
    language: str
    direction: str
    date: IssueDate | None
    date_kind: str
    creators: tuple[Creator, ...]
    words: int = 0


class Why(Frozen, frozen=True):
    """A rule's reason (``model.Reason``) as a page words it.

    ``words`` are (words, the code of their language) pairs, "" for that of the interface.
    """

    kind: ReasonKind
    words: tuple[tuple[str, str], ...] = ()
    count: int = 0
    here: str = ""
    there: str = ""


class Tie(Frozen, frozen=True):
    """A relation as a statement's page shows it, with the other statement and both passages.

    ``because`` is an editor's reason, in ``language``; ``why`` is that of a rule.
    """

    item: Item
    type: RelationType
    because: str = ""
    language: str = ""
    why: Why | None = None
    inverse: bool = False
    editorial: bool = False
    here: tuple[Passage, ...] = ()
    there: tuple[Passage, ...] = ()


class Chain(Frozen, frozen=True):
    """A list that a statement is in, with the statements before and after it there.

    ``why`` says of a series what makes it one.
    """

    name: Name
    previous: Item | None
    next: Item | None
    why: Why | None = None


class Excerpt(Frozen, frozen=True):
    """A statement in a dossier with the anchors of the blocks that name the subject.

    The blocks of ``anchors`` are shown, those of ``more`` are only linked to.  ``by_record`` is
    true where the statement's record, not its words, gives it the tag.
    """

    item: Item
    anchors: tuple[str, ...]
    by_record: bool = False
    more: tuple[str, ...] = ()


class Sheet(Frozen, frozen=True):
    """One of the pages a long list is cut into; a count of 0 is not told."""

    label: str
    path: str
    count: int = 0
    current: bool = False


class Chart(Frozen, frozen=True):
    """One map as SVG; a part of the whole map has the mark of its frame there, and its words."""

    svg: str
    mark: str = ""
    words: str = ""


class EventMark(Frozen, frozen=True):
    """A dated event of the period, for the chronology."""

    name: Name
    date: IssueDate


class RegisterLine(Frozen, frozen=True):
    """One line of the A–Z register: a title, name or subject and where it leads."""

    text: str
    path: str
    kind: str
    language: str = ""
    direction: str = ""
    date: IssueDate | None = None
    date_kind: str = ""


class Amendment(Frozen, frozen=True):
    """What editors changed in reading one statement."""

    item: Item
    corrections: tuple[Correction, ...]
    links: tuple[Link, ...]
    withheld: tuple[Withholding, ...]
    joins: tuple[Join, ...]
