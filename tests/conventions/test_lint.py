"""The linter of the scripts finds what it is there for: each fault is planted once, in a tree like ours."""

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OXLINT = Path(sys.prefix) / "js" / "node_modules" / ".bin" / "oxlint"
OWN = ("eslint(no-restricted-imports)", "eslint(no-restricted-globals)", "eslint(no-restricted-properties)")
IMPORTS, GLOBALS, PROPERTIES = OWN
# A planted file, below static/js: (its text, the rule that finds it).
FAULTS = {
    "page/planted_worker.js": ('import { one } from "../worker/plain.js";\none();', IMPORTS),
    "page/planted_package.js": ('import { one } from "htmx";\none();', IMPORTS),
    "page/planted_absolute.js": ('import { one } from "/static/js/page/plain.js";\none();', IMPORTS),
    "worker/planted_page.js": ('import { one } from "../page/plain.js";\none();', IMPORTS),
    "worker/planted_screening.js": ('export { one } from "../screening/plain.js";', IMPORTS),
    "worker/planted_render.js": ('import { one } from "./render/plain.js";\none();', IMPORTS),
    "worker/render/planted_page.js": ('import { one } from "../../page/plain.js";\none();', IMPORTS),
    "store/planted_worker.js": ('import { one } from "../worker/plain.js";\none();', IMPORTS),
    "store/planted_page.js": ('import "../page/plain.js";', IMPORTS),
    "store/planted_screening.js": ('export * from "../screening/plain.js";', IMPORTS),
    "twins/planted_store.js": ('import { one } from "../store/plain.js";\none();', IMPORTS),
    "twins/pages/planted_worker.js": ('import { one } from "../../worker/plain.js";\none();', IMPORTS),
    "twins/planted_page.js": ('import { one } from "../page/plain.js";\none();', IMPORTS),
    "screening/planted_twins.js": ('import { one } from "../twins/plain.js";\none();', IMPORTS),
    "page/planted_database.js": ('indexedDB.open("x");', GLOBALS),
    "worker/messages.js": ('self.indexedDB.open("x");', PROPERTIES),
    "store/planted_takeover.js": ("skipWaiting();", GLOBALS),
    "worker/planted_takeover.js": ("self.skipWaiting();", PROPERTIES),
    "worker/planted_answer.js": ('addEventListener("fetch", (event) => event.respondWith(1));', PROPERTIES),
    "worker/planted_trees.js": ("export const found = (shell) => shell.trees;", PROPERTIES),
    "page/planted_eval.js": ('eval("1");', "eslint(no-eval)"),
    "worker/planted_function.js": ('new Function("1")();', "eslint(no-new-func)"),
    "page/planted_timer.js": ('setTimeout("1", 2);', "eslint(no-implied-eval)"),
    "page/planted_path.js": (
        "export const load = (path) => import(path);",
        "import(no-dynamic-require)",
    ),
    "twins/planted_name.js": ("export const now = () => thisIsNowhere();", "eslint(no-undef)"),
    "twins/planted_equality.js": ("export const same = (a, b) => a == b;", "eslint(eqeqeq)"),
    "twins/planted_spare.js": (
        'import { one, two } from "./plain.js";\nexport const x = one;',
        "eslint(no-unused-vars)",
    ),
    "store/planted_circle.js": (
        'import { one } from "./planted_back.js";\nexport const two = one;',
        "import(no-cycle)",
    ),
    "store/planted_back.js": (
        'import { two } from "./planted_circle.js";\nexport const one = two;',
        "import(no-cycle)",
    ),
}
PLAIN = "export const one = () => 1;\nexport const two = 2;\n"


def linted(root):
    """{path below static/js: the rules it breaks} of a tree that has our folders."""
    asked = [sys.prefix + "/bin/node", OXLINT, "-f", "json", "logbook/static/js"]
    told = subprocess.run(asked, cwd=root, capture_output=True, text=True, check=False)
    rules = defaultdict(set)
    for one in json.loads(told.stdout)["diagnostics"]:
        rules[one["filename"].partition("static/js/")[2]].add(one["code"])
    return rules


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    root = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / ".oxlintrc.json", root)
    scripts = root / "logbook" / "static" / "js"
    for folder in ("page", "screening", "store", "twins/pages", "worker/render"):
        (scripts / folder).mkdir(parents=True)
    for folder in ("page", "screening", "store", "twins", "worker", "worker/render"):
        (scripts / folder / "plain.js").write_text(PLAIN)
    for path, (text, _) in FAULTS.items():
        (scripts / path).write_text(text + "\n")
    return linted(root)


@pytest.mark.parametrize("path", FAULTS)
def test_a_planted_fault_is_found(found, path):
    assert FAULTS[path][1] in found[path]


def test_a_plain_module_breaks_no_rule(found):
    assert {path for path in found if path.endswith("plain.js")} == set()
