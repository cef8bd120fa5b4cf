"""Bytes to seeds: encodings, line ends, and what is refused."""

import hashlib

import pytest

from archive.problems import ProblemsFound
from archive.reading import seeds


def refusal(data: bytes, encoding: str = ""):
    """Return the one problem that reading ``data`` raises."""
    with pytest.raises(ProblemsFound) as caught:
        seeds.read("seeds/x.txt", data, encoding)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"one\ntwo\n", ("one", "two")),
        (b"one\r\ntwo", ("one", "two")),
        (b"one\rtwo\r", ("one", "two")),
        ("one\x85two".encode(), ("one", "two")),
        (b"one\n\n\ntwo\n\n", ("one", "", "", "two", "")),
        ("one\u2028still one\ntwo".encode(), ("one\u2028still one", "two")),
        (b"one\x0cstill one\ntwo", ("one\x0cstill one", "two")),
        (b"\xef\xbb\xbfone\n", ("one",)),
        ("één\r\ntwee".encode("utf-16"), ("één", "twee")),
        (b"\xfe\xff" + "één".encode("utf-16-be"), ("één",)),
    ],
)
def test_lines_are_those_that_an_editor_numbers(data, lines):
    """Every line end counts once, and nothing but a line end breaks a line."""
    assert seeds.read("x.txt", data).lines == lines


def test_bytes_and_their_checksum_are_kept():
    """The seed holds what was received, mark and line ends included."""
    data = b"\xef\xbb\xbfa\r\nb"
    seed = seeds.read("x.txt", data)
    assert seed.data == data
    assert seed.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf\n", "\ufeff \n".encode("utf-16")]
)
def test_nothing_in_it_is_refused(data):
    """An empty seed has its own code."""
    assert refusal(data).code == "A001"


def test_declared_encoding_is_used():
    """A legacy encoding that is declared is decoded strictly by its name."""
    seed = seeds.read("x.txt", "Привет\nмир".encode("koi8-r"), "koi8-r")
    assert seed.lines == ("Привет", "мир")
    assert seed.encoding == "koi8-r"


def test_declared_encoding_does_not_spoil_utf8():
    """A seed in UTF-8 is read as such whatever the archive declares for the others."""
    assert seeds.read("x.txt", "Привет".encode(), "koi8-r").lines == ("Привет",)


def test_undeclared_encoding_is_refused_with_its_place_and_a_remedy():
    """The line, the byte and the likeliest encoding are named; nothing is guessed into a page."""
    text = "Erste Zeile\nZweite Zeile über die Straße und die Türen der Häuser\n" * 8
    problem = refusal(text.encode("windows-1252"))
    assert (problem.code, problem.line) == ("A003", 2)
    assert "0xFC at offset 25" in problem.message
    assert "declare that encoding" in problem.remedy


def test_text_that_is_not_of_the_declared_encoding_is_refused():
    """A declared encoding that does not fit is an error, not a reason to drop bytes."""
    problem = refusal(b"abc\nd\x81", "windows-1252")
    assert (problem.code, problem.line) == ("A003", 2)


def test_unknown_encoding_is_refused():
    """A name that no codec has is reported as such."""
    assert refusal(b"\xe9", "windows-9999").code == "A004"
    assert refusal(b"\xe9", "base64").code == "A004"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a\nb\x00c", 2),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 3),
        (b"a\n\nb\x1bc", 3),
        ("x\x93y".encode(), 1),
    ],
)
def test_bytes_that_are_not_text_are_refused(data, line):
    """Control characters are no text, whatever encoding they come in."""
    problem = refusal(data)
    assert (problem.code, problem.line) == ("A002", line)


def test_characters_lost_earlier_are_refused():
    """U+FFFD in a seed means that someone else's guess has destroyed a character."""
    problem = refusal("first\nse\ufffdond".encode())
    assert (problem.code, problem.line) == ("A005", 2)


def test_broken_utf16_is_refused():
    """Half a code unit at the end is not dropped."""
    assert refusal(b"\xff\xfea\x00b").code == "A003"
