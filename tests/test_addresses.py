"""Addresses of one page agree; addresses of two do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.linking.addresses import page_of


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/barge",
        "https://www.example.org/barge/",
        "www.example.org/barge",
        "HTTPS://EXAMPLE.ORG:443/barge#p3",
        "https://example.org/barge?utm_source=list&fbclid=x",
        "https://example.org/barge/index.html",
        "https://example.org/%62arge",
        "https://web.archive.org/web/20160930120000/https://example.org/barge",
        "https://web.archive.org/web/2016id_/http://www.example.org/barge/",
        "https://archive.ph/20160930/https://example.org/barge",
        "https://archive.is/newest/http://example.org/barge",
        "https://wayback.archive-it.org/12/2016/http://example.org/barge",
        "https://webarchive.nationalarchives.gov.uk/ukgwa/2016/http://example.org/barge",
        "https://web.archive.org/web/2017/http://web.archive.org/web/2016/http://example.org/barge",
        "https://m.example.org/barge?m=1",
        "https://www.google.com/amp/s/example.org/barge/amp",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fbarge%3Ffbclid%3Dx&h=AT0",
        "https://www.google.com/url?q=https://example.org/barge&sa=D",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fbarge",
        "https://example.org//barge?utm_source=a&amp;utm_medium=b",
    ],
)
def test_addresses_of_one_page_agree(other: str) -> None:
    """Scheme, www, slash, index file, fragment, tracking and archived copies do not matter."""
    assert page_of(other) == page_of("https://example.org/barge") == "example.org/barge"


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/Barge",
        "https://example.org/barge?id=2",
        "https://en.example.org/barge",
        "https://example.org:8080/barge",
        "https://example.org/barge/2",
        "https://example.org/barge?m=201609",
        "https://example.org/barge?atom=1",
        "https://twitter.com/intent/tweet?url=https://example.org/barge",
        "https://archive.ph/AbCd1",
    ],
)
def test_addresses_of_two_pages_differ(other: str) -> None:
    """Case of the path, a query that selects, another host or port lead elsewhere."""
    assert page_of(other) not in ("", "example.org/barge")


@pytest.mark.parametrize("other", ["https://example.org", "http://www.example.org/", "", "x", "//"])
def test_a_front_page_is_no_statement(other: str) -> None:
    """What stands for a whole site, or for nothing, gives no page."""
    assert page_of(other) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://mühle.example/a", "http://xn--mhle-0ra.example/a"),
        ("https://a.example/%D8%A8%D8%A6%D8%B1", "https://a.example/بئر"),
        ("https://a.example/cafe\u0301", "https://a.example/caf%C3%A9"),
        ("https://en.m.wikipedia.org/wiki/Barge", "https://en.wikipedia.org/wiki/Barge"),
        ("http://b.blogspot.co.uk/2016/x.html", "http://b.blogspot.com/2016/x.html?m=1"),
    ],
)
def test_letters_and_hosts_have_several_spellings(one: str, other: str) -> None:
    """Punycode, percent signs, composed letters and a host's other names lead to one page."""
    assert page_of(one) == page_of(other) != ""


@given(st.text(alphabet="htps:/.www?&=#[]%a1 é@", max_size=40))
def test_no_address_is_too_odd(address: str) -> None:
    """Any text gives a page or nothing, never an error."""
    assert isinstance(page_of(address), str)
