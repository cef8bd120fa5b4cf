"""The maps of the list of places: which they are, where each place stands, and what they look like.

A map shows all places.  Where many stand close together it has a frame there, and that part follows
as a larger map, so that each place is a link that can be told from the next.  It is plain SVG: no
script, no tile and no other server has a part in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from archive.showing import outlines
from archive.showing.labelling import LABELS, PART_LABELS, Labels, labelled, meet, spread
from archive.showing.outlines import Frame
from archive.showing.pieces import Chart
from archive.showing.projection import WIDTH, Projection, Spot

# Places this near to one another are a crowd.  A part is worth a map of its own if it has so many
# of them, since fewer find room by moving a little, and can be drawn so much larger.
CROWD, MANY, CLOSER = 30.0, 5, 1.8
MARKS = "ABC"


def charts(spots: Sequence[Spot], title: str, part_title: str) -> tuple[Chart, ...]:
    """Return the map of all places and of each part that is drawn again larger, if there are any.

    ``spots`` come in order of weight: where labels have no room, those of the first ones stand.
    ``title`` names the whole map, and ``part_title`` a part with ``%(mark)s`` for its letter.
    """
    if not spots:
        return ()
    whole = Projection(spots, spots)
    parts = _parts(whole)
    framed: set[Spot] = set()
    for part, box in parts:
        part.keep([one for one in spots if one not in framed and _within(whole, one, box)])
        framed.update(part.spots)
    titles = [part_title % {"mark": mark} for mark in MARKS]
    boxes = list(zip(MARKS, titles, (box for _, box in parts), strict=False))
    drawn = [Chart(_svg(whole, title, LABELS, frozenset(framed), boxes))]
    for mark, words, (part, _) in zip(MARKS, titles, parts, strict=False):
        drawn.append(Chart(_svg(part, words, PART_LABELS), mark, words))
    return tuple(drawn)


def _crowds(view: Projection) -> list[list[Spot]]:
    """Return the places that stand close together, three or more, the greatest crowd first."""
    left = list(range(len(view.spots)))
    found: list[list[int]] = []
    while left:
        crowd, new = [], [left.pop(0)]
        while new:
            place = new.pop()
            crowd.append(place)
            near = [one for one in left if math.dist(view.places[one], view.places[place]) < CROWD]
            left = [one for one in left if one not in near]
            new += near
        if len(crowd) > 2:
            found.append(sorted(crowd))
    found.sort(key=lambda crowd: (-len(crowd), crowd))
    return [[view.spots[place] for place in crowd] for crowd in found]


def _parts(whole: Projection) -> list[tuple[Projection, Frame]]:
    """Return the parts that are drawn again, and their frames on the whole map, none on another."""
    crowds = _crowds(whole)
    while True:
        parts = [
            (part, _box(whole, part)) for part in (Projection(crowd, crowd) for crowd in crowds)
        ]
        over = next(
            (
                (one, other)
                for other in range(len(parts))
                for one in range(other)
                if meet(parts[one][1], parts[other][1])
            ),
            None,
        )
        if over is None:
            break
        crowds[over[0]] += crowds.pop(over[1])
    return [
        (part, box)
        for part, box in parts
        if len(part.spots) >= MANY and part.scale > CLOSER * whole.scale
    ][: len(MARKS)]


def _box(whole: Projection, part: Projection) -> Frame:
    """Return the frame on the whole map of what a part shows."""
    west, south, east, north = part.degrees
    corners = [whole.at(x, y) for x in (west, (west + east) / 2, east) for y in (south, north)]
    left, top, right, bottom = outlines.bounds(corners)
    return (max(left, 2), max(top, 2), min(right, WIDTH - 2), min(bottom, whole.height - 2))


def _within(view: Projection, spot: Spot, box: Frame) -> bool:
    x, y = view.at(spot.longitude, spot.latitude)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _svg(
    view: Projection,
    title: str,
    sizes: Labels,
    framed: frozenset[Spot] = frozenset(),
    boxes: Sequence[tuple[str, str, Frame]] = (),
) -> str:
    """Return a map; of places that a part shows there are only dots, under the frame of the part.

    ``boxes`` are the mark, the words and the frame of each part.
    """
    land = outlines.path(view.on_sheet, view.degrees, view.frame)
    steady = 'vector-effect="non-scaling-stroke"'
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {view.height}" paint-order="stroke" role="group"',
        f'aria-label="{escape(title)}"><path {steady} d="{_grid(view)}"/>',
        f'<path class="land" {steady} fill-rule="evenodd" d="{land}"/>',
    ]
    dots = [place for spot, place in zip(view.spots, view.places, strict=True) if spot in framed]
    parts += [f'<circle class="dot" cx="{x:.0f}" cy="{y:.0f}" r=".2em"/>' for x, y in dots]
    for mark, words, (left, top, right, bottom) in boxes:
        parts.append(
            f'<a href="#map-{mark}"><title>{escape(words, quote=False)}</title>'
            f'<rect x="{left:.0f}" y="{top:.0f}" width="{right - left:.0f}" '
            f'height="{bottom - top:.0f}" {steady}/>'
            f'<text class="mark" x="{left:.0f}" y="{bottom:.0f}">{mark}</text></a>'
        )
    free = [spot for spot in view.spots if spot not in framed]
    own = [place for spot, place in zip(view.spots, view.places, strict=True) if spot not in framed]
    places = spread(own, view.height)
    labels = labelled(
        [spot.name for spot in free], places, view.height, sizes, [box for _, _, box in boxes]
    )
    for spot, (x, y), label in zip(free, places, labels, strict=True):
        name = escape(spot.name, quote=False)
        text = f'<text class="{label}" x="{x:.0f}" y="{y:.0f}">{name}</text>' if label else ""
        parts.append(
            f'<a href="{escape(spot.address)}"><title>{name}</title>'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r=".38em"/>{text}</a>'
        )
    return "\n".join([*parts, "</svg>"])


def _grid(view: Projection) -> str:
    """Return lines of equal longitude and latitude: as many as tell the scale, and no more."""
    west, south, east, north = view.degrees
    step = next(s for s in (1, 2, 5, 10, 15, 30) if (east - west) / s <= 13)
    lines = []
    for longitude in range(math.ceil(west / step) * step, math.floor(east) + 1, step):
        stops = [south, *range(-80, 81, 10 if view.round else 160), north]
        lines.append([view.on_sheet(longitude, y) for y in stops if south <= y <= north])
    for latitude in range(math.ceil(max(south, -80) / step) * step, math.floor(north) + 1, step):
        lines.append([view.on_sheet(x, latitude) for x in (west, east)])
    return "".join(
        "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in line) for line in lines if len(line) > 1
    )
