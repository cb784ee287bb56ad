# What a developer does here, on a machine that has Python 3.11 and make. `make` alone prints the list.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

INSTALL := $(BIN)/python -m pip install --quiet --progress-bar off
THIS := $(INSTALL) --no-deps --no-build-isolation --editable .
COMPILE := $(abspath $(BIN))/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	--universal --python-version 3.11 --no-header $(ARGS)

.PHONY: help
help: ## Print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '  make %-8s %s\n' "$$name" "$$what"; done
	@echo "  ARGS=… is handed to demo, test, prove, run and bench."

.PHONY: demo
demo: $(VENV)/.base ## Build the sample company and serve it on this machine
	@$(BIN)/oyez demo $(ARGS)

.PHONY: run
run: $(VENV)/.base ## Serve your own installation from ./data (or OYEZ_DATA)
	@$(BIN)/oyez serve $(ARGS)

.PHONY: check
check: $(VENV)/.dev lint types ## The quick loop: style, walls, types and the fast tests
	@$(BIN)/python -m pytest -q -m "not slow and not browser and not postgres" $(ARGS)

.PHONY: test
test: $(VENV)/.dev system lint types ## Everything: the quick loop, PostgreSQL, browser, and all tests
	@echo "== All tests on SQLite but those of the whole; beside them PostgreSQL, then those of the whole (tests/web)"
	@said=$$(mktemp); { \
		$(BIN)/python -m tests.postgres $(BIN)/python -m pytest -q -m "database and not browser and not slow" $(ARGS); \
		one=$$?; $(if $(ARGS),true,$(BIN)/python -m pytest -q tests/web); two=$$?; exit $$((one || two)); \
	} > $$said 2>&1 & other=$$!; \
	$(BIN)/python -m pytest -q $(if $(ARGS),,--ignore=tests/web) $(ARGS); first=$$?; \
	wait $$other; second=$$?; \
	echo "== PostgreSQL, and the whole"; cat $$said; rm -f $$said; \
	exit $$((first || second))

.PHONY: lint
lint: $(VENV)/.dev
	@echo "== Style"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@echo "== Walls"
	@$(BIN)/lint-imports

.PHONY: types
types: $(VENV)/.dev
	@echo "== Types"
	@$(BIN)/mypy

.PHONY: system
system:
	@tests/system-packages

.PHONY: prove
prove: $(VENV)/.dev system ## The long proofs: crash points, order, suppression (minutes)
	@$(BIN)/python -m prove.run $(ARGS)

.PHONY: bench
bench: $(VENV)/.dev ## Measure speed and size, as ratios within one run
	@$(BIN)/python -m bench.run $(ARGS)

.PHONY: docs
docs: $(VENV)/.dev ## Write the generated reference pages again
	@$(BIN)/python -m oyez.web.reference

.PHONY: lock
lock: $(VENV)/.dev ## Lock the versions again after a change (ARGS=--upgrade for newer ones)
	$(COMPILE) pyproject.toml --output-file requirements/base.txt
	cd requirements && $(COMPILE) build.in --output-file build.txt
	cd requirements && $(COMPILE) dev.in --output-file dev.txt

$(BIN)/python:
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Oyez needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3"; exit 1; }
	@echo "== A virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Python's venv is missing here; on Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.base: requirements/base.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "== Installing the parts of Oyez (requirements/base.txt, checked by hash)"
	@$(INSTALL) --require-hashes -r requirements/base.txt -r requirements/build.txt
	@$(THIS)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "== Installing the parts of Oyez and what its tests need (requirements/dev.txt, checked by hash)"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(THIS)
	@touch $@ $(VENV)/.base
