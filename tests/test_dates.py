"""EDTF dates: reading, showing, sorting."""

import re

import pytest

from archive.reading import dates


@pytest.mark.parametrize(
    ("edtf", "parts"),
    [
        ("2016", (2016, 0, 0, "")),
        ("2016-12", (2016, 12, 0, "")),
        ("2016-09-30", (2016, 9, 30, "")),
        ("2016-12~", (2016, 12, 0, "~")),
        ("2016?", (2016, 0, 0, "?")),
        ("2016-09-30%", (2016, 9, 30, "%")),
        ("2016-12-XX", (2016, 12, 0, "")),
        ("2016-XX-XX", (2016, 0, 0, "")),
        ("2016-02-29", (2016, 2, 29, "")),
    ],
)
def test_forms_of_edtf_are_read(edtf, parts):
    """Year, month, day and qualifier come out as written, the unknown as zero."""
    date = dates.read(edtf)
    assert (date.year, date.month, date.day, date.qualifier) == parts
    assert date.edtf == edtf


def test_interval_has_both_ends():
    """An interval keeps its last date and the doubt of either end."""
    date = dates.read("2016-09~/2016-10-02?")
    assert (date.year, date.month, date.until, date.qualifier) == (2016, 9, (2016, 10, 2), "%")


@pytest.mark.parametrize(
    "edtf",
    ["", "16", "2016-13", "2016-00", "2016-02-30", "2017-02-29", "2016-9-3", "30/09/2016", "2016/",
     "../2016", "2018/2016", "2016-21", "201X", "2016-XX-03", "0000", "٢٠١٦", "2016-12 ", "2016~?"],
)  # fmt: skip
def test_other_forms_are_refused_with_a_sentence(edtf):
    """The message says what was found."""
    with pytest.raises(ValueError, match=r"^found the .*") as caught:
        dates.read(edtf)
    assert f'"{edtf}"' in str(caught.value)


@pytest.mark.parametrize(
    ("edtf", "language", "supplied", "shown"),
    [
        ("2016-09-30", "en", False, "30 September 2016"),
        ("2016-09-30", "en-US", False, "30 September 2016"),
        ("2016-12~", "en", True, "[December 2016]"),
        ("2016-12~", "en", False, "about December 2016"),
        ("2016-12?", "en", True, "[December 2016?]"),
        ("2016%", "fr", False, "vers 2016?"),
        ("2016-12-XX", "en", False, "December 2016"),
        ("2016-09-30", "ar", False, "30 سبتمبر 2016"),
        ("2016-12~", "ar", True, "[ديسمبر 2016]"),
        ("2016-09-30", "de", False, "30. September 2016"),
        ("2016-05", "es", False, "mayo de 2016"),
        ("2016-09-30/2016-10-02", "en", False, "30 September 2016 – 2 October 2016"),
        ("2016-09-30", "xx-nowhere", False, "30 September 2016"),
    ],
)
def test_dates_are_shown_in_words(edtf, language, supplied, shown):
    """The words are those of the language; brackets mark what an editor supplied."""
    assert dates.show(dates.read(edtf), language, supplied) == shown


@pytest.mark.parametrize(
    "language", ["en", "ar", "fr", "es", "de", "pt", "it", "el", "tr", "fa", "ru", "nl", "sv"]
)
def test_a_day_that_is_not_known_is_never_shown(language):
    """A month has the figures of its year and no others, in every language."""
    assert re.findall(r"\d+", dates.show(dates.read("2016-12"), language)) == ["2016"]


@pytest.mark.parametrize(
    ("edtf", "machine"),
    [
        ("2016", "2016"), ("2016-12~", "2016-12"), ("2016-09-30?", "2016-09-30"),
        ("2016-09-30/2016-10-02", "2016"), ("2016-09-01/2016-09-03", "2016-09"),
        ("2016/2018", "2016"),
    ],
)  # fmt: skip
def test_machine_form_is_valid_html(edtf, machine):
    """A qualifier and an interval have no form in HTML; what is sure remains."""
    assert dates.machine(dates.read(edtf)) == machine


def test_uncertain_dates_end_their_span_and_undated_come_last():
    """The order is that of the chronology."""
    order = [
        "2016-09-29",
        "2016-09-30",
        "2016-09-30~",
        "2016-09",
        "2016-10-01",
        "2016",
        "2017-01-01",
    ]
    keys = [dates.sort_key(dates.read(edtf)) for edtf in order]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert dates.sort_key(None) > dates.sort_key(dates.read("9999-12-31"))
