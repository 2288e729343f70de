# `make` lists what can be made. Everything runs in .venv, which is made when it is first needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CLINIC ?=
LANGUAGE ?=
LAYOUT ?=
TARGET ?=
OUTPUT ?= build
OPTIONS = $(if $(CLINIC),--clinic $(CLINIC)) $(if $(LANGUAGE),--language $(LANGUAGE)) \
          $(if $(LAYOUT),--layout $(LAYOUT)) $(if $(TARGET),--target $(TARGET))

.DEFAULT_GOAL := help
.PHONY: help pdf test check proof bench golden clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|' 2>/dev/null \
		|| grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST)

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

$(VENV)/.check: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,check]'
	@touch $@

pdf: $(VENV)/.run ## print the leaflet: CLINIC=… LANGUAGE=… LAYOUT=… TARGET=… narrow it
	@$(BIN)/brochure build $(OPTIONS) --output $(OUTPUT)

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

bench: $(VENV)/.test ## how fast it prints, as ratios from one run
	@$(BIN)/python -m bench.speed

golden: $(VENV)/.test ## write the expected texts of the tests anew and show what changed
	@$(BIN)/python -m pytest --golden tests/test_golden.py
	@git --no-pager diff --stat -- tests/golden
	@git --no-pager diff -- tests/golden

clean: ## remove what was built, and .venv
	rm -rf build $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
