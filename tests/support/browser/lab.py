"""The phone's modules alone in a real browser, talking to a server that answers /sync as a test says."""

import hashlib
import json
from collections.abc import Callable
from functools import reduce
from typing import Any

from playwright.sync_api import Page, Route

from logbook.shell import joined
from tests.support.server import shipped

ACCOUNT = "20000000-0000-4000-8000-000000000001"
FILES = (joined.WORKER, joined.PAGE, joined.EDITOR)
COUNTED = ("entry", "signoff", "review", "withdrawal")
Doc = dict[str, Any]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(doc: Doc) -> str:
    return json.dumps(doc, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Server:
    """Takes every statement and gives it back in the feed, `most` documents a page. `script` answers in its place:
    [(status, headers, body)…]; a body that is a function gets the usual answer and the request, and gives another."""

    def __init__(self) -> None:
        self.epoch = "e1"
        self.documents: dict[tuple[str, str], Doc] = {}
        self.changes: list[tuple[str, str]] = []
        self.taken: dict[str, Doc] = {}
        self.requests: list[Doc] = []
        self.script: list[tuple[int, Doc, Any]] = []
        self.verdicts: dict[str, Doc] = {}
        self.most = 10_000

    def publish(self, kind: str, id: str, doc: Doc, rev: int = 1, **more: Any) -> Doc:
        """Something the server knows and the phone will pull."""
        text = canonical(doc)
        made = {
            "kind": kind,
            "id": id,
            "rev": rev,
            "hash": sha(text),
            "stmt": text,
            "received_at": "2026-11-20T10:00:00Z",
        }
        self.documents[kind, id] = made | more
        self.changes = [change for change in self.changes if change != (kind, id)] + [(kind, id)]
        return self.documents[kind, id]

    def answer(self, body: Doc) -> tuple[int, Doc, Any]:
        self.requests.append(body)
        usual = self.usual(body) if not self.script or callable(self.script[0][2]) else None
        if not self.script:
            return 200, {}, usual
        status, headers, other = self.script.pop(0)
        return status, headers, other(usual, body) if callable(other) else other

    def usual(self, body: Doc) -> Doc:
        results = [self.judge(mutation) for mutation in body["mutations"]]
        start = int(body["cursor"] or 0)
        end = min(start + self.most, len(self.changes))
        docs = [self.documents[change] for change in self.changes[start:end] if change in self.documents]
        pull = {"docs": docs, "cursor": str(end), "more": end < len(self.changes)}
        return {
            "request_id": body["request_id"],
            "account": body["account"],
            "epoch": self.epoch,
            "server_now": "2026-11-20T10:31:00Z",
            "results": results,
            "pull": pull,
            "digest": None if pull["more"] else self.digest(),
            "others": None if pull["more"] else self.digest(first=False),
        }

    def judge(self, mutation: Doc) -> Doc:
        id, doc = mutation["id"], json.loads(mutation["stmt"])
        if id in self.verdicts:
            return {"id": id, **self.verdicts[id]}
        status = "duplicate" if id in self.taken else "applied"
        self.taken[id] = doc
        if status == "applied":
            made = {
                "kind": doc["typ"],
                "id": doc["id"],
                "rev": doc.get("rev", 1),
                "hash": sha(mutation["stmt"]),
            }
            key = (doc["typ"], doc["id"])
            self.documents[key] = made | {"stmt": mutation["stmt"], "received_at": "2026-11-20T10:31:00Z"}
            self.changes.append(key)
        return {"id": id, "status": status, "rev": doc.get("rev", 1), "hash": sha(mutation["stmt"])}

    def digest(self, *, first: bool = True) -> Doc:
        """Of the kinds that every build counts, or of all others."""
        hashes = [
            doc["hash"]
            for (kind, _), doc in self.documents.items()
            if kind != "report" and (kind in COUNTED) is first
        ]
        return {"count": len(hashes), "xor": f"{reduce(lambda x, h: x ^ int(h[:16], 16), hashes, 0):016x}"}


class Lab:
    """A page with the phone's modules at /static/lab/ and a server behind /sync."""

    def __init__(self, page: Page) -> None:
        self.page, self.server = page, Server()
        self.online = True
        page.route("http://localhost/**", self._serve)
        page.goto("http://localhost/")
        self.run("""async () => (await at("store/device.js")).setAccount(ACCOUNT, "Ana")""")

    def run(self, script: str, argument: Any = None) -> Any:
        """Evaluate a function in the page; `at(path)` imports a module, ACCOUNT is Ana's id."""
        head = f"""const at = (path) => import("/static/lab/js/" + path); const ACCOUNT = "{ACCOUNT}";"""
        return self.page.evaluate(f"(argument) => {{ {head} return ({script})(argument); }}", argument)

    def put(
        self, doc: Doc, *, mutation: str, after: str | None = None, base: Doc | None = None, n: int = 0
    ) -> str:
        """Put a statement into the outbox as the worker does; gives what `outbox.put` answers."""
        stmt = canonical(doc)
        row = {
            "mutation": mutation,
            "kind": doc["typ"],
            "doc_id": doc["id"],
            "after": after,
            "stmt": stmt,
            "hash": sha(stmt),
        }
        row |= {"at": f"2026-11-20T09:{n:02}:00Z", "build": "lab", "base": base}
        answer: str = self.run("""async (row) => (await at("store/outbox.js")).put(ACCOUNT, row)""", row)
        return answer

    def sync(self, reason: str = "tap", **options: Any) -> Doc:
        """Run one sync; gives its report."""
        arguments = {"reason": reason, **options}
        report: Doc = self.run(
            """async (options) => (await at("worker/sync.js")).sync(ACCOUNT, options)""", arguments
        )
        return report

    def box(self, store: str) -> list[Doc]:
        """All rows of one store of Ana's database."""
        script = """async (store) => (await at("store/db.js")).transact("logbook-" + ACCOUNT, [store], "readonly",
            (tx) => tx.objectStore(store).getAll())"""
        rows: list[Doc] = self.run(script, store)
        return rows

    def meta(self, key: str) -> Any:
        return self.run("""async (key) => (await at("store/db.js")).meta("logbook-" + ACCOUNT, key)""", key)

    def set_meta(self, **values: Any) -> None:
        self.run(
            """async (values) => (await at("store/db.js")).setMeta("logbook-" + ACCOUNT, values)""", values
        )

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix("http://localhost")
        if path == "/sync":
            return self._sync(route)
        if path.startswith("/static/lab/"):
            body = self._script(path.removeprefix("/static/lab/"))
            return route.fulfill(body=body, content_type="text/javascript")
        return route.fulfill(body="<!doctype html><title>lab</title>", content_type="text/html")

    def _script(self, path: str) -> str:
        """A file of the phone's, or one module out of it."""
        return shipped.unbegun(path) if path in FILES else shipped.alone(path, "/static/lab/")

    def _sync(self, route: Route) -> None:
        if not self.online:
            return route.abort("connectionrefused")
        status, headers, body = self.server.answer(json.loads(route.request.post_data or "{}"))
        if isinstance(body, str):
            return route.fulfill(status=status, headers={"Content-Type": "text/html"} | headers, body=body)
        ours = {"Content-Type": "application/json", "Sync-Proto": "1"}
        return route.fulfill(status=status, headers=ours | headers, body=json.dumps(body))


Usual = Callable[[Doc, Doc], Doc]
