"""The list of places has its maps, drawn once and kept until a place comes, goes or moves."""

from pathlib import Path

import pytest

from archive.building import engine
from archive.building.report import Report
from archive.showing import atlas, finding

TEXT = """# Bread for {place}

Harbour Committee, 3 May 1999

The bakers of {place} have baked for eleven days, and nobody has paid them. We stand with them.
"""
PLACES = """[[place]]
id = "vell"
names = {{ en = "Vell", ar = "فيل" }}
latitude = {latitude}
longitude = 20.5

[[place]]
id = "marsh"
names.en = "Marsh"
latitude = 41.0
longitude = 22.0

[[place]]
id = "nowhere"
names.en = "Nowhere"
"""


def build(root: Path, output: str = "output") -> engine.Result:
    """Build the archive at ``root`` in this process."""
    return engine.build(engine.Options(root, root / output, jobs=1), Report(quiet=True))


@pytest.fixture
def bakers(tmp_path: Path) -> Path:
    """Return an archive of one statement and three places, one without coordinates."""
    root = tmp_path / "bakers"
    (root / "seeds").mkdir(parents=True)
    (root / "content/authorities").mkdir(parents=True)
    (root / "seeds/vell.txt").write_text(TEXT.format(place="Vell"), "utf-8")
    (root / "seeds/nowhere.txt").write_text(TEXT.format(place="Nowhere"), "utf-8")
    (root / "content/authorities/places.toml").write_text(PLACES.format(latitude=40.5), "utf-8")
    (root / "archive.toml").write_text(
        'languages = ["en", "ar"]\nname = "Bakers"\ndescription = "Bread."\n', "utf-8"
    )
    return root


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with each map that is drawn: how many places it has."""
    found: list[int] = []

    def charts(spots, *words):
        found.append(len(spots))
        return atlas.charts(spots, *words)

    monkeypatch.setattr(finding, "charts", charts)
    return found


def test_places_with_coordinates_are_on_the_map(bakers: Path) -> None:
    """The map links to them; the list has them all; a page of another section has no map."""
    build(bakers)
    page = (bakers / "output/places/index.html").read_text("utf-8")
    assert '<a href="../places/vell/index.html"><title>Vell</title>' in page
    assert 'href="../places/nowhere/index.html"><title>' not in page
    assert 'href="../places/nowhere/index.html">' in page
    assert "Marsh" not in page  # no statement names it
    assert "static/css/map." in page
    arabic = (bakers / "output/ar/places/index.html").read_text("utf-8")
    assert "<title>فيل</title>" in arabic
    assert 'aria-label="خريطة الأماكن"' in arabic
    events = (bakers / "output/register/index.html").read_text("utf-8")
    assert "<svg" not in events
    assert "static/css/map." not in events


def test_maps_are_drawn_only_when_they_change(bakers: Path, drawings: list[int]) -> None:
    """A statement more that names the same places leaves the maps as they are."""
    build(bakers)
    assert drawings == [1, 1]
    text = TEXT.format(place="Nowhere").replace("Bread", "Salt").replace("eleven", "nine")
    (bakers / "seeds/salt.txt").write_text(text, "utf-8")
    build(bakers)
    assert drawings == [1, 1]
    (bakers / "seeds/marsh.txt").write_text(TEXT.format(place="Marsh"), "utf-8")
    build(bakers)
    assert drawings == [1, 1, 2, 2]
    places = bakers / "content/authorities/places.toml"
    places.write_text(PLACES.format(latitude=40.9), "utf-8")
    build(bakers)
    assert drawings == [1, 1, 2, 2, 2, 2]


def test_a_kept_map_is_the_map_of_a_clean_build(bakers: Path) -> None:
    """Whatever was kept, the pages are those of a build that remembers nothing."""
    build(bakers)
    (bakers / "seeds/marsh.txt").write_text(TEXT.format(place="Marsh"), "utf-8")
    build(bakers)
    (bakers / "seeds/marsh.txt").unlink()
    build(bakers)
    found = {p: (bakers / "output" / p).read_bytes() for p in ("places/index.html",)}
    (bakers / ".cache/archive.db").unlink()
    build(bakers, "clean")
    assert all((bakers / "clean" / path).read_bytes() == found[path] for path in found)


def test_places_without_coordinates_have_a_list_alone(bakers: Path) -> None:
    """No map stands where there is nothing to show on it."""
    (bakers / "seeds/vell.txt").unlink()
    build(bakers)
    page = (bakers / "output/places/index.html").read_text("utf-8")
    assert "<svg" not in page
    assert "Skip the maps" not in page
