"""Where places and their names stand on a map so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from archive.showing.outlines import Frame, Point
from archive.showing.projection import WIDTH

# Places are moved until they are so far apart, in so many rounds at most, and keep off the edge.
APART, ROUNDS, EDGE = 24.0, 120, 10.0
# The sizes of labels on narrow, middling and wide screens, and the class of those that have room
# from there on; a part is shown smaller than the whole on a wide screen.  The style sheet agrees.
Labels = tuple[tuple[float, str], ...]
LABELS: Labels = ((34.0, "la"), (20.0, "lb"), (13.0, "lc"))
PART_LABELS: Labels = ((34.0, "la"), (20.0, "lb"), (18.0, "lc"))
# Where a label may stand beside its place, in sizes of its type: from the point to the near edge of
# the label across, and from the point to its middle down.
SIDES = {"e": (0.65, 0.0), "w": (-0.65, 0.0), "n": (0.0, -1.05), "s": (0.0, 1.05)}


def spread(places: Sequence[Point], height: float) -> list[Point]:
    """Return places moved as little as makes all of them stand apart, within the drawing."""
    apart = min(APART, math.sqrt(WIDTH * height / (2 * len(places)))) if places else APART
    found = list(places)
    for _ in range(ROUNDS):
        # All pushes of a round are made at once, so that none depends on the order of the places.
        moves = _pushes(found, apart)
        if not moves:
            break
        for place, (across, down) in moves.items():
            x, y = found[place]
            found[place] = (
                min(max(x + across, EDGE), WIDTH - EDGE), min(max(y + down, EDGE), height - EDGE)
            )  # fmt: skip
    return found


def _pushes(places: list[Point], apart: float) -> dict[int, Point]:
    """Return how far each place that stands too near another has to move away from it."""
    moves: dict[int, Point] = {}
    order = sorted(range(len(places)), key=lambda one: places[one][0])
    for number, one in enumerate(order):
        for other in order[number + 1 :]:
            across = places[other][0] - places[one][0]
            if across >= apart:
                break
            down = places[other][1] - places[one][1]
            distance = math.hypot(across, down)
            if distance >= apart - 0.5:
                continue
            if distance < 0.01:  # in one point: they part in a direction of their own
                turn = 2.4 * (one + other)
                across, down, distance = 0.01 * math.cos(turn), 0.01 * math.sin(turn), 0.01
            push = (apart - distance) / 2.5 / distance
            for place, sign in ((one, -push), (other, push)):
                x, y = moves.get(place, (0.0, 0.0))
                moves[place] = (x + sign * across, y + sign * down)
    return moves


def labelled(
    names: Sequence[str],
    places: Sequence[Point],
    height: float,
    sizes: Labels,
    boxes: Sequence[Frame] = (),
) -> list[str]:
    """Return the class of each place's label: on what screens, and at what side; "" for nowhere.

    No label covers a place, another label or one of ``boxes``.
    """
    found = [""] * len(names)
    for size, name in sizes:
        dots = [(x - 0.4 * size, y - 0.4 * size, x + 0.4 * size, y + 0.4 * size) for x, y in places]
        taken = [*boxes] + [
            _label(names[number], places[number], size, found[number][-1])
            for number in range(len(names))
            if found[number]
        ]
        for number, place in enumerate(places):
            if found[number]:
                continue
            for side in SIDES:
                box = _label(names[number], place, size, side)
                inside = min(box[0], box[1], WIDTH - box[2], height - box[3]) > 4
                others = [dot for other, dot in enumerate(dots) if other != number]
                if inside and not any(meet(box, other) for other in (*taken, *others)):
                    found[number] = f"{name} l{side}"
                    taken.append(box)
                    break
    return found


def _label(name: str, place: Point, size: float, side: str) -> Frame:
    """Return about what room a label takes: its letters are about half as wide as high."""
    width = size * sum(0.72 if letter.isupper() else 0.56 for letter in name)
    away, down = SIDES[side]
    middle = place[0] + away * size + (width / 2 if away > 0 else -width / 2 if away else 0)
    y = place[1] + down * size
    return (middle - width / 2, y - 0.62 * size, middle + width / 2, y + 0.62 * size)


def meet(one: Frame, other: Frame) -> bool:
    """Tell whether two frames have room in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
