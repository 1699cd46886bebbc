# `make run` starts the logbook with demo people; `make check`, `make test` and `make soak` check it: while working,
# before sharing, and for hours. SEED=… repeats what a run drew at random.

PORT ?= 8000
PYTHON ?= python3
BIN = .venv/bin
# What checks the scripts, as tools/js locks it; Node is the one of the virtual environment.
JS = PATH="$(CURDIR)/$(BIN):$$PATH" .venv/js/node_modules/.bin
SCRIPTS = logbook/static/js logbook/static/css
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV_LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet
# How many tests run beside each other. A test with a browser keeps one processor busy, one of the faults waits: four keep
# two processors busy to the end. Each worker reads all test files first, and has a database server, a site and a
# browser of its own: more of them only compute more. What `make check` runs only computes: one for each processor.
WORKERS ?= 4
check: WORKERS = auto
PYTEST = $(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal
# Containers often forbid bytecode; then every server that a test starts would compile the whole source again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run check test soak lint lint-types lint-python lint-scripts format screens freeze lock clean

help:  ## what can be made here
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /	/'

run: .venv/ready-to-run  ## install, migrate, load demo people and cases, serve on http://localhost:8000 (PORT=…)
	@LOGBOOK_DEMO=yes LOGBOOK_ORIGIN=http://localhost:$(PORT) $(BIN)/logbook migrate
	@LOGBOOK_DEMO=yes LOGBOOK_ORIGIN=http://localhost:$(PORT) $(BIN)/logbook demo
	@LOGBOOK_DEMO=yes LOGBOOK_ORIGIN=http://localhost:$(PORT) $(BIN)/logbook serve --port $(PORT) --workers 1

check: lint  ## while working: what can be read, pure tests, both languages, HTTP on SQLite
	$(PYTEST) --database sqlite -m "not slow and not browser and not soak"

test: lint  ## everything that must be true before a change is shared
	@.ci/prepare
	$(PYTEST) --durations 20 -m "not soak"

soak: .venv/ready-to-test  ## hours: the long forms, everything on both databases, other random numbers each time (ONLY=files)
	@.ci/prepare
	$(PYTEST) --durations 20 --soak $(ONLY)

lint: .venv/ready-to-test  ## what can be told by reading: form, habits and types of Python and of the scripts
	@$(MAKE) --no-print-directory --jobs 2 lint-types lint-python lint-scripts
	@$(BIN)/python -m tests.conventions.lengths

# The longest first, the others beside it.
lint-types:
	$(BIN)/mypy

lint-python:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache --no-logo

lint-scripts:
	$(JS)/oxfmt --check $(SCRIPTS)
	$(JS)/oxlint logbook/static/js
	$(BIN)/python -m tools.js.types

format: .venv/ready-to-test  ## put Python, scripts and styles into their one form
	$(BIN)/ruff format .
	$(JS)/oxfmt $(SCRIPTS)

lock:  ## write both locks anew from pyproject.toml, keeping the versions they hold (needs uv; UPGRADE=--upgrade for new ones)
	$(UV_LOCK) $(UPGRADE) --extra build --extra windows -o requirements.lock
	$(UV_LOCK) $(UPGRADE) --all-extras -c requirements.lock -o requirements-dev.lock

clean:  ## forget the virtual environment; the demo's data in instance/ stays
	rm -rf .venv

# A stamp newer than the lock means that everything is installed: a second run starts at once.
.venv/ready-to-run: requirements.lock pyproject.toml setup.py | .venv/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-to-test: requirements-dev.lock requirements.lock pyproject.toml setup.py \
		tools/js/package-lock.json | .venv/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@mkdir -p .venv/js && cp tools/js/package.json tools/js/package-lock.json tools/js/.npmrc .venv/js/
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --prefix .venv/js --ignore-scripts --no-progress --loglevel error
	@touch $@ .venv/ready-to-run

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'The logbook needs Python 3.11 or newer: make run PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo 'Python cannot make virtual environments here: apt install python3-venv'; exit 1; }

screens: .venv/ready-to-test  ## take pictures of every page in every state, into build/screens/
	$(BIN)/python -m tests.browser.screens

freeze: .venv/ready-to-test  ## put a phone of this build away with work that waits, for later builds to open
	$(BIN)/python -m tests.frozen.freeze
