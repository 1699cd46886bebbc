"""The types of the scripts find what they are there for, and say what a build really holds."""

import json

import pytest

from tests.support.server import shipped
from tools.js import types

FAULTS = {
    "a name that no shape has": (
        '/** @param {import("phone").View} view */\nexport const id = (view) => view.acount;\n',
        "TS2551",
    ),
    "a key of a statement that is not there": (
        '/** @param {import("shapes").Entry} doc */\nexport const on = (doc) => doc.preformed_on;\n',
        "TS2551",
    ),
    "what may be missing": (
        '/** @param {import("shapes").Entry} doc */\nexport const size = (doc) => doc.product.batch;\n',
        "TS18047",
    ),
    "what nobody said the type of": ("export const same = (one) => one;\n", "TS7006"),
    "a text where a number is asked": (
        '/** @param {number} days */\nconst ago = (days) => days;\nago("2");\n',
        "TS2345",
    ),
    "a tree that no renderer knows": (
        '/** @type {import("templates").Tree} */\nexport const half = ["/", ["n", "one"], ["c", 2]];\n',
        "TS2322",
    ),
    "a key of the phone's meta store that nobody reads": (
        '/** @type {import("phone").Meta} */\nexport const noted = { failure: 1 };\n',
        "TS2561",
    ),
}
BUNDLE = 'import type { Bundle } from "phone";\nexport const bundle: Bundle = '


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the compiler says of all planted files together, and of a real build's data, under our own settings."""
    folder = tmp_path_factory.mktemp("planted")
    for number, (text, _) in enumerate(FAULTS.values()):
        (folder / f"planted{number}.js").write_text(text)
    (folder / "plain.js").write_text("export const one = () => 1;\n")
    (folder / "bundle.ts").write_text(f"{BUNDLE}{json.dumps(shipped.bundle())};\n")
    settings = {"extends": str(types.HERE / "tsconfig.json"), "include": ["*.js", "*.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(settings))
    return types.found(folder)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(told, fault):
    number = list(FAULTS).index(fault)
    assert [error for error in told if f"planted{number}.js" in error and FAULTS[fault][1] in error]


def test_a_plain_module_is_found_nothing_wrong_with(told):
    assert [error for error in told if "plain.js" in error] == []


def test_what_a_build_holds_is_what_the_types_say(told):
    assert [error for error in told if "bundle.ts" in error] == []


PAGES = {
    "a method that no class has": (
        'export const at = () => document.querySelector("p").closets("a");\n',
        "TS2551",
    ),
    "one argument too many": (
        "const one = (first) => first;\nexport const two = () => one(1, 2);\n",
        "TS2554",
    ),
    "a name that nothing has": ("export const name = () => nobody;\n", "TS2304"),
}


def test_what_is_planted_among_the_pages_is_found(tmp_path):
    for number, (text, _) in enumerate(PAGES.values()):
        (tmp_path / f"planted{number}.js").write_text(text)
    here = types.HERE / "page"
    settings = {"extends": str(here / "tsconfig.json"), "include": ["*.js", str(here / "page.d.ts")]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings))
    told = [error for error in types.found(tmp_path) if "planted" in error]
    assert [code in error for error, (_, code) in zip(told, PAGES.values(), strict=True)] == [
        True,
        True,
        True,
    ]
