"""One template, two engines: Jinja2 and render.js print the same bytes, or both refuse."""

import json
from typing import Any

import jinja2
import pytest

from logbook import filters, trees, vocabulary
from logbook.trees import PageEnvironment, subset
from tests.contract import engine
from tests.contract.templates import RAISED, REFUSED, RENDERED

RENDER = "worker/render.js"
BUILD = "0123456789ab"
# Where Jinja2 alone would say something else, on purpose: it shows Python's attributes, answers iterators (always
# true, without a length), truncates no numbers, and takes the end of a choice without else for undefined.
STRICTER = {
    "expressions: of a number",
    "expressions: of a text",
    "expressions: chosen by attribute",
    "expressions: nothing chosen is false",
    "expressions: a choice without else, not taken",
    "filters: text of a number",
    "filters: batch",
    "filters: items",
    "filters: ours are escaped",
}


def environment(sources: dict[str, str]) -> PageEnvironment:
    env = PageEnvironment(jinja2.DictLoader(sources), filters.make(vocabulary.as_json()))
    env.globals["build"] = BUILD
    return env


def on_the_phone(env: PageEnvironment, sources: dict[str, str], page: dict[str, Any]) -> str:
    shell = {
        "build": BUILD,
        "trees": trees.bundle(env, list(sources)),
        "subset": subset.as_json(env.house),
        "vocabulary": vocabulary.as_json(),
    }
    # The trees travel as JSON.
    assert json.loads(json.dumps(shell["trees"])) == shell["trees"]
    return engine.apply(
        [RENDER], f"(m, s, p) => m['{RENDER}'].createRenderer(s)('main.html', p)", shell, page
    )


@pytest.mark.parametrize("name", RENDERED)
def test_prints_the_same_bytes(name):
    sources, page = RENDERED[name]
    env = environment(sources)
    assert on_the_phone(env, sources, page) == env.get_template("main.html").render(page)


@pytest.mark.parametrize("name", RAISED)
def test_refuses_the_same_pages(name):
    sources, page = RAISED[name]
    env = environment(sources)
    with pytest.raises((jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError)):
        env.get_template("main.html").render(page)
    with pytest.raises(engine.JsError, match=r"\.html: ") as refusal:
        on_the_phone(env, sources, page)
    assert "TemplateError" in str(refusal.value) or refusal.value.name == "Error"


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_what_the_phone_cannot_do_before_any_page_is_made(name):
    source, words = REFUSED[name]
    with pytest.raises(trees.Unsupported) as refusal:
        trees.bundle(environment({"main.html": source}), ["main.html"])
    assert words in str(refusal.value)
    assert str(refusal.value).startswith("main.html:")


@pytest.mark.parametrize("name", sorted(RENDERED.keys() - STRICTER))
def test_the_strict_environment_prints_what_plain_jinja_prints(name):
    sources, page = RENDERED[name]
    plain = jinja2.Environment(
        loader=jinja2.DictLoader(sources), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    plain.filters |= filters.make(vocabulary.as_json())
    plain.globals["build"] = BUILD
    plain.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    if name not in STRICTER:
        assert environment(sources).get_template("main.html").render(page) == plain.get_template(
            "main.html"
        ).render(page)


def test_the_renderer_knows_everything_the_list_allows():
    known = engine.apply(
        [RENDER, *(f"worker/render/{name}.js" for name in ("filters", "operators", "loop"))],
        """(m) => {
          const [f, o, l] = ["filters", "operators", "loop"].map((name) => m[`worker/render/${name}.js`]);
          const names = (table) => Object.keys(table);
          return { filters: names(f.FILTERS), tests: names(f.TESTS), loop: l.LOOP, operators: names(o.OPERATORS),
            comparisons: names(o.COMPARISONS), functions: names(o.FUNCTIONS), text_methods: names(o.TEXT_METHODS),
            map_methods: names(o.MAP_METHODS) };
        }""",
    )
    allowed = subset.as_json([])
    for name, found in known.items():
        assert sorted(found) == sorted(allowed[name]), name


def test_the_renderer_does_not_start_with_a_list_it_cannot_keep():
    shell = {"build": BUILD, "trees": {}, "vocabulary": {}, "subset": subset.as_json(["date"])}
    for change in ({"tests": ["callable"]}, {"filters": {"round": "text"}}, {"house": ["pretty"]}):
        with pytest.raises(engine.JsError, match=r"lacks|missing"):
            broken = shell | {"subset": shell["subset"] | change}
            engine.apply([RENDER], f"(m, s) => typeof m['{RENDER}'].createRenderer(s)", broken)
