"""archive.toml becomes the description of the archive."""

import pytest

from archive.describing import description
from archive.problems import ProblemsFound


def test_a_name_is_given_once_or_for_each_language() -> None:
    """One text stands for the archive's first language."""
    once = description.read("archive.toml", 'name = "Archive"\nlanguages = ["ar", "en"]')
    assert once.name == {"ar": "Archive"}
    each = description.read("archive.toml", '[name]\nen = "A"\nar = "أ"')
    assert each.name == {"en": "A", "ar": "أ"}


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 0, "A104"),
        ('name = ""', 1, "A106"),
        ('name = "A"\nlanguages = []', 2, "A106"),
        ('name = "A"\nlanguages = ["english!"]', 2, "A106"),
        ('name = "A"\nlanguages = ["en", "en"]', 2, "A106"),
        ('name = "A"\nsite_url = "example.org"', 2, "A106"),
        ('name = "A"\nright = "all"', 2, "A102"),
    ],
)
def test_a_wrong_setting_is_refused(text: str, line: int, code: str) -> None:
    """Each wrong setting is named with its line."""
    with pytest.raises(ProblemsFound) as raised:
        description.read("archive.toml", text)
    assert [(p.line, p.code) for p in raised.value.problems] == [(line, code)]


def test_a_folder_of_seeds_alone_has_a_description() -> None:
    """Without settings the archive bears the name it is given."""
    assert description.default("leaflets").name == {"en": "leaflets"}
