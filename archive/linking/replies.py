"""Where a text says that it replies: a phrase of replying beside the other's name or words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.linking.callings import called
from archive.model import Passage, Statement

# One line a language; the words are looked for anywhere in a paragraph that has the other's name.
_PHRASES = re.compile(
    r"\b(?:in (?:reply|response|answer) to|"
    r"(?:our|this|an?|the) (?:reply|response|answer|rejoinder) to|"
    r"(?:replies|replying|reply|respond|responds|responding|answering) to|we answer"
    r"|en réponse à|répond(?:ons|re)? à|en respuesta a|respond(?:emos|er) a"
    r"|als antwort auf|(?:antworten|erwidern|erwiderung) auf|em resposta a|in risposta a"
    r"|в ответ на|отвечаем|yanıt olarak|cevaben|als antwoord op|som svar på|σε απάντηση)\b"
    r"|\bرد[اًّ]*\s+على|\bنرد على|\bجواب[اً]*\s+على|در پاسخ به",
    re.IGNORECASE,
)  # fmt: skip


# How far behind a phrase stands whom it replies to; how few words may lead up to what it quotes.
_REACH = 120
_LEADING = 4
# What parts whom one replies to from what one says: "In reply to the ministry, the dockers wrote".
_PARTS = re.compile(r"[.!?:;,،؛؟](?:\s|\Z)|[—–]")


def reply(later: Statement, names: Iterable[str], beside: Iterable[Passage] = ()) -> Passage | None:
    """Return the words in which ``later`` says that it replies to one of ``names``, or None.

    The name stands behind the phrase; instead of it there may be the other's words or its address,
    which are ``beside``, with no other name before them.
    """
    known = tuple(names)
    passages = tuple(beside)
    for block in (*later.head, *later.body):
        starts = [passage.start for passage in passages if passage.anchor == block.anchor]
        for found in _PHRASES.finditer(block.text):
            if _to(block.text[found.end() : found.end() + _REACH], known) or any(
                _leads_to(block.text[found.end() : start])
                for start in starts
                if start > found.end()
            ):
                return Passage(block.anchor, found.start(), found.end(), found[0])
    return None


def _to(text: str, names: tuple[str, ...]) -> bool:
    """Say whether one of ``names`` stands before what parts it from the rest."""
    return called(_PARTS.split(text, maxsplit=1)[0], names)


def _leads_to(between: str) -> bool:
    """Say whether nothing but a few small words stand between a phrase and another's words."""
    words = between.split()
    return len(words) <= _LEADING and not any(word[:1].isupper() for word in words)
