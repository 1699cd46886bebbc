"""Scripts joined mean what the modules mean: the same evaluation, names and tokens; or they are refused."""

import json
import os
import random
import re
import subprocess
import sys

import pytest

from logbook import shell
from logbook.shell import joined, modules, static
from tests.support.lanes import many, seed
from tools.js.types import NODE

PAGE = joined.BEGINNINGS[joined.PAGE]
# Both forms of each graph are loaded one after the other; what their modules noted is compared.
RUN = """
const said = [];
for (let number = 0; number < Number(process.argv[2]); number += 1) {
  const both = [];
  for (const form of ["written", "joined"]) {
    const noted = [];
    globalThis.note = (...what) => noted.push(what);
    globalThis.done = null;
    const main = form === "written" ? "js/page/main.js" : "js/page.js";
    try {
      await import(`./${number}/${form}/${main}`);
      await globalThis.done;
    } catch (error) {
      noted.push(String(error));
    }
    both.push(noted);
  }
  said.push(both);
}
console.log(JSON.stringify(said));
"""
# Each is a module on its own whose comments, spaces and line ends a reader of text would get wrong.
TRICKY = {
    "words in a template in a template": "note(`a ${`b ${1} c  d`}  // no comment`);",
    "a comment inside a template's expression": "note(`a ${/* gone */ 2} /* stays */ ${ // gone\n  3}`);",
    "slashes in an expression that looks for text": r"note('a//b/*c*/'.replace(/\/\/|\/\*[/*]/g, '-'), 8 / 2 / 1);",
    "a comment that ends a statement": "const f = () => { return /* here\n it ends */ 1 };\nnote(f());",
    "a comment at the end of a line": "const f = () => { return // here it ends\n  1 };\nnote(f());",
    "a comment between two words": "const a/**/= typeof/* one */1;note(a);",
    "a statement that an import ends": 'const a = () => 1\nimport "./other.js";\nnote(a());',
    "a call that an import keeps apart": "const a = (x) => typeof x\nimport './other.js';\n(note)(a)",
    "a list that keeps two lines apart": "const a = (x) => typeof x\nexport { a };\n(note)(a)",
    "imports at the end": 'note(one);\nimport { one } from "./other.js";',
    "functions before they stand there": "note(later());\nexport function later() { return 1 }",
    "names of every prototype": 'import * as all from "./other.js";\nnote("toString" in all, Object.keys(all));',
    "what cannot be changed": 'import * as all from "./other.js";\ntry { all.one = 2 } catch ({ name }) { note(name) }',
    "its own address": "note(new URL(import.meta.url).pathname.split('/').slice(-3));",
    "words in another script": "note('Ünïts – ½', `„${1}“`); // größer\nnote('µ');",
    "an import that stands in a text": 'note(`\nimport { one } from "./none.js";\nexport const two = 2;\n`);',
    "a name of its own for each": 'import { one as two } from "./other.js";\nconst one = 5;\nnote(one, two);',
}
OTHER = 'note("other");\nexport const one = 1;\nexport const $ = 0;\n'.replace("export const $ = 0;\n", "")
OTHER += "export function abc() {}\nexport class Zed {}\n"
REFUSED = {
    "a circle": (
        {"a": 'import "./b.js";', "b": '\nimport "./a.js";'},
        "js/page/b.js:2: modules import each other in a circle: js/page/a.js → js/page/b.js → js/page/a.js",
    ),
    "itself": ({"a": 'import "./a.js";'}, "js/page/a.js:1: modules import each other in a circle"),
    "waiting at the top": ({"a": "const one = 1;\nawait one;"}, "js/page/a.js:2: a module waits for nothing"),
    "waiting for each at the top": ({"a": "for await (const x of []) ;"}, "js/page/a.js:1: a module waits"),
    "an end at the top": (
        {"a": "\nif (1) return;"},
        "js/page/a.js:2: a module waits for nothing and ends nowhere",
    ),
    "import.meta for another thing": (
        {"a": "import.meta.resolve('x');"},
        "a.js:1: of import.meta only its url",
    ),
    "import.meta as a thing": ({"a": "const meta = import.meta;"}, "a.js:1: of import.meta only its url"),
    "a default without a name": (
        {"a": "export default 5;"},
        "a.js:1: export functions, classes and constants",
    ),
    "a default that is nameless": ({"a": "export default () => 1;"}, "a.js:1: export functions, classes"),
    "everything of another": ({"a": 'export * from "./b.js";', "b": ""}, "a.js:1: export functions, classes"),
    "another as a whole": (
        {"a": 'export * as b from "./b.js";', "b": ""},
        "a.js:1: export functions, classes",
    ),
    "a variable": ({"a": "export let one = 1;"}, "a.js:1: export functions, classes and constants"),
    "an old variable": ({"a": "export var one = 1;"}, "a.js:1: export functions, classes and constants"),
    "a pattern": ({"a": "export const { one } = {};"}, "a.js:1: export functions, classes and constants"),
    "a listed variable": (
        {"a": "let one = 1;\nexport { one };"},
        "a.js:2: one is exported and is no function",
    ),
    "a listed nothing": ({"a": "export { one };"}, "a.js:1: one is exported and is no function"),
    "what becomes another": (
        {"a": "export function one() {}\none = 2;"},
        "a.js:2: one is exported and becomes another here",
    ),
    "exported twice": ({"a": "export const one = 1;\nexport { one };"}, "a.js:2: one is exported twice"),
    "a name that is not there": (
        {"a": '\nimport { two } from "./b.js";', "b": "export const one = 1;"},
        "js/page/a.js:2: js/page/b.js exports no two",
    ),
    "a default that is not there": (
        {"a": 'import two from "./b.js";', "b": "export const one = 1;"},
        "js/page/a.js:1: js/page/b.js exports no default",
    ),
    "a name handed on that is not there": (
        {"a": 'export { two } from "./b.js";', "b": ""},
        "js/page/a.js:1: js/page/b.js exports no two",
    ),
    "a file that is not there": ({"a": 'import "./c.js";'}, "js/page/a.js:1: there is no js/page/c.js"),
    "a package": (
        {"a": 'import one from "idb";'},
        "a.js:1: an import names a file of ours by its relative path",
    ),
    "an absolute path": ({"a": 'import "/static/a.js";'}, "a.js:1: an import names a file of ours"),
    "an address": ({"a": 'import "https://example.org/a.js";'}, "a.js:1: an import names a file of ours"),
    "a computed path": ({"a": "const f = (x) => import(x);"}, "a.js:1: an import names a file of ours"),
    "a pieced path": (
        {"a": "const f = (x) => import(`./${x}.js`);"},
        "a.js:1: an import names a file of ours",
    ),
    "a later file that is not there": ({"a": "() => import('./c.js');"}, "a.js:1: there is no js/page/c.js"),
    "an attribute": (
        {"a": 'import one from "./b.json" with { type: "json" };'},
        "a.js:1: an import has a path and nothing else",
    ),
    "a later attribute": (
        {"a": 'const f = () => import("./b.js", { with: { type: "json" } });', "b": ""},
        "a.js:1: an import has a path and nothing else",
    ),
    "a name in quotes": ({"a": 'export { "a b" as c } from "./b.js";', "b": ""}, "a.js:1: a name in quotes"),
    "a name like ours": ({"a": "const $once = 1;"}, "a.js:1: a name may not begin with $: $once"),
    "a name like ours taken apart": ({"a": "const { $once } = {};"}, "a.js:1: a name may not begin with $"),
    "what cannot be read": ({"a": "const one = ;\n"}, "js/page/a.js:1: this is no module that can be read"),
    "a comment of the old web": ({"a": "const one = 1;\n<!-- import\n"}, "a.js:2: this"),
    "markup": ({"a": "const one = <b>x</b>;"}, "a.js:1: this reads otherwise in another place"),
}


def sources(named):
    """Modules of a page by their short names; `main` imports the first where it is not there."""
    first = next(iter(named))
    named = {"main": f'import "./{first}.js";'} | named
    return {f"js/page/{name}.js": text.encode() for name, text in named.items()}


def both_forms(folder, graphs):
    """[(what the modules noted as written, what they noted joined)]."""
    for number, graph in enumerate(graphs):
        files, _ = joined.joined(graph)
        for form, bodies in (("written", graph), ("joined", files)):
            for path, body in bodies.items():
                place = folder / str(number) / form / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(body)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "run.js").write_text(RUN)
    ran = subprocess.run(
        [NODE, "run.js", str(len(graphs))],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(ran.stdout)


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_joined_file_could_not_hold_is_refused_with_its_place(name):
    named, words = REFUSED[name]
    with pytest.raises(modules.Unjoinable) as refused:
        joined.joined(sources(named))
    assert words in str(refused.value)


def test_a_worker_that_would_import_while_it_runs_is_refused():
    written = {
        "js/worker/main.js": b'\naddEventListener("x", () => import("./b.js"));',
        "js/worker/b.js": b"",
    }
    with pytest.raises(modules.Unjoinable, match=r"^js/worker/main.js:2: a worker cannot import later"):
        joined.joined(written)


def test_comments_go_and_nothing_else_does(tmp_path):
    graphs = [sources({"a": text, "other": OTHER}) for text in TRICKY.values()]
    for name, (written, made) in zip(TRICKY, both_forms(tmp_path, graphs), strict=True):
        assert written == made, name
        assert written, name
    assert b"gone" not in joined.joined(graphs[1])[0][joined.PAGE]


def test_a_licence_stays():
    [body] = [joined.joined(sources({"a": "/*! MIT */\n// ours\nnote(1);"}))[0][joined.PAGE]]
    assert b"/*! MIT */" in body and b"ours" not in body


def test_modules_are_evaluated_once_and_in_the_order_of_browsers(tmp_path):
    chance = random.Random(seed())
    graphs = [a_graph(chance) for _ in range(many(60, 1500))]
    later = 0
    for number, (written, made) in enumerate(both_forms(tmp_path, graphs)):
        assert written == made, f"graph {number} of {seed()}: {graphs[number]}"
        assert len(written) > 1
        evaluated = [noted[1] for noted in written if noted[0] == "evaluated"]
        assert len(evaluated) == len(set(evaluated))
        later += any(noted[0] == "later" for noted in written)
    assert later > len(graphs) / 4, "hardly any graph imports while it runs"


def a_graph(chance):
    """Modules that import each other in every way there is, each noting when it is evaluated and what it was given."""
    count = chance.randint(2, 9)
    names = [f"m{number}" for number in range(count)]
    given = {}
    for number, name in enumerate(names):
        given[name] = a_module(chance, name, chance.sample(names[:number], chance.randint(0, min(3, number))))
    tops = chance.sample(names, chance.randint(1, count))
    main = [a_module(chance, "main", tops)]
    calls = [
        f'note("later", await import("./{name}.js"));'
        for name in chance.choices(names, k=chance.randint(0, 3))
    ]
    main.append(f"globalThis.done = (async () => {{ {' '.join(calls)} }})();")
    return sources({"main": "\n".join(main)} | given)


def a_module(chance, name, imported):
    """Its imports stand anywhere among its statements."""
    lines, values = [f'note("evaluated", "{name}"); // {name}'], []
    for other in imported:
        way, line = chance.randrange(6), f"./{other}.js"
        if way == 0:
            lines.append(f'import "{line}";')
        elif way == 1:
            lines.append(
                f'import {{ value as of_{other}, tell }} from "{line}";'.replace("tell", f"tell as t_{other}")
            )
            values += [f"of_{other}", f"t_{other}()"]
        elif way == 2:
            lines.append(f'import * as all_{other} from "{line}";')
            values.append(f"JSON.stringify(all_{other})")
        elif way == 3:
            lines.append(f'import first_{other} from "{line}";')
            values.append(f"first_{other}.name")
        elif way == 4:
            lines.append(f'export {{ value as of_{other}, default as d_{other} }} from "{line}";')
        else:
            lines.append(
                f'import first_{other}, {{ Thing as T_{other} }} from "{line}";\nexport {{ T_{other} }};'
            )
            values.append(f"new T_{other}().name")
    chance.shuffle(lines)
    said = ", ".join([f'"{name}"', *values])
    lines.append(
        f"export const value = [{said}].join('|');\nexport function tell() {{ return '{name}' + value.length; }}"
    )
    lines.append(f"export default function first_of_{name}() {{}}\nexport class Thing {{ name = '{name}'; }}")
    if chance.random() < 0.4 and imported:
        lines.append(f'export const more = () => import("./{chance.choice(imported)}.js");')
    return "\n".join([*lines, "note('given', value);"])


def test_every_script_lies_in_the_files_that_are_served():
    written = static.scripts()
    files, held = joined.joined(written)
    assert set(files) == {joined.WORKER, joined.OFF, joined.PAGE, joined.EDITOR}
    assert held == set(written)


def test_every_process_joins_alike():
    for number in range(3):
        way = {"PYTHONHASHSEED": str(number), "PATH": os.environ["PATH"]}
        say = "from logbook import shell; print(shell.build())"
        ran = subprocess.run([sys.executable, "-c", say], env=way, capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == shell.build()


def test_no_module_is_twice_in_a_realm():
    files, _ = joined.joined(static.scripts())
    inside = {path: set(names_in(body)) for path, body in files.items()}
    assert not inside[joined.EDITOR] & inside[joined.PAGE]
    assert all(len(names_in(files[path])) == len(inside[path]) for path in files)


def names_in(body):
    return [
        line[3:] for line in body.decode().splitlines() if line.startswith("// ") and line.endswith(".js")
    ]


def test_what_is_served_holds_the_tokens_that_were_written_and_no_others():
    written, compared = static.scripts(), set()
    for path, body in joined.joined(written)[0].items():
        for name, part in parts_of(body.decode()).items():
            module = modules.read(name, written[name], joined.HOME)
            # Where an address is written anew, a token is another; running them tells whether it is the right one.
            if b"import(" in written[name] or b"import.meta" in written[name]:
                continue
            lines = part.splitlines()[len(module.imports) : -2]
            assert tokens("\n".join(lines).encode()) == tokens(written[name], doors=False), (
                f"{name} in {path}"
            )
            compared.add(name)
    assert len(compared) > len(written) * 0.9


def parts_of(text):
    """{module: what stands below its name in a joined file}."""
    pieces = re.split(r"^const \$[\w$]+ = \$once\(\(\) => \{\n// (.+)\n", text, flags=re.MULTILINE)[1:]
    return {
        name: part.rpartition("\n});")[0] + "\n});"
        for name, part in zip(pieces[::2], pieces[1::2], strict=True)
    }


def tokens(source, *, doors=True):
    """What stands in a script, comments aside; without `doors` also without what imports and exports."""
    found = []

    def walk(node):
        if node.type == "comment" or (not doors and is_door(node)):
            return
        if not doors and node.type == "export_statement":
            return walk(node.child_by_field_name("declaration"))
        if not node.children and node.text:
            found.append(node.text)
        for child in node.children:
            walk(child)

    walk(modules._parser().parse(source).root_node)
    return found


def is_door(node):
    is_list = any(child.type == "export_clause" for child in node.children)
    return node.type == "import_statement" or (node.type == "export_statement" and is_list)


def test_the_server_does_not_start_with_a_script_that_cannot_be_joined(monkeypatch):
    broken = static.scripts() | {"js/page/main.js": b"await 1;"}
    monkeypatch.setattr(static, "scripts", lambda: broken)
    with pytest.raises(modules.Unjoinable, match=r"^js/page/main.js:1"):
        static.files.__wrapped__()


@pytest.fixture
def keeping(monkeypatch, tmp_path):
    """Where joined scripts are kept, as on a server: beside the bytecode."""
    place = tmp_path / "bytecode" / "joined.json"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(static, "cache_from_source", lambda _: str(place.with_name("static.pyc")))
    return place


def test_scripts_are_joined_once_for_what_is_written(keeping, monkeypatch):
    first = static.files.__wrapped__()
    assert keeping.exists()
    monkeypatch.setattr(joined, "joined", lambda _: pytest.fail("joined once more"))
    assert static.files.__wrapped__() == first


@pytest.mark.parametrize(
    "spoilt", [b"", b"{}", b"{", b'{"of": "another", "files": {}, "held": []}', b'["of"]']
)
def test_what_is_kept_and_is_not_of_these_scripts_is_made_anew(keeping, spoilt):
    keeping.parent.mkdir()
    keeping.write_bytes(spoilt)
    assert static.files.__wrapped__() == static.files()
    assert keeping.read_bytes() != spoilt


def test_a_script_that_changed_is_joined_anew(keeping, monkeypatch):
    first = static.files.__wrapped__()
    changed = static.scripts()
    changed["js/worker/clock.js"] += b"\nexport const more = 1;\n"
    monkeypatch.setattr(static, "scripts", lambda: changed)
    assert b"more" in static.files.__wrapped__()[joined.WORKER]
    assert static.files.__wrapped__()[joined.WORKER] != first[joined.WORKER]


def test_where_nothing_may_be_written_the_scripts_are_there_all_the_same(keeping, monkeypatch):
    keeping.parent.mkdir()
    monkeypatch.setattr(static.Path, "write_bytes", lambda *_: (_ for _ in ()).throw(PermissionError()))
    assert static.files.__wrapped__() == static.files()
    assert not list(keeping.parent.iterdir())
