"""Maps of places: whole Earth or a part, with a link for every place, readable at any width."""

import gzip
import math
import re
import time
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.building.inputs import THEME
from archive.naming import authorities
from archive.showing import atlas, labelling, outlines
from archive.showing.projection import WIDTH, Projection, Spot
from tests.conftest import CHECKOUT

WORDS = ("Map", "Part %(mark)s, larger")
FAR = [
    Spot("Lima", "../lima/", -12.05, -77.04),
    Spot("Oslo", "../oslo/", 59.91, 10.75),
    Spot("Manila", "../manila/", 14.6, 120.98),
]
NEAR = [
    Spot(name, f"../{name.lower()}/", latitude, longitude)
    for name, latitude, longitude in (
        ("Prague", 50.09, 14.42), ("Dresden", 51.05, 13.74), ("Brno", 49.2, 16.61),
        ("Leipzig", 51.34, 12.37), ("Vienna", 48.21, 16.37), ("Linz", 48.31, 14.29),
    )
]  # fmt: skip
coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def on_land(longitude: float, latitude: float) -> bool:
    """Tell whether a point is on land: on its way east it crosses an odd number of coasts of a ring.

    Land is inside a ring, and a sea inside another; a ring may be counted once round the Earth.
    """
    inside = 0
    for (_, south, east, north), ring in outlines.rings():
        for turned in (longitude - 360, longitude, longitude + 360):
            if not (south <= latitude < north and turned <= east):
                continue
            inside += (
                sum(
                    turned < x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)
                    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
                    if (y1 > latitude) != (y2 > latitude)
                )
                % 2
            )
    return inside % 2 == 1


def read(svg: str) -> ET.Element:
    """Return a map as a tree; what is not well-formed raises."""
    return ET.fromstring(svg)


def links(svg: str) -> dict[str, str]:
    """Return the address of each link of a map by its title."""
    return {a.find("title").text: a.get("href") for a in read(svg).iter("a")}


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "land"),
    [
        ("Aleppo", 37.16, 36.2, True), ("Sydney's hinterland", 148.0, -33.0, True),
        ("Chukotka, beyond 180°", 182.0, 67.0, True), ("South Pole", 0.0, -89.0, True),
        ("mid-Atlantic", -30.0, 30.0, False), ("Caspian Sea", 51.0, 41.0, False),
        ("Mediterranean", 18.0, 35.0, False), ("Bering Sea", 180.0, 58.0, False),
    ],
)  # fmt: skip
def test_coastlines_are_those_of_the_earth(name, longitude, latitude, land):
    """Known points of land and sea lie on their side of the coast."""
    assert on_land(longitude, latitude) is land, name


def test_the_world_is_an_equal_earth():
    """A degree of latitude by a degree of longitude has its true share of the area everywhere."""
    whole = Projection(FAR, FAR)
    assert whole.round

    def cell(latitude: float) -> float:
        corners = [(10, latitude), (11, latitude), (11, latitude + 1), (10, latitude + 1)]
        return abs(outlines.area([whole.on_sheet(x, y) for x, y in corners]))

    for latitude in (0, 30, 50, 70):
        true = math.sin(math.radians(latitude + 1)) - math.sin(math.radians(latitude))
        assert cell(latitude) / cell(0) == pytest.approx(true / math.sin(math.radians(1)), rel=0.01)


def test_a_part_of_the_earth_keeps_its_shape():
    """In the middle of a small map a degree is as long to the north as it is true to the east."""
    part = Projection(NEAR, NEAR)
    assert not part.round
    x, y = part.on_sheet(14.5, 49.7)
    east, north = part.on_sheet(15.5, 49.7)[0] - x, y - part.on_sheet(14.5, 50.7)[1]
    assert east / north == pytest.approx(math.cos(math.radians(49.7)), rel=0.02)


def test_a_map_may_lie_across_the_end_of_the_day():
    """Places on both sides of 180° are neighbours, with land between and beside them."""
    spots = [
        Spot("Suva", "s", -18.14, 178.44), Spot("Apia", "a", -13.83, -171.77),
        Spot("Auckland", "k", -36.85, 174.76),
    ]  # fmt: skip
    view = Projection(spots, spots)
    assert not view.round
    assert view.places[1][0] > view.places[0][0] > view.places[2][0]
    assert len(outlines.path(view.on_sheet, view.degrees, view.frame)) > 100


@given(st.lists(coordinates, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_every_place_is_on_the_map_and_a_link_once(found):
    """Wherever places are, each is one link inside the drawing of one of the maps."""
    spots = [Spot(f"P{n}", f"p{n}", *found[n]) for n in range(len(found))]
    charts = atlas.charts(spots, *WORDS)
    addresses = []
    for chart in charts:
        tree = read(chart.svg)
        _, _, width, height = map(float, tree.get("viewBox").split())
        assert width == WIDTH
        assert 300 < height < 900
        for circle in tree.iter("circle"):
            assert 0 <= float(circle.get("cx")) <= width
            assert 0 <= float(circle.get("cy")) <= height
        addresses += [a.get("href") for a in tree.iter("a") if not a.get("href").startswith("#")]
    assert sorted(addresses) == sorted(spot.address for spot in spots)


def test_a_crowd_has_a_map_of_its_own():
    """The whole map has a frame that leads to the part, where each place can be told from the next."""
    whole, part = atlas.charts([*FAR, *NEAR], *WORDS)
    assert links(whole.svg) == {
        "Lima": "../lima/", "Oslo": "../oslo/", "Manila": "../manila/",
        "Part A, larger": "#map-A",
    }  # fmt: skip
    assert links(part.svg) == {spot.name: spot.address for spot in NEAR}
    assert (part.mark, part.words) == ("A", "Part A, larger")
    assert 'aria-label="Part A, larger"' in part.svg
    assert whole.svg.count('class="dot"') == len(NEAR)


def test_places_are_moved_apart_and_no_further():
    """Two in one point part; one that stands free stays where it is."""
    places = labelling.spread([(500.0, 300.0), (500.0, 300.0), (510.0, 300.0), (100.0, 100.0)], 500)
    for one, other in combinations(places, 2):
        assert math.dist(one, other) > labelling.APART - 1
    assert places[3] == (100.0, 100.0)
    assert all(math.dist(place, (503, 300)) < 60 for place in places[:3])


def test_labels_cover_nothing():
    """Those of one size leave one another, all places and the frames of parts free."""
    names = [f"Station {n}" for n in range(40)]
    places = [(60.0 + 97 * (n % 9), 50.0 + 83 * (n // 9)) for n in range(40)]
    box = (400.0, 200.0, 560.0, 300.0)
    found = labelling.labelled(names, places, 500, labelling.LABELS, [box])
    assert any(found)
    for size, name in labelling.LABELS:
        shown = [
            labelling._label(names[n], places[n], size, found[n][-1])
            for n in range(40)
            if found[n].startswith(name)
        ]
        for one, other in combinations([*shown, box], 2):
            assert not labelling.meet(one, other)


def test_hostile_names_and_addresses_stay_words():
    """Nothing in a name ends an element or an attribute."""
    name = '</title></svg><script>alert("1")</script>&'
    (chart,) = atlas.charts([Spot(name, '"><x>', 10, 10)], name, WORDS[1])
    assert links(chart.svg) == {name: '"><x>'}
    assert read(chart.svg).get("aria-label") == name
    assert "<script" not in chart.svg


def test_no_places_make_no_map():
    """An archive whose places have no coordinates has a list alone."""
    assert atlas.charts([], *WORDS) == ()


def test_maps_of_this_archive_are_small_and_quick():
    """All maps of the page of places, compressed, stay below ten kilobytes."""
    file = CHECKOUT / "content" / "authorities" / "places.toml"
    known = authorities.read([("places.toml", file.read_bytes())])
    spots = [
        Spot(one.names["ar"], f"../places/{one.id}/index.html", one.latitude, one.longitude)
        for one in known
        if one.latitude is not None
    ]
    assert {one.id for one in known if one.latitude is None} == {"europe"}
    started = time.process_time()
    charts = atlas.charts(spots, *WORDS)
    assert time.process_time() - started < 1
    assert len(gzip.compress("".join(chart.svg for chart in charts).encode(), 9)) < 10_000
    assert charts == atlas.charts(spots, *WORDS)


def test_the_style_sheet_knows_the_sizes_of_labels():
    """The size of type on each width of screen is the one that room was made for."""
    style = (THEME / "static" / "css" / "map.css").read_text("utf-8")
    sizes = {float(size) for size in re.findall(r"(?:font-size: |400 )(\d+)px", style)}
    assert sizes == {size for size, _ in (*labelling.LABELS, *labelling.PART_LABELS)}
    for side in labelling.SIDES:
        assert f".map .l{side} {{ transform" in style
