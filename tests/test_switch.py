"""The kill switch, as the server serves it."""

import posixpath
import re

import pytest

from logbook import shell

STATIC = f"/static/{shell.build()}"


@pytest.mark.fault(57)
def test_the_switch_serves_a_worker_that_sends_and_answers_no_page(client, app):
    usual = client.get("/sw.js")
    app.config["WORKER"] = "off"
    off = client.get("/sw.js", headers={"If-None-Match": usual.headers["ETag"]})
    assert off.status_code == 200 and off.text.splitlines()[1] == f'import "{STATIC}/js/worker/off.js";'
    assert off.headers["Cache-Control"] == "no-cache"
    seen, asked = set(), ["js/worker/off.js"]
    while asked:
        path = asked.pop()
        seen.add(path)
        found = re.findall(r"""(?:from|import)\s*["'](\.[^"']+)["']""", shell.files()[path].decode())
        near = {posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in found}
        asked += near - seen
    # Nothing of what draws pages, which may be what went wrong, comes along; what sends does.
    assert "js/worker/sync.js" in seen
    assert not [
        path for path in seen if "/render" in path or "/twins/pages" in path or path.endswith("shell.js")
    ]
