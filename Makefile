# The habits of the house, one word each. Everything is kept in .venv: .venv/bin/pdz is the command.
# It asks for Python 3.11 or later and GNU make, nothing else.

BIN := .venv/bin
STAMP := .venv/.ready
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# What tests talk to and pip cannot bring: a command, and the package of Debian that has it.
SERVERS := virtuoso-t=virtuoso-opensource-7-bin chromium=chromium npm=npm nginx=nginx-light apache2=apache2-bin
VENDORED := pdz_graph/web/page/static/vendor pdz_graph/pages/static/vendor
EDITOR := $(lastword $(VENDORED))/LICENSES.txt
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help venv servers web validate test whole bench mutants lock notebook format clean

help:
	@echo 'make validate   judge the Cremasco accordo, then the example register (the first time it prepares .venv)'
	@echo 'make test       every check: format, lint, types, layers, tests'
	@echo 'make whole      the tests at length: every register, situation and kill of which make test tries a part'
	@echo 'make bench      measure how long a judgement takes'
	@echo 'make mutants    break the shapes on purpose, and tell which breaks no test notices'
	@echo 'make format     put Python files in their form'
	@echo 'make lock       renew the locks of pip and npm with the latest releases'
	@echo 'make notebook   run docs/domande.ipynb and write what it answers'
	@echo 'make venv       prepare .venv only'
	@echo 'make web        put what the pages need from npm into the package: the editor, the picture of a network'
	@echo 'make servers    install what tests talk to and pip cannot bring (Virtuoso, Chromium, nginx, ...; only root may)'
	@echo 'make clean      remove whatever was made here, .venv too'

venv: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(if $(PYTHON),,$(error Python 3.11 or later is needed: install it, or say where it is with PYTHON=...))
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# From the packages of Debian, and only what is missing: programs, no service. Without them their tests are skipped.
servers:
	@sh tests/programmi.sh $(SERVERS)

# What the pages need: what web/package-lock.json names, with its digests; nothing of it runs here.
web: $(EDITOR)

$(EDITOR): web/package.json web/package-lock.json web/.npmrc web/copy.mjs
	@if command -v npm > /dev/null; then cd web && npm ci --silent && node copy.mjs; \
		else echo 'npm is missing: pages will have neither the editor nor the moving picture.'; fi

validate: $(STAMP)
	$(BIN)/pdz validate
	$(BIN)/pdz validate data/esempi/registro-conforme --as-of 2013-06-30

test: $(STAMP) servers web
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_piani.py
	$(BIN)/python tests/mutanti.py --sample 150
	$(BIN)/python -m pytest -n 3 --dist worksteal

whole: $(STAMP) servers
	WHOLE=true $(BIN)/python -m pytest -n 3 --dist worksteal

bench: $(STAMP) .venv/bench/.ready
	$(BIN)/python tests/bench/confronti.py

# What the endpoint is measured beside, apart from all the rest.
.venv/bench/.ready: tests/bench/requirements.lock $(STAMP)
	$(BIN)/python -m venv .venv/bench
	.venv/bench/bin/python -m pip -qq --disable-pip-version-check install --require-hashes --requirement $<
	@touch $@

mutants: $(STAMP)
	$(BIN)/python tests/mutanti.py

lock: $(STAMP)
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --universal --upgrade --generate-hashes \
		--custom-compile-command 'make lock' --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --universal --constraint requirements.lock --generate-hashes \
		--custom-compile-command 'make lock' --quiet --output-file deploy/requirements.lock
	$(BIN)/uv pip compile --group bench --universal --upgrade --generate-hashes \
		--custom-compile-command 'make lock' --quiet --output-file tests/bench/requirements.lock
	cd web && rm -f package-lock.json && npm install --silent --package-lock-only @zazuko/yasgui@latest cytoscape@latest && \
		npm install --silent --package-lock-only --save-dev axe-core@latest html-validate@latest

notebook: $(STAMP)
	$(BIN)/python tests/quaderno.py

format: $(STAMP)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info web/node_modules $(VENDORED)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
