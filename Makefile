# Two commands matter: `make demo` runs the whole shop, `make test` checks that everything holds.

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
BIN := .venv/bin
# Compiled bytecode is worth seconds at every start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test fast check bench lock clean

help: ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

setup: ## Install everything into .venv
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) config/install.py

demo: setup ## Run the whole shop with demo data; PORT=8000 moves it
	@exec $(BIN)/python -m config.demo

test: check ## Everything that must hold: static checks, then every test
	@$(BIN)/python -m tests.programs
	@$(BIN)/python -m tests.javascript
	@exec $(BIN)/python -m pytest --numprocesses=auto

fast: setup ## The tests without a browser
	@exec $(BIN)/python -m pytest --numprocesses=auto -m "not browser and not faults"

check: setup ## Lint, types, layers, templates, migrations, translations
	@$(BIN)/python -m tests.checks

bench: setup ## Measure speed; ONLY=name,... for some
	@exec $(BIN)/python -m tests.bench

lock: setup ## Pin requirements/*.in again
	@$(BIN)/python -m config.lock

clean: ## Remove what was made, except the data in var
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/static var/test-postgres
	find . -name __pycache__ -prune -exec rm -rf {} +
