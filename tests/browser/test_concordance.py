"""A concordance is sorted by a script of its own, and can be read without."""

import pytest

PAGE = "concordance/russia/index.html"


def lines(page) -> list[tuple[str, str]]:
    """Return the words before and after the name in each line that is shown."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.kwic li')].filter(line => line.checkVisibility())
            .map(line => [line.children[1].textContent, line.children[2].textContent])"""
    )


@pytest.mark.parametrize("language", ["", "ar/"])
def test_lines_are_sorted_by_the_words_beside_the_name(page, address, language):
    """Each line keeps its words, its language and its paragraph, and says whose it is."""
    page.goto(f"{address}{language}{PAGE}")
    issued = lines(page)
    assert len(issued) > 10
    page.locator("#by").select_option("after")
    assert sorted(lines(page)) == sorted(issued)
    assert lines(page) != issued
    first = page.locator(".kwic li:visible").first
    assert first.get_attribute("lang").startswith("en")
    assert first.locator("a").count() == 2
    assert first.locator("a.of").get_attribute("href") == first.locator("a.n").evaluate(
        "a => a.href"
    )
    page.locator("#by").select_option("before")
    keys = page.evaluate(
        """() => [...document.querySelectorAll('.kwic li')].filter(line => line.checkVisibility())
            .map(line => line.children[1].textContent.match(/[\\p{L}\\p{N}]+/gu)?.at(-1) ?? '')"""
    )
    assert [key.lower() for key in keys] == sorted(key.lower() for key in keys)
    page.locator("#by").select_option("")
    assert lines(page) == issued


def test_without_scripts_the_lines_stand_as_issued(browser, address):
    """The choice is not shown, and every line is."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    assert not page.locator("#order").is_visible()
    assert page.locator(".kwic li").count() == page.locator(".kwic li:visible").count() > 10
    context.close()
