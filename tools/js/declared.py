"""Writes the kinds of statement as scripts know them, for tools that read files: `python -m tools.js.declared`."""

from logbook.shell.static import STATIC, declared

FILE = STATIC / "js" / "twins" / "declared.js"

if __name__ == "__main__":
    FILE.write_text(declared())
