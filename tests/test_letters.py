"""Mails are read in the encoding that they declare, and no letter of them is ever replaced."""

from __future__ import annotations

import time

import pytest

from archive.problems import ProblemsFound
from archive.reading import received

HEAD = "From: Docks <d@example.org>\nDate: Mon, 6 Mar 2017 09:00:00 +0100\nSubject: Salaires\n"
WORDS = "Nous n'avons pas été payés depuis l'hiver, et nous le disons à chaque syndicat.\n"


def mail(content_type: str, encoding: str) -> bytes:
    """Return a mail whose words are in ``encoding``, whatever it declares."""
    head = HEAD + (f"Content-Type: {content_type}\n" if content_type else "")
    head += "Content-Transfer-Encoding: 8bit\nMIME-Version: 1.0\n\n"
    return head.encode() + WORDS.encode(encoding)


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [
        ("text/plain; charset=utf-8", "utf-8"), ("text/plain; charset=iso-8859-1", "latin-1"),
        ("", "utf-8"), ("text/plain; charset=x-unknown", "utf-8"),
    ],
)  # fmt: skip
def test_words_are_read_as_declared(content_type: str, encoding: str) -> None:
    """By the declared charset, or as UTF-8 where there is none that is known."""
    seed = received.read("a.eml", mail(content_type, encoding))
    assert WORDS.strip() in seed.lines


def test_words_in_another_encoding_than_declared_are_refused() -> None:
    """A wrong declaration is told, never papered over."""
    data = mail("text/plain; charset=utf-8", "latin-1")
    with pytest.raises(ProblemsFound) as found:
        received.read("a.eml", data)
    assert [problem.code for problem in found.value.problems] == ["A003"]
    assert WORDS.strip() in received.read("a.eml", data, "windows-1252").lines


def test_headers_that_are_not_encoded_are_in_the_encoding_of_the_mail() -> None:
    """Old programs wrote letters with accents as they were; a wrong guess is told."""
    mail = "Subject: Grève\nFrom: Inès\nContent-Type: text/plain; charset=iso-8859-1\n\n" + WORDS
    lines = received.read("a.eml", mail.encode("latin-1")).lines
    assert "Subject: Grève" in lines
    assert "From: Inès" in lines
    with pytest.raises(ProblemsFound) as found:
        received.read("a.eml", b"Subject: Gr\xe8ve\n\nNo pay.\n")
    assert [problem.code for problem in found.value.problems] == ["A003"]


def test_a_mail_whose_parts_have_no_boundary_is_all_text() -> None:
    """Nothing of what was sent is lost for a missing word in a header."""
    mail = "Subject: Wages\nContent-Type: multipart/mixed\n\n" + WORDS
    assert WORDS.strip() in received.read("a.eml", mail.encode()).lines


def test_parts_inside_parts_without_end_are_refused() -> None:
    """A mail made to exhaust a reader is told as one."""
    head = "Subject: Wages\n"
    deep = "Content-Type: message/rfc822\n\n" * 3000
    with pytest.raises(ProblemsFound) as found:
        received.read("a.eml", (head + deep + "\nNo pay.\n").encode())
    assert [problem.code for problem in found.value.problems] == ["A006"]


@pytest.mark.parametrize(
    "piece", ["<a href=http://x.example>", "<script>", "<", '<a href="http://x.example/', "</a>"]
)
def test_mails_of_tags_cost_time_in_proportion_to_their_length(piece: str) -> None:
    """Tags that nothing closes are looked at once, and hide no word after them."""
    head = HEAD + "Content-Type: text/html; charset=utf-8\n\n"

    def spent(count: int) -> float:
        start = time.process_time()
        lines = received.read("a.eml", (head + piece * count + f"><p>{WORDS}</p>").encode()).lines
        assert any("pas été payés" in line for line in lines)
        return time.process_time() - start

    spent(1000)
    assert spent(40_000) < 40 * (min(spent(4_000) for _ in range(3)) + 0.01)
