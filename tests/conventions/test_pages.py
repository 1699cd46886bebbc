"""A page is registered with the function that makes it: a name that is nowhere fails before anybody asks for a page."""

import pytest

from logbook import shell
from logbook.pages import home, registered
from tests.contract import engine, twins


@pytest.mark.parametrize("page", registered.TEMPLATES, ids=lambda page: page.__name__)
def test_the_phone_makes_the_page_by_a_function_of_the_same_name(page):
    names = engine.apply(
        [twins.PAGES], f'(m) => Object.entries(m["{twins.PAGES}"]).map(([key, one]) => [key, one.name])'
    )
    assert [page.__name__, page.__name__] in names


def test_the_phone_has_every_page_under_one_name():
    assert list(shell.PAGES) == [page.__name__ for page in registered.TEMPLATES]


def test_a_function_that_makes_no_page_has_no_template():
    with pytest.raises(KeyError):
        registered.template_of(home)
