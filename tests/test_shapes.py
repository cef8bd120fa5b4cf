"""Shapes that texts come in: mails, pastes, pages and leaflets, read one by one."""

import pytest

from archive.reading import bylines, datings, names, received
from archive.reading.transcribe import transcribe


def read(text, name="x.txt"):
    """Return the transcription of a text as a file of that name."""
    return transcribe(received.read(name, text.encode()))


def words(found):
    """Return the reading text in one line."""
    return " ".join(" ".join(block.text.split()) for block in found.body)


OWN = (
    "The ferry did not sail on Sunday, and it will not sail until the two mates are taken back. "
    "We have told the harbour master so, and he has written it down in pencil."
)


def test_encoded_words_that_break_inside_a_word_are_joined():
    """The folding between two encoded words is no space, in names too (RFC 2047, 6.2)."""
    mail = (
        "From: =?utf-8?b?2qnZhduM2KrZhyDYrw==?=\n =?utf-8?b?2YHYp9i5?= <a@b.example>\n"
        "Subject: =?utf-8?q?Gr=C3=A8ve_au_po?=\n =?utf-8?q?rt?=\n\n" + OWN + "\n"
    )
    found = read(mail, "m.eml")
    assert found.title == "Grève au port"
    assert found.authors == ("کمیته دفاع",)


def test_a_mail_of_html_alone_keeps_its_links():
    """Words that lead somewhere become Markdown; an address that only repeats itself stays plain."""
    mail = (
        "From: Ferry Crew <crew@a.example>\nSubject: No boat\nContent-Type: text/html; charset=utf-8\n\n"
        f'<p>{OWN} See <a href="https://a.example/map">the map</a> or'
        ' <a href="https://a.example/">https://a.example/</a>.</p>\n'
    )
    found = read(mail, "m.eml")
    assert [link.printed for link in found.links] == ["https://a.example/map", "https://a.example/"]
    assert "[" not in words(found)


def test_the_reply_that_a_mail_quotes_is_not_its_text():
    """The line that says who wrote, and the quoted lines under it, are set aside."""
    mail = (
        "From: Ferry Crew <crew@a.example>\nTo: all@a.example\nSubject: Re: No boat\n\n"
        f"{OWN}\n\nOn Sun, 3 Jun 2012 at 09:02, Jo <jo@a.example>\nwrote:\n> Is there a boat?\n>\n> Jo\n"
    )
    found = read(mail)
    assert words(found) == OWN
    assert ("furniture", "reply") in {(e.fate, e.field) for e in found.ledger}


def test_a_quotation_inside_a_statement_stays():
    """Quoted lines that the text goes on after are the statement's own."""
    found = read(f"No boat\n\n{OWN}\n\n> The sea is nobody's.\n\n{OWN} And so it stays.\n")
    assert "The sea is nobody's." in words(found)


@pytest.mark.parametrize(
    "marker", ["---------- Forwarded message ----------", "-----Message d'origine-----"]
)
def test_the_note_above_a_forwarded_mail_is_not_the_statement(marker):
    """What is forwarded is the statement; what the forwarder wrote above it is the mail's."""
    found = read(
        f"Worth reading, pass it on.\nM.\n\n{marker}\nFrom: Ferry Crew <crew@a.example>\n"
        f"Date: Sun, 3 Jun 2012 09:02:00 +0000\nSubject: No boat\nTo: all@a.example\n\n{OWN}\n"
    )
    assert (found.title, found.authors, words(found)) == ("No boat", ("Ferry Crew",), OWN)


def test_the_links_that_a_list_adds_below_a_mail_are_its_footer():
    """A ruled heading with nothing but addresses below it begins the footer of a list."""
    found = read(
        f"From: Ferry Crew <crew@a.example>\nSubject: No boat\n\n{OWN}\n\n"
        "------------ Group links ------------\n\n<*> To visit the group:\n    https://a.example/g/\n\n"
        "<*> To leave the group:\n    leave@a.example\n"
    )
    assert words(found) == OWN


@pytest.mark.parametrize(
    ("line", "language", "edtf", "posted"),
    [
        ("Mon Jul 23 04:12:40 CEST 2001", "it", "2001-07-23", "04:12:40 CEST"),
        ("Mon, 6 Dec 99 16:05:29 +0200", "en", "1999-12-06", "16:05:29 +0200"),
        ("Posted 14-Nov-99", "en", "1999-11-14", ""),
        ("Berlin, 04.06.09", "de", "2009-06-04", ""),
        ("12.XII.1987", "it", "1987-12-12", ""),
    ],
)
def test_dates_of_machines_and_of_typewriters_are_read(line, language, edtf, posted):
    """Unix dates, years of two digits as in mail, and months in Roman figures are dates."""
    found = datings.find(line, language)
    assert found is not None
    assert (found.date.edtf, found.posted) == (edtf, posted)


@pytest.mark.parametrize(
    "line", ["10 x 2000", "de 12 a 20 mai 36", "12.34.56.78.90", "v. 04.06.09.1"]
)
def test_other_figures_are_no_dates(line):
    """Products, years without a day's form, telephone numbers and versions are left alone."""
    assert datings.find(line, "fr") is None


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Bündnis „Warm und hell“", ("Bündnis „Warm und hell“",)),
        ("профсоюз таксистов «Шашечки»", ("профсоюз таксистов «Шашечки»",)),
        ("Committee for Peace and Social Justice", ("Committee for Peace and Social Justice",)),
        ("Collectif du Port, Réseau Hospitalité", ("Collectif du Port", "Réseau Hospitalité")),
        ("admin", ()),
        ("анонимно", ()),
    ],
)
def test_names_in_quotation_marks_lists_of_bodies_and_nobody(line, people):
    """A body keeps the name it carries in quotation marks; an account or "anonymous" is no name."""
    assert names.parted(line) == people


@pytest.mark.parametrize(
    ("line", "language", "people", "edtf", "place"),
    [
        ("Stockholm 2010-04-16", "sv", (), "2010-04-16", "Stockholm"),
        ("Debian Fri, 30/09/2016 - 12:35", "en", ("Debian",), "2016-09-30", ""),
        ("crow23 Fri, 30/09/2016 - 12:35", "en", ("crow23",), "2016-09-30", ""),
        ("دمشق في ١٢ آذار ٢٠١٢", "ar", (), "2012-03-12", "دمشق"),
        ("Hamburg, im Februar 1994", "de", (), "1994-02", "Hamburg"),
        ("São Paulo, 20 de junho de 2013.", "pt", (), "2013-06-20", "São Paulo"),
        ("12 июня 2018 г., Омск", "ru", (), "2018-06-12", "Омск"),
        ("г. Самара, 18 апреля 2019 года", "ru", (), "2019-04-18", "Самара"),
        ("En Bilbao, a 3 de mayo de 2012", "es", (), "2012-05-03", "Bilbao"),
        ("یکشنبه ۲۳ مهر ۱۳۹۶ برابر با ۱۵ اکتبر ۲۰۱۷", "fa", (), "2017-10-15", ""),
        ("١٤ محرم ١٤٣٣ هـ الموافق 9 كانون الأول 2011", "ar", (), "2011-12-09", ""),
        ("mardi 3 novembre 2015, par Coordination des intermittent·es", "fr",
         ("Coordination des intermittent·es",), "2015-11-03", ""),
        ("Διεθνής Συνέλευση, Θεσσαλονίκη, Ιούνιος 2017", "el",
         ("Διεθνής Συνέλευση",), "2017-06", "Θεσσαλονίκη"),
        ("Submitted by anonymous on Tue, 07/02/2019 - 08:14", "en", (), "2019-07-02", ""),
        ("Jo Fenn jo at a.example.org", "en", ("Jo Fenn",), "", ""),
        ("night_owl (night_owl) wrote in park_news,", "en", ("night_owl",), "", ""),
    ],
)  # fmt: skip
def test_bylines_tell_persons_from_places(line, language, people, edtf, place):
    """A town stands beside a bare date; before a weekday and a time stands who posted the text."""
    found = bylines.read(line, language)
    assert found is not None
    date = found.dating.date.edtf if found.dating else ""
    assert (found.people, date, found.place) == (people, edtf, place)


@pytest.mark.parametrize(
    "top",
    ["Start > Speeches and articles", "HOME  ABOUT US  CONTACT", "Home About us Contact Log in"],
)
def test_bars_of_navigation_are_no_titles(top):
    """Paths with arrows and menus in one line are the page's, not the text's."""
    found = read(f"{top}\n\nNo boat on Sunday\n\n{OWN}\n")
    assert found.title == "No boat on Sunday"


def test_a_letterhead_to_the_right_is_no_title():
    """Lines set in together with the date belong to the letter's head."""
    indent = " " * 40
    found = read(f"{indent}The Old Ropewalk\n{indent}3 June 2012\n\nNo boat on Sunday\n\n{OWN}\n")
    assert found.title == "No boat on Sunday"
    assert found.date is not None


def test_a_spaced_out_kind_of_document_is_no_title():
    """Typists space out "P R E S S E M I T T E I L U N G"; it is read closed up."""
    found = read(f"P R E S S  R E L E A S E\n\nNo boat on Sunday\n\n{OWN}\n")
    assert found.title == "No boat on Sunday"


def test_the_archive_of_a_mailing_list_is_read_as_a_mail():
    """Subject with the list's name, poster with a spelled-out address, Unix date."""
    found = read(
        "[crew] No boat on Sunday\n\nJo Fenn jo at a.example\nMon Jul 23 04:12:40 CEST 2001\n\n"
        f"Previous message: [crew] Tides\nNext message: [crew] Tides\n\n{OWN}\n"
    )
    assert (found.title, found.authors) == ("No boat on Sunday", ("Jo Fenn",))
    assert found.date is not None
    assert found.date.edtf == "2001-07-23"
    assert words(found) == OWN


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("Tags:\nharbour\nferry crews\nwages", ("harbour", "ferry crews", "wages")),
        ("Tags: harbour, wages\n\nNewsletter\nComments (12)", ("harbour", "wages")),
        ("#harbour #wages", ("harbour", "wages")),
        ("Category: News\nTags: harbour", ("harbour",)),
        ("Category: News", ("News",)),
    ],
)
def test_printed_tags_are_read_in_every_form(lines, tags):
    """On one line or one a line, above or below the text; categories stand in for missing tags."""
    assert read(f"No boat on Sunday\n\n{OWN}\n\n{lines}\n").printed_tags == tags
    if not lines.startswith("#"):
        assert read(f"No boat on Sunday\n\n{lines}\n\n{OWN}\n").printed_tags == tags


def test_several_labels_on_one_line_are_parted():
    """Each label has its own value; one that no table knows ends the value before it."""
    found = read(
        "No boat on Sunday\n\nAuthor: Ferry Crew. Posted on: 12.09.2016 - 18:40. Happened: 10 May 2016.\n\n"
        f"{OWN}\n"
    )
    assert found.authors == ("Ferry Crew",)
    assert found.date is not None
    assert found.date.edtf == "2016-09-12"
    assert words(found) == OWN


def test_titles_of_other_texts_inside_the_text_are_set_aside():
    """A line "Read also" takes the title under it along, and no paragraph."""
    found = read(
        f"No boat\n\n{OWN}\n\nRead also\n\nThe bridge: three years shut\n\n{OWN} So be it.\n"
    )
    assert words(found) == f"{OWN} {OWN} So be it."


def test_what_a_page_prints_below_the_text_is_set_aside():
    """After the first lines of a page's own, titles and names of fields are the page's too."""
    found = read(
        f"No boat\n\n{OWN}\n\nShare this\nFacebook Twitter\nThe bridge: three years shut\nBilge pumps\n"
        "Recent comments\n  Re: boat - 2 hours ago\n\nhttps://a.example/no-boat\n"
    )
    assert words(found) == OWN
    assert found.source_url == "https://a.example/no-boat"


@pytest.mark.parametrize(
    "tail",
    ["Agenda\n\n- 3 May: picket\n- 4 May: picket", "No boat! No peace!", "Ferry Crew Committee"],
)
def test_what_the_text_says_at_its_end_is_not_taken_for_the_pages(tail):
    """A heading that a page could print too, slogans and the byline stay the statement's."""
    found = read(f"No boat\n\n{OWN}\n\n{tail}\n")
    assert not [entry for entry in found.ledger if entry.fate == "furniture"]


@pytest.mark.parametrize("kicker", ["Opinion", "LAVORO", "Insändare", "Мнения", "مواقف"])
def test_the_name_of_a_section_is_no_title(kicker):
    """A section of a site or paper above the title is its kicker."""
    found = read(f"{kicker}\n\nNo boat on Sunday\n\n{OWN}\n")
    assert found.title == "No boat on Sunday"


def test_a_kind_of_document_before_a_headline_is_part_of_it():
    """The kind alone is a kicker; what follows it on its line is the title with it."""
    assert read(f"Appeal: give us back the boat\n\nOne crew's view\n\n{OWN}\n").title == (
        "Appeal: give us back the boat"
    )


@pytest.mark.parametrize(
    ("tail", "authors"),
    [
        ("Burg Schanzendamm\nHamburg, im Februar 1994", ("Burg Schanzendamm",)),
        ("Hamburg, im Februar 1994\nBurg Schanzendamm", ("Burg Schanzendamm",)),
        ("Yours faithfully,\n\nAll hands of the lower deck", ("All hands of the lower deck",)),
        ("                  LOWER DECK\n\n  (Printed by ourselves.)", ("LOWER DECK",)),
        ("— Lower Deck", ("Lower Deck",)),
        ("Women of the Lane", ("Women of the Lane",)),
        ("Ferry Crew Committee\nNetwork of Ports\nDock Union", ("Ferry Crew Committee", "Network of Ports",
                                                           "Dock Union")),
        ("Signed by:\n\nAda Mwangi\nPiotr Zielinski\nDock Union", ()),
        ("For information, contact:\nMirjana Petrovic, 070-000 00 16", ()),
        ("[1] Own count, nine houses, March 2019.", ()),
        ("We want bread\nWe want roses\nWe want the boat", ()),
    ],
)  # fmt: skip
def test_the_name_that_closes_a_text_is_told_by_what_stands_around_it(tail, authors):
    """A dateline beside it, a greeting above it, its place on the line or its first word show it."""
    found = read(f"No boat\n\n{OWN}\n\n{OWN}\n\n{tail}\n")
    assert found.authors == authors
    if not authors:
        assert found.date is None


def test_signatories_below_the_name_stay_in_the_text():
    """Who signs too is part of the statement; the name above the list is its author's."""
    people = "\n".join(f"{name} Smith, fitter" for name in ("Ada", "Bo", "Cy", "Dan", "Eve", "Flo"))
    found = read(
        f"No boat\n\n{OWN}\n\nYours faithfully,\n\nAll hands\n\nSigned also by:\n\n{people}\n"
    )
    assert found.authors == ("All hands",)
    assert "Flo Smith" in words(found)


def test_the_first_signatory_is_the_author_if_the_text_speaks_in_its_name():
    """The body that the text names and that signs first issued it; others only sign."""
    text = f"No boat\n\nThe Ferry Crew Committee says: no boat. {OWN}\n\nSigned by:\n\n"
    names_ = "Ferry Crew Committee\nDock Union\nMothers of July\n"
    assert read(text + names_).authors == ("Ferry Crew Committee",)
    assert read(text.replace("Ferry Crew Committee", "crew") + names_).authors == ()


def test_contact_blocks_are_back_matter_above_and_below():
    """A headed block with a telephone number is no title, no author and no text."""
    block = "MEDIA CONTACT:\nRosa Delgado, 510-555-0148\npress@a.example\n\n"
    found = read(f"FOR IMMEDIATE RELEASE\n\n{block}NO BOAT ON SUNDAY\n\n{OWN}\n")
    assert (found.title, found.authors, words(found)) == ("NO BOAT ON SUNDAY", (), OWN)
    assert len(found.back) == 3
    found = read(f"No boat\n\n{OWN}\n\nPressekontakt:\nJo Fenn, Tel. 0151 – 000 000 17\n")
    assert words(found) == OWN


def test_a_number_before_a_month_is_not_its_day():
    """The issue of a paper beside its month leaves the month."""
    found = datings.find("HARBOUR NEWS no. 45        april 1983", "en")
    assert found is not None
    assert found.date.edtf == "1983-04"


def test_the_sites_name_over_its_menu_is_no_title():
    """A name and a motto at the very top, over a column of entries, are the page's."""
    found = read(
        "Rank & File\ndispatches from below\n\nHome\nAbout\nArchive\nContact\n\nNo boat on Sunday\n"
        f"Posted on August 14, 2018 by Old Salt\n\n{OWN}\n\n3 thoughts on “No boat on Sunday”\n\nBertie says:\n"
        "August 15, 2018 at 9:12 am\nI was there!\n"
    )
    assert (found.title, found.authors, words(found)) == ("No boat on Sunday", ("Old Salt",), OWN)


@pytest.mark.parametrize(
    "post",
    [
        "Ferry Crew\n3 June 2012 ·\n\n{0}\n\n234\nLike Comment Share\n",
        "Общежитие на Лесной\n15 фев 2021 в 20:31\n\n{0}\n\nНравится Комментировать Поделиться\n",
    ],
)
def test_a_post_of_a_network_has_an_author_and_no_title(post):
    """Over the buttons of a network the first line is whose the post is."""
    found = read(post.format(OWN))
    assert found.title.startswith("[")
    assert found.authors == (post.split("\n", 1)[0],)
    assert found.date is not None
    assert words(found) == OWN


def test_a_text_said_to_be_by_nobody_has_no_author():
    """The name of a site above the title does not stand in for "Anonymous" below it."""
    found = read(
        f"CENTRE FOR FREE PORTS\n\nNo boat on Sunday\nBy Anonymous 22/09/2003 - 15:37\n\n{OWN}\n"
    )
    assert found.title == "No boat on Sunday"
    assert found.authors == ()


@pytest.mark.parametrize("number", ["Page 2", "- 7 -", "Seite 3 von 4", "صفحه ۲", "стр. 12"])
def test_page_numbers_are_no_text(number):
    """The number of a page between two paragraphs, or at the end, is set aside."""
    found = read(
        f"No boat\n\n{OWN}\n\n{number}\n\n{OWN}\n\nFerry Crew Committee\n3 June 2012\n\n{number}\n"
    )
    assert words(found) == f"{OWN} {OWN}"
    assert found.authors == ("Ferry Crew Committee",)


def test_front_matter_in_toml_is_read():
    """Hugo writes TOML between lines of plus signs."""
    found = read(
        '+++\ntitle = "No boat"\ndate = 2022-06-19T18:00:00+02:00\nauthor = "Ferry Crew"\n'
        f'tags = ["harbour", "wages"]\ndraft = false\n+++\n\n{OWN}\n',
        "x.md",
    )
    assert (found.title, found.authors, found.printed_tags) == (
        "No boat", ("Ferry Crew",), ("harbour", "wages"),
    )  # fmt: skip
    assert found.date is not None
    assert found.date.edtf == "2022-06-19"
    assert words(found) == OWN


def test_a_person_who_signs_for_a_body_is_named_with_it():
    """The words "for the committee" under a name says whose office it is."""
    found = read(
        f"No boat\n\n{OWN}\n\nYours faithfully,\n\nAda Mwangi\nfor the Ferry Crew Committee\n"
    )
    assert found.authors == ("Ada Mwangi", "Ferry Crew Committee")


def test_a_letters_head_over_a_labelled_subject_is_no_text():
    """What stands above the line "Objet:" is the head of a letter."""
    found = read(
        "Collectif du Pré\nMairie annexe, salle du fond\n                    À Monsieur le Préfet\n\n"
        "                    Lyon, le 22 janvier 2007\n\nObjet : demande de restitution du pré\n\n"
        "Nous avons l'honneur de vous informer que le pré a été clos le 4 janvier par une société.\n"
    )
    assert found.title == "demande de restitution du pré"
    assert (found.authors, found.place) == (("Collectif du Pré",), "Lyon")
    assert len(found.body) == 1


def test_a_numbered_kind_of_document_is_no_title():
    """The line "Communiqué no. 7" is a kicker as "Communiqué" is."""
    assert read(f"Communiqué n° 7\n\nNo boat on Sunday\n\n{OWN}\n").title == "No boat on Sunday"


def test_an_agency_behind_the_date_ends_a_dateline():
    """A place, a date and an agency in brackets run into the text."""
    found = read(f"No boat\n\nLILLE, 14 nov. 2019 (Agence Terrain) - {OWN}\n")
    assert (found.place, found.date and found.date.edtf) == ("LILLE", "2019-11-14")
