"""Coastlines for a map: read from Natural Earth's, projected, cut to a frame and made simple."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

LAND = Path(__file__).parent / "land" / "land.txt"
GRAIN = 40
# What strays less from a straight line, or covers less, is not seen, in units of the drawing.
STRAY = 0.9
ISLAND = 8.0

Point = tuple[float, float]
Frame = tuple[float, float, float, float]  # west, south, east, north; or left, top, right, bottom
Project = Callable[[float, float], Point]


@cache
def rings() -> tuple[tuple[Frame, tuple[Point, ...]], ...]:
    """Return each ring of land in degrees (east, north), with the frame that it fills."""
    found = []
    for line in LAND.read_text("ascii").splitlines():
        x = y = 0
        points = []
        for step in line.split(" "):
            east, _, north = step.partition(",")
            x, y = x + int(east), y + int(north)
            points.append((x / GRAIN, y / GRAIN))
        found.append((bounds(points), tuple(points)))
    return tuple(found)


def bounds(points: list[Point]) -> Frame:
    """Return the least and greatest coordinates of points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def path(project: Project, view: Frame, frame: Frame) -> str:
    """Return the land in a view as the path of an SVG.

    ``view`` is in degrees, and may reach beyond 180° east or west; ``frame`` is the drawing's.
    """
    parts = []
    for box, ring in rings():
        for turn in (-360.0, 0.0, 360.0):
            if box[2] + turn < view[0] or box[0] + turn > view[2]:
                continue
            if box[3] < view[1] or box[1] > view[3]:
                continue
            # Land is cut before it is projected, since a projection goes once round the Earth.
            near = clipped([(x + turn, y) for x, y in ring], view)
            shape = simplified(clipped([project(x, y) for x, y in near], frame))
            if len(shape) > 2 and abs(area(shape)) > ISLAND:
                parts.append(_steps(shape))
    return "".join(parts)


def clipped(points: list[Point], frame: Frame) -> list[Point]:
    """Return a polygon cut to a frame (Sutherland and Hodgman, 1974)."""
    for axis, edge, sign in (
        (0, frame[0], 1),
        (1, frame[1], 1),
        (0, frame[2], -1),
        (1, frame[3], -1),
    ):
        if all(sign * (point[axis] - edge) >= 0 for point in points):
            continue
        points = list(_one_side(points, axis, edge, sign))
    return points


def _one_side(points: list[Point], axis: int, edge: float, sign: int) -> Iterator[Point]:
    if not points:
        return
    before = points[-1]
    was_in = sign * (before[axis] - edge) >= 0
    for point in points:
        is_in = sign * (point[axis] - edge) >= 0
        if is_in != was_in:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            yield (edge, other) if axis == 0 else (other, edge)
        if is_in:
            yield point
        before, was_in = point, is_in


def simplified(points: list[Point]) -> list[Point]:
    """Return a ring without the points that stray little (Ramer, Douglas and Peucker)."""
    if len(points) < 4:
        return points
    keep = {0, len(points) - 1}
    open_ = [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        across, down = x2 - x1, y2 - y1
        length = math.hypot(across, down)
        furthest, place = 0.0, 0
        for number in range(first + 1, last):
            x, y = points[number]
            away = (
                abs(across * (y1 - y) - (x1 - x) * down) if length else math.hypot(x - x1, y - y1)
            )
            if away > furthest:
                furthest, place = away, number
        if furthest > STRAY * (length or 1):
            keep.add(place)
            open_ += [(first, place), (place, last)]
    return [points[number] for number in sorted(keep)]


def area(points: list[Point]) -> float:
    """Return the area of a ring; its sign tells which way it runs."""
    total = points[-1][0] * points[0][1] - points[0][0] * points[-1][1]
    for (x1, y1), (x2, y2) in pairwise(points):
        total += x1 * y2 - x2 * y1
    return total / 2


def _steps(points: list[Point]) -> str:
    """Return a ring in whole units: the first point, then steps, as short as SVG allows."""
    x, y = round(points[0][0]), round(points[0][1])
    text = f"M{x} {y}l"
    first = True
    for point in points[1:]:
        across, down = round(point[0]) - x, round(point[1]) - y
        if across or down:
            # A minus sign parts numbers as a space does.
            text += f"{'' if first or across < 0 else ' '}{across}{'' if down < 0 else ' '}{down}"
            x, y, first = x + across, y + down, False
    return "" if first else f"{text}z"
