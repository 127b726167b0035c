# Two commands matter: `make demo` runs the whole shop, `make test` checks that everything holds.

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
BIN := .venv/bin
UV := $(firstword $(wildcard $(CURDIR)/$(BIN)/uv) uv)
need_python := test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: apt-get install python3 python3-venv"; exit 1; }
# Compiled bytecode is worth seconds at every start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test fast check bench lock clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

setup: ## Install everything into .venv
	@$(need_python)
	@$(PYTHON) config/install.py dev

demo: ## Run the whole shop with demo data; PORT=8000 moves it
	@$(need_python)
	@$(PYTHON) config/install.py demo
	@exec $(BIN)/python -m config.demo

test: setup ## Everything that must hold: static checks, then every test
	@$(BIN)/python -m tests.checks scripts
	@exec $(BIN)/python -m pytest --numprocesses=auto

fast: setup ## The tests without a browser
	@exec $(BIN)/python -m pytest --numprocesses=auto -m "not browser and not faults"

check: setup ## Lint, types, layers, templates, migrations, translations
	@$(BIN)/python -m tests.checks

bench: setup ## Measure speed; ONLY=name,... for some
	@exec $(BIN)/python -m tests.bench

lock: ## Pin requirements/*.in again, upgrading nothing that needn't be; UPGRADE=--upgrade does
	@command -v $(UV) >/dev/null || { echo "Pinning needs uv: make setup, or pipx install uv"; exit 1; }
	@cd requirements && for name in base installer demo dev production; do \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE) \
	    $$(test $$name = base || echo --constraint base.txt) $$name.in --output-file $$name.txt || exit 1; \
	done

clean: ## Remove what was made, except the data in var
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/static var/test-postgres
	find . -name __pycache__ -prune -exec rm -rf {} +
