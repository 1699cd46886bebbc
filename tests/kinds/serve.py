"""The copied product with a kind of the test's own, served: `python -m tests.kinds.serve FOLDER PORT`."""

import sys
import uuid
from pathlib import Path

from flask import Flask, redirect, request
from werkzeug.serving import make_server

from logbook import auth, create_app, instants, kinds, shell, store
from logbook.door.keeping import keep
from tests.support.cast.people import ANA
from tests.support.documents.statements import actor, an_entry, mutation
from tests.support.server.application import fill, settings


def pages(app: Flask) -> None:
    """The page of the kind at the server's door: its form, and what was said."""

    @app.route("/entries/<id>/notes", methods=["GET", "POST"])
    def notes(id: str) -> object:
        person = auth.require()
        with store.reading() as connection:
            record = store.find(connection, person, "entry", id)
            told = store.records(connection, person.id, "note")["note"]
        assert record
        if request.method == "POST":
            about = {"entry": id, "entry_rev": record["rev"], "entry_hash": record["hash"]}
            doc = {"typ": "note", "v": 1, "id": str(uuid.uuid4()), "line": request.form["line"]} | about
            problems = keep(person, doc | {"at": instants.now()}, str(uuid.uuid4()))
            return redirect(request.path, code=303) if not problems else (str(problems), 422)
        page = {"notes": [one["doc"] for one in told], "item_list": kinds.forms()["note"][0]["items"]}
        return shell.render("notes/form.html", page)


def serve(folder: Path, port: int) -> None:
    """Seat the cast, give Ana a case, and answer until killed."""
    url = f"sqlite:///{folder / 'toy.db'}"
    fill(url)
    origin = f"http://127.0.0.1:{port}"
    app = create_app(settings(url, ORIGIN=origin))
    pages(app)
    with app.app_context():
        one = mutation(an_entry(id="70000000-0000-4000-8000-000000000001"))
        now = "2026-11-20T18:00:00Z"
        store.run(lambda connection: store.accept(connection, actor(ANA), [one], now=now))
    make_server("127.0.0.1", port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
