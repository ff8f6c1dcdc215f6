# Two commands do everything: `make run` and `make test`. Both need only Python 3.11+ and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
GRAPH  ?= graph
HOST   ?= 127.0.0.1
PORT   ?= 8000
NEXT   ?= All green. Next: make run serves the sample graph on http://$(HOST):$(PORT).

.DEFAULT_GOAL := help
.PHONY: help setup run build serve web docs lock lint types test suite clean

help:  ## what there is to make
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' Makefile

# pip, with the names of the packages as it comes to them: silence of a minute looks like a fault.
define install
rm -f $(VENV)/.exit; ($(BIN)/python -m pip install --no-compile --progress-bar off --constraint constraints.txt $(1); echo $$? >$(VENV)/.exit) \
  | awk '/^Collecting/ {sub("[^a-zA-Z0-9._-].*", "", $$2); printf "%s ", $$2; fflush()} END {print ""}'; \
  exit $$(cat $(VENV)/.exit)
endef

# What tests import, Sitrep itself among it. A file that pip is still writing is compiled again, since it has changed.
define compile
$(BIN)/python -W ignore -m compileall -qq -j $(1) -x '/(tests|pip|mypy|mypyc|setuptools|scipy|fontTools|pygments)/' $(VENV)/lib kg api
endef

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit("Sitrep needs Python 3.11 or newer; `make PYTHON=/path/to/python3.12 ...` names another one." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.ready: $(VENV)/.pip pyproject.toml constraints.txt
	@echo "Installing into $(VENV): some 90 packages, 0.8 GB, about a minute."
	@$(call install,--editable .)
	@touch $@

# Both at once, so that pip looks around once. It works on one core; the other compiles what is there already.
$(VENV)/.ready-dev: $(VENV)/.pip pyproject.toml constraints.txt
	@echo "Installing into $(VENV) what Sitrep, its tests and its documentation need: 2.2 GB in all, about a minute and a half."
	@(while sleep 3 && kill -0 $$$$ && [ ! -s $(VENV)/.exit ]; do $(call compile,1); done) 2>/dev/null & \
	  $(call install,--editable . --group dev)
	@$(call compile,2) || true
	@touch $(VENV)/.ready $@

setup: $(VENV)/.ready-dev  ## install everything into .venv
	@echo "Ready: .venv/bin/kg --help shows what it does, make run builds and serves the sample graph."

build: $(VENV)/.ready  ## build the graph from data/articles
	$(BIN)/kg build data/articles --data $(GRAPH)

serve: $(VENV)/.ready  ## serve the graph
	$(BIN)/kg serve --data $(GRAPH) --host $(HOST) --port $(PORT)

run: build serve  ## install, build the graph from data/articles, serve it

web: $(VENV)/.ready-dev  ## build the explorer anew, from api/web/src
	@PYTHONPATH=tests $(BIN)/python -c "from browsing import node, npm; npm('ci'); print(node('build.mjs'))"

docs: $(VENV)/.ready-dev  ## build the documentation site, into build/site/html
	@$(BIN)/python docs/site/build.py

lock: $(VENV)/.ready  ## pin in constraints.txt what pyproject.toml newly names; remove a line there to have its newest
	$(BIN)/python -m pip install -qq uv
	@touch constraints.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --group dev --no-annotate \
	  --custom-compile-command 'make lock' --output-file constraints.txt pyproject.toml

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-dev
	$(BIN)/mypy

test: lint  ## install, lint, type-check, test
	@$(MAKE) --no-print-directory --jobs 2 types suite
	@$(if $(NEXT),echo "$(NEXT)")

suite: $(VENV)/.ready-dev  # three processes: on two cores one of them mostly waits, for servers and clocks
	@# Without bytecode, each of the hundreds of programs that tests start would compile all modules anew.
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

clean:  ## remove the environment, the graph and all caches
	rm -rf $(VENV) $(GRAPH) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
