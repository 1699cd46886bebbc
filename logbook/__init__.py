"""The injection logbook: `create_app` wires the parts together and does nothing else."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

# What only a server needs is imported by who makes one: a worker (`logbook.jobs`) has no pages, and imports this too.


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The WSGI application. `config` is what `config.from_environment` gives; by default it is called."""
    from werkzeug.middleware.proxy_fix import ProxyFix

    from logbook import auth, headers, observed
    from logbook.eligibility import requirements
    from logbook.problems import answers
    from logbook.routes import BLUEPRINTS, errors, slashes

    app = bare_app(config)
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=app.config["PROXIES"], x_proto=0, x_host=0)  # type: ignore[method-assign]
    observed.register(app)
    requirements.sets()  # a set that cannot be read stops the start, not somebody's page
    headers.register(app)
    slashes.register(app)
    auth.register(app)
    answers.register(app, errors.page)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def bare_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The same with settings, database and security log alone: it answers nothing."""
    from logbook import traces
    from logbook.config import from_environment
    from logbook.models import db, engine

    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config or from_environment())
    traces.register(app)
    db.init_app(app)
    with app.app_context():
        engine.prepare(db.engine, pooled=app.config["POOLER"])
    return app
