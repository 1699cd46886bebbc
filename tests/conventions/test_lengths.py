"""Lengths are advice: long files and functions are named, and nothing is refused for them."""

from tests.conventions import lengths


def test_a_long_file_and_a_long_function_are_named(tmp_path):
    body = "".join(f"    x = {number}\n" for number in range(lengths.FUNCTION_LINES))
    long, short = tmp_path / "long.py", tmp_path / "short.py"
    long.write_text(f"def wanders():\n{body}" + "\n" * lengths.FILE_LINES)
    short.write_text("def stays():\n    return 1\n")
    named = [(path.rsplit("/", 1)[1], what) for _, path, what in lengths.advice([short, long])]
    assert named == [("long.py", "the file: what is its second subject?"), ("long.py", "wanders")]


def test_every_file_of_ours_is_looked_at():
    names = {str(path.relative_to(lengths.ROOT)) for path in lengths.code()}
    assert {"logbook/__init__.py", "tests/conftest.py", "migrations/env.py", "benchmarks/push.py"} <= names
