# How Newsroom is installed, shown and tested. `make help` lists the targets.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help install demo test test-full test-tools lint test-sqlite test-postgresql bench lock messages clean

PORT ?= 8000
WORKERS ?= auto
PYTEST_ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
ADDRESS := http://127.0.0.1:$(PORT)

# A stamp carries the digest of the lock file that was installed: the second run has nothing to do.
stamp = $(VENV)/$(1)-$(shell sha256sum $(1) | cut -c 1-16)
INSTALLED := $(call stamp,requirements.txt)
TOOLS := $(call stamp,requirements-test.txt)

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14
	@echo
	@echo "PORT=8001 make demo    serves on another port"
	@echo "PYTEST_ARGS='-k tag'   passes words on to pytest; WORKERS=1 runs it in one process"

install: $(INSTALLED) ## make .venv from the lock file

$(PY):
	@for python in python3.11 python3 python3.12 python3.13; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Newsroom needs Python 3.11 or newer, and there is none on PATH. On Debian: apt-get install python3 python3-venv" >&2; \
	  exit 1; \
	fi; \
	if ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$found cannot make virtual environments: its venv module is missing. On Debian: apt-get install python3-venv" >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv $(VENV)

$(INSTALLED): | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@rm -f $(VENV)/requirements.txt-* && touch $@

$(TOOLS): $(INSTALLED)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@rm -f $(VENV)/requirements-test.txt-* && touch $@

# Compressing every file takes longer than all the rest of a start, so it is done once for each state of the files.
define COLLECT
set -e; digest=$$(cat requirements.txt $$(find articles media newsroom -path "*/static/*" -type f | sort) | sha256sum | cut -c 1-16); \
stamp="$${VAR_DIR:-var}/static/.collected-$$digest"; \
if [ ! -e "$$stamp" ]; then \
  echo "Collecting static files"; \
  $(PY) manage.py collectstatic --noinput --verbosity 0; \
  rm -f "$${VAR_DIR:-var}"/static/.collected-*; touch "$$stamp"; \
fi
endef

demo: export SITE_URL = $(ADDRESS)
demo: $(INSTALLED) ## a running newsroom with sample stories, at http://127.0.0.1:8000
	@$(PY) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || \
	  { echo "Port $(PORT) is taken. Stop what runs there, or choose another: make demo PORT=8001" >&2; exit 1; }
	@$(PY) manage.py migrate --verbosity 0
	@$(COLLECT)
	@$(PY) manage.py prepare_demo
	@echo
	@echo "The site:  $(ADDRESS)/"
	@echo "The desk:  $(ADDRESS)/admin/"
	@echo "Ctrl-C stops both."
	@exec $(VENV)/bin/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 1 --blocking-threads 4 \
	  --log-level warning newsroom.wsgi:application

test: test-tools lint test-sqlite test-postgresql ## everything that must hold, on both databases

test-full: export NEWSROOM_FULL = 1
test-full: test ## the same with the long runs whole

test-tools: $(TOOLS)
	@$(PY) tests/postgres.py --is-installed || \
	  echo "PostgreSQL's server is not installed here: the suite runs on SQLite only. On Debian: apt-get install postgresql"

lint: $(TOOLS) ## ruff, mypy, migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(PY) manage.py makemigrations --check --settings tests.settings

PYTEST = $(VENV)/bin/pytest -n $(WORKERS) -rfEs $(PYTEST_ARGS)

test-sqlite: $(TOOLS) ## the suite on SQLite
	@echo "The suite on SQLite"
	env -u DATABASE_URL $(PYTEST)

test-postgresql: $(TOOLS) ## the suite on a PostgreSQL of its own
	@if $(PY) tests/postgres.py --is-installed; then \
	  echo "The suite on PostgreSQL"; \
	  $(PY) tests/postgres.py $(PYTEST); \
	fi

# The benchmark of servers is a project of its own, and needs a Python that the newest Wagtail runs on.
BENCH ?= ../shared/bench
BENCH_PYTHON ?= $(shell for python in python3.12 python3.13 python3.14 python3; do \
  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo "$$python" && break; done)
WORK ?= /tmp/newsroom-bench
SIZES ?= 1000,10000
PEERS ?= wagtail,wagtail_tuned,bare,nginx
BENCH_ARGS ?=

bench: ## measure beside other servers: SIZES=1000,10000 PEERS=bare,nginx WORK=/tmp/newsroom-bench
	@[ -e "$(BENCH)/bench.py" ] || { echo "The benchmark is not in $(BENCH). Say where it is: make bench BENCH=/path/to/bench" >&2; exit 1; }
	@"$(BENCH_PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || \
	  { echo "The benchmark needs Python 3.12 or newer. Name one: make bench BENCH_PYTHON=/path/to/python3.12" >&2; exit 1; }
	@for program in wrk nginx redis-server; do command -v "$$program" >/dev/null || \
	  { echo "The benchmark needs $$program. On Debian: apt-get install wrk nginx redis-server" >&2; exit 1; }; done
	"$(BENCH_PYTHON)" "$(BENCH)/bench.py" --work-dir "$(WORK)" --sizes "$(SIZES)" \
	  --targets "$(CURDIR)/tests/benchmarks/target.py,$(PEERS)" $(BENCH_ARGS)

# Locks are made on the oldest Python that Newsroom runs on; UV points at Astral's uv.
UV ?= uv

lock: ## write both lock files anew from pyproject.toml (needs uv)
	$(UV) pip compile --quiet --python-version 3.11 --generate-hashes pyproject.toml -o requirements.txt
	$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --extra test pyproject.toml -o requirements-test.txt

messages: $(TOOLS) ## gather interface strings, and compile the translations (needs gettext)
	$(PY) manage.py makemessages --all --no-obsolete --no-location --ignore $(VENV) --ignore var --ignore tests
	$(PY) manage.py compilemessages --verbosity 0 --ignore $(VENV)

clean: ## remove the virtual environment and caches; var/ with your stories stays
	rm -rf $(VENV) .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
