"""Where a text says that it replies: a phrase of replying beside the other's name or words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.linking.reuse import padded
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


def reply(later: Statement, names: Iterable[str], beside: Iterable[str] = ()) -> Passage | None:
    """Return the words in which ``later`` says that it replies to one of ``names``, or None.

    ``beside`` are the anchors of paragraphs that give the other's address or words.
    """
    anchors = {anchor for anchor in beside if anchor}
    known = [padded(name) for name in names if len(name) > 3]
    for block in (*later.head, *later.body):
        found = _PHRASES.search(block.text)
        if found and (block.anchor in anchors or any(name in padded(block.text) for name in known)):
            return Passage(block.anchor, found.start(), found.end(), found[0])
    return None
