"""Who issued a text, when and where: lines that say so in ways of their own."""

from __future__ import annotations

import pytest

from archive.model import Transcription
from archive.reading import datings, names, received
from archive.reading.transcribe import transcribe

OWN = (
    "The laundry on Quay Street has been shut since Monday, and forty women have been told to wait "
    "for a letter.\n\nNo letter has come. We shall sit on the steps until it does."
)


def read(text: str, name: str = "x.txt") -> Transcription:
    """Return the transcription of a text as a file of that name."""
    return transcribe(received.read(name, text.encode()))


def words(found: Transcription) -> str:
    """Return the reading text in one line."""
    return " ".join(" ".join(block.text.split()) for block in found.body)


@pytest.mark.parametrize(
    ("above", "author"),
    [
        ("Laundry Workers' Committee • c/o Reading Room • 4 Quay Street • 04317 Harl", "Laundry"),
        ("Laundry Workers' Union, 12 Quay Street, 4020 Harl, mail@laundry.example", "Laundry"),
    ],
)
def test_a_letterhead_is_no_title_and_names_the_body(above: str, author: str) -> None:
    """The name before an address of the post is whose paper it is."""
    found = read(f"Press release, 3 May 2018\n\n{above}\n\nShut without a word\n\n{OWN}\n")
    assert found.title == "Shut without a word"
    assert found.authors[0].startswith(author)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("سلمى الهادي", "الضفة الأخرى-العدد: 311 - 2006 / 4 / 9"),
        ("Ines Vasko", "The Tide, no. 311 - 9 April 2006"),
    ],
)
def test_the_issue_of_a_periodical_is_told_from_the_date(name: str, date: str) -> None:
    """Journals print their number before the day, and the author's name above both."""
    found = read(f"No boat, no bread\n\n{name}\n{date}\n\n{OWN}\n")
    assert found.authors == (name,)
    assert found.date is not None
    assert found.date.edtf == "2006-04-09"


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Signatories: Laundry Workers' League, Bread for All, The Steps", 3),
        ("Signataires : Ligue des Lavandières, Du pain pour tous", 2),
    ],
)
def test_names_behind_a_word_for_signing_are_the_authors(line: str, people: int) -> None:
    """A text that nobody else signs is theirs who are listed in one line below it."""
    assert len(read(f"No letter\n\n{OWN}\n\n{line}\n").authors) == people


def test_signatories_in_a_line_stay_in_the_text_of_another_author() -> None:
    """A text with a byline is not given other authors, and loses no words."""
    line = "Signatories: Laundry Workers' League, Bread for All"
    found = read(f"No letter\n\nBy Ines Vasko\n\n{OWN}\n\n{line}\n")
    assert found.authors == ("Ines Vasko",)
    assert line in words(found)


@pytest.mark.parametrize(
    "notice",
    [
        "For more information: Quay Street Committee, tel. 040-0000000, p@quay.example",
        "For more information:\nQuay Street Committee\nInes Vasko, 070-000 00 00",
    ],
)
def test_the_body_that_can_be_reached_is_whose_text_it_is(notice: str) -> None:
    """Where nobody signs, the notice that gives addresses names the body."""
    assert read(f"No letter\n\n{OWN}\n\n{notice}\n").authors == ("Quay Street Committee",)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("quay_street", True), ("Réseau qui est pour nous", False), ("Réseau Toit pour nous", True),
        ("the_", False), ("_", False),
    ],
)  # fmt: skip
def test_accounts_and_mottoes_are_names(text: str, likely: bool) -> None:  # noqa: FBT001
    """An account has a low line inside; a body's kind may open a motto with one small word."""
    assert (names.likelihood(text, "", "fr") > 1) is likely


@pytest.mark.parametrize(
    ("text", "short"), [("CNT", True), ("МПРА", True), ("END", False), ("Cnt", False)]
)
def test_acronyms_are_short_and_in_capitals(text: str, short: bool) -> None:  # noqa: FBT001
    """A word that closes a sheet is none."""
    assert names.is_acronym(text) is short


def test_an_acronym_below_the_title_or_the_text_signs_it() -> None:
    """Unions sign by their letters alone."""
    assert read(f"No letter\n\nQSLU\n\n{OWN}\n").authors == ("QSLU",)
    assert read(f"No letter\n\n{OWN}\n\nQSLU\n").authors == ("QSLU",)


def test_the_greeting_behind_a_date_is_text() -> None:
    """Words that end in a comma behind the date of a press release greet; they are no name."""
    found = read(f"No letter\n\n2 May 2007 – Dear neighbours,\n\n{OWN}\n")
    assert found.authors == ()
    assert "Dear neighbours," in words(found)


def test_a_kind_of_document_over_a_name_is_the_title() -> None:
    """Where there is no other line, the kind says more of a text than whose it is."""
    found = read(f"RESOLUTION\nQuay Street Laundry Committee\n{OWN}\n")
    assert found.title == "RESOLUTION"
    assert found.authors == ("Quay Street Laundry Committee",)


def test_the_name_of_a_site_between_its_links_is_no_title() -> None:
    """A pasted page begins with a way past its menu, its name and the way to the text."""
    top = "Skip to content\nQuay Street League\nHome > News > Harl\n"
    assert (
        read(f"{top}\nShut without a word\n\n3 May 2018\n\n{OWN}\n").title == "Shut without a word"
    )


@pytest.mark.parametrize(
    ("first", "language", "day"),
    [
        ("Yesterday, 14 July 2011, the laundry voted to stay out until all are paid.", "en", 15),
        ("Heute, am 14. Juli 2011, haben wir die Wäscherei in der Hafengasse besetzt.", "de", 14),
        ("صوتت العاملات أمس 14 تموز 2011 على البقاء خارج المغسلة حتى تدفع الأجور.", "ar", 15),
    ],
)
def test_the_day_a_text_speaks_on_is_inferred(first: str, language: str, day: int) -> None:
    """Only a whole date beside "today" or "yesterday" anchors it, and the date is no transcription."""
    found = read(f"{first}\n\n{first}\n")
    assert found.language.startswith(language)
    assert found.date is not None
    assert found.date.edtf == f"2011-07-{day}"
    assert found.basis["date"].kind == "inferred"


@pytest.mark.parametrize(
    "first",
    [
        "In 14 July 2011 the people of today were not yet born, or had better things to do.",
        "Yesterday the laundry voted, as it did in May 1968, to stay out until all are paid.",
        "Yesterday the laundry voted to stay out, and on 3 June 2011 it had voted to go in.",
    ],
)
def test_days_that_nothing_anchors_are_no_dates(first: str) -> None:
    """A word for a day far from a date says nothing of it."""
    assert read(f"{first}\n\n{OWN}\n").date is None


@pytest.mark.parametrize(
    ("line", "language", "edtf"),
    [
        ("12 كانون اول 2012", "ar", "2012-12-12"), ("17 أغشت 2013", "ar", "2013-08-17"),
        ("يوم 12 من شهر مارس سنة 2012", "ar", "2012-03-12"), ("5 Φλεβάρη 2012", "el", "2012-02-05"),
        ("«3» мая 2012 г.", "ru", "2012-05-03"), ("16 juill. 2013", "fr", "2013-07-16"),
        ("a los 3 días del mes de mayo de 2012", "es", "2012-05-03"),
        ("۱۲/۲/۱۳۹۱", "fa", "2012-05-01"), ("۱۲ اردیبهشت‌ماه ۱۳۹۱", "fa", "2012-05-01"),
    ],
)  # fmt: skip
def test_dates_of_every_region_are_read(line: str, language: str, edtf: str) -> None:
    """Months as they are said, not only as they are written in tables."""
    found = datings.find(line, language)
    assert found is not None
    assert found.date.edtf == edtf


def test_long_lines_with_a_few_short_ones_are_not_hard_wrapped() -> None:
    """The lines under such a text are not joined: each says something else."""
    long = "The laundry is shut, " * 12 + "and the quay with it."
    tail = "From somewhere on the quay\nCouncil of the Quay Communities\nMay 1996"
    top = "To the people of Harl\nTo the people of the quay\nSisters and brothers:"
    found = read(f"{top}\n\n{long}\n\n{long}\n\nLand!\nBread!\n\n{tail}\n")
    assert found.authors == ("Council of the Quay Communities",)
    assert found.date is not None
    assert found.date.edtf == "1996-05"


def test_a_release_without_headline_is_titled_by_its_kind() -> None:
    """Kind, body, office, town and date above the text leave no other title."""
    head = "بيان صحفي\nاتحاد لجان القرى\nالدائرة الإعلامية\n6 أيلول، 2017\n"
    text = "يدين اتحاد لجان القرى إغلاق الطريق أمام سيارات الخبز للأسبوع الثالث على التوالي.\n"
    found = read(head + text)
    assert (found.title, found.authors) == ("بيان صحفي", ("اتحاد لجان القرى",))
    assert found.date is not None
    assert found.date.edtf == "2017-09-06"
    town = read(f"Press release\nLaundry Workers' Union\nHarl, Norland\n27 May 2014\n{OWN}\n")
    assert (town.title, town.place) == ("Press release", "Harl, Norland")


def test_a_headline_behind_its_kind_and_a_colon_is_the_title() -> None:
    """Under the body's name stands what the release is about."""
    found = read(
        f"Laundry Workers' Union\nPress release: Shut without a word\n27 May 2014\n{OWN}\n"
    )
    assert found.title == "Press release: Shut without a word"
    assert found.authors == ("Laundry Workers' Union",)


def test_a_subject_that_names_a_section_is_no_title() -> None:
    """Programs that print pages label the part of the site as the subject."""
    found = read(f"Shut without a word\nDate: 29 January 2013\nSubject: News\n\n{OWN}\n")
    assert found.title == "Shut without a word"


@pytest.mark.parametrize(
    "top",
    [
        "Harl Voices\nwww.harlvoices.example\n\n", "2007, Labour, Harl, Repression\n\n",
        "Home Labour Shut without a word\n\n", "Skip to content\nH\nHARL\n24/02/2005 04:24\n\n",
    ],
)  # fmt: skip
def test_what_sites_print_over_a_title_is_none(top: str) -> None:
    """The site's name over its address, the sections, the way to the text, the account."""
    found = read(f"{top}Shut without a word\n\n{OWN}\n")
    assert found.title == "Shut without a word"


def test_name_and_date_in_two_columns_are_parted() -> None:
    """Typists set the date to the right by spaces."""
    line = "Laundry Workers' Union" + " " * 90 + "Friday 27 May 2016"
    found = read(f"Shut without a word\n\n{line}\n\n{OWN}\n")
    assert found.authors == ("Laundry Workers' Union",)
    assert found.date is not None
    assert found.date.edtf == "2016-05-27"


def test_a_sites_address_beside_a_mail_address_is_no_source() -> None:
    """It tells how to reach the body, not where the text stood."""
    found = read(f"Shut without a word\n\n{OWN}\n\nwww.laundry.example\nmail@laundry.example\n")
    assert found.source_url == ""


def test_two_nouns_with_capitals_are_a_title_in_german() -> None:
    """They look like a person's name, and stand above a subtitle."""
    text = (
        "Heute Abend haben sich in Harl rund fünfzig Leute gegen die Räumung des Hauses versammelt."
    )
    found = read(
        f"Solikundgebung Kesselhaus\n\nBericht über die Versammlung am Abend\n\n{text}\n\n{text}\n"
    )
    assert found.title == "Solikundgebung Kesselhaus"


def test_a_group_that_signs_in_small_letters_is_the_author() -> None:
    """German articles stay small: "die Besetzerinnen des Hauses"."""
    text = (
        "Heute Abend haben sich in Harl rund fünfzig Leute gegen die Räumung des Hauses versammelt."
    )
    found = read(f"Kein Haus weniger!\n\n{text}\n\n{text}\n\ndie Besetzerinnen des Kesselhauses\n")
    assert found.authors == ("die Besetzerinnen des Kesselhauses",)


def test_the_form_for_comments_is_furniture() -> None:
    """Its fields and its sentence about the next comment stand below the text."""
    form = (
        "Laisser un commentaire\n\nCommentaire *\n\nNom *\n\nE-mail *\n\nSite web\n\nEnregistrer mon nom,"
        " mon e-mail et mon site dans le navigateur pour mon prochain commentaire.\n"
    )
    assert words(read(f"Shut without a word\n\n{OWN}\n\n{form}")) == " ".join(OWN.split())


def test_a_greeting_is_neither_a_name_nor_a_subtitle() -> None:
    """Without its comma it looks like both."""
    found = read(f"To the dockers of Harl\n\nDear Comrades\n\n{OWN}\n")
    assert (found.authors, found.subtitle) == ((), "")
    assert words(found).startswith("Dear Comrades")


def test_a_title_in_capitals_is_no_persons_name() -> None:
    """It looks like one, and stands over another line that could be the title."""
    found = read(f"News\n\nRIGHT TO STRIKE\n\nThe laundry is shut without a word\n\n{OWN}\n")
    assert found.title == "RIGHT TO STRIKE"
    assert found.authors == ()


def test_the_end_of_a_release_is_no_text() -> None:
    """That it ends, whom to call, and its kind once more."""
    end = "EINDE PERSBERICHT\n\nTel. 0621 000000\n\n\nPersbericht\n"
    text = "De wasserij is sinds maandag dicht, en veertig vrouwen moeten op een brief wachten."
    found = read(f"Persbericht\n\nHarl, 26 mei 2008\n\nWasserij dicht\n\n{text}\n\n{text}\n\n{end}")
    assert words(found) == f"{text} {text}"


def test_lists_of_a_sites_values_are_read() -> None:
    """Date and count of comments with dashes, tags behind "Tag(s)", a telephone below a name."""
    top = "NOTA DE REPÚDIO\n- 01/06/2022\n- 2 Comentário(s)\n\nTag(s): Luta\n"
    text = "A lavanderia está fechada desde segunda-feira, e não chegou nenhuma carta a ninguém."
    found = read(f"{top}\n{text}\n\n{text}\n\nSindicato das Lavadeiras\n84 3211 0000 [email]\n")
    assert found.date is not None
    assert found.date.edtf == "2022-06-01"
    assert found.printed_tags == ("Luta",)
    assert found.authors == ("Sindicato das Lavadeiras",)
    assert words(found) == f"{text} {text}"


def test_a_slash_signs_in_scandinavia() -> None:
    """A board that signs behind a slash, with a full stop."""
    text = (
        "Tvätteriet har varit stängt sedan i måndags, och inget brev har kommit till någon av oss."
    )
    assert read(f"Inget brev\n\n{text}\n\n{text}\n\n /Klubbstyrelsen.\n").authors == (
        "Klubbstyrelsen",
    )


def test_a_body_and_its_branch_above_a_kind_leave_the_kind_as_title() -> None:
    """Letterheads of unions stand over "Communiqué"."""
    text = (
        "عقدت النقابة اجتماعاً استثنائياً تدارست فيه أوضاع العاملات في المغسلة وما تعرضن له من عنف."
    )
    found = read(f"النقابة الوطنية للمغاسل\nالمكتب الجهوي – فاس\n\nبلاغ\n\n{text}\n\n{text}\n")
    assert (found.title, found.authors) == ("بلاغ", ("النقابة الوطنية للمغاسل",))


def test_the_word_between_town_and_month_is_none_of_the_place() -> None:
    """Swedes and Germans write "Malmö i februari", "Harl im Mai"."""
    text = (
        "Tvätteriet har varit stängt sedan i måndags, och inget brev har kommit till någon av oss."
    )
    assert read(f"Inget brev\n\n{text}\n\n{text}\n\nMalmö i februari 1978\n").place == "Malmö"


def test_small_letters_below_a_title_in_capitals_are_no_part_of_it() -> None:
    """A remark in brackets below it stays by itself, even over short lines of verse."""
    verse = "Up at four and out in the cold,\nleaf upon leaf as the day grows old,\nhalf a lira for all I hold.\n"
    found = read(f"SONG OF THE LEAVES\n(broadsheet, Harl 1961)\n\n{verse}\n{verse}\n{verse}")
    assert found.title == "SONG OF THE LEAVES"
