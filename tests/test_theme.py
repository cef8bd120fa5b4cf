"""The theme's own promises: contrast, sides, size, what is served; the words in each language."""

import gzip
import re
from pathlib import Path

import jinja2
import pytest

from archive.model import Basis, Creator, Statement
from archive.reading.dates import read
from archive.showing import assets, catalogues, citation, labels, words
from archive.showing.markup import FILTERS
from archive.showing.pieces import Site
from archive.showing.views import MissingView

THEME = Path(__file__).resolve().parent.parent / "theme"
SHEETS = {path.stem: path.read_text("utf-8") for path in sorted(THEME.glob("static/css/*.css"))}
CSS = SHEETS["archive"]
TEMPLATES = sorted((THEME / "templates").rglob("*.*"))
TOKENS = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin)-(?:left|right|top|bottom)|left|right"
    r"|top|bottom|width|height|float|clear)\s*:|text-align:\s*(?:left|right)"
)


def luminance(colour: str) -> float:
    """Return the relative luminance of #RRGGBB (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of the "light" or "dark" scheme by the name of their token."""
    return {name: light if scheme == "light" else dark for name, light, dark in TOKENS}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("ink", ["ink", "muted", "link", "visited", "note"])
def test_text_has_enhanced_contrast(scheme, ground, ink):
    """Every colour of text is 7:1 or more on both grounds (WCAG 2.2, 1.4.6)."""
    found = colours(scheme)
    assert contrast(found[ink], found[ground]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_rules_are_seen_and_marks_are_read(scheme):
    """Rules have 3:1 (1.4.11), and ink on a mark has 7:1."""
    found = colours(scheme)
    assert contrast(found["rule"], found["paper"]) >= 3
    assert contrast(found["ink"], found["mark"]) >= 7


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_sides_are_inline_and_block_only(sheet):
    """No physical side or measure is named, so pages turn round for Arabic by themselves."""
    without_queries = re.sub(r"@(media|page)[^{]*", "", sheet)
    assert PHYSICAL.findall(without_queries) == []


def test_styles_have_five_layers_and_fit_their_measure():
    """Everything but fonts stands in one of five layers; these are at most 24 KB in all.

    The drawing of maps, for one page alone, has a measure of its own.
    """
    order = "@layer tokens, type, layout, parts, states;"
    assert CSS.index(order) < CSS.index("{")
    for name, sheet in SHEETS.items():
        rest = re.sub(r"@font-face \{[^}]*\}", "", sheet).replace(order, "")
        if name != "print":  # which comes after all layers and overrules them
            outside = re.sub(r"/\*.*?\*/|^@layer \w+ \{.*?^\}", "", rest, flags=re.S | re.M)
            assert outside.strip() == "", name
    styles = [sheet for name, sheet in SHEETS.items() if name not in ("late", "map")]
    assert len(SHEETS["map"].encode()) <= 2_400
    assert sum(len(sheet.encode()) for sheet in styles) <= 24_000


def test_what_blocks_a_statement_is_small():
    """The one sheet that the text of a statement waits for is at most 3,000 bytes compressed."""
    _, published = assets.dress({"css/archive.css": CSS.encode()})
    assert [len(gzip.compress(sheet, 9)) <= 3_000 for sheet in published.values()] == [True]


def test_colours_are_named_once():
    """Outside the tokens no colour is written."""
    for name, sheet in SHEETS.items():
        rest = re.sub(r"light-dark\([^)]*\)", "", sheet)
        assert name == "print" or re.findall(r"#[0-9a-fA-F]{3,8}\b", rest) == [], name


def test_every_font_is_there_with_its_licence():
    """Each font file that the style names exists, each file is used, and licences lie beside."""
    fonts = THEME / "static/fonts"
    named = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', SHEETS["late"]))
    assert named == {path.name for path in fonts.glob("*.woff2")}
    families = {re.sub(r"-(latin|arabic|greek|cyrillic)(-.*)?\.woff2$", "", name) for name in named}
    for family in families:
        base = family if (fonts / f"LICENSE-{family}.txt").is_file() else f"{family}-arabic"
        assert "SIL Open Font License" in (fonts / f"LICENSE-{base}.txt").read_text("utf-8")


def test_fonts_swap_and_are_asked_for_only_where_needed():
    """Each served face swaps and is bound to the characters it is for."""
    served = re.findall(r"@font-face \{([^}]*)\}", SHEETS["late"])
    assert served
    assert all("font-display: swap" in face and "unicode-range" in face for face in served)
    local = re.findall(r"@font-face \{([^}]*)\}", CSS)
    assert local
    assert all("size-adjust" in face and "url(" not in face for face in local)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_script_style_or_absolute_path(template):
    """No inline script, style or handler, no absolute path, nothing from elsewhere."""
    text = template.read_text("utf-8")
    assert not re.search(r"<script(?! defer src=)|<style|\sstyle=|\son\w+=|javascript:", text)
    assert not re.search(r"""(?:href|src)=["']/""", text)
    assert not re.search(r"""(?:src|href)=["']https?:""", text)
    for name in re.findall(r"\{%-?\s*(?:extends|include|import|from)\s+(\S+)", text):
        assert re.fullmatch(r'"[\w./]+"', name)


def environment(language: str, *, arabic_digits: bool = False) -> jinja2.Environment:
    """Return a template environment as the site's own."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(THEME / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        extensions=["archive.showing.compiling.Speaking"],
    )
    made.speaking.speak(words.translations(language))  # type: ignore[attr-defined]
    made.filters.update(FILTERS)
    made.filters.update(words.filters(language, arabic_digits=arabic_digits))
    return made


def said(language: str, source: str, *, arabic_digits: bool = False, **values: object) -> str:
    """Return what a template's source says in a language."""
    made = environment(language, arabic_digits=arabic_digits)
    return made.from_string(source).render(**values)


def test_page_is_closed_to_everything_but_itself():
    """The policy of a page admits its own styles, fonts and images, and nothing else."""

    class Here:
        path, language, direction, canonical, alternates = "404.html", "en", "ltr", "", ()

    site = Site(
        "Archive <1>", "All of it", "en", "ltr", (("en", "English"),), (), (),
        {name: name for name in ("archive.css", "lists.css", "late.css", "print.css", "icon.svg")},
    )  # fmt: skip
    page = environment("en").get_template("404.html").render(
        view=MissingView(), site=site, root="", base="", page=Here, texts={}
    )  # fmt: skip
    assert (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    ) in page
    assert "Archive &lt;1&gt;" in page
    assert page.index('class="skip"') < page.index("<header")


def test_catalogues_are_complete():
    """Every message has its translation, in every form, with the same placeholders."""
    assert words.problems() == ()


def test_every_label_has_a_message():
    """Terms that code puts into pages are among the messages that catalogues must have."""
    needed = {singular for _, singular, _ in catalogues.messages()}
    assert set(labels.SECTIONS.values()) <= needed
    assert {label for pair in labels.RELATIONS.values() for label in pair} <= needed


@pytest.fixture
def a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the catalogue of a third language, empty as yet, in a folder of its own."""
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    path = tmp_path / "eo.po"
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n', "utf-8")
    return path


@pytest.mark.usefixtures("a_language")
def test_missing_message_is_a_problem():
    """An empty catalogue lacks every message, each by its words."""
    found = [problem for problem in words.problems() if problem.code == "A450"]
    assert len(found) == len(catalogues.messages())
    assert any('"Chronology"' in problem.message for problem in found)
    assert words.languages() == ("en", "eo")


def test_lost_placeholder_is_a_problem(a_language):
    """A translation that drops a value is told with its line."""
    with a_language.open("a", encoding="utf-8") as catalogue:
        catalogue.write('\nmsgid "Concordance: %(name)s"\nmsgstr "Konkordanco: %(nomo)s"\n')
    found = [problem for problem in words.problems() if problem.code == "A453"]
    assert [(problem.line, "name, nomo" in problem.message) for problem in found] == [(4, True)]


def test_unreadable_catalogue_and_unknown_language_are_problems(a_language):
    """A file that is no catalogue and a language that has none are each told once."""
    a_language.write_bytes(b'msgid "\xff\n')
    codes = [problem.code for problem in words.problems(["en", "eo", "tlh"])]
    assert codes == ["A452", "A451"]


def test_terms_are_constants_of_the_compiled_template():
    """A compiled template is kept for one language, so a term is looked up while it is compiled."""
    assert "Debates" in environment("en").compile('{{ "debates" | section_label }}', raw=True)
    assert "المناقشات" in environment("ar").compile('{{ "debates" | section_label }}', raw=True)


@pytest.mark.parametrize(
    ("language", "count", "shown"),
    [
        ("en", 1, "1 statement"),
        ("en", 2000, "2,000 statements"),
        ("ar", 0, "لا بيانات"),
        ("ar", 1, "بيان واحد"),
        ("ar", 2, "بيانان"),
        ("ar", 3, "3 بيانات"),
        ("ar", 11, "11 بيانًا"),
        ("ar", 100, "100 بيان"),
    ],
)
def test_counts_take_the_plural_of_their_language(language, count, shown):
    """Arabic has six forms, English two."""
    source = '{{ ngettext("%(n)s statement", "%(n)s statements", count, n=count | number) }}'
    assert said(language, source, count=count) == shown


@pytest.mark.parametrize(
    ("language", "edtf", "kind", "shown"),
    [
        ("en", "2016-09-30", "transcribed", "30 September 2016"),
        ("en", "2016-12~", "supplied", "[December 2016]"),
        ("en", "2016", "inferred", "[2016]"),
        ("ar", "2016-12~", "supplied", "[ديسمبر ٢٠١٦]"),
    ],
)
def test_dates_are_shown_with_their_basis(language, edtf, kind, shown):
    """A date that the text does not state is in brackets; digits are as the archive sets them."""
    found = said(
        language, "{{ date | date(kind) }}", arabic_digits=True, date=read(edtf), kind=kind
    )
    assert found == shown


def test_no_date_is_undated():
    """Nothing is invented where there is no date."""
    assert said("en", "{{ none | date }}") == "Undated"
    assert said("ar", "{{ none | date }}") == "غير مؤرخ"


@pytest.mark.parametrize(
    ("label", "shown"), [("2016-12", "December 2016"), ("2016", "2016"), ("A", "A"), ("ÁB", "ÁB")]
)
def test_parts_of_lists_are_named(label, shown):
    """Months are spelt out, letters stay."""
    assert said("en", "{{ label | span }}", label=label) == shown


def test_languages_are_named_in_the_interface_and_in_themselves():
    """A language has its usual name; an unknown code stays a code."""
    assert words.language_name("en-GB", "en") == "British English"
    assert words.language_name("en-GB", "ar") == "الإنجليزية (المملكة المتحدة)"
    assert words.language_name("x-private", "en") == "x-private"
    assert (words.native_name("ar"), words.direction("ar")) == ("العربية", "rtl")


def cited(**more: object) -> Statement:
    """Return a statement to cite."""
    values: dict[str, object] = {
        "code": "001",
        "file": "seeds/001.txt",
        "sha256": "0" * 64,
        "slug": "bread",
        "title": "Bread & Roses",
        "head": (),
        "body": (),
        "back": (),
        "ledger": (),
        "basis": {"date": Basis("transcribed")},
        "aside": (),
        "language": "en",
        "date": read("1912-01-14"),
        "creators": (Creator("Rosa Hall", "author"), Creator("Mill Committee", "publisher")),
    }
    return Statement(**(values | more))  # type: ignore[arg-type]


def plain(statement: Statement, language: str = "en") -> dict[str, str]:
    """Return the citations by style, without their elements."""
    made = citation.citations(statement, "The Archive", "https://x.example/bread/", language)
    return {style: text.striptags() for style, text in made}


def test_citation_in_three_styles():
    """One description, three styles; names as given, titles as printed."""
    assert plain(cited()) == {
        "Chicago": "Rosa Hall, “Bread & Roses,” Mill Committee, 14 January 1912, The Archive, "
        "https://x.example/bread/.",
        "MLA": "Rosa Hall. “Bread & Roses.” The Archive, Mill Committee, 14 January 1912, "
        "https://x.example/bread/.",
        "APA": "Rosa Hall. (1912, 14 January). Bread & Roses. Mill Committee. The Archive. "
        "https://x.example/bread/",
    }


@pytest.mark.parametrize(
    ("edtf", "kind", "chicago", "apa"),
    [
        ("1912-01~", "supplied", "[January 1912]", "([1912, January])"),
        ("1912", "transcribed", "1912", "(1912)"),
        ("1912-01?", "transcribed", "January 1912?", "(January 1912?)"),
    ],
)
def test_citation_is_never_more_precise_than_known(edtf, kind, chicago, apa):
    """A month stays a month, a supplied date keeps its brackets, doubt its mark."""
    made = plain(cited(date=read(edtf), basis={"date": Basis(kind)}))
    assert f", {chicago}, The Archive" in made["Chicago"]
    assert f" {apa}. " in made["APA"]
    assert "14" not in made["Chicago"] + made["MLA"] + made["APA"]


def test_undated_anonymous_statement_is_cited_by_its_title():
    """No author and no date: the title comes first, and the citation says so."""
    made = plain(cited(date=None, creators=(), title="Down tools!"))
    assert made["APA"].startswith("Down tools! (n.d.).")
    assert made["MLA"].startswith("“Down tools!” The Archive, n.d.")


def test_arabic_citation_has_arabic_marks():
    """Quotation marks and commas are those of the interface's language."""
    assert "«Bread & Roses»، Mill Committee، 14 يناير 1912، " in plain(cited(), "ar")["Chicago"]


def test_evidence_is_said_with_its_lines():
    """The basis of a value names its kind, its lines and its reason, escaped."""
    one = cited(basis={"date": Basis("supplied", (5, 9), "it says <now>")})
    assert said("en", '{{ one | basis("date") }}', one=one) == (
        '<p class="basis">supplied by the editor, lines 5, 9: <bdi>it says &lt;now&gt;</bdi></p>'
    )
    assert said("en", '{{ one | basis("place") }}', one=one) == ""


@pytest.mark.parametrize(
    ("reason", "english", "arabic"),
    [
        ("the letterhead", "the letterhead", "ترويسة الورقة"),
        (
            'introduced by "by <b>"',
            'introduced by "<span dir="auto">by &lt;b&gt;</span>"',
            'تسبقه عبارة «<span dir="auto">by &lt;b&gt;</span>»',
        ),
        ('labelled "Date"; only the year is sure', None, 'وسمه «<span dir="auto">Date</span>»؛ السنة وحدها مؤكدة'),
        ("An editor's word; and more", "<bdi>An editor's word; and more</bdi>", None),
    ],
)  # fmt: skip
def test_reasons_of_the_reading_are_told_in_the_interfaces_language(reason, english, arabic):
    """What the reading says of itself is translated, with the text's own words; an editor's is not."""
    if english is not None:
        assert said("en", "{{ one | because }}", one=reason) == english
    assert said("ar", "{{ one | because }}", one=reason) == (arabic or english)


def test_both_readings_are_one_sentence():
    """A correction's readings are quoted and escaped inside a translated sentence."""
    shown = said("ar", '{{ "<b>" | read_as("c", "en") }}')
    assert shown == 'طُبع <q class="sic" lang="en">&lt;b&gt;</q> ويُقرأ <q lang="en">c</q>.'


def test_places_have_coordinates_in_words():
    """Degrees with their side of the globe."""
    assert said("en", "{{ 36.2 | coordinates(-37.16) }}") == "36.20° N, 37.16° W"


def test_served_style_has_the_rules_of_its_source():
    """Comments and idle white space are left out; strings and selectors stay as they are."""
    source = '/* why */\n@layer a, b;\na :is(b, c) + d {\n  content: " ; • ";\n  margin: calc(1em + 2px) auto\n}\n'
    assert assets.dense(source) == (
        '@layer a,b;a :is(b,c) + d{content:" ; • ";margin:calc(1em + 2px) auto}'
    )


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (999, "en", "999"),
        (1234567, "en", "1,234,567"),
        (1234567, "hi", "12,34,567"),
        (1234567, "fr", "1\u202f234\u202f567"),
        (1234567, "ar", "١٬٢٣٤٬٥٦٧"),
        (0.5, "en", "0.5"),
    ],
)
def test_numbers_are_grouped_as_in_their_language(value, language, shown):
    """Thousands are parted by the mark of the language, and where it parts others, by those."""
    assert words.number(value, language, arabic_digits=True) == shown
