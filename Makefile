# `make` lists what can be made. Everything runs in .venv, which is made when it is first needed.

PYTHON ?= python3
VENV := .venv
PEERS := .venv-peers
BIN := $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# These come from the command line alone: many desktops have a LANGUAGE of their own in the environment.
CLINIC :=
LANGUAGE :=
LAYOUT :=
TARGET :=
OUTPUT := build
DRAFT :=
JOBS :=
OPTIONS = $(if $(CLINIC),--clinic '$(CLINIC)') $(if $(LANGUAGE),--language '$(LANGUAGE)') \
          $(if $(LAYOUT),--layout '$(LAYOUT)') $(if $(TARGET),--target '$(TARGET)')

.DEFAULT_GOAL := help
.PHONY: help pdf all watch test check proof docs bench bench-peers golden clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 15) else "Python 3.11 to 3.14 is needed, this is %d.%d; name another: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	$(INSTALL) -e .
	@touch $@

$(VENV)/.watch: $(VENV)/.run
	$(INSTALL) -e '.[watch]'
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(INSTALL) -e '.[test]'
	@touch $@

$(VENV)/.check: $(VENV)/.run
	$(INSTALL) -e '.[test,check]'
	@touch $@

pdf: $(VENV)/.run ## print the leaflet: CLINIC=… LANGUAGE=… LAYOUT=… TARGET=… narrow it
	@$(BIN)/brochure build $(OPTIONS) $(if $(DRAFT),--draft) --output $(OUTPUT)

all: $(VENV)/.run ## print all that the clinics ask for, and an index; the same names narrow it, JOBS=… at once
	@$(BIN)/brochure build --all $(OPTIONS) $(if $(DRAFT),--draft) $(if $(JOBS),--jobs $(JOBS)) --output $(OUTPUT)

watch: $(VENV)/.watch ## print again whatever a saved file touches; the same names narrow it
	@$(BIN)/brochure watch $(OPTIONS) $(if $(DRAFT),--draft) --output $(OUTPUT)

test: $(VENV)/.test ## run all tests
	@$(BIN)/python -m pytest

check: $(VENV)/.check ## lint, types, import contracts, and the leaflet's own words
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/brochure check

proof: $(VENV)/.test ## pages to PNG under build/proof, and again with folds and the safe area drawn over
	@$(BIN)/python -m brochure.proof $(OPTIONS) --output $(OUTPUT)/proof

docs: $(VENV)/.test ## what the documents take from the program: pictures, tables, schemas
	@$(BIN)/python -m docs.pictures
	@$(BIN)/python -m docs.tables
	@$(BIN)/brochure schema --output schemas

bench: $(VENV)/.test ## how fast it prints, as ratios from one run
	@$(BIN)/python -m bench.speed

$(PEERS)/.made: $(VENV)/.made pyproject.toml constraints.txt bench/peers/requirements.txt
	@bench/peers/install-system.sh
	@test -d $(PEERS) || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
		-r bench/peers/requirements.txt -e '.[test]'
	@touch $@

bench-peers: $(PEERS)/.made ## ours beside Typst, WeasyPrint, fpdf2 and Platypus; writes bench/RESULTS.md
	@$(PEERS)/bin/python -m bench.peers

golden: $(VENV)/.test ## write the expected texts of the tests anew and show what changed
	@$(BIN)/python -m pytest --golden tests/test_golden.py
	@git --no-pager diff --stat -- tests/golden
	@git --no-pager diff -- tests/golden

clean: ## remove what was built, and .venv
	rm -rf build $(VENV) $(PEERS) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
