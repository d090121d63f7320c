# The habits of the house, one word each. Everything is kept in .venv: .venv/bin/pdz is the command.
# It asks for Python 3.11 or later and GNU make, nothing else.

BIN := .venv/bin
STAMP := .venv/.ready
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
SERVERS := virtuoso-opensource-7-bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help venv servers validate test whole bench mutants lock format clean

help:
	@echo 'make validate   judge the Cremasco accordo, then the example register (the first time it prepares .venv)'
	@echo 'make test       every check: format, lint, types, layers, tests'
	@echo 'make whole      the tests at length: every register, situation and kill of which make test tries a part'
	@echo 'make bench      measure how long a judgement takes'
	@echo 'make mutants    break the shapes on purpose, and tell which breaks no test notices'
	@echo 'make format     put Python files in their form'
	@echo 'make lock       renew requirements.lock with the latest releases'
	@echo 'make venv       prepare .venv only'
	@echo 'make servers    install what tests talk to and pip cannot bring (Virtuoso; only root may)'
	@echo 'make clean      remove whatever was made here, .venv too'

venv: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(if $(PYTHON),,$(error Python 3.11 or later is needed: install it, or say where it is with PYTHON=...))
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# Virtuoso, from the packages of Debian: the programs alone, no service. Without them its tests are skipped.
servers:
	@command -v virtuoso-t > /dev/null || { [ "$$(id -u)" = 0 ] && apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
		apt-get -qq install --yes --no-install-recommends $(SERVERS) > /dev/null; } || \
		echo 'Virtuoso is missing, and only root may install it with apt-get: its tests will be skipped.'

validate: $(STAMP)
	$(BIN)/pdz validate
	$(BIN)/pdz validate data/esempi/registro-conforme --as-of 2013-06-30

test: $(STAMP) servers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_piani.py
	$(BIN)/python tests/mutanti.py --sample 350
	$(BIN)/python -m pytest -n 3 --dist worksteal

whole: $(STAMP) servers
	WHOLE=true $(BIN)/python -m pytest -n 3 --dist worksteal

bench: $(STAMP)
	$(BIN)/python tests/bench/confronti.py

mutants: $(STAMP)
	$(BIN)/python tests/mutanti.py

lock: $(STAMP)
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --universal --upgrade --generate-hashes \
		--custom-compile-command 'make lock' --quiet --output-file requirements.lock

format: $(STAMP)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
