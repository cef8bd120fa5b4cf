"""One block's text to inline HTML: emphasis, links, corrections with both readings, gaps.

Seed text is escaped here and nowhere later.  What the apparatus adds (note marks, corrected
readings, gaps) carries the class "app", so that taking every such element out of a page leaves the
seed's words and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from html import escape
from urllib.parse import urlsplit

from archive.model import Block, Span, Statement
from archive.showing.notes import Note, notes

GAP = '<span class="gap app">[…]</span>'
OPEN = {
    "emphasis": "<em>",
    "strong": "<strong>",
    "correction": '<span class="choice"><s class="sic">',
}
CLOSE = {"emphasis": "</em>", "strong": "</strong>", "correction": "</s></span>", "link": "</a>"}


def safe(address: str) -> bool:
    """Tell whether an address may become a link: http or https with a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


class Apparatus:
    """The notes of one statement, looked up by the place in the text that they speak of."""

    def __init__(self, statement: Statement) -> None:
        self.notes = notes(statement)
        self.statement = statement
        self.marked: set[str] = set()
        self.by_index = {(note.kind, note.index): note for note in self.notes}
        self.by_link = {
            (note.line, address): note
            for note in self.notes
            if note.kind == "link"
            for address in (note.printed, note.reading)
        }

    def of(self, span: Span, block: Block) -> Note | None:
        """Return the note on a span, if there is one."""
        if span.kind == "link":
            places = (self.by_link.get((line, span.value)) for line in block.lines)
            return next((note for note in places if note), None)
        if span.kind in ("correction", "withheld"):
            return self.by_index.get((span.kind, int(span.value)))
        return None

    def mark(self, note: Note | None) -> str:
        """Return the mark that leads to a note; the note leads back to the first one of it."""
        if note is None:
            return ""
        place = "" if note.mark in self.marked else f' id="at-{note.mark}"'
        self.marked.add(note.mark)
        return (
            f'<a class="note app"{place} href="#note-{note.mark}" role="doc-noteref">'
            f"{note.mark}</a>"
        )

    def hides(self, text: str) -> bool:
        """Tell whether a text holds words that are withheld."""
        return any(held.text in text for held in self.statement.withheld)


def inline(block: Block, apparatus: Apparatus, line_break: str = " ") -> str:
    """Return the HTML of a block's text; withheld words are replaced by a gap.

    Spans may nest or overlap in any way; elements that would cross are closed and opened again.
    Time is linear in the text and its spans as long as they nest.
    """
    if not block.spans:
        return escape(block.text, quote=False).replace("\n", line_break)
    return _Weaver(block, apparatus, line_break).weave()


class _Weaver:
    """Walks over the places where spans start and end, keeping the elements open there."""

    def __init__(self, block: Block, apparatus: Apparatus, line_break: str) -> None:
        self.block, self.apparatus, self.line_break = block, apparatus, line_break
        self.html: list[str] = []
        self.open: list[Span] = []
        self.waiting: list[str] = []  # marks are links, so inside a link they wait for its end
        self.hidden = _merged([s for s in block.spans if s.kind == "withheld"])
        self.drawn = sorted(self._drawn(), key=lambda span: (span.start, -span.end))

    def _drawn(self) -> list[Span]:
        """Return the spans that become elements: no link in a link, or to what is withheld."""
        end = -1
        kept = []
        for span in sorted(_uncrossed(self.block.spans), key=lambda span: (span.start, -span.end)):
            if span.kind == "withheld" or span.start >= span.end:
                continue
            if span.kind == "link":
                crossed = any(s.start < span.end and span.start < s.end for s in self.hidden)
                hidden = crossed or self.apparatus.hides(span.value)
                if span.start < end or hidden or not safe(span.value):
                    continue
                end = span.end
            kept.append(span)
        return kept

    def weave(self) -> str:
        places = {s.start for s in self.drawn} | {s.end for s in self.drawn}
        places |= {s.start for s in self.hidden} | {s.end for s in self.hidden}
        starts: dict[int, list[Span]] = {}
        for span in self.drawn:
            starts.setdefault(span.start, []).append(span)
        gaps = {span.start: span for span in self.hidden}
        position, silent_until = 0, -1
        for place in sorted(places):
            if position >= silent_until:
                self._say(position, place)
            self._close(place)
            if place in gaps:
                held = gaps[place]
                self.html.append(GAP)
                self.waiting.append(self.apparatus.mark(self.apparatus.of(held, self.block)))
                silent_until = held.end
            for span in starts.get(place, ()):
                self._start(span)
            self._notes()
            position = place
        if position >= silent_until:
            self._say(position, len(self.block.text))
        return "".join(self.html)

    def _say(self, start: int, end: int) -> None:
        text = escape(self.block.text[start:end], quote=False)
        self.html.append(text.replace("\n", self.line_break))

    def _start(self, span: Span) -> None:
        if span.kind == "link":
            note = self.apparatus.of(span, self.block)
            address = note.reading if note and safe(note.reading) else span.value
            self.html.append(f'<a href="{escape(address)}" rel="external nofollow">')
        else:
            self.html.append(OPEN[span.kind])
        self.open.append(span)

    def _close(self, place: int) -> None:
        """Close what ends here; what lies inside it and goes on is closed and opened again."""
        ending = sum(1 for span in self.open if span.end <= place) if self.open else 0
        again: list[Span] = []
        while ending:
            span = self.open.pop()
            if span.end > place:
                self.html.append(CLOSE[span.kind])
                again.append(span)
                continue
            ending -= 1
            self._end(span)
        for span in reversed(again):
            self._start(span)

    def _end(self, span: Span) -> None:
        note = self.apparatus.of(span, self.block)
        if span.kind == "correction" and note:
            corrected = escape(note.reading, quote=False)
            self.html.append(f'</s><ins class="corr app">{corrected}</ins></span>')
        else:
            self.html.append(CLOSE[span.kind])
        self.waiting.append(self.apparatus.mark(note))

    def _notes(self) -> None:
        if self.waiting and not any(span.kind == "link" for span in self.open):
            self.html.extend(self.waiting)
            self.waiting = []


def _uncrossed(spans: tuple[Span, ...]) -> list[Span]:
    """Return the spans with each one that crosses the edge of a correction cut in two there.

    A correction is one element with its two readings, so it is never the one that is cut.
    """
    whole = [span for span in spans if span.kind == "correction"]
    if not whole:
        return list(spans)
    edges = sorted({edge for span in whole for edge in (span.start, span.end)})
    cut: list[Span] = list(whole)
    for span in spans:
        if span.kind == "correction":
            continue
        start = span.start
        for edge in edges[bisect_right(edges, span.start) : bisect_left(edges, span.end)]:
            if any(c.start < span.start < c.end or c.start < span.end < c.end for c in whole):
                cut.append(Span(start, edge, span.kind, span.value))
                start = edge
        cut.append(Span(start, span.end, span.kind, span.value))
    return cut


def _merged(spans: list[Span]) -> list[Span]:
    """Return withheld spans in order, those that touch or overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, span.end), "withheld", last.value)
        else:
            merged.append(span)
    return merged
