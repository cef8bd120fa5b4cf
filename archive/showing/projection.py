"""A projection and a frame in which some places fill a map.

The world is in the Equal Earth projection (Šavrič, Patterson and Jenny, 2018), a part of it in
plate carrée with a middle parallel of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from archive.model import Frozen
from archive.showing.outlines import Frame, Point, bounds

WIDTH = 1000
MARGIN = 26
# The shapes a map may have: width to height.
FLAT, TALL = 2.4, 1.25
# A map of less than so many degrees across would show little that is known.
LEAST = 9.0
WORLD = 100.0


class Spot(Frozen, frozen=True):
    """A place with coordinates in degrees; the address is relative to the page of the map."""

    name: str
    address: str
    latitude: float
    longitude: float


class Projection:
    """A projection and a frame in which some places fill a map."""

    def __init__(self, spots: Sequence[Spot], crowd: Sequence[Spot]) -> None:
        """Fit the map to ``crowd``; ``spots`` are those that it shows."""
        west, east = _span([spot.longitude for spot in crowd])
        south, north = min(s.latitude for s in crowd), max(s.latitude for s in crowd)
        self.middle = (west + east) / 2
        self.parallel = math.cos(math.radians(min(abs(south + north) / 2, 70)))
        self.round = east - west > WORLD
        self.scale, self._left, self._top = 1.0, 0.0, 0.0
        pad = max(LEAST - (east - west), LEAST - (north - south), 0) / 2
        low, high = max(south - pad, -90.0), min(north + pad, 90.0)
        # Where the map is widest: at the equator, or as near to it as the map comes.
        widest = min(max(0.0, low), high)
        corners = [
            self._flat(self.middle + turn, latitude)
            for latitude in (low, widest, high)
            for turn in (-(east - west) / 2 - pad, (east - west) / 2 + pad)
        ]
        left, top, right, bottom = bounds(corners)
        height = min(max((bottom - top) / (right - left), 1 / FLAT), 1 / TALL)
        across = max(right - left, (bottom - top) / height)
        self.scale = (WIDTH - 2 * MARGIN) / across
        self.height = round(height * (WIDTH - 2 * MARGIN)) + 2 * MARGIN
        self._left = (left + right) / 2 * self.scale - WIDTH / 2
        self._top = (top + bottom) / 2 * self.scale - self.height / 2
        self.keep(spots)

    def keep(self, spots: Sequence[Spot]) -> None:
        """Show these places and no others."""
        self.spots = tuple(spots)
        self.places = [self.at(spot.longitude, spot.latitude) for spot in spots]

    @property
    def frame(self) -> Frame:
        """The drawing, with a little around it so that its edge shows no line."""
        return (-8.0, -8.0, WIDTH + 8.0, self.height + 8.0)

    @property
    def degrees(self) -> Frame:
        """What the map shows of the Earth: west, south, east, north."""
        if self.round:
            return (self.middle - 180, -90, self.middle + 180, 90)
        left, top, right, bottom = self.frame
        across, down = self.scale * self.parallel, self.scale
        return (
            self.middle + math.degrees((left + self._left) / across),
            max(math.degrees(-(bottom + self._top) / down), -90),
            self.middle + math.degrees((right + self._left) / across),
            min(math.degrees(-(top + self._top) / down), 90),
        )

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where a place is on the map, by the shorter way round the Earth."""
        turn = (longitude - self.middle + 180) % 360 - 180
        return self.on_sheet(self.middle + turn, latitude)

    def on_sheet(self, longitude: float, latitude: float) -> Point:
        """Return where a point is on the map, however far round the Earth it is counted."""
        x, y = self._flat(longitude, latitude)
        return (x * self.scale - self._left, y * self.scale - self._top)

    def _flat(self, longitude: float, latitude: float) -> Point:
        """Return a point of the projection, downwards, before it is fitted to the drawing."""
        turn, latitude = math.radians(longitude - self.middle), math.radians(latitude)
        if not self.round:
            return (turn * self.parallel, -latitude)
        angle = math.asin(math.sqrt(3) / 2 * math.sin(latitude))
        square = angle * angle
        power = square**3
        slope = 1.340264 - 3 * 0.081106 * square + power * (7 * 0.000893 + 9 * 0.003796 * square)
        rise = 1.340264 - 0.081106 * square + power * (0.000893 + 0.003796 * square)
        return (turn * math.cos(angle) / (math.sqrt(3) / 2 * slope), -angle * rise)


def _span(longitudes: list[float]) -> tuple[float, float]:
    """Return the shortest stretch of the Earth with all longitudes; it may pass 180° east."""
    ordered = sorted(longitudes)
    gaps = [
        (after - before, before, after)
        for before, after in zip(ordered, [*ordered[1:], ordered[0] + 360], strict=True)
    ]
    _, last, first = max(gaps)
    return (first - 360, last) if first > ordered[-1] else (first, last + 360)
