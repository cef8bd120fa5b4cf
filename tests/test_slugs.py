"""Names become fit for addresses."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.naming.slugs import safe


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Stop the Killing!", "stop-the-killing"),
        ("000_6f20", "000_6f20"),
        ("v1.2 draft", "v1.2-draft"),
        ("أوقفوا القتل", "أوقفوا-القتل"),
        ("Ärzte  für Frieden", "ärzte-für-frieden"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "page-con"),
        ("nul.txt", "page-nul.txt"),
        ("…", "untitled"),
        ("a" * 400, "a" * 150),
    ],
)
def test_a_name_becomes_a_slug(name: str, slug: str) -> None:
    """Letters of every script stay; what has a meaning in addresses or file systems goes."""
    assert safe(name) == slug


@given(st.text(max_size=300))
@example("İ")
@example("e\u0301" * 100)
@example("-." * 100 + "con")
def test_a_slug_is_safe_and_stays_as_it_is(name: str) -> None:
    """Made safe again, a slug is the same; it never climbs out of its folder."""
    slug = safe(name)
    assert safe(slug) == slug
    assert slug
    assert slug[0] not in ".-"
    assert not set(slug) & set('/\\:*?"<>| #%\x00')
    assert len(slug.encode()) <= 160
