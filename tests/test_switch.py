"""The kill switch, as the server serves it."""

import re

import pytest

from logbook import shell

STATIC = f"/static/{shell.build()}"


@pytest.mark.fault(57)
def test_the_switch_serves_a_worker_that_sends_and_answers_no_page(client, app):
    usual = client.get("/sw.js")
    app.config["WORKER"] = "off"
    off = client.get("/sw.js", headers={"If-None-Match": usual.headers["ETag"]})
    assert off.status_code == 200 and off.text.splitlines()[1] == f'import "{STATIC}/js/off.js";'
    assert off.headers["Cache-Control"] == "no-cache"
    # Nothing of what draws pages, which may be what went wrong, comes along; what sends does.
    inside = set(re.findall(r"^// (js/.*)$", shell.files()[shell.OFF].decode(), re.MULTILINE))
    assert "js/worker/sync.js" in inside
    assert not [
        path for path in inside if "/render" in path or "/twins/pages" in path or path.endswith("shell.js")
    ]
