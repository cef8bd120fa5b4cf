"""Make archive/showing/land/land.txt, the coastlines of the maps, from Natural Earth's.

Natural Earth (naturalearthdata.com) is in the public domain.  Its land of the scale 1:50 million,
version 4.1.0, comes in the npm package world-atlas (ISC) as TopoJSON.  The program itself needs
neither: what this makes is kept with it.

Run it from the top of the checkout, with npm at hand:  .venv/bin/python setup/land.py
"""

import hashlib
import json
import math
import subprocess
import sys
import tarfile
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PACKAGE = "world-atlas@2.0.2"
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
MEMBER = "package/land-50m.json"
# Coordinates are kept in fortieths of a degree; what strays less than this many degrees from a
# straight line, and islands of less than so many square degrees, are left out.
GRAIN = 40
STRAY = 0.035
ISLAND = 0.03
TARGET = Path("archive/showing/land/land.txt")

Point = tuple[float, float]


def fetched() -> dict[str, Any]:
    """Return the TopoJSON of the package, whose digest must be the one above."""
    with TemporaryDirectory() as folder:
        fetch = ["npm", "pack", "--silent", PACKAGE]
        subprocess.run(fetch, cwd=folder, check=True)  # noqa: S603 - a fixed command
        (file,) = Path(folder).glob("*.tgz")
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != SHA256:
            sys.exit(f"{PACKAGE}: found SHA-256 {found}; expected {SHA256}")
        with tarfile.open(file) as archive:
            member = archive.extractfile(MEMBER)
            assert member is not None  # the digest says which files there are
            topology: dict[str, Any] = json.load(member)
            return topology


def rings(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the rings of all polygons in degrees (TopoJSON: quantized, arcs shared)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    found = []
    for geometry in topology["objects"]["land"]["geometries"]:
        many = geometry["type"] == "MultiPolygon"
        for polygon in geometry["arcs"] if many else [geometry["arcs"]]:
            for ring in polygon:
                points = []
                for number in ring:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    points += arc if not points else arc[1:]
                found.append(unbroken(points))
    return found


def unbroken(points: list[Point]) -> list[Point]:
    """Return a ring whose longitudes go on past 180°; one round a pole ends along that pole."""
    turn, last, found = 0, points[0][0], []
    for lon, lat in points:
        turn += 360 if last - lon > 180 else -360 if lon - last > 180 else 0
        found.append((lon + turn, lat))
        last = lon
    if turn:
        pole = -90.0 if found[0][1] < 0 else 90.0
        found += [(found[-1][0], pole), (found[0][0], pole), found[0]]
    middle = (min(lon for lon, _ in found) + max(lon for lon, _ in found)) / 2
    return [(lon - 360 * round(middle / 360), lat) for lon, lat in found]


def simplified(points: list[Point]) -> list[Point]:
    """Return a line without the points that stray little (Ramer, Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    open_ = [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = math.hypot(x2 - x1, y2 - y1)
        furthest, place = 0.0, 0
        for number in range(first + 1, last):
            x, y = points[number]
            away = (
                abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
                if length else math.hypot(x - x1, y - y1)
            )  # fmt: skip
            if away > furthest:
                furthest, place = away, number
        if furthest > STRAY:
            keep.add(place)
            open_ += [(first, place), (place, last)]
    return [points[number] for number in sorted(keep)]


def area(points: list[Point]) -> float:
    """Return the area of a ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))) / 2


def line(points: list[Point]) -> str:
    """Return a ring as steps from point to point, in the grain."""
    steps, x, y = [], 0, 0
    for lon, lat in points[:-1]:
        column, row = round(lon * GRAIN), round(lat * GRAIN)
        if (column, row) != (x, y):
            steps.append(f"{column - x},{row - y}")
            x, y = column, row
    return " ".join(steps)


def main() -> None:
    """Write the file."""
    found = [simplified(ring) for ring in rings(fetched()) if area(ring) > ISLAND]
    kept = sorted((ring for ring in found if area(ring) > ISLAND), key=area, reverse=True)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("".join(f"{line(ring)}\n" for ring in kept), "ascii")


if __name__ == "__main__":
    main()
