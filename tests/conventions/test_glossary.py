"""One name means one thing: a module whose name stands in two rooms is called after a word of the glossary."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES, SCRIPTS = ROOT / "logbook", ROOT / "logbook" / "static" / "js"
GLOSSARY = re.findall(r"^\| \*\*(\w+)\*\* \|", (ROOT / "CONTRIBUTING.md").read_text(), re.M)
MOST = 40
# Modules that Python or a page of every room calls so.
BY_RULE = {"__init__", "__main__", "main"}
# Names from before the rule, each with the places it stands in. Nothing is added; whatever is mended is taken out.
OLDER: dict[str, set[str]] = {
    "answers": {
        "demo/answers.py",
        "door/answers.py",
        "export/paper/answers.py",
        "forms/answers.py",
        "js/worker/answers.js",
        "problems/answers.py",
        "schemas/answers.py",
        "statements/answers.py",
        "vocabulary/answers.py",
    },
    "batch": {"js/worker/batch.js", "store/batch.py"},
    "canonical": {"canonical.py", "js/store/canonical.js"},
    "cautions": {"js/worker/cautions.js", "pages/cautions.py"},
    "choice": {"js/page/choice.js", "pages/choice.py"},
    "choices": {"js/worker/choices.js", "pages/choices.py", "schemas/shapes/choices.py"},
    "clock": {"js/worker/clock.js", "pages/clock.py"},
    "connection": {"js/page/connection.js", "store/connection.py"},
    "course": {"eligibility/course.py", "pages/course.py"},
    "documents": {"demo/documents.py", "models/documents.py"},
    "door": {"auth/door.py", "door"},
    "drawing": {"door/drawing.py", "js/page/facemap/drawing.js", "pages/drawing.py"},
    "expressions": {"js/worker/render/expressions.js", "trees/expressions.py"},
    "facts": {"pages/facts.py", "record/facts.py"},
    "fields": {"forms/fields.py", "js/worker/fields.js"},
    "filters": {"filters.py", "js/page/filters.js", "js/worker/render/filters.js"},
    "front": {"front", "front/front.py"},
    "keeping": {"door/keeping.py", "js/worker/keeping.js", "statements/keeping.py"},
    "leaving": {"js/page/leaving.js", "routes/leaving.py"},
    "moments": {"js/page/moments.js", "moments.py"},
    "names": {"js/page/facemap/names.js", "js/screening/names.js"},
    "progress": {"pages/progress.py", "routes/progress.py"},
    "pruning": {"cli/pruning.py", "jobs/pruning.py"},
    "queries": {"kinds/queries.py", "record/queries.py"},
    "reading": {"js/store/reading.js", "record/reading.py", "statements/reading.py"},
    "redating": {"js/worker/redating.js", "pages/redating.py"},
    "routes": {"js/worker/routes.js", "routes"},
    "rows": {"forms/rows.py", "js/page/facemap/rows.js", "schemas/rows.py", "store/rows.py"},
    "shape": {"models/shape.py", "schemas/shapes/shape.py"},
    "shapes": {"js/store/shapes.js", "schemas/shapes", "shapes"},
    "sheet": {"export/sheet.py", "pages/sheet.py"},
    "sync": {"js/worker/sync.js", "routes/sync.py"},
    "undo": {"js/page/undo.js", "js/store/undo.js", "js/worker/undo.js"},
    "warnings": {"js/page/warnings.js", "warnings.py"},
    "words": {"export/words.py", "schemas/words.py", "shapes/words.py"},
    "worker": {"jobs/worker.py", "js/page/worker.js"},
}


def forms_of(word):
    """A word of the glossary, as it may name a module: "entry" and "entries"."""
    plural = {"person": "people"}.get(word) or (word[:-1] + "ies" if word.endswith("y") else word + "s")
    return {word, plural}


def names(modules, scripts):
    """{name: {place}} of all Python modules and packages, and of the scripts that are no twins of one."""
    found: dict[str, set[str]] = {}
    for path in modules:
        name = path.parent.name if path.name == "__init__.py" else path.stem
        place = path.parent if path.name == "__init__.py" else path
        if name not in BY_RULE and place != Path("."):
            found.setdefault(name, set()).add(place.as_posix())
    for path in scripts:
        if path.parts[0] != "twins" and path.stem not in BY_RULE:
            found.setdefault(path.stem, set()).add(f"js/{path.as_posix()}")
    return found


def shared(found, glossary):
    """Of `names` those that stand in several places and are no word of the glossary."""
    known = {form for word in glossary for form in forms_of(word)}
    return {name: places for name, places in found.items() if len(places) > 1 and name not in known}


def ours():
    modules = [path.relative_to(MODULES) for path in sorted(MODULES.rglob("*.py"))]
    return names(modules, [path.relative_to(SCRIPTS) for path in sorted(SCRIPTS.rglob("*.js"))])


def test_the_glossary_has_at_most_forty_words_and_each_once():
    assert 0 < len(GLOSSARY) <= MOST
    assert len(set(GLOSSARY)) == len(GLOSSARY)


def test_a_name_in_two_rooms_is_a_word_of_the_glossary():
    assert shared(ours(), GLOSSARY) == OLDER


def test_no_word_of_the_glossary_is_an_older_exception():
    assert not OLDER.keys() & {form for word in GLOSSARY for form in forms_of(word)}


@pytest.mark.parametrize(
    ("modules", "scripts", "said"),
    [
        (["store/queue.py", "feed/queue.py"], [], {"queue": {"store/queue.py", "feed/queue.py"}}),
        (["queue/__init__.py"], ["page/queue.js"], {"queue": {"queue", "js/page/queue.js"}}),
        (["office/people.py", "models/people.py"], ["page/person.js"], {}),
        (["store/entries.py", "forms/entry.py", "kinds/entry.py"], [], {}),
        (["pages/telling.py"], ["twins/pages/telling.js"], {}),
        (["store/__init__.py", "feed/__init__.py", "__init__.py"], [], {}),
    ],
)
def test_a_second_meaning_is_found(modules, scripts, said):
    found = names(map(Path, modules), map(Path, scripts))
    assert shared(found, GLOSSARY) == said
