"""Templates compiled for one language say what Jinja's own compiler has them say."""

from gettext import NullTranslations

import jinja2
import pytest
from markupsafe import Markup

from archive.showing import catalogues, compiling
from archive.showing.compiling import html_of


def environment(language: str, extension: str) -> jinja2.Environment:
    """Return an environment with Jinja's extension for messages or with ours."""
    made = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, extensions=[extension]
    )
    translations = catalogues.translations(language)
    if extension == "jinja2.ext.i18n":
        made.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
        made.filters["kept"] = lambda piece, *_: piece
    else:
        made.speaking.speak(translations)  # type: ignore[attr-defined]
    return made


def ours(language: str = "en") -> jinja2.Environment:
    """Return an environment that compiles as the site's does."""
    return environment(language, "archive.showing.compiling.Speaking")


class Thing:
    """Something with attributes."""

    name = 'a "quoted" <name> & more'
    marked = Markup("<b>bold</b>")
    count = 3
    nothing = None


SOURCES = [
    '{{ _("Record") }}',
    '{{ _("Statement, %(date)s.", date=thing.name) }}',
    '{{ _("Statement by %(names)s, %(date)s.", names=thing.marked, date=thing.count) }}',
    '{% for n in range(13) %}{{ ngettext("%(n)s word", "%(n)s words", n, n=n) }} {% endfor %}',
    '{{ ngettext("%(num)s < one", "%(num)s < more", thing.count) }}',
    '{% for label in (_("Date"), _("Note")) %}{{ label }}{% endfor %}',
    "{{ thing.name }}{{ thing.marked }}{{ thing.count }}{{ thing.nothing }}",
    '<a title="{{ thing.name }}">{{ "it\'s" }}</a>{{ thing.name | upper }}{{ thing.name ~ "<" }}',
    '{% set shown %}{{ thing.name }}{{ _("Title") }}{% endset %}{{ shown }}',
    "{% macro m(x) %}<i>{{ x.name }}</i>{% endmacro %}{{ m(thing) }}",
    '{% block title %}{{ _("Search") }}{% endblock %}{{ self.title() }}',
    "{% for n in range(3) %}{{ loop.index }}{{ loop.last }}{% endfor %}",
    "{% trans who=thing.name %}by {{ who }} at 100 %{% endtrans %}",
    '{{ _("100 %% sure") }}',
    '{{ ngettext("%(n)s word", "%(n)s words", *(2,), n=2) }}',
    "{% for n in (1, 2, 1) %}{% filter kept(n, thing.name) %}[{{ n }}{{ thing.name }}]{% endfilter %}{% endfor %}",
    '{% filter kept(thing.count) %}{% for n in "ab" %}{{ n }}{{ _("Note") }}{{ thing.count }}{% endfor %}{% endfilter %}',
    "{% filter kept(thing.name) %}{% set x = thing.name | lower %}{{ x }}{% endfilter %}{{ thing.count }}",
]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("source", SOURCES)
def test_what_is_said_is_the_same(source, language):
    """Messages, forms, values and escapes come out as from Jinja's own compiler."""
    plain = environment(language, "jinja2.ext.i18n").from_string(source).render(thing=Thing)
    assert ours(language).from_string(source).render(thing=Thing) == plain


def test_messages_are_constants_of_the_compiled_template():
    """A message is looked up while its template is compiled, in the language of the site."""
    assert "البطاقة" in ours("ar").compile('<h2>{{ _("Record") }}</h2>', raw=True)
    assert "البطاقة" not in ours("en").compile('<h2>{{ _("Record") }}</h2>', raw=True)


def test_message_without_its_value_names_its_line():
    """A value that the message asks for and the template does not give is a template's slip."""
    with pytest.raises(jinja2.TemplateAssertionError, match='no value for "names"') as caught:
        ours().from_string('\n{{ _("By %(names)s", name=1) }}')
    assert caught.value.lineno == 2


def test_slips_of_a_template_stop_it():
    """An unknown name or attribute is never silent."""
    with pytest.raises(AttributeError, match="nowhere"):
        ours().from_string("{{ thing.nowhere }}").render(thing=Thing)
    with pytest.raises(jinja2.UndefinedError):
        ours().from_string("{{ nothing }}").render()


def test_without_a_language_words_are_those_of_the_template():
    """An environment that was not told what to speak says what stands in the template."""
    made = jinja2.Environment(extensions=["archive.showing.compiling.Speaking"])
    assert made.from_string('{{ _("Record") }}').render() == "Record"
    made.speaking.speak(NullTranslations())  # type: ignore[attr-defined]
    assert made.from_string('{{ ngettext("one", "%(num)s", 4) }}').render() == "4"


@pytest.mark.parametrize("value", ["plain", "<&>\"'", Markup("<b>"), 5, None, ["<"]])
def test_values_are_escaped_as_by_markupsafe(value):
    """Our way of escaping gives the same characters as the usual one."""
    assert html_of(value) == jinja2.utils.markupsafe.escape(value)


def test_kept_block_is_made_once_for_its_values():
    """A second page, and a second place in a loop, take what was made for the same values."""
    made: list[int] = []
    environment = ours()
    environment.filters["noted"] = lambda value: made.append(value) or value
    source = (
        "{% for n in numbers %}{% filter kept(n) %}<{{ n | noted }}>{% endfilter %}{% endfor %}"
    )
    template = environment.from_string(source)
    assert template.render(numbers=(1, 2, 1)) == "<1><2><1>"
    assert template.render(numbers=(2, 3)) == "<2><3>"
    assert made == [1, 2, 3]
    other = environment.from_string("{% filter kept(n) %}({{ n | noted }}){% endfilter %}")
    assert other.render(n=1) == "(1)"


def test_kept_block_may_depend_on_its_values_only():
    """What is made once must not hold what differs from page to page."""
    with pytest.raises(jinja2.TemplateAssertionError, match='uses "title"') as caught:
        ours().from_string("{% filter kept(root) %}\n{{ root }}{{ title }}{% endfilter %}")
    assert caught.value.lineno == 2
    with pytest.raises(jinja2.TemplateAssertionError, match='uses "site"'):
        ours().from_string("{% filter kept(site.name) %}{{ site.rights }}{% endfilter %}")


def test_number_of_kept_pieces_is_bounded(monkeypatch):
    """What is kept does not grow with the archive."""
    monkeypatch.setattr(compiling, "KEPT", 3)
    environment = ours()
    source = "{% filter kept(n) %}{{ n }}{% endfilter %}"
    template = environment.from_string(source)
    assert [template.render(n=n) for n in range(10)] == [str(n) for n in range(10)]
    (kept,) = environment.speaking.kept.values()  # type: ignore[attr-defined]
    assert len(kept) <= 3
