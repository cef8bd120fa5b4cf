"""Debates set the exact words of statements under a question."""

import pytest
from msgspec.structs import replace
from test_relations import statement

from archive.linking import debates, library
from archive.linking.claims import Known
from archive.model import Debate, Passage, Stance, Withholding
from archive.problems import ProblemsFound

ONE = statement("one", "We waited five days.", aliases=("old",))
TWO = replace(
    statement("two", "We waited four days, and four nights at 12 Side Street."),
    withheld=(Withholding(1, "12 Side Street", "a home", "p1"),),
)

GONE = statement("gone", "We waited.", draft=True)


def read(text: str, file: str = "content/debates/How Long.toml") -> tuple[Debate, ...]:
    """Read a debate about the two made-up statements."""
    all_ = {one.slug: one for one in (ONE, TWO)}
    entries = {slug: library._entry(one, one.slug) for slug, one in all_.items()}
    known = Known(entries, [library._entry(GONE, "gone")])
    return debates.read([(file, text.encode())], known, all_.__getitem__)


def question(*stances: str) -> str:
    """Return a debate with one question and these stances."""
    tables = "".join(f"[[question.stance]]\n{stance}\n" for stance in stances)
    return f'title = {{ en = "T" }}\n[[question]]\ntext = "Q"\n{tables}'


def test_stances_have_their_exact_words_and_silence_is_one() -> None:
    """A statement may be named by an alias; silence is a stance without passages."""
    (debate,) = read(
        question('statement = "old"\npassage = "five days"', 'statement = "two"\nsilent = true')
    )
    assert debate.slug == "how-long"
    assert debate.title == {"en": "T"}
    assert debate.questions[0].stances == (
        Stance("one", (Passage("p1", 10, 19, "five days"),)),
        Stance("two"),
    )


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("four days, and five nights", 'write "four days, and four nights", as p1 has it'),
        ("four", 'write more of one place, such as "four days,"'),
        ("nothing of the kind", "copy the words from seeds/two.txt, within one paragraph"),
    ],
)
def test_words_that_are_not_there_once_are_answered_with_those_that_are(
    words: str, remedy: str
) -> None:
    """The remedy is what to write, ready to be copied."""
    with pytest.raises(ProblemsFound) as raised:
        read(question(f'statement = "two"\npassage = "{words}"'))
    assert raised.value.problems[0].remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (question('statement = "tow"'), "A310"),
        (question('statement = "gone"'), "A314"),
        (question('statement = "two"\npassage = "four"'), "A311"),
        (question('statement = "two"\npassage = "five days"'), "A311"),
        (question('statement = "two"\npassage = "at 12 Side Street"'), "A125"),
        (question('statement = "one"', 'statement = "old"'), "A313"),
        (question('statement = "one"\nsilent = true\npassage = "five"'), "A313"),
        ('title = "T"', "A312"),
        ('title = ""\n[[question]]\ntext = "Q"', "A312"),
        ('[[question]]\ntext = "Q"', "A104"),
        (question('statement = "one"\nwords = "five"'), "A102"),
    ],
)
def test_a_debate_that_does_not_hold_is_refused(text: str, code: str) -> None:
    """Each flaw has its code."""
    with pytest.raises(ProblemsFound) as raised:
        read(text)
    assert [problem.code for problem in raised.value.problems] == [code]
